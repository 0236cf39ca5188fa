"""Which field of a person's record a message names: "sđt", "địa chỉ nhà", "ngày tháng năm sinh"."""

import re
from dataclasses import dataclass

from bot.language.entities.folding import Folded, vocabulary

NUMBERS = ("identity_number", "bank_account", "tax_code")
"""Fields whose value is a row of digits that is no telephone number."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Offsets are into the folded text. `field` is empty for a bare "số", which the words around it must explain."""

    field: str
    start: int
    end: int


# At one place the first alternative that fits is taken, so the longer names stand first.
_NAMES: tuple[tuple[str, str], ...] = (
    (
        "other",
        "ten (?:dang nhap|nguoi dung|mien|truy cap)|(?:ngay|noi|co quan) cap(?: (?:can cuoc|cccd|cmnd|cmt"
        "|chung minh|the))?"
        "|so (?:ho chieu|bao hiem|bhxh|bhyt|the bao hiem)|ma (?:the|bhxh|bhyt|buu chinh|benh nhan|sinh vien|nhan vien)"
        "|(?:anh|hinh)(?: (?:dai dien|chan dung|the|giay to|cccd|can cuoc|cmnd))|avatar|ho chieu|passport"
        "|bao hiem(?: y te| xa hoi)?"
        "|bhyt|bhxh|nghe nghiep|chuc (?:vu|danh)|noi (?:cong tac|lam viec)|dan toc|quoc tich|ton giao|que quan"
        "|nguyen quan"
        "|(?:tinh trang )?hon nhan|tuoi|nhom mau|chieu cao|can nang|di ung|tien su(?: benh)?|benh su"
        "|trinh do(?: hoc van)?|hoc van"
        "|thu nhap|nguoi (?:dai dien(?: phap luat)?|giam ho|lien he(?: khan cap)?|nhan(?: (?:hang|ket qua))?)"
        "|biet danh|nickname",
    ),
    ("email", "dia chi (?:e-?mail|mail|gmail|thu dien tu)|d/?c (?:e-?mail|mail)|e-?mail|g?mail|thu dien tu|hop thu"),
    ("tax_code", "ma so thue|mst|ma thue"),
    (
        "bank_account",
        "(?:so )?(?:tai khoan|tk) (?:ngan hang|nh)|ten ngan hang|so (?:tai khoan|tk)|stk|tknh|so the(?: ngan hang"
        "| atm)?|ngan hang",
    ),
    (
        "identity_number",
        "(?:so |ma )?(?:can cuoc(?: cong dan)?|cccd|cmnd|cmtnd|cmt|chung minh(?: nhan dan| thu)?"
        "|dinh danh(?: ca nhan)?)",
    ),
    (
        "phone",
        "so (?:dien thoai|dthoai|dt|phone|di dong|lien lac|lien he|zalo|may)|sdt|sodt|s\\.d\\.t|dien thoai|dthoai"
        "|phone|dt|di dong|sim",
    ),
    (
        "birth_date",
        "(?:ngay,? ?)?(?:thang,? ?)?nam sinh|ngay(?: thang)? sinh|sinh nhat|sinh (?:ngay|nam)|ngsinh|nsinh"
        "|nam snih|snih|ns",
    ),
    ("gender", "gioi tinh|gtinh|gt(?= (?:bi|ghi|sai|thanh|tu|la)\\b)"),
    (
        "address",
        "dia chi(?: (?:nha|lien he|lien lac|nhan thu|giao hang|nhan hang|thuong tru|tam tru))?|dchi|d/c|(?<!ho )so nha(?! khoa)"
        "|ten (?:duong|phuong|xa|thon)"
        "|noi o|cho o|noi cu tru|thuong tru|tam tru|ho khau|tru so|dc(?: nha| giao hang| nhan hang)?",
    ),
    ("name", "ho (?:va )?ten|ten (?:dem|lot|goi)|chu lot|ten|ho(?= cua| thanh| tu| sang)"),
    ("", "so(?! (?:[0-9]{1,3}|nha|luong|tien|lieu|duong|sanh|bao|thu tu)\\b)"),
)
_GROUPS = {f"f{index}": field for index, (field, _) in enumerate(_NAMES)}
_MENTION = re.compile(
    r"(?<![\w/@.-])(?:" + "|".join(f"(?P<f{i}>{names})" for i, (_, names) in enumerate(_NAMES)) + r")(?![\w@]|\.\w)",
    re.ASCII,
)
_SPELLINGS = vocabulary(
    """tên đăng nhập người dùng miền truy cập ngày nơi cơ quan cấp căn cước công dân chứng minh thẻ số hộ chiếu bảo
    hiểm mã bưu chính bệnh nhân sinh viên nhân ảnh hình đại diện chân dung giấy tờ y tế xã hội nghề nghiệp chức vụ
    danh tác làm việc tộc quốc tịch tôn giáo quê quán nguyên tình trạng hôn tuổi nhóm máu chiều cao cân nặng dị
    ứng tiền sử trình độ học vấn thu nhập pháp luật giám liên hệ khẩn nhận hàng kết quả biệt địa chỉ đ c đc thư
    điện tử hộp thuế tài khoản ngân định cá sđt thoại đthoại đt di động lạc máy tháng năm nhật giới tính nhà giao
    thường trú tạm đường ở chỗ cư khẩu phường xã thôn trụ sở đchỉ đchi họ và đệm lót gọi chữ của thành từ sang"""
)
# "gửi qua email", "gọi vào số", "trả lời tôi qua mail": a way to reach somebody, no field to change.
_CHANNEL = re.compile(
    r"\b(?:gui|nhan|nhan tin|bao|tra loi|rep|phan hoi|lien he|lh|lien lac|goi|alo|trao doi|thong bao)"
    r"(?: (?!moi\b|cu\b)\w+){0,4} (?:qua|vao|vo|ve|bang|den|theo)(?: cai)? ?$"
)
# "được" in chat is "dc" too. Only here is it an address.
_ADDRESS_BEFORE = re.compile(
    r"\b(?:doi|sua|thay|cap nhat|chinh|update|dieu chinh|sai|nham|them|bo sung)(?: (?:lai|giup|gium|dum|ho|cai"
    r"|mk|toi|em|e|cho|minh))* $"
)
_NO_ADDRESS_BEHIND = re.compile(r" ?(?:$|khong|ko|k\b|chua|r\b|roi|a\b|nua|ko|hok|hong|z\b|het\b|[?.!,])")
_ADDRESS_BEHIND = re.compile(r" ?(?:moi|cu|nha|giao|nhan|la|o|bi|:)(?:\b|(?<=:))")
# "cho khớp căn cước", "theo tên mới", "kèm giấy tờ": what a change follows, not what is changed.
_MEASURE = re.compile(r"\b(?:khop|theo|giong|trung|kem|can|dua|chup)(?: (?:voi|trong|tren|nhu|the|giay|so))? $")
_TOWARDS = re.compile(r"\b(?:sang|thanh|bang|qua) (?:cai )?$")
_NUMBER_BEFORE = re.compile(
    r"\b(?:doi|sua|thay|the|cap nhat|chinh|update|up|bo|ghi|dung|sai|nham|tu|sang|qua|bang|thanh|cai|cac|may|them)"
    r"(?: (?:lai|giup|gium|dum|ho|cai|mk|toi|em|e|cho|minh|chi|anh|tui|t))* $"
)
_NUMBER_BEHIND = re.compile(r" (?:cu|moi|nay|kia|khac|phu|nhan|cua|toi|em|minh|mk|chinh|dang)\b|:? [0+(][0-9 .()+-]{7}")


