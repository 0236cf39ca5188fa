"""Every e-mail address, telephone number, postal address and site a policy names, as written there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import phonenumbers

from bot.knowledge.models import Contact

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,}(?![\w-])")
_SITE = re.compile(
    r"(?<![\w@./-])(?:https?://)?(?:[a-z0-9-]+\.)+(?:com|vn|net|org|info|io|app|edu|gov|co|jp|me|asia|biz|shop"
    r"|online|site|store|xyz|example)"
    r"(?![\w@-])(?:/[^\s,;)”\"]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w./@-])(?:\(?\+?84\)?|\(?0\d{0,4}\)?|1[89]00)(?:[\s.–-]{0,2}\(?\d\)?){4,11}(?![\w@/-]|[.,]\d)"
)
_NOT_PHONE = re.compile(
    r"(?:mã số (?:thuế|doanh nghiệp)|mst|căn cước|cmnd|cccd|hộ chiếu|tài khoản|giấy (?:phép|chứng nhận)[^.]*"
    r"|đkkd|đăng ký kinh doanh"
    r"|số thẻ|fax)[^\d@.;]{0,40}$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:đ/?c|địa chỉ(?: (?:liên hệ|trụ sở|nhận thư|công ty|văn phòng))?|trụ sở(?: chính)?|gửi thư (?:đến|về"
    r"|tới)|thư)\s*:\s*(.+)",
    re.IGNORECASE,
)
_SEATED = re.compile(r"(?:trụ sở(?: chính)?(?: đặt)?|địa chỉ) tại:?\s+(.+)", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w/])((?:tầng \d+,\s*)?(?:số\s+)?\d+[\w/-]*\s+(?:đường|phố|ngõ|hẻm)\s.+)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(đường|phố|phường|quận|huyện|thành phố|tp|tỉnh|xã|thôn|tầng|tòa|toà|lầu|số|ngõ|hẻm|lô|khu|hà nội"
    r"|đà nẵng|hồ chí minh|cần thơ"
    r"|hải phòng|việt nam|nhà|q|p)\b",
    re.IGNORECASE,
)
# One comma-separated part, and what ends it: a full stop ends a part unless it shortens a word ("TP.", "Q.").
_PART = re.compile(
    r"\s*(.+?)(,\s|;|\s\|\s|(?<!\bTP)(?<!\bQ)(?<!\bP)\.(?:\s|$)|\s(?=(?:điện thoại|email|hotline)\b)|$)", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"dpo|privacy|riengtu|rieng-tu|baomat|bao-mat|dulieu|du-lieu|data|bảo (?:vệ|mật)|riêng tư|khiếu nại|quyền",
    re.IGNORECASE,
)
_OTHER_DESK = re.compile(r"tuyendung|tuyển dụng|hr@|job|báo chí|press", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"facebook|google|zalo|apple|youtube|tiktok|instagram|microsoft|gmail|allaboutcookies|adobe", re.IGNORECASE
)
_DEPARTMENT = re.compile(
    r"(?:bộ phận|phòng|ban|trung tâm|cán bộ|nhân viên) (?:chăm sóc khách hàng|bảo vệ dữ liệu(?: cá nhân)?"
    r"|dịch vụ khách hàng"
    r"|hỗ trợ khách hàng|bảo mật(?: thông tin)?|pháp chế|phụ trách bảo vệ dữ liệu(?: cá nhân)?|an toàn thông tin)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contacts:
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    best: Contact = field(default_factory=Contact)

    def __bool__(self) -> bool:
        return bool(self.emails or self.phones or self.addresses)


def find_contacts(texts: Sequence[str]) -> Contacts:
    """`best` takes the privacy desk's own e-mail and number where the words around them tell, else the first."""
    emails = _ranked([(m.group(), text) for text in texts for m in _EMAIL.finditer(text)])
    phones = _ranked([(number, text) for text in texts for number in phones_in(text)])
    addresses = tuple(dict.fromkeys(a for text in texts if (a := address_in(text))))
    sites = [m.group().rstrip(".") for text in texts for m in _SITE.finditer(_EMAIL.sub(" ", text))]
    websites = tuple(dict.fromkeys(sites))
    department = next((m.group() for text in texts if (m := _DEPARTMENT.search(text))), "")
    best = Contact(
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        address=addresses[0] if addresses else "",
        department=department[:1].upper() + department[1:],
        website=_own_site(sites, emails),
    )
    return Contacts(_in_order(emails, texts), _in_order(phones, texts), addresses, websites, best)


def phones_in(text: str) -> list[str]:
    """Numbers as written that can be Vietnamese telephone numbers; tax codes, card and ID numbers are left out."""
    found = []
    for match in _PHONE.finditer(text):
        written = match.group().strip()
        if _NOT_PHONE.search(text[: match.start()]):
            continue
        digits = re.sub(r"\D", "", written)
        if digits.startswith(("1800", "1900")):
            if 8 <= len(digits) <= 10:
                found.append(written)
            continue
        try:
            number = phonenumbers.parse(digits if digits.startswith("0") else "+" + digits, "VN")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number) and len(str(number.national_number)) >= 8:
            found.append(written)
    return found


def address_in(text: str) -> str:
    """The postal address in one line or sentence, without the words around it."""
    for pattern in (_LABELLED, _SEATED, _BARE):
        for match in pattern.finditer(text):
            said = match.group(1)
            end = 0
            for part in _PART.finditer(said):
                if "@" in part.group(1) or (end and not _is_place(part.group(1))):
                    break
                end = part.end(1)
                if part.group(2).strip() != ",":
                    break
            address = said[:end].strip(" .,;")
            if _PLACE.search(address) and 8 <= len(address) <= 200:
                return address
    return ""


def _is_place(part: str) -> bool:
    words = part.split()
    named = all(w[:1].isupper() or w[:1].isdigit() or w == "-" for w in words)
    return len(words) <= 8 and (bool(_PLACE.search(part)) or named)


def _ranked(found: list[tuple[str, str]]) -> list[str]:
    def score(pair: tuple[str, str]) -> int:
        value, text = pair
        near = text[max(0, text.find(value) - 80) : text.find(value) + len(value) + 20]
        return 2 * bool(_PRIVATE.search(value)) + bool(_PRIVATE.search(near)) - 4 * bool(_OTHER_DESK.search(value))

    return list(dict.fromkeys(value for value, _ in sorted(found, key=score, reverse=True)))


def _in_order(values: list[str], texts: Sequence[str]) -> tuple[str, ...]:
    whole = "\n".join(texts)
    return tuple(sorted(values, key=whole.find))


def _own_site(sites: list[str], emails: list[str]) -> str:
    own = [site for site in sites if not _ELSEWHERE.search(site)]
    domains = {email.split("@")[1].lower() for email in emails}
    same = [site for site in own if any(domain in site.lower() for domain in domains)]
    return next(iter(same or own), "")
