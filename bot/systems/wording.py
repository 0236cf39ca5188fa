"""Every Vietnamese sentence of this package: for staff, and for who connects an organisation's systems."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.systems.models import Attention, Result, StaffNote

NOT_DELIVERED = "Hệ thống của tổ chức chưa nhận được chỉ thị; sẽ gửi lại."
NOT_SIGNED = (
    "Chữ ký không hợp lệ hoặc đã quá hạn. Cần X-Lachan-Timestamp lệch không quá 5 phút và "
    "X-Lachan-Signature là v1=HMAC-SHA-256 của “<timestamp>.<nội dung>”."
)
UNKNOWN_INSTRUCTION = "Không có chỉ thị nào với mã này."
ANSWER_ID_USED = "Mã trả lời (id) này đã dùng cho một trả lời khác."
ALREADY_DONE = "Chỉ thị này đã được trả lời là hoàn thành."
REASON_NEEDED = "khóa “reason”: cần lý do khi result là partly hoặc cannot."
NOT_AN_OBJECT = "phải là một đối tượng JSON bằng UTF-8."


def malformed(problem: str) -> str:
    return f"Nội dung trả lời không đúng: {problem}"


# --- for staff -------------------------------------------------------------------------------------------------------

_ATTENTION: Mapping[Attention, str] = MappingProxyType(
    {
        Attention.CANNOT: "hệ thống của tổ chức trả lời là không thực hiện được. "
        "Cần nhân viên xem xét; nếu từ chối, chọn căn cứ và nêu lý do.",
        Attention.PARTLY: "hệ thống của tổ chức trả lời là chỉ thực hiện được một phần. "
        "Cần nhân viên chọn căn cứ, nêu lý do rồi đóng phiếu.",
        Attention.NOT_COMPLETED: "hệ thống của tổ chức trả lời là đã thực hiện, nhưng phiếu chưa thể hoàn thành. "
        "Cần nhân viên xem xét.",
        Attention.UNREACHABLE: "đã gửi đến hệ thống của tổ chức suốt 24 giờ mà không nơi nào nhận. "
        "Cần nhân viên tự thực hiện, hoặc sửa kết nối rồi gửi lại.",
    }
)


def staff_note(note: StaffNote) -> str:
    """Without a personal value, unless the systems wrote one."""
    detail = f" Chi tiết: {note.detail}" if note.detail else ""
    return f"Phiếu {note.code}: {_ATTENTION[note.attention]}{detail}"


def history_note(result: Result, reason: str) -> str:
    """For the history of the ticket; staff alone read it."""
    said = {
        Result.DONE: "đã thực hiện",
        Result.PARTLY: "thực hiện được một phần",
        Result.CANNOT: "không thực hiện được",
    }
    return f"Hệ thống của tổ chức trả lời: {said[result]}.{f' Lý do: {reason}' if reason else ''}"


WAITS_FOR_PERSON = "Nhân viên đang chờ người yêu cầu trả lời, nên phiếu chưa được đóng."

# --- for who runs the desk -------------------------------------------------------------------------------------------

NOT_HTTPS = "khóa “webhook.url”: phải là địa chỉ https://, không có tên đăng nhập trong địa chỉ."
SHORT_SECRET = "mỗi khóa bí mật phải dài ít nhất 32 ký tự. Tạo một khóa: `openssl rand -base64 32`."  # noqa: S105 - a sentence


def webhook_problem(path: str, problem: str) -> str:
    return f"{path}: {problem}"


def no_secret(variable: str) -> str:
    return f"khóa “webhook.secret_variable”: biến môi trường {variable} trống hoặc chưa đặt."


def bad_secret(variable: str) -> str:
    return f"biến môi trường {variable}: {SHORT_SECRET}"
