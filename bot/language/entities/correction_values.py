"""Values that stand in a correction: by their look (numbers, addresses of e-mail, dates), or as the words behind a mark."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.language.entities import dates
from bot.language.entities.correction_fields import NUMBERS
from bot.language.entities.folding import Folded, vocabulary
from bot.language.entities.models import Found


@dataclass(frozen=True, slots=True)
class Value:
    """`kind` is the entity or field that its look tells; offsets are into the folded text."""

    kind: str
    value: str
    start: int
    end: int


_DIGITS = re.compile(r"(?<![\w.])[0-9](?:[0-9]|[ .-](?=[0-9])){4,24}[0-9](?!\w)", re.ASCII)
_ONE_GROUP = re.compile(r"(?<![\w.])[0-9]{6,19}(?!\w)", re.ASCII)
_YEAR = re.compile(r"(?<![\w./-])(?:19|20)[0-9]{2}(?![\w/-])", re.ASCII)
_SEX = re.compile(r"(?<!\w)(?:nam|nu|male|female)(?!\w)", re.ASCII)
_SEX_SPELLINGS = vocabulary("nam nữ")
_LENGTHS = {"identity_number": (9, 12), "tax_code": (10, 13), "bank_account": tuple(range(6, 20))}
# Two days on which no incomplete date means the same.
_ONE_DAY, _ANOTHER = date(2020, 1, 1), date(2021, 12, 31)


def by_look(text: Folded, phones: Iterable[Found], emails: Iterable[Found], fields: set[str]) -> list[Value]:
    """Values of the fields named, and every telephone number and e-mail address; they may overlap."""
    found = [
        Value(one.entity, one.value, bisect_left(text.starts, one.start), bisect_left(text.starts, one.end))
        for one in (*phones, *emails)
    ]
    if fields.intersection(NUMBERS):
        for match in (*_DIGITS.finditer(text.text), *_ONE_GROUP.finditer(text.text)):
            found.append(Value("digits", text.typed(*match.span()), *match.span()))
    if "birth_date" in fields:
        found += _birth_dates(text)
    if "gender" in fields:
        for match in _SEX.finditer(text.text):
            if text.misspelled(*match.span(), _SEX_SPELLINGS) is None:
                found.append(Value("gender", text.typed(*match.span()), *match.span()))
    return sorted(found, key=lambda one: (one.start, -one.end))


def _birth_dates(text: Folded) -> list[Value]:
    """Dates that are complete: what today is makes no difference to them."""
    complete = set(dates.scan(text, _ONE_DAY)).intersection(dates.scan(text, _ANOTHER))
    found = []
    for one in complete:
        start, end = bisect_left(text.starts, one.start), bisect_left(text.starts, one.end)
        if text.text.startswith(("nam ", "ngay "), start):
            start += 4 if text.text.startswith("nam ", start) else 5
        found.append(Value("birth_date", one.value, start, end))
    for match in _YEAR.finditer(text.text):
        if not any(one.start <= match.start() < one.end for one in found):
            found.append(Value("birth_date", match[0], *match.span()))
    return found


def fits(value: Value, field: str) -> bool:
    """Whether a value of that look can be one of the field."""
    if value.kind == "digits":
        return sum(c.isdecimal() for c in value.value) in _LENGTHS.get(field, ())
    return {"phone_number": "phone"}.get(value.kind, value.kind) == field


# --- words --------------------------------------------------------------------------------------------------------------

_LEAD = re.compile(r"(?: ?(?:la|:|=|ten|cua|\"|'|“|‘|«|\(|-(?= ))(?=[ :=\"'“‘«(]|$)| ?[:=\"'“‘«(]| )+")
_OWN_LEAD = re.compile(
    r"(?: (?:cua )?(?:toi|tui|em|minh|mk|mik|e|t|anh|chi|chau|con|co|bac|bo|me|vo|chong|ong|ba)(?: (?:toi|em"
    r"|minh|mk))?(?= (?:la\b|ten\b|:)|:))?"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BETWEEN = frozenset("thi van duc ngoc".split())
_STOP = frozenset(
    """giup gium dum jup ho voi vs nhe nha nhoa nghen nghe a di luon ad admin shop oi cam on thanks tks thank xin
    please pls duoc dc khong ko k nhung va roi r cho vao vo trong tren cua moi bi sai nham thi chu ma con vi do
    dang thay nua nay kia day khac cu hoac hay toi tui minh mk mik tao nguoi cong cty tai khoan hs so theo dung
    chua lai hien la de day ay do them bot dau viet ghi giay ten gi""".split()
)
_ALSO_NAMES = frozenset("anh chi em minh an my van thi".split())
_END = re.compile(r"[\n;?!]|\.(?=\s|$)|[\"”’»)]")
# Words at which an address or any other value of several words ends; "hộ" and "Hồ" fold to one, so the common ones only.
_TAIL = re.compile(
    r",? (?:(?:giup|gium|dum|jup|giumf|nhe|nha|nhoa|nghen|luon|cam on|thanks|tks|vui long|lam on|please|pls"
    r"|chu khong|chu ko|chu k|chu hong|khong phai"
    r"|ko phai|k phai|thay vi|thay cho|moi dung|moi la|la sai|la dung|nhung|duoc khong|dc k|duoc k|cho (?:toi"
    r"|em|minh|mk|dung|e|khop|tui)|ho (?:toi|em|minh|mk|e|cai|tui)"
    r"|vao (?:ho so|he thong)|trong (?:ho so|he thong)|theo (?:can cuoc|giay|cccd)|sua (?:lai|thanh|giup)?"
    r"|doi (?:lai|thanh|sang|giup)|cap nhat|chinh lai"
    r"|nho (?:ben|shop|ad|anh|chi|em)|ad|shop|roi|bi (?:sai|nham)|da cu|khong dung|(?:toi|em|minh|mk) (?:ten|la"
    r"|cam|can|muon|nho|doi|sdt|so)|con (?:so|sdt|email|mail|ten))"
    r"(?!\w)|(?:voi|vs|a|ak|di|r|hi|nghe|nhe|nhi|day|do|ha|oi|ho|va|con|thi)(?= ?(?:$|[.,;!?\n)]))|sang (?=\w)"
    r"|thanh (?!pho\b)(?=\w))|,? ?[-=]+>|,? ?[→⇒➡]",
    re.ASCII,
)
_TAIL_SPELLINGS = vocabulary(
    """giúp giùm dùm nhé luôn cảm ơn cám vui lòng làm chứ không phải thay vì cho mới đúng là nhưng được tôi mình khớp
    hộ cái vào hồ sơ hệ thống trong theo căn cước giấy sửa lại thành đổi sang cập nhật chỉnh nhờ bên chị rồi bị
    sai nhầm đã cũ dùng tên cảm cần muốn số sđt còn với ạ đi hỉ nhỉ đấy đó hả ơi và thì"""
)
_NO_VALUE = re.compile(
    r" ?(?:moi|khac|nay|kia|day|do|cho|giup|gium|dum|nhe|nha|theo|trong|tren|cua|voi|vs|va|bi|sai|nham|khong|ko"
    r"|k|chua|cu|de|vi|duoc|dc|nhu the nao|the nao"
    r"|sao|gi|nao|lai|luon|ngay|roi|r|a|di|email|mail|so dien|sdt|chinh xac|dung|het|hien tai|cho khac|noi khac"
    r"|phuong khac|dia chi|ten|con|toi|em|minh|mk|e|ad|t)\b"
)
_LONGEST_NAME, _LONGEST_OTHER, _LONGEST_ADDRESS = 6, 8, 120
# What an address begins with, when it does not begin with a capital.
_FIRST = re.compile(
    r"[0-9]|(?:so|ngo|ngach|hem|kiet|duong|pho|thon|ap|xa|phuong|quan|huyen|tinh|tp|chung cu|toa|can|khu|to|lo"
    r"|nha so)(?: [a-z]+){0,2} (?=[0-9])"
)


def _skip_lead(text: Folded, field: str, start: int, end: int) -> int:
    """Past "của tôi là", a colon, an opening quotation mark."""
    own = _OWN_LEAD.match(text.text, start, end)
    start = own.end() if own else start
    start += len(" o") * text.text.startswith(" o ", start) * (field == "address")
    lead = _LEAD.match(text.text, start, end)
    return lead.end() if lead else start


def words(text: Folded, field: str, start: int, end: int, *, sure: bool) -> Value | None:
    """The words of a name, an address or another value from `start` on. Unless `sure`, they must look like one."""
    start = _skip_lead(text, field, start, end)
    if start >= end:
        return None
    if field == "name" and not text.text.startswith(("cong ty ", "cty ", "doanh nghiep ", "ho kinh doanh "), start):
        return _name(text, start, end, sure=sure)
    shown = text.typed(start, start + 1)
    capital = shown.isupper() and not text.original.isupper()
    if not capital and _NO_VALUE.match(text.text, start, end):
        return None
    stop = _stop(text, start, min(end, start + _LONGEST_ADDRESS), commas=field == "address")
    while stop > start and text.text[stop - 1] in " ,.;:-\"'“”‘’»(":
        stop -= 1
    if stop <= start:
        return None
    if not shown.isalnum() or not (sure or shown.isupper() or _FIRST.match(text.text, start)):
        return None
    if field != "address" and len(text.text[start:stop].split()) > _LONGEST_OTHER:
        return None
    return Value(field, text.typed(start, stop), start, stop)


def _stop(text: Folded, start: int, end: int, *, commas: bool) -> int:
    for match in _END.finditer(text.text, start, end):
        # "Q. 5", "P.7", "TP. HCM"
        if match[0] == "." and len(text.word_before(match.start())[0]) in (1, 2) and match.end() < end - 2:
            continue
        end = match.start()
        break
    if not commas:
        comma = text.text.find(",", start, end)
        end = comma if comma >= 0 else end
    for match in _TAIL.finditer(text.text, start, end):
        if text.misspelled(*match.span(), _TAIL_SPELLINGS) is not None:
            continue
        first = text.typed(*match.span()).strip(" ,")[:1]
        if first.isupper() and not text.original.isupper():
            continue
        return match.start()
    return end


def _name(text: Folded, start: int, end: int, *, sure: bool) -> Value | None:
    """A run of capitalised words; or, where `sure`, a few plain ones."""
    capitals = text.typed(start, start + 1).isupper() and not text.original.isupper()
    if not capitals and not sure:
        return None
    position, stop, count = start, start, 0
    while count < _LONGEST_NAME:
        word = _WORD.match(text.text, position, end)
        if word is None:
            break
        bare = word[0]
        upper = text.typed(word.start(), word.start() + 1).isupper()
        if capitals and not upper and not (bare in _BETWEEN and count):
            break
        initial = bare == "a" and text.text[start:position].endswith(("van ", "thi "))  # "Nguyễn Văn A"
        if not capitals and not initial and _ends_plain_name(text, word, count):
            break
        count += 1
        stop = word.end()
        if text.text[stop : stop + 1] != " ":
            break
        position = stop + 1
    return Value("name", text.typed(start, stop), start, stop) if stop > start else None


def _ends_plain_name(text: Folded, word: re.Match[str], count: int) -> bool:
    if word[0] in _ALSO_NAMES:
        return count == 0
    if word[0] == "thanh":
        # Before another word it is "thành", at the end a name.
        return text.spelling(*word.span()) == "thành"
    return word[0] in _STOP or word[0] == "sang"
