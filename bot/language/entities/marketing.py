"""Channels of advertising that a person wants closed: "đừng gọi nữa", "bỏ mail quảng cáo", "spam zalo quá".

Only messages that want contact stopped yield anything, and only the channels that they want stopped: in "chỉ nhắn tin, đừng gọi"
that is the call. Advertising without a channel is all of them.
"""

import re

from bot.language.entities.folding import Folded, folded, vocabulary
from bot.language.entities.marketing_stops import AD, allowed, stops
from bot.language.entities.models import Found

_WAY = "(?: (?:qua|tren|bang|vao|vo|toi|cua))?"
# At one place the first that fits is taken: "tin zalo" before "tin".
_CHANNELS: tuple[tuple[str, str], ...] = (
    (
        "zalo",
        rf"(?:(?:nhan tin|tin nhan|nhan|tin|goi dien|cuoc goi|goi|nt|ib)(?: (?:{AD}))?{_WAY} )?(?:zalo|zl|zns|za lo)(?: oa)?",
    ),
    (
        "post",
        r"to roi|to buom|buu dien|buu pham|buu thiep|catalogue?|brochure|thu (?:tay|giay|qua buu dien)|thu (?:\w+ ){0,3}ve nha",
    ),
    (
        "email",
        rf"(?:(?:tin|thu|tin nhan|thong bao)(?: (?:{AD}))?(?: (?:qua|bang|vao))? )?"
        r"(?:e-?mails?|mails?|gmail|thu dien tu|newsletter|ban tin)|hop thu"
        r"|thu(?= (?:moi|quang cao|qc|rac|khuyen mai|km|chao|hang|tiep thi|marketing)\b)|(?<=gui )thu|(?<=nhan )thu",
    ),
    (
        "push",
        r"thong bao(?: (?:day|app|(?:tren|trong|tu) app|ung dung|tren dien thoai))?|push(?: noti\w*)?|noti(?:fication|fy)?s?",
    ),
    (
        "call",
        r"(?<=qua )(?:dien thoai|dt|dthoai)|goi (?:dien thoai|dien|dt|dthoai)|cuoc goi"
        r"|goi(?! (?:la|y|tat|ten|chung|cuoc|cuu|tien|mien phi|nao|vip|dich vu|premium|cao cap|nang cao|co ban)\b)"
        r"|telesales?|tele sales?|call|robocall|reo",
    ),
    ("sms", r"sms|tin nhan|nhan tin(?! nhan)|nt|nhan|tin|message|msg"),
)
_ALL = (
    rf"(?P<all>{AD}|moi (?:hinh thuc|kenh|cach)|tat ca (?:cac )?kenh|(?:bat ky|bat cu) kenh(?: nao)?"
    rf"|lam phien(?! (?:ban|shop|ad|moi nguoi)\b)|quay ray|lien he|lien lac|lh)"
)
_ANY = re.compile(
    r"(?<![\w@.-])(?:"
    + "|".join(f"(?P<c{i}>{words})" for i, (_, words) in enumerate(_CHANNELS))
    + rf"|{_ALL})(?![\w@]|\.\w)",
    re.ASCII,
)
_SPELLINGS = vocabulary(
    """quảng cáo khuyến mãi mại tiếp thị ưu đãi giảm giá mời chào hàng mua vay bán tư vấn rác nhắn tin gọi điện cuộc
    qua trên bằng vào tới của thư thông báo điện tử bản hộp tờ rơi bưu phẩm thiếp tay giấy về nhà bướm đẩy ứng
    dụng từ thoại đt đthoại réo mọi hình thức kênh cách tất cả các bất kỳ kì cứ nào làm phiền quấy rầy liên hệ lạc
    gửi"""
)

