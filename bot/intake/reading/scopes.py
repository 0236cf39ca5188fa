"""Which data, purposes or uses a message is about, in the words that the ticket keeps.

Known things are named alike however they were written, so that two requests for the same can be told.
"""

import re
from collections.abc import Sequence

from bot.intake import wording
from bot.intake.kinds import Kind
from bot.intake.rules import ConsentPurpose
from bot.language.entities import marketing
from bot.language.text import fold
from bot.tickets.requests import EVERYTHING

_ALL = re.compile(
    r"\b(?:toan bo|tat ca|tat tan tat|het(?! han| hieu| gio| hang| tien| muc| hon| hoi| roi)"
    r"|moi (?:thong tin|du lieu|thu|muc dich|viec|hinh thuc)|(?:xoa|don|go|bo|cho|lam) sach|sach (?:se|het|tron)"
    r"|hoan toan|vinh vien|all|khong (?:chua|sot) (?:lai )?(?:gi|cai nao|thu gi))\b"
)
_EXCEPT = re.compile(r"\b(?:tru|ngoai tru|chi|rieng|giu lai|giu nguyen|nhung (?:giu|de lai|chua))\b")
_DATA: tuple[tuple[str, str], ...] = (
    ("số điện thoại", r"so (?:dien thoai|dt|dthoai|di dong|phone)|sdt|dien thoai|phone"),
    ("email", r"e-?mail|gmail|mail|thu dien tu"),
    ("địa chỉ", r"dia chi(?! (?:e-?mail|mail))|dchi|noi o"),
    ("họ tên", r"ho (?:va )?ten|ten (?:toi|cua toi|em|minh)"),
    ("ngày sinh", r"ngay(?: thang)?(?: nam)? sinh|nam sinh"),
    (
        "hình ảnh",
        r"hinh(?! thuc)(?: anh)?|(?:tam|buc|may tam|nhung tam|file) (?:anh|hinh)|anh (?:dai dien|chup|chan dung|can cuoc|cccd"
        r"|ca nhan|cua)",
    ),
    ("giấy tờ tùy thân", r"can cuoc|cccd|cmnd|chung minh nhan dan|ho chieu|giay to"),
    ("tài khoản", r"tai khoan(?! ngan hang)|account|acc|nick|tk"),
    (
        "thông tin thanh toán",
        r"the (?:tin dung|ngan hang|thanh toan|atm)|so the|(?:tai khoan|thong tin) ngan hang|thanh toan",
    ),
    (
        "hồ sơ bệnh án",
        r"benh an|ho so (?:benh|kham|suc khoe|y te)|ket qua (?:kham|xet nghiem)|lich su (?:kham|dieu tri)|suc khoe",
    ),
    ("hồ sơ", r"ho so(?! (?:benh|kham|suc khoe|y te))"),
    ("lịch sử giao dịch", r"lich su (?:giao dich|mua|dat|don)(?: hang)?|don hang|hoa don"),
    ("lịch sử sử dụng dịch vụ", r"lich su (?:su dung|truy cap|dang nhap|tim kiem|hoat dong)|nhat ky"),
    ("thông tin liên hệ", r"thong tin lien (?:he|lac)"),
    ("vị trí", r"vi tri|dinh vi"),
    ("dữ liệu sinh trắc học", r"van tay|khuon mat|sinh trac"),
    ("ghi âm, ghi hình", r"ghi am|ghi hinh|camera|video|clip"),
    ("tin nhắn", r"tin nhan|doan chat|cuoc tro chuyen|lich su chat"),
    ("hồ sơ ứng tuyển", r"cv|ung tuyen"),
)
_USES: tuple[tuple[str, str], ...] = (
    (
        "quảng cáo, tiếp thị",
        r"quang cao|qc|tiep thi|khuyen mai|khuyen mại|marketing|chao hang|chao moi|moi chao|uu dai|spam|lam phien"
        r"|telesales?|newsletter|ban tin|tin rac",
    ),
    (
        "chia sẻ cho bên thứ ba",
        r"chia se|share|ben thu ba|ben thu 3|doi tac|(?:ban|chuyen|dua|gui|cung cap) (?:thong tin|du lieu|so)"
        r"|cho ben (?:khac|ngoai|nao)|cho (?:ai|nguoi khac)",
    ),
    ("phân tích, thống kê", r"phan tich|thong ke|ca nhan hoa|cham diem|xep hang|theo doi|profil\w*|thoi quen"),
    ("nghiên cứu", r"nghien cuu"),
    ("hình ảnh", r"hinh(?! thuc)(?: anh)?|(?:tam|buc) anh|anh (?:chup|dai dien|cua|truoc)"),
    ("vị trí", r"vi tri|dinh vi"),
    ("dữ liệu sinh trắc học", r"van tay|khuon mat|sinh trac"),
    ("đọc danh bạ, tin nhắn", r"danh ba|doc tin nhan"),
)


