"""The sentences of notices. Those for staff hold no personal value; those for the person may."""

import string
from collections.abc import Mapping
from types import MappingProxyType

from bot.tickets.kinds import TicketKind
from bot.tickets.notices import Notice, NoticeName

_APPEAL = (
    "Nếu không đồng ý với kết quả này, anh/chị có thể khiếu nại ngay tại đây kèm mã phiếu; hoặc gửi đến cơ quan chuyên trách bảo vệ "
    "dữ liệu cá nhân thuộc Bộ Công an, cơ quan bảo vệ quyền lợi người tiêu dùng, hoặc khởi kiện tại tòa án."
)

SUBJECT = "Phiếu {code}: có thông tin mới"
STAFF_SUBJECT = "[Lá Chắn] Phiếu {code}"
"""Of e-mails; they say nothing of the matter."""

PROCEDURE: Mapping[TicketKind, str] = MappingProxyType(
    {
        TicketKind.DELETION: "nhân viên tìm dữ liệu cần xóa, xem phần nào pháp luật buộc lưu giữ, xóa phần còn lại để không thể "
        "khôi phục, yêu cầu bên nhận dữ liệu cùng xóa, rồi báo kết quả cho anh/chị",
        TicketKind.CORRECTION: "nhân viên đối chiếu thông tin cũ và mới, chỉnh sửa trong hệ thống, yêu cầu bên nhận dữ liệu cùng "
        "sửa, rồi báo kết quả cho anh/chị",
        TicketKind.COMPLAINT: "nhân viên tìm hiểu sự việc, trao đổi với anh/chị nếu cần, rồi trả lời anh/chị bằng văn bản hoặc "
        "tin nhắn",
        TicketKind.ACCESS: "nhân viên tập hợp dữ liệu, tách phần thuộc về người khác, rồi gửi cho anh/chị qua cách nhận an toàn",
        TicketKind.WITHDRAW_CONSENT: "nhân viên ngừng xử lý dữ liệu cho mục đích anh/chị không còn đồng ý, yêu cầu các bên liên "
        "quan cùng ngừng, rồi báo kết quả cho anh/chị",
        TicketKind.OBJECTION: "nhân viên ngừng việc xử lý mà anh/chị phản đối, yêu cầu các bên liên quan cùng ngừng, rồi báo kết "
        "quả cho anh/chị",
        TicketKind.RESTRICTION: "nhân viên đánh dấu và hạn chế việc xử lý phần dữ liệu anh/chị nêu, yêu cầu các bên liên quan "
        "cùng hạn chế, rồi báo kết quả cho anh/chị",
    }
)
"""The order of carrying out, to stand after "Cách thực hiện:". The acknowledgement must tell it; a bare receipt is not enough."""

_PHIEU = "Phiếu {code} ({kind})"

