"""A person's name, as an answer to "họ tên"."""

import re

from bot.language.text import fold, nfc, squash

_LEAD = re.compile(
    r"(?:(?:dạ|da|thưa|thua|vâng|vang)[ ,]+)?(?:(?:họ|ho) (?:và |va )?(?:tên|ten)(?: (?:của |cua )?(?:tôi|toi|em"
    r"|mình|minh|người ấy|nguoi ay))?(?: (?:là|la))?"
    r"|(?:tôi|toi|em|mình|minh|con|cháu|chau|anh|chị|chi)? ?(?:tên|ten)(?: (?:đầy đủ|day du))?(?: (?:tôi|toi|em"
    r"|mình|minh))?(?: (?:là|la))?"
    r"|(?:tôi|toi|mình|minh|em) (?:là|la))[ :]+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[ ,]+(?:ạ|a|nhé|nhe|nha)[ .!]*$|[ .,!]+$", re.IGNORECASE)
_SHAPE = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*(?: [^\W\d_]+(?:['’.-][^\W\d_]+)*){0,5}")
_SURNAMES = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh mai dao lam ha cao truong luu luong
    ta to quach thai chau ton kieu nghiem doan phung tang thach vuong chu tu la""".split()
)
_SURE_WHEN_SMALL = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui ngo duong dinh trinh dao truong luong doan".split()
)
LONGEST = 60


def read_name(text: str) -> str | None:
    """What may be a name: one to six words of letters, without "tôi tên là"."""
    name = squash(nfc(text))
    lead = _LEAD.match(name)
    name = _TAIL.sub("", name[lead.end() :] if lead else name)
    return name if len(name) <= LONGEST and _SHAPE.fullmatch(name) else None


def is_surely_name(name: str) -> bool:
    """Two words or more, each with a capital, beginning with a surname."""
    words = name.split()
    return len(words) > 1 and all(word[0].isupper() for word in words) and fold(words[0]) in _SURNAMES


def is_likely_name(name: str) -> bool:
    words = name.split()
    if is_surely_name(name):
        return True
    capitals = all(word[0].isupper() for word in words)
    return 1 < len(words) < 6 and (capitals or fold(words[0]) in _SURE_WHEN_SMALL)


_INTRODUCED = re.compile(
    r"(?:[Tt]ôi|[Mm]ình|[Ee]m|[Cc]háu|[Cc]on)(?: tên)?(?: là)? ((?:[A-ZĐÀ-Ỹ][^\W\d_]*)(?: [A-ZĐÀ-Ỹ][^\W\d_]*){1,4})"
)


def find_name(text: str) -> str:
    """The name by which somebody introduces themselves in a longer message: "tôi là Lê Thị Hoa, …"; empty if none is certain."""
    for found in _INTRODUCED.finditer(nfc(text)):
        if is_surely_name(found[1]):
            return found[1]
    return ""
