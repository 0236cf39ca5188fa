"""What kind of thing a question asks for, and whether a text holds such a thing.

"Bao nhiêu ngày thì xóa xong?" stands close to a section about deletion and is still not answered by it when that section names no
period: similarity cannot see this, the type of the answer can (facts/vietnamese.md §4).
"""

import re
from enum import StrEnum

from bot.language.text import canonical


class AnswerType(StrEnum):
    PERIOD = "period"  # how long, when, by when
    MONEY = "money"  # how much it costs, free or not
    PHONE = "phone"
    EMAIL = "email"
    PLACE = "place"  # a postal address, a country, where kept
    HOURS = "hours"
    DATE = "date"
    PERSON = "person"  # a name or a department
    LAW = "law"  # a named act or article
    NUMBER = "number"  # how many, how old
    METHOD = "method"  # how is it done, which form
    REASON = "reason"
    PARTY = "party"  # to whom, who
    LIST = "list"  # what, which
    YES_NO = "yes_no"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# Matched on canonical lower-case text with accents (restored if need be). Several types may hold.
_ASKED: dict[AnswerType, re.Pattern[str]] = {
    AnswerType.PERIOD: _any(
        r"bao lâu", r"(?:mấy|bao nhiêu) (?:ngày|tháng|năm|tuần|giờ|tiếng|hôm|bữa|phút)", r"thời (?:hạn|gian) .{0,25}(?:là )?bao",
        r"khi (?:nào|mô) .{0,30}(?:xong|trả lời|phản hồi|xử lý|xóa|hết hạn)", r"bao giờ .{0,30}(?:xong|trả lời|phản hồi|xử lý|xóa|có kết quả)",
        r"(?:đến|tới|tận) (?:khi|bao) (?:nào|giờ)", r"giữ .{0,30}(?:mãi|suốt|vĩnh viễn)", r"lưu .{0,30}(?:mãi|suốt|vĩnh viễn)",
        r"trong vòng (?:mấy|bao)", r"chừng nào", r"hạn chót", r"thời hạn", r"có lâu không", r"lâu (?:lắc|quá)", r"(?:ngày|tháng|năm) mấy",
    ),
    AnswerType.MONEY: _any(
        r"(?:mất|tốn|trả|đóng|thu|tính|có|chịu) .{0,12}(?:phí|tiền)", r"miễn phí", r"bao nhiêu tiền", r"lệ phí", r"(?:mức|bao nhiêu) phí", r"phạt bao nhiêu", r"giá bao",
    ),
    AnswerType.PHONE: _any(
        r"số (?:điện thoại|hotline|tổng đài|máy|nào|mấy|di động) ?(?:nào|gì|mấy|bao nhiêu|là|của|để|liên|hỗ)?.{0,20}(?:liên hệ|gọi|nào|gì|mấy|hotline|công ty|bên|hỗ trợ)", r"hotline", r"tổng đài", r"gọi (?:số|vào|cho) (?:nào|số|ai|đâu|mấy)",
        r"gọi (?:điện )?(?:tới |đến )?(?:đâu|số nào|số mấy|ai)", r"xin số",
    ),
    AnswerType.EMAIL: _any(
        r"e-?mail (?:nào|gì|nào vậy|là gì|liên hệ|để|của (?:công ty|bên|shop|các))", r"(?:gửi|viết|biên) (?:thư|mail|email|thư điện tử) (?:về|vào|tới|đến|cho|qua)? ?(?:đâu|địa chỉ|ai|nào)", r"địa chỉ (?:e-?mail|thư điện tử)", r"mail (?:về|cho|tới) (?:đâu|ai)",
        r"hòm thư",
    ),
    AnswerType.PLACE: _any(
        r"(?:ở|nằm ở|đặt ở|chỗ|tại|đến|về|ra|lên|tới) (?:đâu|chỗ nào|nơi nào|nước nào|quốc gia nào|tỉnh nào|mô)", r"địa chỉ (?:công ty|văn phòng|trụ sở|của|nào|ở|liên hệ|bên|trung tâm)", r"văn phòng", r"trụ sở", r"nước nào", r"tầng mấy",
    ),
    AnswerType.HOURS: _any(r"mấy giờ", r"giờ (?:làm việc|nào|hành chính)", r"(?:cuối tuần|chủ nhật|thứ bảy|buổi tối|ban đêm|ngày lễ|khuya) .{0,25}(?:làm|trực|gọi|có|nghe|không)", r"24/7", r"khung giờ"),
    AnswerType.DATE: _any(r"ngày nào", r"hôm nào", r"(?:hiệu lực|áp dụng|ban hành|cập nhật) (?:từ )?(?:khi nào|bao giờ|ngày|lúc nào|lần cuối)", r"từ (?:ngày|năm|bao giờ|khi) (?:nào|mấy)?", r"lần cuối", r"phiên bản (?:nào|mấy)"),
    AnswerType.PERSON: _any(r"(?:ai|người nào|bộ phận nào|phòng nào|phòng ban nào|ban nào|đơn vị nào) (?:là|phụ trách|chịu|xử lý|tiếp nhận|giải quyết|quản lý|đứng|lo|sẽ|trả lời|phụ)", r"(?:gặp|hỏi|tìm|kiếm|liên hệ|liên lạc|nói chuyện với) (?:ai|người nào|bộ phận nào|phòng nào)", r"tên (?:người|công ty|là gì)", r"ai (?:đứng|chịu|quản|lo|xử lý|giải quyết|phụ)"),
    AnswerType.LAW: _any(r"(?:luật|nghị định|điều|quy định|thông tư|điều khoản) (?:nào|số mấy|mấy|gì|số bao)", r"theo luật", r"căn cứ (?:pháp lý|vào|nào)"),
    AnswerType.NUMBER: _any(r"bao nhiêu (?!tiền|ngày|tháng|năm|tuần|giờ|phút|phí|lâu)", r"mấy (?!ngày|tháng|năm|tuần|giờ|tiếng|hôm|bữa|phút)", r"dưới (?:mấy|bao nhiêu) tuổi", r"mấy tuổi", r"bao nhiêu tuổi"),
    AnswerType.METHOD: _any(r"làm (?:sao|thế nào|cách nào|răng|như nào|gì để|gì thì)", r"(?:bằng )?cách (?:nào|gì|thức)", r"như (?:thế )?nào", r"thủ tục", r"các bước", r"thì sao", r"phải làm", r"cần (?:làm gì|giấy tờ|những gì|gì)", r"kiểu gì", r"hướng dẫn", r"ra sao", r"ntn", r"mẫu (?:đơn|nào)"),
    AnswerType.REASON: _any(r"(?:tại|vì|cớ) sao", r"để (?:làm )?(?:gì|chi)", r"(?:lý do|mục đích)", r"sao (?:lại|phải|cứ|mà)", r"dùng (?:vào việc gì|làm gì|cho việc gì|để)", r"làm gì (?:với|vậy|thế|đó|$|\?)", r"nhằm"),
    AnswerType.PARTY: _any(r"(?:cho|với|bởi|từ|đến tay|gồm) (?:những )?(?:ai|bên nào|đơn vị nào|công ty nào|người nào|tổ chức nào|đối tác nào|cơ quan nào|nơi nào)", r"(?:^|\s)ai (?:được|có thể|có quyền|xem|thấy|biết|đọc|nắm|truy cập|giữ|nhận|sẽ)", r"những ai", r"bên nào", r"cơ quan nào"),
    AnswerType.LIST: _any(r"(?:những|các|cái|loại|thông tin|dữ liệu|quyền|biện pháp|mục|trường hợp|hình thức|kênh|khoản|bước|nguồn|gồm) (?:.{0,12})(?:nào|gì|chi|mô)", r"gồm (?:những )?(?:gì|thứ)", r"lấy (?:những )?gì", r"(?:thu thập|lưu|giữ|biết|hỏi|cần) (?:những )?gì", r"liệt kê", r"kể ra"),
    AnswerType.YES_NO: _any(r"(?:không|ko|chưa|hông|hổng|phải không|đúng không|chứ|hả|à|nhỉ|nha|đâu)(?: (?:vậy|ạ|nhỉ|shop|em|anh|chị|bạn|ad|admin|thế|nè|ta|hở|hả|bác|cô|chú|mình|đó|bên mình))*\s*[?.!]*\s*$", r"có (?:được|bị|phải|cần|thể|thu|lưu|chia|bán|gửi|cho|mất|tốn|dùng|sử|cách|ai|quyền) ", r"(?<!dữ )liệu"),
}  # fmt: skip

