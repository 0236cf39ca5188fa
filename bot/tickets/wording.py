"""Every Vietnamese sentence of tickets but those of the notices (`wording_notices`). Nothing here holds a personal value."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from bot.tickets.kinds import TicketKind
from bot.tickets.states import Action, Role, Status

# --- statuses ----------------------------------------------------------------------------------------------------------

STATUS: Mapping[Status, str] = MappingProxyType(
    {
        Status.RECEIVED: "đã tiếp nhận",
        Status.ACKNOWLEDGED: "đã phản hồi, chờ thực hiện",
        Status.IN_PROGRESS: "đang thực hiện",
        Status.WAITING_FOR_PERSON: "đang chờ người yêu cầu trả lời",
        Status.WAITING_FOR_THIRD_PARTY: "đang chờ bên thứ ba",
        Status.COMPLETED: "đã hoàn thành",
        Status.PARTLY_COMPLETED: "đã hoàn thành một phần",
        Status.REFUSED: "không thực hiện được",
        Status.WITHDRAWN: "đã rút",
    }
)
"""To stand inside a sentence."""
MERGED = "đã gộp vào một phiếu khác của cùng người yêu cầu"

ROLE: Mapping[Role, str] = MappingProxyType(
    {Role.PERSON: "người yêu cầu", Role.STAFF: "nhân viên", Role.SYSTEM: "hệ thống"}
)

ACTION: Mapping[Action, str] = MappingProxyType(
    {
        Action.OPEN: "mở phiếu",
        Action.ACKNOWLEDGE: "phản hồi tiếp nhận",
        Action.START: "bắt đầu thực hiện",
        Action.ASK_PERSON: "hỏi người yêu cầu",
        Action.ANSWER: "trả lời câu hỏi",
        Action.WAIT_FOR_THIRD_PARTY: "chờ bên thứ ba",
        Action.RESUME: "thực hiện tiếp",
        Action.COMPLETE: "hoàn thành",
        Action.COMPLETE_PARTLY: "hoàn thành một phần",
        Action.REFUSE: "từ chối",
        Action.WITHDRAW: "rút phiếu",
        Action.EXTEND: "gia hạn",
        Action.ADD_INFORMATION: "bổ sung thông tin",
        Action.COMPLAIN: "khiếu nại về kết quả",
        Action.PROVE: "xác nhận liên hệ",
        Action.HOLD: "giữ phiếu lại để kiểm tra",
        Action.CONFIRM: "xác nhận đã kiểm tra",
        Action.MERGE: "gộp vào phiếu khác",
        Action.ABSORB: "nhận một phiếu gộp vào",
        Action.ERASE: "xóa thông tin cá nhân",
    }
)
"""To stand inside a sentence."""

HOLD: Mapping[str, str] = MappingProxyType(
    {
        "contact_disowned": "chủ liên hệ báo “Không phải tôi”",
        "contact_suspected": "nghi ngờ liên hệ bị người khác sử dụng",
        "authority_unchecked": "chưa kiểm tra quyền đại diện",
        "identity_unproven": "chưa đủ căn cứ xác nhận người yêu cầu",
    }
)


def what(kind: TicketKind) -> str:
    """“yêu cầu xóa dữ liệu”, “khiếu nại”."""
    return kind.label if kind is TicketKind.COMPLAINT else f"yêu cầu {kind.label}"


def public_status(kind: TicketKind, status: Status, received_on: date, due_on: date, merged: bool) -> str:
    """All that a code alone tells."""
    state = MERGED if merged else STATUS[status]
    return (
        f"{what(kind).capitalize()}: {state}. Ngày nhận {received_on:%d/%m/%Y}, hạn hoàn thành {due_on:%d/%m/%Y}. "
        "Muốn xem chi tiết, anh/chị xác nhận liên hệ đã dùng khi gửi yêu cầu."
    )


def open_already(code: str, kind: TicketKind, status: Status) -> str:
    """To a proven person who asks for the same again."""
    return (
        f"Anh/chị đã có phiếu {code} cho {what(kind)} này ({STATUS[status]}). "
        "Anh/chị muốn bổ sung vào phiếu đó, hay vẫn mở phiếu mới?"
    )


# --- errors ------------------------------------------------------------------------------------------------------------

NOT_FOUND = "Tôi không tìm thấy phiếu nào với mã này. Anh/chị xem lại mã trong tin nhắn hoặc biên nhận đã nhận."
PROOF_NEEDED = "Để xem chi tiết hoặc thay đổi phiếu này, anh/chị cần xác nhận liên hệ đã dùng khi gửi yêu cầu."
CONSEQUENCES = "Trước khi mở phiếu xóa dữ liệu, anh/chị cần đồng ý chấp nhận những rủi ro, thiệt hại có thể xảy ra khi dữ liệu bị xóa."
CONFIRMATION_INVALID = (
    "Xác nhận này không còn hiệu lực, nên phiếu vẫn như cũ. Nếu muốn rút phiếu, anh/chị yêu cầu lại giúp tôi."
)
CHANGED = "Phiếu vừa được người khác thay đổi, nên thao tác này chưa được thực hiện. Xin xem lại phiếu rồi thử lại."
INVALID_ACTOR = "Cần tên ngắn của nhân viên: chữ thường không dấu, chữ số, “.”, “_”, “-”, tối đa 64 ký tự."

UNKNOWN_HOLD = f"Không có lý do giữ phiếu nào tên như vậy. Chọn một trong: {', '.join(HOLD)}."
MERGE_SAME = "Không thể gộp một phiếu vào chính nó."
MERGE_KIND = "Chỉ gộp được hai phiếu cùng loại yêu cầu."
MERGE_PERSON = "Chỉ gộp được hai phiếu của cùng một người."
MERGE_UNPROVEN = "Phiếu đã xác nhận người yêu cầu không thể gộp vào phiếu chưa xác nhận."

EXTENSION_LATE = "Hạn của phiếu đã qua; gia hạn phải được báo cho người yêu cầu trước khi hết hạn."


def incomplete(label: str) -> str:
    return f"Còn thiếu {label}."


def too_long(label: str, length: int, limit: int) -> str:
    return f"Phần {label} dài {_number(length)} ký tự, quá giới hạn {_number(limit)}. Xin viết ngắn hơn."


def too_many(limit: int) -> str:
    return f"Một phiếu chỉ nhận tối đa {limit} mục. Xin chia thành nhiều phiếu."


def illegal_action(action: Action, status: Status) -> str:
    return f"Phiếu {STATUS[status]}, nên không thể {ACTION[action]}."


def wrong_role(action: Action, role: Role) -> str:
    return f"Việc {ACTION[action]} không do {ROLE[role]} thực hiện."


def held(holds: Iterable[str]) -> str:
    reasons = "; ".join(HOLD[hold] for hold in holds)
    return f"Phiếu đang được giữ lại để kiểm tra ({reasons}). Nhân viên cần kiểm tra và xác nhận trước."


def unknown_ground(choices: Iterable[str]) -> str:
    return f"Không có căn cứ nào tên như vậy. {_choices(choices)}"


def ground_does_not_fit(kind: TicketKind, choices: Iterable[str]) -> str:
    return f"Căn cứ này không dùng cho kết quả này của phiếu {kind.label}. {_choices(choices)}"


def _choices(choices: Iterable[str]) -> str:
    return f"Chọn một trong: {', '.join(choices)}."


def _number(value: int) -> str:
    """Vietnamese thousands: 4.000."""
    return f"{value:,}".replace(",", ".")


# --- for those who run the desk --------------------------------------------------------------------------------------

FAULT: Mapping[str, str] = MappingProxyType(
    {
        "missing": "thiếu hoặc thừa mục lịch sử",
        "altered": "nội dung mục đã bị sửa",
        "unlinked": "mục không nối với mục liền trước",
        "values_altered": "nội dung mã hóa của mục đã bị sửa hoặc không giải mã được",
        "values_missing": "nội dung mã hóa của mục đã mất mà không có lần xóa nào được ghi",
        "ticket_differs": "phiếu khác với lịch sử của nó",
        "ticket_missing": "có phiếu bị xóa hoặc chen vào trước phiếu này",
    }
)
# What an erasure leaves, and why.
KEPT = (
    "Được giữ lại: mã phiếu, loại yêu cầu, kênh, cách xác nhận, các mốc thời gian, kết quả và căn cứ, "
    "để chứng minh yêu cầu đã được xử lý đúng luật. Mọi giá trị cá nhân đã bị xóa."
)


def broken(organisation: str, code: str, sequence: int, fault: str) -> str:
    place = f"mục {sequence}" if sequence else "phiếu"
    return f"{organisation} {code or '(sổ phiếu)'}, {place}: {FAULT[fault]}."
