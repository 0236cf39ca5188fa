"""What somebody is to be told about a ticket. `wording.notice_text` makes the sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.identity.contacts import Contact


class Audience(StrEnum):
    PERSON = "person"
    STAFF = "staff"


class NoticeName(StrEnum):
    """The name of the response; a name that begins with "staff" is for staff."""

    OPENED = "ticket_opened"
    ACKNOWLEDGED = "ticket_acknowledged"
    STARTED = "ticket_started"
    QUESTION = "ticket_question"
    WAITING_FOR_THIRD_PARTY = "ticket_waiting_for_third_party"
    EXTENDED = "ticket_extended"
    COMPLETED = "ticket_completed"
    PARTLY_COMPLETED = "ticket_partly_completed"
    REFUSED = "ticket_refused"
    WITHDRAWN = "ticket_withdrawn"
    MERGED = "ticket_merged"
    INFORMATION_TAKEN = "ticket_information_taken"
    PROVED = "ticket_proved"
    FROZEN = "ticket_frozen"
    UNFROZEN = "ticket_unfrozen"
    STAFF_OPENED = "staff_ticket_opened"
    STAFF_INFORMATION = "staff_ticket_information"
    STAFF_ANSWER = "staff_ticket_answer"
    STAFF_PROVED = "staff_ticket_proved"
    STAFF_WITHDRAWN = "staff_ticket_withdrawn"
    STAFF_FROZEN = "staff_ticket_frozen"
    STAFF_ACKNOWLEDGE_SOON = "staff_ticket_acknowledge_soon"
    STAFF_ACKNOWLEDGE_LATE = "staff_ticket_acknowledge_late"
    STAFF_DUE_SOON = "staff_ticket_due_soon"
    STAFF_OVERDUE = "staff_ticket_overdue"
    STAFF_WAITING_LONG = "staff_ticket_waiting_long"

    @property
    def audience(self) -> Audience:
        return Audience.STAFF if self.value.startswith("staff") else Audience.PERSON


@dataclass(frozen=True, slots=True)
class Notice:
    """`values` fill the sentence; those for the person may be personal, those for staff never are. A notice `in_reply` is what the
    person is told in the conversation at once; it is returned and not stored. `channel`, `conversation` and `contact` say where
    the person is reached: there first, by the contact otherwise.
    """

    id: str
    organisation: str
    ticket: str
    code: str
    name: NoticeName
    values: Mapping[str, str] = field(repr=False)
    made_at: datetime
    in_reply: bool = False
    channel: str = ""
    conversation: str | None = field(default=None, repr=False)
    contact: Contact | None = None

    @property
    def audience(self) -> Audience:
        return self.name.audience
