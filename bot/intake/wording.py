"""The Vietnamese that stands inside sentences and on buttons. Whole sentences are responses: `nlu/domain/responses/intake.yml`."""

from collections.abc import Mapping
from types import MappingProxyType

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "status": "xem tình trạng phiếu",
        "own_tickets": "xem các phiếu của mình",
        "details": "xem chi tiết phiếu",
        "withdrawal": "rút phiếu",
        "addition": "bổ sung vào phiếu",
        "appeal": "khiếu nại kết quả của phiếu",
    }
)
"""Beside those of tickets; to stand inside a sentence."""

WISHES: Mapping[str, str] = MappingProxyType(
    {
        "request_deletion": "xóa dữ liệu",
        "request_correction": "chỉnh sửa dữ liệu",
        "request_access": "xem dữ liệu",
        "withdraw_consent": "rút lại sự đồng ý",
        "object_processing": "phản đối hoặc hạn chế xử lý dữ liệu",
        "file_complaint": "khiếu nại",
        "check_status": "xem tình trạng phiếu",
        "withdraw_request": "rút phiếu đã gửi",
    }
)
"""How a wish is called inside a sentence."""

# --- buttons -----------------------------------------------------------------------------------------------------------

CONFIRM, EDIT, STOP = "Xác nhận", "Sửa", "Thôi"
YES, NO = "Đúng", "Không"
SKIP = "Bỏ qua"
PERSON, HELP = "Gặp nhân viên", "Bạn giúp được gì?"
ALL, ENOUGH = "Tất cả", "Đủ rồi"
OPEN_TICKET, DO_IT_MYSELF = "Mở phiếu", "Tôi tự làm"
SEND_CODE, RESEND, OTHER_CONTACT, NO_CODE = "Gửi mã", "Gửi lại mã", "Đổi liên hệ", "Không nhận được mã"
ONLY_GIVEN, STAFF_CHECK = "Xóa phần tôi đã gửi", "Nhờ nhân viên kiểm tra"
ACCEPT, REFUSE = "Tôi chấp nhận", "Không chấp nhận"
AGREED, NOT_AGREED = "Đã đồng ý", "Chưa đồng ý"
OWN_DATA, FOR_OTHER = "Của chính tôi", "Làm thay người khác"
ADD_TO_IT, OPEN_ANOTHER = "Bổ sung phiếu cũ", "Mở phiếu mới"
FORGOT_CODE = "Tôi không nhớ mã"
WITHDRAW, KEEP = "Rút phiếu", "Giữ phiếu"
DETAILS, MINE, ADD, APPEAL = "Xem chi tiết", "Các phiếu của tôi", "Bổ sung", "Khiếu nại kết quả"
STOP_ALL, GO_ON = "Dừng hẳn", "Làm tiếp"
SWITCH, BOTH, STAY = "Chuyển sang việc mới", "Làm lần lượt cả hai", "Tiếp tục việc này"
IS_ANSWER, NO_ANSWER = "Ghi vào", "Không ghi"
THAT_IS_ANSWER = "Đó là câu trả lời"
STAY_AS_IS = "Không sửa nữa"
NEWS_ON, NEWS_OFF = "Báo tôi khi chính sách đổi", "Thôi báo chính sách"

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "name": "họ tên",
        "phone": "số điện thoại",
        "email": "email",
        "address": "địa chỉ",
        "birth_date": "ngày sinh",
        "gender": "giới tính",
        "identity_number": "số căn cước",
        "bank_account": "số tài khoản ngân hàng",
        "tax_code": "mã số thuế",
    }
)
"""The fields that `bot.language.entities.corrections` knows, to stand inside a sentence."""
OFFERED_FIELDS = ("name", "phone", "email", "address", "birth_date")
OTHER_FIELD = "Thông tin khác"

DATA_OPTIONS: tuple[tuple[str, str], ...] = (
    ("Thông tin liên hệ", "thông tin liên hệ"),
    ("Tài khoản", "tài khoản"),
    ("Lịch sử sử dụng", "lịch sử sử dụng dịch vụ"),
)
USE_OPTIONS: tuple[tuple[str, str], ...] = (
    ("Quảng cáo", "quảng cáo, tiếp thị"),
    ("Chia sẻ cho bên khác", "chia sẻ cho bên thứ ba"),
    ("Phân tích, thống kê", "phân tích, thống kê"),
)
"""Title of the button, and what the ticket says."""

CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "call": "quảng cáo qua điện thoại",
        "sms": "quảng cáo qua tin nhắn",
        "email": "quảng cáo qua email",
        "zalo": "quảng cáo qua Zalo",
        "push": "quảng cáo qua thông báo ứng dụng",
        "post": "quảng cáo qua bưu điện",
    }
)

BASES: tuple[tuple[str, str], ...] = (
    ("Cha, mẹ", "parent"),
    ("Người giám hộ", "guardian"),
    ("Người được ủy quyền", "authorised"),
)
BASIS_TEXTS: Mapping[str, str] = MappingProxyType(
    {"parent": "cha, mẹ", "guardian": "người giám hộ", "authorised": "người được ủy quyền"}
)
SOMEBODY = "người khác"

# --- what is left to a ticket --------------------------------------------------------------------------------------------

EVERYTHING = "tất cả"
ASKED_APART = "nhân viên sẽ hỏi riêng theo cách an toàn"
"""In the place of a number that is never taken in chat."""
MARK_URGENT = "[KHẨN: mất mật khẩu hoặc truy cập trái phép]"
MARK_NEWS = "[Muốn được báo khi chính sách thay đổi]"
MARK_OTHERS_AGREE = "[Người gửi xác nhận: {whom} đã đồng ý]"
MARK_STAFF_CHECK = "[Không nhận được mã qua liên hệ đang lưu; nhờ nhân viên kiểm tra người gửi]"
MARK_HANDLED_BY = "[Chuyển: {by}]"

# --- the summary -----------------------------------------------------------------------------------------------------

LINES: Mapping[str, str] = MappingProxyType(
    {
        "kind": "Yêu cầu: {value}",
        "ticket": "Phiếu: {value}",
        "scope": "Phạm vi: {value}",
        "about": "Nội dung: {value}",
        "wanted": "Mong muốn: {value}",
        "addition": "Bổ sung: {value}",
        "name": "Họ tên: {value}",
        "represented": "Làm thay: {value}",
        "contact": "Liên hệ: {value}",
        "accepts": "Hậu quả của việc xóa: {value}",
        "handled_by": "Nơi xử lý: {value}",
        "urgent": "Mức độ: {value}",
        "news": "Báo khi chính sách thay đổi: {value}",
        "only_given": "Giới hạn: {value}",
    }
)
CHANGE, CHANGE_FROM_NOTHING = "{field}: {old} → {new}", "{field}: đổi thành {new}"
YES_IN_LINE, URGENT_IN_LINE, ACCEPTED_IN_LINE = "có", "khẩn", "đã chấp nhận"
ONLY_GIVEN_IN_LINE = "chỉ dữ liệu anh/chị đã gửi kèm liên hệ này"
SHORTENED = "{text}…"

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "scope": "Phạm vi",
        "changes": "Thông tin cần sửa",
        "more_changes": "Thêm thông tin",
        "about": "Nội dung",
        "wanted": "Mong muốn",
        "name": "Họ tên",
        "represented": "Người được làm thay",
        "contact": "Liên hệ",
        "addition": "Nội dung bổ sung",
    }
)
"""What may be changed from the summary: titles of buttons."""

WHERE: Mapping[str, str] = MappingProxyType(
    {
        "self_service": "chọn tự làm hay mở phiếu",
        "scope": "chọn phạm vi",
        "more_purposes": "chọn mục đích rút đồng ý",
        "field": "chọn thông tin cần sửa",
        "new_value": "ghi thông tin mới",
        "old_value": "ghi thông tin đang lưu",
        "about": "kể lại sự việc",
        "wanted": "nêu điều mong muốn",
        "name": "cho biết họ tên",
        "whose": "cho biết dữ liệu của ai",
        "others_consent": "xác nhận người kia đã đồng ý",
        "represented": "cho biết họ tên người được làm thay",
        "basis": "cho biết tư cách làm thay",
        "ticket_code": "cho biết mã phiếu",
        "contact": "cho biết liên hệ",
        "code": "nhập mã xác nhận",
        "pick": "chọn phiếu",
        "addition": "ghi phần bổ sung",
        "consequences": "xem hậu quả của việc xóa",
        "duplicate": "chọn phiếu cũ hay phiếu mới",
        "edit": "chọn phần cần sửa",
        "summary": "xem lại và xác nhận",
        "withdrawal": "xác nhận rút phiếu",
        "next": "xem phiếu",
    }
)
"""Where an intake stood, to stand after "bước"."""

TICKET_LINE = "• {code}: {kind}, {status}, hạn {due}"
HISTORY_LINE = "• {at}: {action}{told}"
"""One entry of a ticket's history; `told` begins with ": " where something was told."""


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
