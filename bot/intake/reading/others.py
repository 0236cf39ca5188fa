"""Whether a message asks for somebody else, or gives somebody else's data."""

import re

from bot.language.text import fold

_OF_ME = r"(?:toi|tui|tao|minh|mk|cua (?:toi|em|minh|chau))"
_OWNER = rf"(?:{_OF_ME}|em|e|chau|con|chi|anh)"
# Words that are forms of address too ("anh chị", "em cảm ơn") need a clear owner.
_RELATIVE = (
    rf"(?:(?:me|ba|bo|cha|vo|chong|ong) {_OWNER}|(?:bac|chu|co|di|cau|anh|chi|em|con|chau|ban) {_OF_ME}"
    rf"|(?:ong|ba) (?:noi|ngoai)(?: {_OWNER})?|(?:con|em|chau|anh|chi) (?:trai|gai)(?: {_OWNER})?"
    rf"|(?:be|chau be|em be)(?: nha)?(?: {_OF_ME})?|bo me(?: {_OWNER})?"
    rf"|(?:nguoi (?:than|nha|yeu|quen)|vo chong|dong nghiep|sep|gia dinh)(?: {_OWNER})?)"
)
_ACTING = re.compile(
    rf"\b(?:thay mat|(?:toi|em|minh|mk) (?:la )?(?:nguoi )?(?:dai dien|giam ho)(?: hop phap"
    rf"| theo phap luat)?(?: cho| cua)?"
    rf"|la (?:nguoi )?(?:dai dien|giam ho)(?: cua)?|(?:duoc|co) (?:\w+ ){{0,3}}uy quyen(?: cua)?"
    rf"|dai dien (?:cho|cua)(?= {_RELATIVE}))\b(?: (?:cho )?(?P<whom>{_RELATIVE})\b)?"
)
_FOR = re.compile(
    rf"\b(?:giup|gium|dum|ho|thay|thay cho|cho|ve|cua|lien quan den) (?P<whom>{_RELATIVE})\b"
    r"(?! (?:xem|biet|sua|xoa|hoi|xin|voi|nhe|a)\b)"
)
_DATA_OF = re.compile(
    rf"\b(?:so|sdt|email|mail|ten|ho so|benh an|thong tin|du lieu|tt|dl|tai khoan|tk|hinh|anh|nick"
    rf"|dia chi)(?: (?!quang)\w+){{0,3}}? (?:cua )?(?P<whom>{_RELATIVE})\b"
)
# The one whose data it is, without the speaker: "mẹ tôi" → "mẹ".
_LAST = re.compile(rf" {_OWNER}$")
_NAMES = {
    "me": "mẹ", "bo": "bố", "cha": "cha", "ba": "ba", "vo": "vợ", "chong": "chồng", "ong": "ông", "bac": "bác",
    "chu": "chú", "co": "cô", "di": "dì", "cau": "cậu", "anh": "anh", "chi": "chị", "em": "em", "con": "con", "chau": "cháu",
    "ban": "bạn", "con trai": "con trai", "con gai": "con gái", "em trai": "em trai", "em gai": "em gái", "anh trai": "anh trai",
    "chi gai": "chị gái", "chau trai": "cháu trai", "chau gai": "cháu gái", "ong noi": "ông nội", "ong ngoai": "ông ngoại",
    "ba noi": "bà nội", "ba ngoai": "bà ngoại", "be": "bé", "be nha": "bé", "em be": "em bé", "chau be": "cháu bé",
    "bo me": "bố mẹ", "vo chong": "vợ chồng", "nguoi than": "người thân", "nguoi nha": "người nhà", "nguoi yeu": "người yêu",
    "nguoi quen": "người quen", "dong nghiep": "đồng nghiệp", "sep": "sếp", "gia dinh": "gia đình",
}  # fmt: skip
_OWN = re.compile(
    r"^(?:da |a )?(?:du lieu |thong tin )?(?:cua|cho) (?:chinh )?(?:toi|minh|em|tui)(?: (?:ma|thoi|a|nha|nhe))*[ .!]*$"
    r"|\bchinh (?:toi|minh|em)\b"
)
_SOMEBODY = "người khác"


def acts_for(text: str) -> str:
    """Whom the speaker says to act for ("thay mặt mẹ tôi"), as a word for them; empty: nobody."""
    found = _ACTING.search(fold(text))
    if found is None:
        return ""
    return _name(found["whom"]) if found["whom"] else _SOMEBODY


def data_of(text: str) -> str:
    """Whose data is asked for where it is not the speaker's ("hồ sơ của con trai tôi"); empty: their own."""
    folded = fold(text)
    found = _FOR.search(folded) or _DATA_OF.search(folded)
    return _name(found["whom"]) if found else ""


def speaks_of_oneself(text: str) -> bool:
    """ "của chính tôi", as an answer."""
    return _OWN.search(fold(text)) is not None


def _name(whom: str) -> str:
    return _NAMES.get(_LAST.sub("", whom), _SOMEBODY)