TEMPLATES: Mapping[NoticeName, str] = MappingProxyType(
    {
        NoticeName.OPENED: "Tôi đã ghi nhận {what} của anh/chị. Mã phiếu: {code}.\n"
        "Phản hồi về cách thực hiện: {acknowledge}\nHoàn thành: {due}\n"
        "Anh/chị giữ mã phiếu để hỏi tình trạng bất cứ lúc nào.",
        NoticeName.ACKNOWLEDGED: f"{_PHIEU} đã được tiếp nhận.\nCách thực hiện: {{procedure}}.\nHoàn thành: {{due}}{{more}}",
        NoticeName.STARTED: f"{_PHIEU}: nhân viên đã bắt đầu thực hiện. Hạn hoàn thành: {{by}}.",
        NoticeName.QUESTION: f"{_PHIEU}: nhân viên cần anh/chị trả lời câu hỏi sau.\n{{question}}",
        NoticeName.WAITING_FOR_THIRD_PARTY: f"{_PHIEU} đang chờ {{whom}} cùng thực hiện. Hạn hoàn thành không đổi: {{by}}.",
        NoticeName.EXTENDED: f"{_PHIEU} được gia hạn một lần.\nLý do: {{reason}}\nHạn mới: {{due}}",
        NoticeName.COMPLETED: f"{_PHIEU} đã hoàn thành.{{result}}\n{_APPEAL}",
        NoticeName.PARTLY_COMPLETED: f"{_PHIEU} đã hoàn thành một phần.{{result}}\n"
        f"Phần chưa thực hiện: {{reason}}\nCăn cứ: {{ground}}\n{_APPEAL}",
        NoticeName.REFUSED: f"{_PHIEU} không thực hiện được.\nLý do: {{reason}}\nCăn cứ: {{ground}}\n{_APPEAL}",
        NoticeName.WITHDRAWN: "Phiếu {code} đã được rút theo yêu cầu của anh/chị. Anh/chị có thể gửi yêu cầu mới bất cứ lúc nào.",
        NoticeName.MERGED: "Phiếu {other} trùng với phiếu {code} nên được gộp vào phiếu {code}. "
        "Hạn hoàn thành lấy theo phiếu sớm hơn: {by}.",
        NoticeName.INFORMATION_TAKEN: "Tôi đã ghi thêm vào phiếu {code}. Hạn hoàn thành không đổi: {by}.",
        NoticeName.PROVED: "Tôi đã gắn xác nhận của anh/chị với phiếu {code}.",
        NoticeName.FROZEN: "Phiếu {code} đang tạm dừng để nhân viên kiểm tra thông tin liên hệ. Hạn hoàn thành không đổi: {by}.",
        NoticeName.UNFROZEN: "Nhân viên đã kiểm tra xong, phiếu {code} được xử lý tiếp.",
        NoticeName.STAFF_OPENED: f"{_PHIEU} vừa được mở{{holds}}{{given_only}}. Hạn phản hồi: {{answer_by}}. Hạn hoàn thành: {{by}}.",
        NoticeName.STAFF_INFORMATION: f"{_PHIEU}: người yêu cầu vừa bổ sung thông tin.",
        NoticeName.STAFF_ANSWER: f"{_PHIEU}: người yêu cầu vừa trả lời câu hỏi.",
        NoticeName.STAFF_PROVED: f"{_PHIEU}: người yêu cầu vừa xác nhận liên hệ.",
        NoticeName.STAFF_WITHDRAWN: f"{_PHIEU} đã được người yêu cầu rút.",
        NoticeName.STAFF_FROZEN: f"{_PHIEU} bị tạm dừng{{holds}}. Cần nhân viên kiểm tra và xác nhận.",
        NoticeName.STAFF_ACKNOWLEDGE_SOON: f"{_PHIEU} chưa được phản hồi. Hạn phản hồi: {{answer_by}}.",
        NoticeName.STAFF_ACKNOWLEDGE_LATE: f"{_PHIEU} đã quá hạn phản hồi: {{answer_by}}.",
        NoticeName.STAFF_DUE_SOON: f"{_PHIEU} {{status}}, sắp đến hạn hoàn thành: {{by}}.",
        NoticeName.STAFF_OVERDUE: f"{_PHIEU} {{status}}, đã quá hạn hoàn thành: {{by}}.",
        NoticeName.STAFF_WAITING_LONG: f"{_PHIEU} {{status}}, đã {{days}} ngày. Hạn hoàn thành: {{by}}.",
    }
)


def placeholders(name: NoticeName) -> frozenset[str]:
    """The values that the sentence needs."""
    return frozenset(field for _, field, _, _ in string.Formatter().parse(TEMPLATES[name]) if field)


def notice_text(notice: Notice) -> str:
    """Raises KeyError if a value is missing."""
    return TEMPLATES[notice.name].format(**notice.values)


def ground_text(law: str, sentence: str, other_law: str = "") -> str:
    """“khoản 2 Điều 14 … Luật không cho xóa …”, with the other law that the ground rests on."""
    return f"{law}{f' ({other_law})' if other_law else ''}. {sentence}"


def result_text(result: str) -> str:
    return f"\nKết quả: {result}" if result else ""


def more_text(message: str) -> str:
    return f"\n{message}" if message else ""


def holds_text(labels: list[str]) -> str:
    return f" ({'; '.join(labels)})" if labels else ""


SOME_THIRD_PARTY = "bên thứ ba"
GIVEN_ONLY = "; người yêu cầu chưa có trong danh sách khách hàng, chỉ xóa dữ liệu đã gửi kèm chính liên hệ này"


def lower_first(sentence: str) -> str:
    """A sentence to stand after a colon."""
    return sentence[:1].lower() + sentence[1:]
