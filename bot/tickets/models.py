"""What tickets are made of. No contact, index, value or conversation shows in a `repr`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.identity.contacts import Contact
from bot.identity.models import Strength
from bot.tickets.deadlines import Clock
from bot.tickets.kinds import TicketKind
from bot.tickets.requests import Request
from bot.tickets.states import OPEN, Action, Role, Status

Fact = str | int | bool | list[str] | None
"""A value that tells nothing about the person, and so stands in the history in clear."""


class Hold(StrEnum):
    """Why a ticket cannot be completed until staff have looked into it."""

    CONTACT_DISOWNED = "contact_disowned"
    """Somebody answered "Không phải tôi" to a message that this conversation caused."""
    CONTACT_SUSPECTED = "contact_suspected"
    """Staff suspect that the contact is used by somebody else."""
    AUTHORITY_UNCHECKED = "authority_unchecked"
    """The person asks for somebody else."""
    IDENTITY_UNPROVEN = "identity_unproven"
    """There is no proof, or one that is too weak for this kind."""


FREEZING = frozenset({Hold.CONTACT_DISOWNED, Hold.CONTACT_SUSPECTED})
"""With one of these the person themselves cannot withdraw the ticket either."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something. `id` is the short name of a member of staff, empty for others; it is kept in clear."""

    role: Role
    id: str = ""


PERSON = Actor(Role.PERSON)
SYSTEM = Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class ProofReference:
    """The proof that a ticket rests on; the proof itself may be gone by now."""

    id: str
    method: str
    strength: Strength


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Whose ticket it is, as indexes. `subject` is the proved contact's (`Proof.subject`), `customer` the organisation's number
    of the person; `contact` is the contact's, proved or only claimed. All None once the ticket is erased.
    """

    subject: str | None = None
    customer: str | None = None
    contact: str | None = None

    def is_same(self, other: "Person") -> bool:
        """By what was proved; a claim makes nobody the same."""
        by_contact = self.subject is not None and self.subject == other.subject
        return by_contact or (self.customer is not None and self.customer == other.customer)


@dataclass(frozen=True, slots=True)
class Ticket:
    """`request` and `contact` are None once the ticket is erased. `version` is the number of entries in its history and `head` the
    hash of the last one; `number` counts the organisation's tickets. `status_since` is when the status last changed.
    """

    id: str
    organisation: str
    code: str
    number: int
    kind: TicketKind
    status: Status
    clock: Clock
    channel: str
    conversation: str | None = field(repr=False)
    turn: str | None = field(repr=False)
    part: int = field(repr=False)
    person: Person = field(repr=False)
    contact: Contact | None
    proof: ProofReference | None
    request: Request | None = field(repr=False)
    matter: frozenset[str] = field(repr=False)
    third_party: bool
    status_since: datetime
    holds: frozenset[Hold] = frozenset()
    ground: str | None = None
    linked: str | None = None
    merged_into: str | None = None
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    erased_at: datetime | None = None
    version: int = 0
    head: str = ""

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_frozen(self) -> bool:
        return bool(self.holds & FREEZING)

    @property
    def of_given_only(self) -> bool:
        """A deletion by who is not on record as a customer: only of what came with the contact they proved."""
        return self.kind is TicketKind.DELETION and self.proof is not None and self.proof.strength < Strength.ON_RECORD


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """`facts` tell nothing about the person. `told` may: what the person was told or said; `note` is for staff alone.
    After an erasure both are empty. `hash` is that of the entry, `previous` that of the one before.
    """

    sequence: int
    at: datetime
    action: Action
    actor: Actor
    before: Status | None
    after: Status
    facts: Mapping[str, Fact]
    told: Mapping[str, str] = field(repr=False)
    note: str = field(repr=False)
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """All that a code alone tells. Days are those of Hà Nội; `merged` into another ticket of the same person."""

    kind: TicketKind
    status: Status
    received_on: date
    due_on: date
    merged: bool


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket with its history; for its person without notes and names of staff."""

    ticket: Ticket
    history: tuple[HistoryEntry, ...]
