"""What the person gave so far. All of it is personal; nothing of it shows in a `repr`."""

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One value to correct. `old` None: not asked yet; empty: nothing stands there, or the person does not know."""

    field: str
    new: str | None = None
    old: str | None = None

    @property
    def is_complete(self) -> bool:
        return bool(self.new) and self.old is not None


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """`None` and `False` mean that it was not asked or said yet. Free text in here is redacted."""

    words: tuple[str, ...] = ()
    """The person's own messages that the ticket keeps."""
    name: str = ""
    scope: tuple[str, ...] = ()
    scope_closed: bool = False
    """No further purpose is to be added."""
    changes: tuple[Change, ...] = ()
    about: str = ""
    wanted: str | None = None
    addition: str = ""

    other: str = ""
    """Whose data it is by the person's words, such as "mẹ"; empty: their own."""
    own_data: bool = False
    """They said that it is their own data, whatever else their words seem to say."""
    acting: bool = False
    """They ask on the other person's behalf."""
    others_agree: bool = False
    represented: str = ""
    basis: str = ""

    self_service_declined: bool = False
    suggested: str = ""
    """A contact that stood in a message and may be the one to prove."""
    contact: str = ""
    """The contact that is being proved, or was."""
    other_contact: bool = False
    """What was proved before this is not the contact that is needed."""
    code_sent: bool = False
    sent_for: str = ""
    """The purpose that the last code was asked for."""
    only_given: bool = False
    """A deletion of what came with the proved contact, by who is not on record."""
    staff_check: bool = False
    """No code came to a contact on record: the ticket is opened on a weaker proof, and staff check who asks."""

    accepts: bool = False
    duplicate: str = ""
    separate: bool = False
    news: bool = False
    urgent: bool = False
    editing: bool = False
    reopened: str = ""
    """The part that is being changed from the summary; what was given before stays until it is replaced."""

    ticket: str = ""
    ticket_unknown: bool = False
    owned: bool = False
    """The ticket is the person's own: their proof opened its details."""
    token: str = ""
    """Of the confirmation of a withdrawal."""

    def but(self, **changes: Any) -> "Given":
        return replace(self, **changes)

    def __repr__(self) -> str:
        return "Given(…)"


@dataclass(frozen=True, slots=True)
class Interposed:
    """A question of ours that stands before the open one. `text`, `intent` and `confidence` are of the message that led to it."""

    what: str
    text: str = field(default="", repr=False)
    intent: str = ""
    confidence: float = 0.0


NOTHING = Given()
