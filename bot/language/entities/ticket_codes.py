"""The code of a ticket: `XD-7K4M-92QF`, a prefix for its kind, seven symbols drawn at random and a check symbol.

People read codes out, copy them from paper and mistype them. No two of the 29 symbols look alike, and 29 is prime: a sum
weighted 10 … 1 over prefix and symbols, divisible by 29, breaks with every single wrong symbol, every two neighbours swapped,
and the prefix of another kind.
"""

import re
import secrets
from collections.abc import Callable, Iterator

from bot.language.entities.models import Found
from bot.language.entities.reading import Reading, read

PREFIXES = {
    "deletion": "XD",
    "correction": "CS",
    "access": "TC",
    "complaint": "KN",
    "withdraw_consent": "RD",
    "objection": "PD",
    "restriction": "HC",
}
"""Ticket kind → prefix: xóa dữ liệu, chỉnh sửa, truy cập, khiếu nại, rút đồng ý, phản đối, hạn chế."""
ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"

_KINDS = {prefix: kind for kind, prefix in PREFIXES.items()}
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_DRAWN = 7
_MEANT = str.maketrans("OILBSZU", "011852V")  # what a symbol outside the alphabet was read from

_PREFIX = "|".join(PREFIXES.values()).lower()
_PART = r"[ .\-_]{0,3}"
# "XD-7K4M-92QF" and "xd7k4m92qf", not the beginning of a longer code.
_GROUPED = re.compile(
    rf"(?<![a-z0-9])(?<![a-z0-9][\-_])({_PREFIX}|c5)({_PART})([a-z0-9]{{4}})({_PART})([a-z0-9]{{4}})(?![a-z0-9])(?![\-_][a-z0-9])"
)
# "XD - 7 K 4 M - 9 2 Q F", as `spoken` writes it.
_SINGLES = re.compile(rf"(?<![a-z0-9])({_PREFIX})(?:[ .\-_]{{1,3}}[a-z0-9]){{8}}(?![a-z0-9])")
_NUMBER_GOES_ON = re.compile(r"[ .\-]?[0-9]")
_CALLED = re.compile(
    r"(?:^|[^a-z0-9])(?:(?:ma )?(?:so|phieu|yeu cau|ho so|tra cuu)|ma|code|ticket)"
    r"(?: cua (?:toi|em|minh|anh|chi))?(?: la| so)?[ :#]{1,3}\Z"
)
_ALONE = re.compile(r"[^a-z0-9]*")
# Groups that prose is made of: words, numbers, sums and sizes ("150k", "30tr", "128g") …
_PROSE = re.compile(r"[a-z]+|[0-9]+|[0-9]+(?:k|tr|ty|g|gb|mb|kg|km|h|p|m|cm|ml|d|vnd|th|ng|am|pm|x)")
_NAME = re.compile(r"[a-z]+[0-9]+")  # … and names such as "ip15", which enough right codes look like too


def make(kind: str, draw: Callable[[int], int] = secrets.randbelow) -> str:
    """A new code. `draw(n)` gives a number from 0 to n - 1. Raises KeyError for an unknown kind.

    Two of the drawn symbols, their places drawn too, are digits, so that no code reads like a word. No code is likelier than
    one in 2³⁰: enough to name a ticket, not to protect it.
    """
    prefix = PREFIXES[kind]
    first, second = draw(_DRAWN), draw(_DRAWN - 1)
    digits = {first, second + (second >= first)}
    symbols = "".join(ALPHABET[draw(10 if place in digits else len(ALPHABET))] for place in range(_DRAWN))
    check_symbol = ALPHABET[-_weighted(prefix, symbols) % len(ALPHABET)]  # its own weight is 1
    return _display(prefix, symbols + check_symbol)


def check(code: str) -> bool:
    """Whether `code` is in its display form and its check symbol is right."""
    prefix, symbols = code[:2], code[3:7] + code[8:12]
    if prefix not in _KINDS or len(symbols) != _DRAWN + 1 or any(symbol not in _VALUES for symbol in symbols):
        return False
    return code == _display(prefix, symbols) and _weighted(prefix, symbols) % len(ALPHABET) == 0


def kind_of(code: str) -> str | None:
    """The ticket kind of a right code, in whatever spelling `normalise` accepts."""
    normal = normalise(code)
    return _KINDS[normal[:2]] if normal else None