_SIGN_OFF = re.compile(r"\b(?:unsubscribe|unsub|opt[ -]?out)\b")
_SHARING = re.compile(r"\b(?:chia se|share|sharing|data|du lieu|dl)\b")
_CLAUSE_END = re.compile(r"[,.;!?\n]")
_CONTACT_BEFORE = re.compile(
    rf"\b(?:unsubscribe|unsub|gui|nhan|spam|nhan tin|lien he|lien lac|lh|goi|nt|qua|bang|vao|tat|huy|ngung|stop|chan|dung|bot"
    rf"|block|cai|{AD}|danh sach|ds|nhom|theo doi)\b(?: \w+){{0,6}} $"
)
_CONTACT_BEHIND = re.compile(
    rf"(?: \w+){{0,5}}? (?:{AD}|hoai|lien tuc|suot|moi|hang ngay|danh sach|ds|nhieu|nua|nx|ngap|day)\b"
)
# A number, an address or a recording that is kept, shown or sold: data, no contact.
_DATA_BEFORE = re.compile(
    r"\b(?:chia se|share|ban|dua|tiet lo|lo|cung cap|luu|(?<!theo )doi|sua|ghi am|chuyen|xai|lay|giu"
    r"|xoa)(?: (?:cac|nhung|so|dia chi|noi dung|cai))* $"
)
_SENT_DATA = re.compile(r"\bgui (?:hinh|anh|so|ho so|ten|thong tin|ket qua|hoa don)\b(?: \w+){0,6} $")
_LISTED = re.compile(r"(?:[ ,/+&]|\b(?:va|voi|vs|hay|hoac|lan|cung|nhu|cac|qua|quang cao|qc)\b)*")
_NEWS = frozenset("gui nhan cai may cac nhung moi tat huy nhieu toan dung dang dong do".split())
_RECEIVER = frozenset("toi minh em mk mik cho nua nx gi hoai tui t e c a chi anh bac co".split())


def find(text: str) -> list[Found]:
    """Entity `marketing_channel` (sms, email, call, zalo, push, post, all), one of each at most, in order of the text."""
    return scan(folded(text))


def scan(text: Folded) -> list[Found]:
    """`find` for a text that is folded already."""
    found_stops = stops(text)
    if not found_stops:
        return []
    open_parts = allowed(text, found_stops)
    found: dict[str, Found] = {}
    everything: Found | None = None
    position = last = 0
    while match := _ANY.search(text.text, position):
        start, end = match.span()
        if text.misspelled(start, end, _SPELLINGS) is not None:
            # "nhận tin nhắn" is no "nhắn tin": look again behind its first word.
            position = text.text.find(" ", start, end) + 1 or end
            continue
        position = end
        if any(first <= start < behind for first, behind in open_parts):
            continue
        listed = bool(found) and _LISTED.fullmatch(text.text, last, start) is not None
        channel = "all" if match["all"] else _channel(text, match, listed=listed)
        if channel == "all":
            everything = everything or Found("marketing_channel", "all", *text.span(start, end))
        elif channel:
            last = end
            found.setdefault(channel, Found("marketing_channel", channel, *text.span(start, end)))
    if found:
        return sorted(found.values(), key=lambda one: one.start)
    if everything is None and not _SHARING.search(text.text):
        word = _SIGN_OFF.search(text.text)
        everything = Found("marketing_channel", "all", *text.span(*word.span())) if word else None
    return [everything] if everything else []


def _channel(text: Folded, match: re.Match[str], *, listed: bool) -> str | None:
    """The channel, if the word speaks of being contacted or goes on with a list; `all` for news that one signed up for."""
    channel = _CHANNELS[int((match.lastgroup or "c0")[1:])][0]
    start, end = match.span()
    before = _clause_before(text, start)
    if channel == "sms":
        return _message(text, match)
    if channel == "call":
        named = re.search(r"\b(?:ghi am|ten|keu|cach|luu|nghe lai|ban ghi)(?: \w+)? $", before)
        return None if named else channel
    if channel == "push":
        return channel
    if listed:
        return channel
    if _SENT_DATA.search(before):
        return None
    used = _DATA_BEFORE.search(before) or text.word_before(start)[1] == "dùng"
    if used and not _CONTACT_BEHIND.match(text.text, end):
        return None
    meant = _CONTACT_BEFORE.search(before) or _CONTACT_BEHIND.match(text.text, end) or " " in match[0]
    return channel if meant else None


def _message(text: Folded, match: re.Match[str]) -> str | None:
    start, end = match.span()
    before = text.word_before(start)[0]
    after = text.word_after(end)[0]
    if match[0] == "nhan":
        # Without its accent it is "nhận" more often than "nhắn".
        if text.typed(start, end).isascii():
            asked = before in ("dung", "thoi", "khoi", "bot", "ngung", "va", "hay", "goi")
            return "sms" if (asked and after in _RECEIVER) or after in ("hoai", "suot", "miet") else None
        return "sms" if after not in ("lai", "dum") else None
    if text.text.endswith(("dang ky nhan ", "dang ky ", "danh sach nhan ", "ds nhan "), 0, start):
        return "all" if match[0] in ("tin", "nhan tin") else "sms"
    if match[0] == "tin":
        meant = before in _NEWS or re.match(rf" (?:{AD}|moi|do|nao|nua)\b", text.text[end : end + 20])
        return "sms" if meant and before not in ("thong", "ban", "uy", "niem") else None
    return "sms"


def _clause_before(text: Folded, position: int) -> str:
    return _CLAUSE_END.split(text.text[max(0, position - 60) : position])[-1]