def mentions(text: Folded) -> list[Mention]:
    """Every field that is named, in order; a bare "số" is resolved by the fields around it, to a telephone number if there is none."""
    found: list[Mention] = []
    for match in _MENTION.finditer(text.text):
        start, end = match.span()
        if text.misspelled(start, end, _SPELLINGS) is not None:
            continue
        field = _GROUPS[match.lastgroup or ""]
        if not _is_field(text, field, match) or _CHANNEL.search(text.text, max(0, start - 60), start):
            continue
        if field not in ("phone", "email", "") and _MEASURE.search(text.text, max(0, start - 20), start):
            continue
        if field == "address" and found and found[-1].field == "email" and _TOWARDS.search(text.text, 0, start):
            continue  # "đổi email sang địa chỉ mới" speaks of one field
        if not field:
            last = found[-1].field if found else ""
            field = last if last in NUMBERS else "phone"
        found.append(Mention(field, start, end))
    return found


def _is_field(text: Folded, field: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    name = match[0]
    if name in ("dc", "d/c") and field == "address":
        if name == "d/c" or _ADDRESS_BEHIND.match(text.text, end):
            return text.spelling(start, end) != "được"
        before = _ADDRESS_BEFORE.search(text.text, max(0, start - 50), start)
        return before is not None and not _NO_ADDRESS_BEHIND.match(text.text, end)
    if name == "so":
        if text.text.endswith(("ho ", "co ", "ky ", "thu ", "chu "), 0, start):
            return False
        before = _NUMBER_BEFORE.search(text.text, max(0, start - 50), start)
        return before is not None or _NUMBER_BEHIND.match(text.text, end) is not None
    if name == "ho":
        return "ọ" in text.spelling(start, end)
    if name == "ten":
        return not text.text.endswith(("ke ", "dau "), 0, start)
    return name != "ngan hang" or text.text.endswith(("so ", "doi ", "ten ", "sua "), 0, start)
