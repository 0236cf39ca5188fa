"""Numbers of identity cards (căn cước, 12 digits; the older chứng minh nhân dân, 9) and of passports.

Twelve digits: three for the province or country where a birth was registered, one for century and sex, two for the year, six at
random; there is no check digit (Nghị định 137/2015 Đ13, Thông tư 07/2016/TT-BCA). After the mergers of provinces of 2025 and for
births abroad other codes occur, so the first three digits decide only where no word says what the number is.
"""

import re
from collections.abc import Iterator

from bot.language.entities.bank_cards import take_accounts, take_cards
from bot.language.entities.context import Kind
from bot.language.entities.digit_runs import DigitRuns, Run
from bot.language.entities.models import Found
from bot.language.entities.reading import read

PROVINCES = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046"
    " 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095"
    " 096".split()
)
"""Codes of Thông tư 07/2016/TT-BCA, annex."""

_GROUPINGS = {
    (12,),
    (3, 3, 3, 3),
    (4, 4, 4),
    (6, 6),
    (3, 3, 6),
    (3, 9),
    (3, 1, 2, 6),
    (3, 3, 2, 4),
    (2,) * 6,
    (1,) * 12,
}
_LIVING = "0123"  # century and sex of births from 1900 to 2099
_PASSPORT = re.compile(r"(?<![^\W_])(?:[a-z]{1,2}[0-9]{6,8}|[a-z] [0-9]{7,8})(?![^\W_])(?!-[a-z0-9])")


def find(text: str) -> list[Found]:
    """Entity `identity_number`: digits only, or a passport's letter and digits."""
    runs = DigitRuns(read(text))
    take_cards(runs)
    take_accounts(runs)
    return take(runs)


def take(runs: DigitRuns) -> list[Found]:
    """What `find` gives, of the groups that nobody has taken."""
    return sorted([*_passports(runs), *_cards(runs)], key=lambda found: found.start)


def _cards(runs: DigitRuns) -> Iterator[Found]:
    for run in runs.runs:
        for first in range(len(run.groups)):
            for last, digits in run.windows(first):
                if len(digits) > 12:
                    break
                if len(digits) in (9, 12) and _is_identity(runs, run, first, last, digits):
                    yield runs.reading.found("identity_number", digits, *run.take(first, last))
                    break


def _is_identity(runs: DigitRuns, run: Run, first: int, last: int, digits: str) -> bool:
    start, end = run.groups[first].start, run.groups[last].end
    sizes = run.sizes(first, last)
    named = runs.context.near(start) is Kind.IDENTITY or runs.context.identity_behind(end)
    if len(sizes) > 1 and not (run.even(first, last) and _is_whole(run, first, last, named)):
        return False
    if run.spelled and len(sizes) != len(run.groups):
        return False
    if runs.plain[max(0, start - 1) : start] == "+" or (digits[0] != "0" and runs.context.money_behind(end)):
        return False
    if not (runs.starts_outside_code(run, first) and runs.ends_outside_code(run, last)):
        return False
    directly = runs.context.at(start)
    if len(digits) == 9:
        if "." in run.joints[first:last]:  # 123.456.789 is a sum as well
            return directly is Kind.IDENTITY or runs.context.identity_behind(end)
        return named and directly not in (Kind.ORDER, Kind.PHONE, Kind.TAX)
    if sizes not in _GROUPINGS and not (named and len(sizes) == len(run.groups)):
        return False
    # The number of a person's identity card is their tax code too.
    if named or directly is Kind.TAX:
        return True
    return digits[:3] in PROVINCES and digits[3] in _LIVING and directly is not Kind.ORDER


def _is_whole(run: Run, first: int, last: int, named: bool) -> bool:
    """Whether a grouped number is no part of a longer one; a second of its kind may follow."""
    if not named and run.came_before(first):
        return False
    if not run.goes_on(last):
        return True
    size = last + 1 - first
    return run.sizes(last + 1, last + size) == run.sizes(first, last) and run.even(first, last + size)


def _passports(runs: DigitRuns) -> Iterator[Found]:
    for match in _PASSPORT.finditer(runs.plain) if runs.runs else ():
        start, end = match.span()
        named = runs.context.near(start) is Kind.PASSPORT or runs.context.passport_behind(end)
        if named and runs.take_within(start, end):
            yield runs.reading.found("identity_number", match[0].replace(" ", "").upper(), start, end)
