"""The Vietnamese that actions put together themselves. Whole sentences are responses of `nlu/domain/responses/`."""

from bot.knowledge.models import Weekday

PERSON = {"title": "Gặp nhân viên", "payload": "/talk_to_human"}
OTHER = {"title": "Việc khác", "payload": "/help"}

HELLO = "Chào anh/chị."  # in the middle of something, before its question is asked again

# Titles of buttons that stand for an intent. Intents that are no wish of their own (thanks, yes, no) are not offered.
WISHES: dict[str, str] = {
    "ask_policy": "Hỏi về chính sách",
    "request_deletion": "Xóa dữ liệu",
    "request_correction": "Chỉnh sửa thông tin",
    "request_access": "Xem dữ liệu",
    "withdraw_consent": "Rút lại đồng ý",
    "object_processing": "Phản đối, hạn chế",
    "file_complaint": "Khiếu nại",
    "check_status": "Tra cứu yêu cầu",
    "withdraw_request": "Rút lại yêu cầu",
    "talk_to_human": "Gặp nhân viên",
}

# How each wish is called inside a sentence: "Anh/chị muốn xóa dữ liệu, hay …?"
PHRASES: dict[str, str] = {
    "ask_policy": "hỏi về chính sách",
    "request_deletion": "xóa dữ liệu",
    "request_correction": "chỉnh sửa thông tin",
    "request_access": "xem hoặc nhận bản sao dữ liệu của mình",
    "withdraw_consent": "rút lại sự đồng ý",
    "object_processing": "phản đối hoặc hạn chế việc sử dụng dữ liệu",
    "file_complaint": "khiếu nại",
    "check_status": "xem yêu cầu đã gửi tới đâu",
    "withdraw_request": "rút lại yêu cầu đã gửi",
    "talk_to_human": "gặp nhân viên",
}

DAYS: dict[Weekday, str] = {
    "mon": "thứ Hai",
    "tue": "thứ Ba",
    "wed": "thứ Tư",
    "thu": "thứ Năm",
    "fri": "thứ Sáu",
    "sat": "thứ Bảy",
    "sun": "Chủ nhật",
}

CONTACT_HEAD = "Anh/chị liên hệ người phụ trách của {name}:"
CONTACT_NONE = "Chính sách của {name} không nêu cách liên hệ, nên tôi chưa chỉ được anh/chị tới ai."
DEPARTMENT, PHONE, EMAIL, ADDRESS, WEBSITE = "Bộ phận", "Điện thoại", "Email", "Địa chỉ", "Trang web"
HOURS = "Giờ làm việc"
OPEN_NOW = "Bây giờ đang trong giờ làm việc."
CLOSED_NOW = "Bây giờ ngoài giờ làm việc; mở lại lúc {time} {day}."
TODAY, TOMORROW = "hôm nay", "ngày mai"
