"""The words that say what is to happen to a value: old or new, from or to, wrong or right; and those that ask for a correction."""

import re
from dataclasses import dataclass

from bot.language.entities.folding import Folded, vocabulary

OLD, NEW = "old_value", "new_value"


@dataclass(frozen=True, slots=True)
class Mark:
    """`tight`: the mark speaks only of what follows it at once, as "cũ" and "sai" do. `sure`: what follows is a value in any case."""

    role: str
    start: int
    end: int
    tight: bool
    sure: bool


_NOT = r"(?:(?:chu|cho|ma) )?(?:(?:khong|ko|k|kg|hong|hok|hk|khg|kh|hem|khum|k0|dau) ?phai|kp|dau co phai)(?: la)?"
_WRITE = "(?:ghi|viet|nhap|khai|dien|go|luu|hien|de|dang ky)"
_WRONG = "(?:nham|sai|lon|lech)"
_PERSON = "(?:toi|tui|em|minh|mk|mik|con|chau|chi|anh|ba|bac|co)"
_PRONOUN_LA = rf"(?<=, ){_PERSON} la|nhung (?:{_PERSON} )?la|(?<=, )la"
_SURE, _LOOSE, _TIGHT = (False, True), (False, False), (True, False)
_MARKS: tuple[tuple[str, tuple[bool, bool], str], ...] = (
    (NEW, _SURE, r"(?:sang|thanh(?! pho\b))(?: la)?"),
    (NEW, _SURE, r"(?:sua|doi|chinh|cap nhat)(?: lai)?(?: cho)?(?: dung)? (?:la|thanh|sang|qua|ve)"),
    (NEW, _SURE, rf"{_WRITE}(?: (?:lai|dung|cho dung|giup|gium|ho|{_PERSON})){{1,3}} (?:la|thanh|sang)"),
    (NEW, _SURE, rf"(?:{_WRITE}|sua|doi|chinh) lai(?= ?:)|bang|qua|ve"),
    (NEW, _SURE, r"(?:dung|chinh xac)(?: ra)?(?: phai)? la|dung ra(?: phai)?|phai la|moi la|ma la"),
    (NEW, _LOOSE, rf"(?:gio|nay|hien nay|bay gio) la|{_PRONOUN_LA}|tu (?:nay|gio|bay gio)|thi (?:de|dung|lay)"),
    (NEW, _TIGHT, r"moi(?: la| nhat)?|dung|chuan|that(?: la)?"),
    (OLD, _SURE, rf"tu(?! (?:nay|gio|bay gio|luc|hom|do|day|ngay|thang|nam|truoc)\b)|{_NOT}|thay (?:vi|cho)"
                 rf"|khong con la"),
    (OLD, _SURE, rf"(?:{_WRITE} )?(?:bi )?{_WRONG} (?:thanh|la|sang|voi|qua)"),
    (OLD, _LOOSE, rf"{_WRITE} (?:la|thanh)|(?:dang|cu|truoc) la|truoc(?: day| kia)? (?:la|dung)"),
    (OLD, _LOOSE, r"(?:ghi|(?:dang|bi|lai|van|cu|toan) (?:de|luu|hien|viet))(?! (?:lai|dung|thanh|cho|so|ten|them"
                  r"|chu|am|nhan|danh|giup|gium))"),
    (OLD, _TIGHT, rf"(?:{_WRITE} )?(?:bi )?{_WRONG}|cu(?: la)?|sai la"),
    ("", _LOOSE, r"la"),
)  # fmt: skip
_ARROW = (NEW, _SURE, re.compile("[-=—–]+>|[→⇒➡]"))
_PATTERNS = [
    *((role, kind, re.compile(rf"(?<![\w@.-])(?:{source})(?![\w@])", re.ASCII)) for role, kind, source in _MARKS),
    _ARROW,
]
_SPELLINGS = vocabulary(
    """sang thành là sửa đổi chỉnh cập nhật ghi viết nhập khai điền gõ lưu hiện để đăng ký lại cho đúng qua về bằng
    chính xác ra phải mới mà giờ nhất chuẩn từ chứ chớ không hông hổng đâu có thay vì trước đây kia dùng bị nhầm
    sai lộn lệch với đang vẫn cứ toàn cũ thống sơ bạn còn hem khum nhưng tôi em mình con cháu chị anh bà bác cô
    giúp giùm hộ thật bây thì lấy nay số tên địa chỉ đ đc c hệ hồ"""
)
_TO = frozenset("sang thanh bang qua ve tu moi".split())
_CHANGES = re.compile(r"\b(?:doi|thay|the|chuyen|don|doi|sua|cap nhat|update|up)\b[^.;!?\n]{0,60}$")
# "gửi qua", "thông báo qua": a way, no new value.
_WAY = re.compile(
    r"\b(?:gui|nhan|bao|tra loi|rep|lien he|lh|lien lac|goi|phan hoi|xac nhan|hom|tuan|thang|vua)(?: \w+){0,2} $"
)

# --- is a correction asked for? -----------------------------------------------------------------------------------------

