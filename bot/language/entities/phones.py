"""Telephone numbers in every spelling that people use, as E.164.

Numbers of Viet Nam need no country code; others need a plus sign or 00. Numbers of eleven digits from before the change of
15/09/2018 are mapped to their new prefixes, since old records and old habits hold them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber

from bot.language.entities.bank_cards import take_accounts, take_cards
from bot.language.entities.context import Kind
from bot.language.entities.digit_runs import DigitRuns, Run
from bot.language.entities.identity_numbers import take as take_identity_numbers
from bot.language.entities.models import Found
from bot.language.entities.reading import read

_VIETNAM = 84
# Old mobile prefix without its zero → the new one.
_NEW_PREFIXES = {
    **{"120": "70", "121": "79", "122": "77", "126": "76", "128": "78"},
    **{"123": "83", "124": "84", "125": "85", "127": "81", "129": "82"},
    **{f"16{last}": f"3{last}" for last in range(2, 10)},
    **{"186": "56", "188": "58", "199": "59"},
}
_NATIONAL = re.compile(r"[35789][0-9]{8}|2[0-9]{9}|1[2689][0-9]{8}")
_HOTLINE = re.compile(r"1[89]00[0-9]{4,6}")
_HOTLINE_GROUPINGS = {
    (8,),
    (9,),
    (10,),
    (4, 4),
    (4, 5),
    (4, 6),
    (4, 2, 2),
    (4, 3, 2),
    (4, 2, 3),
    (4, 3, 3),
    (4, 2, 2, 2),
}
_FOREIGN = re.compile(r"[1-9][0-9]{7,14}")
_MOST_GROUPS = 7
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")
_OF_YEARS = re.compile(r"(?:nam|giai doan) \Z")
_SHORTEST, _LONGEST = 8, 16  # digits, an international prefix included
_OTHERWISE = (Kind.ORDER, Kind.TAX, Kind.IDENTITY, Kind.ACCOUNT, Kind.CARD)
_LOOKALIKES = re.compile(r"(?<![^\W_])(?=[oil]{0,2}[0-9])[0-9oil]{3,}(?![^\W_])")
_MOST_LOOKALIKES = 3
_ADDRESS = re.compile(r"://|^www\.|[a-z0-9\-]\.[a-z]{2,}/")
_CONTACT_ADDRESS = re.compile(r"(?:zalo\.me|wa\.me|t\.me)/\+?\Z")
_MOST_WORDS_LEFT = 3  # of a number in words, such as the "năm" of "… bảy tám năm nay"


def find(text: str) -> list[Found]:
    """Entity `phone_number`; the value is E.164, such as +84912345678."""
    runs = DigitRuns(read(text))
    take_cards(runs)
    take_accounts(runs)
    take_identity_numbers(runs)
    return take(runs)


def take(runs: DigitRuns) -> list[Found]:
    """What `find` gives, of the groups that nobody has taken."""
    found = [*_take(runs)]
    if runs.runs and _LOOKALIKES.search(runs.plain):
        found += _with_lookalikes(runs)
    return sorted(found, key=lambda one: one.start)


def normalise(text: str) -> str | None:
    """The one number that an answer to "what is your telephone number?" holds; None when there is none, or more than one.

    A missing first zero, as spreadsheets leave it, is put back.
    """
    values = {found.value for found in find(text)}
    if not values:
        plain = re.sub(r"[ .\-()]", "", read(text).plain)
        national = _national(plain.removeprefix("0"))
        if plain.isascii() and plain.isdigit() and len(plain) in (9, 10, 11) and national:
            values = {national}
    return values.pop() if len(values) == 1 else None


def _take(runs: DigitRuns) -> Iterator[Found]:
    for run in runs.runs:
        windows = []
        first = 0
        while first < len(run.groups):
            window = None if first in run.taken else _number_at(runs, run, first)
            if window:
                run.take(first, window[0])
                windows.append((first, *window))
                first = window[0]
            first += 1
        words = sum(last - first + 1 for first, last, _ in windows)
        if run.spelled and len(run.groups) - words > _MOST_WORDS_LEFT:
            continue
        for first, last, value in windows:
            end = run.groups[last].end
            yield runs.reading.found("phone_number", value, _opening(runs.plain, run.groups[first].start, end), end)


def _number_at(runs: DigitRuns, run: Run, first: int) -> tuple[int, str] | None:
    """(last group, E.164) of the longest number that begins with the group `first`."""
    start = run.groups[first].start
    if run.groups[first].digits[0] not in "0135789" and not _plus(runs.plain, start):
        return None
    best = None
    for last, digits in run.windows(first):
        if len(digits) > _LONGEST or (last - first >= _MOST_GROUPS and len(digits) > last + 1 - first):
            break
        if len(digits) < _SHORTEST:
            continue
        value = _value(runs, run, first, last, digits)
        if value and _ends(runs, run, last):
            best = last, value
    if best is None or not runs.clear_before(run, first) or runs.context.at(start) in _OTHERWISE:
        return None
    address = re.split("[ \n]", runs.plain[max(0, start - 100) : start])[-1]
    if _ADDRESS.search(address) and not _CONTACT_ADDRESS.search(address):
        return None
    return best


def _value(runs: DigitRuns, run: Run, first: int, last: int, digits: str) -> str | None:
    start, end = run.groups[first].start, run.groups[last].end
    lead = run.groups[first].digits
    if _plus(runs.plain, start) and digits[0] != "0":
        return _international(digits)
    if lead.startswith("00"):
        return _international(digits[2:])
    if digits[0] == "0":
        return _national(digits[1:])
    if runs.context.money_behind(end):
        return None
    singly = len(digits) == last + 1 - first
    if (lead if not singly else digits).startswith("84") and (
        len(digits) < 12 or digits[2] == "2" or "(0)" in runs.plain[start:end]
    ):
        return _international(digits)
    if _HOTLINE.fullmatch(digits):
        if not singly and run.sizes(first, last) not in _HOTLINE_GROUPINGS:
            return None
        if run.groups[first].end < end and _reads_as_years(runs, start, end, digits):
            return None
        return _national(digits)
    # Spreadsheets drop the first zero.
    if len(digits) == 9 and runs.context.at(start) is Kind.PHONE:
        return _national(digits)
    return None


def _reads_as_years(runs: DigitRuns, start: int, end: int, digits: str) -> bool:
    """Whether 1900 begins "1900-1975" or "năm 1900 2000 người"."""
    if not _YEARS.fullmatch(digits[4:]) or runs.context.near(start) is Kind.PHONE:
        return False
    return re.search("[-/]", runs.plain[start:end]) is not None or _OF_YEARS.search(runs.plain, 0, start) is not None


def _international(digits: str) -> str | None:
    if digits.startswith(str(_VIETNAM)):
        return _national(digits[2:].removeprefix("0"))
    if not _FOREIGN.fullmatch(digits):
        return None
    try:
        number = phonenumbers.parse("+" + digits)
    except NumberParseException:
        return None
    return _e164(number)


def _national(digits: str) -> str | None:
    """`digits` without the leading zero."""
    if not (_NATIONAL.fullmatch(digits) or _HOTLINE.fullmatch(digits)):
        return None
    if len(digits) == 10 and digits[:3] in _NEW_PREFIXES:
        digits = _NEW_PREFIXES[digits[:3]] + digits[3:]
    return _e164(PhoneNumber(country_code=_VIETNAM, national_number=int(digits)))


def _e164(number: PhoneNumber) -> str | None:
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _ends(runs: DigitRuns, run: Run, last: int) -> bool:
    """Whether a number may end with the group `last`; another number or a second extension ("0912345678/79") may be glued to it."""
    if runs.clear_behind(run, last):
        return True
    if last + 1 >= len(run.groups):
        return False
    following = run.groups[last + 1].digits
    if run.joints[last] == "/" and len(following) <= 4:
        return True
    return any(
        (digits[0] == "0" and _NATIONAL.fullmatch(digits[1:]))
        or (digits[:2] == "84" and _NATIONAL.fullmatch(digits[2:]))
        for _, digits in run.windows(last + 1)
    )


def _plus(plain: str, start: int) -> bool:
    """Whether a plus sign stands before, and is none of "0912…+0987…"."""
    before = plain[max(0, start - 3) : start].removesuffix(" ")
    return before.endswith("+") and not before[:-1][-1:].isdigit()


def _opening(plain: str, start: int, end: int) -> int:
    """The plus sign and the bracket in front belong to the number."""
    if _plus(plain, start):
        start = plain.rindex("+", 0, start)
    if plain[start - 1 : start] == "(" and plain[start:end].count(")") > plain[start:end].count("("):
        start -= 1
    return start


def _with_lookalikes(runs: DigitRuns) -> list[Found]:
    """Numbers with the letters o, l and I for 0 and 1 in groups that are digits otherwise."""
    reading = runs.reading
    characters = [*reading.plain]
    letters: list[int] = []
    for match in _LOOKALIKES.finditer(reading.plain):
        places = [place for place in range(*match.span()) if characters[place].isalpha()]
        if all(reading.typed(place, place + 1) in ("o", "O", "l", "I") for place in places):
            letters += places
    for place in letters:
        characters[place] = "0" if characters[place] == "o" else "1"
    if not letters:
        return []
    positions = [reading.starts[place] for place in letters]
    taken = runs.taken_spans()
    extra = []
    for one in _take(DigitRuns(replace(reading, plain="".join(characters)))):
        count = bisect_left(positions, one.end) - bisect_left(positions, one.start)
        if 0 < count <= _MOST_LOOKALIKES and not any(a < one.end and one.start < b for a, b in taken):
            extra.append(one)
    return extra