def _compiled(table: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in table)


_DATA_WORDS, _USE_WORDS = _compiled(_DATA), _compiled(_USES)
_TELLING = frozenset({"email", "số điện thoại", "họ tên"})
_DATA_AT_LARGE = re.compile(r"\b(?:du lieu|thong tin(?! (?:lien|thanh toan|ngan hang))|dl|tt)\b")
_OF_USES = frozenset({Kind.WITHDRAW_CONSENT, Kind.OBJECTION})


def is_all(text: str) -> bool:
    """ "tất cả", and no exception from it."""
    folded = fold(text)
    return _ALL.search(folded) is not None and _EXCEPT.search(folded) is None


def find_scope(text: str, kind: Kind, purposes: Sequence[ConsentPurpose] = ()) -> tuple[str, ...]:
    """What is named, in the order of the tables; `("*",)` for everything; nothing where an exception makes it uncertain.

    `purposes` are those of the organisation, for a consent that is taken back.
    """
    folded = fold(text)
    if _EXCEPT.search(folded):
        return ()
    if kind is Kind.WITHDRAW_CONSENT and purposes:
        named = tuple(one.text for one in purposes if fold(one.title) in folded or fold(one.text) in folded)
        if named:
            return named
    if kind is Kind.OBJECTION and (channels := _channels(text)):
        return channels
    table = _USE_WORDS if kind in _OF_USES else _DATA_WORDS
    named = tuple(name for name, pattern in table if pattern.search(folded))
    everything = _ALL.search(folded) is not None
    if named and _DATA_AT_LARGE.search(folded):
        # "xóa dữ liệu của tôi, email …": the address says who asks, not what is to be deleted.
        named = named if set(named) - _TELLING or kind in _OF_USES else ()
        return (EVERYTHING,) if everything else named
    return named or ((EVERYTHING,) if everything else ())


def _channels(text: str) -> tuple[str, ...]:
    """Of advertising, where only some are to be closed."""
    named = {one.value for one in marketing.find(text)}
    known = [name for name in wording.CHANNELS if name in named]
    return tuple(wording.CHANNELS[name] for name in known) if len(known) < len(wording.CHANNELS) else ()


def options(kind: Kind, purposes: Sequence[ConsentPurpose] = ()) -> tuple[tuple[str, str], ...]:
    """Buttons: title, and what the ticket says. Everything comes first where data is meant, last where uses are."""
    everything = (wording.ALL, EVERYTHING)
    if kind is Kind.WITHDRAW_CONSENT and purposes:
        return (*((one.title, one.text) for one in purposes), everything)
    if kind in _OF_USES:
        return (*wording.USE_OPTIONS, everything)
    return (everything, *wording.DATA_OPTIONS)


def shown(scope: Sequence[str]) -> str:
    """To read in a sentence."""
    return ", ".join(wording.EVERYTHING if item == EVERYTHING else item for item in scope)