def spoken(code: str) -> str:
    """`XD - 7 K 4 M - 9 2 Q F`: symbol by symbol, with a pause between the groups."""
    prefix, first, second = code[:2], code[3:7], code[8:12]
    return f"{prefix} - {' '.join(first)} - {' '.join(second)}"


def normalise(text: str) -> str | None:
    """The display form of the one right code that `text` is, or holds; None when there is none, or more than one."""
    reading = read(text)
    bare = "".join(c for c in reading.plain if c.isalnum())
    if len(bare) == 10:
        code = _meant(bare[:2], bare[2:])
        if check(code):
            return code
    codes = {found.value for found in find_in(reading) if found.entity == "ticket_code"}
    return codes.pop() if len(codes) == 1 else None


def find(text: str) -> list[Found]:
    """Entities `ticket_code`, and `ticket_code_invalid` for what was meant as a code and holds a mistake."""
    return find_in(read(text))


def find_in(reading: Reading) -> list[Found]:
    return [reading.found(entity, code, start, end) for entity, code, start, end in _codes(reading)]


def spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where codes, right and wrong, stand in the plain text."""
    return ((start, end) for _, _, start, end in _codes(reading))


def _codes(reading: Reading) -> Iterator[tuple[str, str, int, int]]:
    plain = reading.plain
    for match in _GROUPED.finditer(plain):
        groups = (match[3], match[5])
        code = _meant(match[1], "".join(groups))
        called = _CALLED.search(plain[max(0, match.start() - 40) : match.start()]) is not None
        joined = "-" in match[2] and "-" in match[4]
        if not _has_digit("".join(groups)) and not (joined and _upper(reading, match)):
            continue
        if "".join(groups).isdigit() and _NUMBER_GOES_ON.match(plain, match.end()):
            continue
        if check(code):
            if called or joined or not _like_prose(reading, match, groups) or _is_all(plain, match):
                yield "ticket_code", code, *match.span()
        elif match[4] and (joined or _meant_as_code(reading, match, groups, called)):
            yield "ticket_code_invalid", code, *match.span()
    for match in _SINGLES.finditer(plain):
        code = _meant(match[1], "".join(c for c in match[0][2:] if c.isalnum()))
        if check(code):
            yield "ticket_code", code, *match.span()


def _like_prose(reading: Reading, match: re.Match[str], groups: tuple[str, ...]) -> bool:
    """Small letters and blanks, and nothing but words, numbers and sums: "tc 150k 200k"."""
    blank = match[2].strip() == "" and match[4].strip() == "" and match[2] != "" and match[4] != ""
    return blank and not _upper(reading, match) and all(_PROSE.fullmatch(group) for group in groups)


def _meant_as_code(reading: Reading, match: re.Match[str], groups: tuple[str, ...], called: bool) -> bool:
    """Whether a wrong code without both hyphens was meant as one."""
    if called:
        return not all(group.isalpha() or group.isdigit() for group in groups)
    mixed = sum(1 for group in groups if not (_PROSE.fullmatch(group) or _NAME.fullmatch(group)))
    clearer = _upper(reading, match) or _is_all(reading.plain, match) or "-" in match[2] + match[4]
    return mixed == len(groups) or (mixed > 0 and clearer)


def _is_all(plain: str, match: re.Match[str]) -> bool:
    """Whether the message holds nothing else."""
    return bool(_ALONE.fullmatch(plain, 0, match.start()) and _ALONE.fullmatch(plain, match.end()))


def _upper(reading: Reading, match: re.Match[str]) -> bool:
    return reading.typed(*match.span()).isupper()


def _has_digit(symbols: str) -> bool:
    return any(symbol.isdigit() for symbol in symbols)


def _meant(prefix: str, symbols: str) -> str:
    return _display(prefix.upper().replace("5", "S"), symbols.upper().translate(_MEANT))


def _display(prefix: str, symbols: str) -> str:
    return f"{prefix}-{symbols[:4]}-{symbols[4:]}"


def _weighted(prefix: str, symbols: str) -> int:
    values = [ord(letter) - ord("A") for letter in prefix] + [_VALUES[symbol] for symbol in symbols]
    return sum((10 - place) * value for place, value in enumerate(values))