_NUMBER_WORD = r"(?<!\w)(?:\d[\d.,]*|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|vài)"
# What each type looks like in a policy. Types without an entry cannot be seen on the surface.
_HELD: dict[AnswerType, re.Pattern[str]] = {
    AnswerType.PERIOD: _any(
        rf"{_NUMBER_WORD} ?(?:\([^)]*\) ?)?(?:ngày|tháng|năm|tuần|giờ|phút|tiếng|quý)(?! sinh)", r"cho (?:đến|tới) (?:khi|lúc|ngày)", r"(?:đến|tới) khi", r"trong (?:suốt )?(?:thời gian|thời hạn|quá trình)", r"vô thời hạn",
        r"(?:ngay|tức) (?:lập tức|khi|thì|sau)", r"không (?:quá|chậm|trì hoãn|còn cần)", r"bất (?:cứ|kỳ) (?:khi nào|lúc nào)", r"(?:sớm|nhanh) nhất", r"vĩnh viễn", r"kịp thời", r"chậm trễ",
    ),
    AnswerType.MONEY: _any(r"miễn phí", r"không (?:thu|mất|tính) .{0,10}(?:phí|tiền)", r"\d[\d.,]* ?(?:đồng|vnđ|vnd|đ\b)", r"lệ phí", r"(?:thu|trả|chịu|chi) .{0,12}phí", r"bằng chi phí", r"tiền phạt"),
    AnswerType.PHONE: _any(r"(?:\+?84|0)\d[\d .-]{7,12}\d", r"1[89]00[ .]?\d{2,4}[ .]?\d{0,4}", r"hotline", r"tổng đài"),
    AnswerType.EMAIL: _any(r"\S+@\S+\.\w+",),
    AnswerType.PLACE: _any(r"(?:quận|phường|đường|tp\.?|thành phố|tỉnh|hà nội|hồ chí minh|đà nẵng|số \d+|tầng \d+|việt nam|singapore|nhật bản|hoa kỳ|nước ngoài|lãnh thổ|quốc gia|máy chủ|trung tâm dữ liệu)", r"địa chỉ:", r"website|trang web|ứng dụng"),
    AnswerType.HOURS: _any(r"\d{1,2} ?(?:h|giờ|:)\d{0,2}", r"giờ (?:hành chính|làm việc)", r"24/7"),
    AnswerType.DATE: _any(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", r"ngày \d{1,2}", r"(?:kể )?từ (?:ngày|khi)", r"tháng \d{1,2}", r"phiên bản"),
    AnswerType.PERSON: _any(r"(?:bộ phận|bộ phân|phòng|ban|trung tâm|chuyên viên|cán bộ|người phụ trách|đội|công ty|văn phòng|khoa|tổ|giám đốc|quản trị)"),
    AnswerType.LAW: _any(r"(?:luật|nghị định|thông tư|bộ luật|đạo luật|điều \d+)"),
    AnswerType.NUMBER: _any(r"\d", r"(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) "),
    AnswerType.METHOD: _any(r"bằng cách", r"(?:liên hệ|gửi|gọi|truy cập|đăng nhập|vào mục|bấm|nhấn|chọn|soạn|điền|nộp|cài đặt|yêu cầu|thông báo|cung cấp)", r"qua (?:email|điện thoại|ứng dụng|website|thư)", r"thông qua"),
    AnswerType.REASON: _any(r"(?:để|nhằm|vì|do|phục vụ|mục đích|bởi|nên) "),
    AnswerType.PARTY: _any(r"(?:bên|đối tác|nhân viên|cơ quan|công ty|nhà cung cấp|tổ chức|đơn vị|cá nhân|bộ phận|tòa án|ngân hàng|bác sĩ|người|cán bộ|luật sư|đại lý)"),
}  # fmt: skip

# Types that must show on the surface of an answer; the rest only lean.
HARD = (AnswerType.PERIOD, AnswerType.MONEY, AnswerType.PHONE, AnswerType.EMAIL, AnswerType.HOURS, AnswerType.DATE, AnswerType.LAW, AnswerType.NUMBER)  # fmt: skip


def asked(question: str) -> frozenset[AnswerType]:
    """The types that `question` (accents restored) asks for; empty when it names none."""
    text = canonical(question).lower()
    return frozenset(kind for kind, pattern in _ASKED.items() if pattern.search(text))


def held(text: str) -> frozenset[AnswerType]:
    """The types that `text` holds."""
    text = canonical(text).lower()
    return frozenset(kind for kind, pattern in _HELD.items() if pattern.search(text))
