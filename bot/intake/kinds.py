"""What an intake is about, and which intent begins it."""

from enum import StrEnum

from bot.identity.models import Purpose
from bot.intake import wording
from bot.tickets.kinds import TicketKind


class Kind(StrEnum):
    """The seven kinds of tickets by their own names, and what is done with a ticket that exists."""

    DELETION = "deletion"
    CORRECTION = "correction"
    COMPLAINT = "complaint"
    ACCESS = "access"
    WITHDRAW_CONSENT = "withdraw_consent"
    OBJECTION = "objection"
    RESTRICTION = "restriction"
    STATUS = "status"
    """Public facts by code, without a proof."""
    OWN_TICKETS = "own_tickets"
    DETAILS = "details"
    WITHDRAWAL = "withdrawal"
    ADDITION = "addition"
    APPEAL = "appeal"
    """A complaint about the outcome of a closed ticket."""

    @property
    def ticket(self) -> TicketKind | None:
        """The kind of the ticket that it opens from a draft."""
        return TicketKind(self.value) if self.value in _TICKETS else None

    @property
    def label(self) -> str:
        """In Vietnamese, to stand inside a sentence."""
        return self.ticket.label if self.ticket else wording.KINDS[self.value]


_TICKETS = frozenset(kind.value for kind in TicketKind)

INTENTS: dict[str, Kind] = {
    "request_deletion": Kind.DELETION,
    "request_correction": Kind.CORRECTION,
    "request_access": Kind.ACCESS,
    "withdraw_consent": Kind.WITHDRAW_CONSENT,
    "object_processing": Kind.OBJECTION,
    "file_complaint": Kind.COMPLAINT,
    "check_status": Kind.STATUS,
    "withdraw_request": Kind.WITHDRAWAL,
}
"""What each wish begins, unless its words say more exactly (`bot.intake.reading.wishes`)."""
WISH_OF: dict[Kind, str] = {
    **{kind: intent for intent, kind in INTENTS.items()},
    Kind.RESTRICTION: "object_processing",
    Kind.OWN_TICKETS: "check_status",
    Kind.DETAILS: "check_status",
    Kind.ADDITION: "check_status",
    Kind.APPEAL: "file_complaint",
}
SCOPED = frozenset({Kind.DELETION, Kind.ACCESS, Kind.WITHDRAW_CONSENT, Kind.OBJECTION, Kind.RESTRICTION})
"""What they are about is a scope: data, purposes or uses."""
ABOUT_TICKETS = frozenset({Kind.STATUS, Kind.OWN_TICKETS, Kind.DETAILS, Kind.WITHDRAWAL, Kind.ADDITION, Kind.APPEAL})

PURPOSES: dict[Kind, Purpose | None] = {
    Kind.DELETION: Purpose.DELETION,
    Kind.CORRECTION: Purpose.CORRECTION,
    Kind.COMPLAINT: Purpose.COMPLAINT,
    Kind.ACCESS: Purpose.ACCESS,
    Kind.WITHDRAW_CONSENT: Purpose.WITHDRAW_CONSENT,
    Kind.OBJECTION: Purpose.OBJECTION,
    Kind.RESTRICTION: Purpose.RESTRICTION,
    Kind.STATUS: None,
    Kind.OWN_TICKETS: Purpose.OWN_TICKETS,
    Kind.DETAILS: Purpose.OWN_TICKETS,
    Kind.WITHDRAWAL: Purpose.OWN_TICKETS,
    Kind.ADDITION: Purpose.OWN_TICKETS,
    Kind.APPEAL: Purpose.COMPLAINT,
}
"""What must be proved; the details of a given intake may ask for another purpose (`bot.intake.proving`)."""
