"""E-mail addresses in what people type, those with blanks in them too when nothing else can be meant.

Every search starts at an '@' and walks outwards, so the time grows with the text and not with its square.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.language.entities.domains import COUNTRIES, COUNTRIES_BELOW, GENERIC, PROVIDERS, SECOND_LEVEL, SHORT
from bot.language.entities.models import Found
from bot.language.entities.reading import Reading, read

LONGEST = 254
"""Characters of an address that mail can be sent to (RFC 5321)."""
_LONGEST_LOCAL = 64

_LOCAL_SIGNS = frozenset(".+-_'&~")
_LOCAL = re.compile(r"\w+(?:[.+\-'&~]+\w+)*-?")
_LABEL = re.compile(r"[^\W_]+(?:-+[^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPACED_DOT = re.compile(r" ?\. ?")
_SPACED_COUNTRY = re.compile(r" \. vn(?![^\W_])")
_SPACED_DOT_BEFORE = re.compile(r"([^\W_]+(?:[._\-][^\W_]+)*) \. \Z")
_NAMED = re.compile(r"(?<![a-z0-9])(?:e-?mail|mail|gmail|thu dien tu|hop thu|dia chi thu)(?![a-z0-9])")
_NAME_IN_FRONT = re.compile(r"^(?:(?:dia chi|so|email|e-mail|mail|mailto|gmail|la|cua|toi|em|minh)[ :=]+)+")


def find(text: str) -> list[Found]:
    """Entity `email`; the value is lower-case and NFC."""
    return find_in(read(text))


def find_in(reading: Reading) -> list[Found]:
    return [reading.found("email", _value(reading, *span), *span) for span in spans(reading)]


def normalise(text: str) -> str | None:
    """The one address that an answer to "what is your e-mail address?" holds. None: none, several, or no mail could arrive."""
    reading = read(text)
    values = {found.value for found in find_in(reading)}
    if not values and reading.plain.count("@") == 1:
        # A whole answer such as "an . nguyen @ congty . example" has no words around it that could be meant otherwise.
        bare = _NAME_IN_FRONT.sub("", reading.plain.strip(" \n<>()[]\"'.,;"))
        if not re.search(r"[^\W_] [^\W_]|\n", bare):
            start = reading.plain.index(bare)
            values = {found.value for found in find(_value(reading, start, start + len(bare)))}
    value = values.pop() if len(values) == 1 else ""
    return value if value and ".." not in value else None


def spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where addresses stand in the plain text, without their values."""
    plain = reading.plain
    at = plain.find("@")
    floor = 0
    while at >= 0:
        span = _address(reading, at, floor)
        if span:
            yield span
            floor = span[1]
        at = plain.find("@", max(at + 1, floor))


def _address(reading: Reading, at: int, floor: int) -> tuple[int, int] | None:
    plain = reading.plain
    blank_before = plain[at - 1 : at] == " " and at - 1 > floor
    blank_behind = plain[at + 1 : at + 2] == " "
    before, behind = at - blank_before, at + 1 + blank_behind
    end = _domain(plain, behind)
    start = _local(plain, before, floor) if end else None
    if start is None or end is None:
        return None
    if blank_before:
        start = _spaced_local(plain, start, floor)
        domain = plain[behind:end].replace(" ", "")
        # "an @ congty.vn" may be a place to meet, "liên hệ @an.nguyen" is a mention.
        meant = domain.partition(".")[0] in PROVIDERS or (
            blank_behind
            and domain.rpartition(".")[2] in GENERIC | COUNTRIES
            and (
                re.search(r"[0-9._+]", plain[start:before]) is not None
                or _NAMED.search(plain, max(0, start - 60), start) is not None
            )
        )
        if not meant:
            return None
    if len(plain[start:end].replace(" ", "")) > LONGEST:
        return None
    return start, end


def _local(plain: str, end: int, floor: int) -> int | None:
    """Where the local part that ends at `end` begins."""
    start = end
    while (
        start > floor
        and end - start <= _LONGEST_LOCAL
        and (plain[start - 1].isalnum() or plain[start - 1] in _LOCAL_SIGNS)
    ):
        start -= 1
    while start < end and not (plain[start].isalnum() or plain[start] == "_"):
        start += 1
    if end - start > _LONGEST_LOCAL or not _LOCAL.fullmatch(plain, start, end):
        return None
    return start


def _spaced_local(plain: str, start: int, floor: int) -> int:
    """Further to the left over "nguyen . van . a", six parts at most."""
    for _ in range(6):
        match = _SPACED_DOT_BEFORE.search(plain[max(floor, start - 40) : start])
        if match is None:
            break
        start -= len(match[0])
    return start


def _domain(plain: str, start: int) -> int | None:
    """Where the domain name that begins at `start` ends, a sentence glued to it left out; None when there is no name."""
    labels: list[re.Match[str]] = []
    position = start
    while label := _LABEL.match(plain, position):
        labels.append(label)
        position = label.end() + 1
        if plain[label.end() : position] != ".":
            break
    if not labels:
        return None
    end = _known_end(labels)
    if end is None:
        return _spaced_end(plain, labels)
    return end + 5 if _SPACED_COUNTRY.match(plain, end) else end


def _known_end(labels: list[re.Match[str]]) -> int | None:
    names = [_name(label[0], last=label is labels[-1]) for label in labels]
    for index in range(1, len(names)):
        name = names[index]
        following = names[index + 1] if index + 1 < len(names) else ""
        if name in SECOND_LEVEL and following in COUNTRIES_BELOW:
            return labels[index + 1].start() + len(following)
        if name == "vn" or (name in GENERIC and following not in COUNTRIES_BELOW and not _goes_on(names[index + 1 :])):
            return labels[index].start() + len(name)
    for name, label in zip(names[:0:-1], labels[:0:-1], strict=True):
        if len(name) >= 2 and (name.startswith("xn--") or name.isalpha()):
            return label.start() + len(name)
    return None


def _name(label: str, *, last: bool) -> str:
    """A label without what is glued to it by a hyphen or, to the last, as a number: "a@b.com-0912…", "a@b.com0912…"."""
    if label.startswith("xn--"):
        return label
    name = label.partition("-")[0]
    letters = _LETTERS.match(name)
    return letters[0] if last and letters and name[letters.end() : letters.end() + 1].isdigit() else name


def _goes_on(names: list[str]) -> bool:
    """Whether what follows "….com" is a longer name, as in "a@com.example.org", and no sentence: it ends like a name too."""
    return len(names) >= 2 and names[-1] in GENERIC | {"vn"}


def _spaced_end(plain: str, labels: list[re.Match[str]]) -> int | None:
    """The end of "gmail . com", "gmail. com" and "congty . com . vn"; a dot with one blank needs a provider's name."""
    first = end = labels[-1].end()
    provider = len(labels) == 1 and labels[0][0] in PROVIDERS
    for position in range(3):
        dot = _SPACED_DOT.match(plain, end)
        label = _LABEL.match(plain, dot.end()) if dot else None
        if dot is None or label is None or label[0] not in SHORT:
            break
        if dot[0] != " . " and not (provider and position == 0):
            break
        end = label.end()
    return end if end > first else None


def _value(reading: Reading, start: int, end: int) -> str:
    """Signs and digits as they are read, letters as they were typed: the accents of an internationalised name stay."""
    out = ""
    for index in range(start, end):
        sign = reading.plain[index]
        out += reading.typed(index, index + 1) if sign.isalpha() else sign
    return unicodedata.normalize("NFKC", out.replace(" ", "").lower())