_ASKS = re.compile(
    r"(?<!\w)(?:(?:thay )?doi(?! (?:tac|thu|tra\b|y\b|hang|size|diem|voi|tuong|xu|mat khau|thoai|pass))"
    r"|sua(?! (?:chua|chuan|me|tuoi|soan))"
    r"|cap nhat|capnhat|(?:dieu |dinh |tinh )?chinh(?! (?:sach|thuc|phu|quyen|chu\b|la\b|hang|dang|xac|ta\b))"
    r"|thay(?! (?:mat|vi\b|giao|co giao))"
    r"|bo sung|(?<!gui )(?<!goi )(?<!nhan )(?<!giao )(?<!bam )nham|sai(?! (?:pham|trai|lam))|update|edit|change"
    r"|replace|fix|chua lai"
    r"|(?:ghi|viet|go|nhap|khai|dien) lon|lon (?=ten|so|mail|email)|lon roi|lon r|lam lai)(?!\w)",
    re.ASCII,
)
_ADDS = re.compile(
    r"(?<!\w)(?:them|(?<!van )(?<!khong )(?<!dung )chuyen(?! phat)|up|(?:ghi|nhap|khai|dien|viet|go|luu) (?:lai"
    r"|dung|them|so)|thieu|thua"
    r"|the(?= (?:so|mail|email|ten|dia)\b)|tu nay|(?:khong|ko|k|chua|ch) (?:dung|khop|chinh xac))(?!\w)",
    re.ASCII,
)
_TELLS = re.compile(
    rf"[-=]+>|→|(?<!\w)(?:{_NOT}(?! cua\b)|thay vi|khong con la|dung (?:phai )?la|moi la|moi dung|dung ra"
    rf"|phai la|(?:dang|thong|ho so) ghi"
    r"|(?:so|sdt|mail|email|dia chi|d/?c|ten|stk|cccd)(?: \w+){0,2} moi)(?!\w)",
    re.ASCII,
)
_ASKS_SPELLINGS = vocabulary(
    "thay đổi sửa cập nhật điều chỉnh đính chính tinh tính bổ sung nhầm sai ghi viết gõ nhập khai điền lộn tên "
    "số rồi làm lại chữa"
)
_ADDS_SPELLINGS = vocabulary(
    "thêm chuyển ghi nhập khai điền viết gõ lưu lại đúng số thiếu thừa thế từ không chưa khớp chính xác"
)


@dataclass(frozen=True, slots=True)
class Verb:
    start: int
    end: int
    force: int
    """2 asks for a correction; 1 does so only beside a field ("thêm", "ghi lại"); 0 only tells old from new ("chứ không phải")."""


def verbs(text: Folded) -> list[Verb]:
    """In order of the text."""
    found = []
    for pattern, force, spellings in (
        (_ASKS, 2, _ASKS_SPELLINGS),
        (_ADDS, 1, _ADDS_SPELLINGS),
        (_TELLS, 0, _SPELLINGS),
    ):
        for match in pattern.finditer(text.text):
            if text.misspelled(*match.span(), spellings) is None and not _is_other(text, match):
                found.append(Verb(*match.span(), force))
    return sorted(found, key=lambda verb: verb.start)


def _is_other(text: Folded, match: re.Match[str]) -> bool:
    """ "trao đổi", "cụ thể", and a "thay" without its accent where "thấy" is meant."""
    before = text.word_before(match.start())[0]
    if match[0] in ("doi", "the"):
        return before in ("trao", "cu", "co", "nhu", "vi", "bi")
    if match[0].startswith("chinh"):
        return "í" in text.spelling(*match.span())
    if not text.original.isascii():
        return False
    after = text.word_after(match.end())[0]
    if match[0] == "thay":
        return before in _SEES or (
            before in _PEOPLE and text.word_before(match.start() - len(before) - 1)[0] not in _FOR
        )
    if match[0] == "chuyen":
        return before in ("nai", "noi", "cau", "cai", "thua", "lam", "tay", "ke", "co") or after == "tay"
    # "khong dung so toi": "không dùng"; "không đúng" is said of what stands before.
    return match[0].endswith(" dung") and after not in (
        "",
        "voi",
        "roi",
        "r",
        "nen",
        "thi",
        "chinh",
        "sua",
        "cap",
        "a",
        "nha",
    )


_SEES = frozenset("co khong k ko chua van nhin tim sao cam hok moi cung ai luon mat".split())
_PEOPLE = frozenset("toi em e minh mk mik con ong ba tui t chau anh chi".split())
_FOR = frozenset("cho giup gium ho nho de".split())


def marks(text: Folded) -> list[Mark]:
    """Marks in order; where two overlap the longer."""
    found: list[Mark] = []
    for role, kind, pattern in _PATTERNS:
        for match in pattern.finditer(text.text):
            if _is_mark(text, match):
                found.append(Mark(role, *match.span(), *kind))
    kept: list[Mark] = []
    end = 0
    for mark in sorted(found, key=lambda one: (one.start, -one.end)):
        if mark.start >= end:
            kept.append(mark)
            end = mark.end
    return kept


def _is_mark(text: Folded, match: re.Match[str]) -> bool:
    start, end = match.span()
    word = match[0]
    if text.misspelled(start, end, _SPELLINGS) is not None:
        return False
    typed = text.typed(start, end)
    if word in _TO and typed[0].isupper() and not text.original.isupper():
        return False  # a name: Sang, Thành, Bằng
    if word in ("bang", "qua", "ve"):
        before = text.text[max(0, start - 70) : start]
        return _CHANGES.search(before) is not None and not _WAY.search(before)
    if word == "thanh" and typed.isascii():
        # "le thanh thanh le thang": of two the second is the word.
        return not text.text.startswith(" thanh ", end)
    return True
