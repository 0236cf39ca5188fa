"""The kinds of tickets, named as in the design."""

from enum import StrEnum


class TicketKind(StrEnum):
    """The value is the name used in tables, settings and interfaces; `label` is what people read."""

    DELETION = "deletion"
    CORRECTION = "correction"
    COMPLAINT = "complaint"
    ACCESS = "access"
    WITHDRAW_CONSENT = "withdraw_consent"
    OBJECTION = "objection"
    RESTRICTION = "restriction"

    @property
    def label(self) -> str:
        """In Vietnamese, to stand inside a sentence: “xóa dữ liệu”."""
        return _LABELS[self]


_LABELS = {
    TicketKind.DELETION: "xóa dữ liệu",
    TicketKind.CORRECTION: "chỉnh sửa dữ liệu",
    TicketKind.COMPLAINT: "khiếu nại",
    TicketKind.ACCESS: "xem hoặc nhận bản sao dữ liệu",
    TicketKind.WITHDRAW_CONSENT: "rút lại sự đồng ý",
    TicketKind.OBJECTION: "phản đối xử lý dữ liệu",
    TicketKind.RESTRICTION: "hạn chế xử lý dữ liệu",
}
