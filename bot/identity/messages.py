"""Messages that leave by e-mail or telephone, before and after they have their words."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.identity.contacts import Contact


class MessageKind(StrEnum):
    CODE = "code"
    CONTACT_CHANGE = "contact_change"
    NOTICE = "notice"
    """With the caller's own words, such as the outcome of a ticket."""


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    """On purpose: nobody is on record, or the code was replaced, refused by its reader, or too old."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Content:
    """What a queued message is made from when it goes out. Either code and link, or the caller's texts."""

    code: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    subject: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    short: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A queued message that a worker has claimed."""

    id: str
    organisation: str
    conversation: str = field(repr=False)
    challenge: str | None
    kind: MessageKind
    recipient: Contact
    content: Content
    attempts: int
    expired: bool


@dataclass(frozen=True, slots=True)
class Message:
    """Ready to send. `id` is 26 letters and digits and the same when the message is tried again; `code` and `link` are
    empty in a notice.
    """

    id: str
    organisation: str
    organisation_name: str
    conversation: str = field(repr=False)
    kind: MessageKind
    recipient: Contact
    subject: str = field(repr=False)
    body: str = field(repr=False)
    short: str = field(repr=False)
    code: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
