"""What exactly is asked for. All of it is personal: it is stored encrypted, and nothing of it shows in a `repr`."""

from dataclasses import asdict, dataclass
from dataclasses import field as kept  # a correction has a field of that name
from datetime import datetime
from typing import Any

from bot.identity.contacts import Contact
from bot.tickets.kinds import TicketKind

EVERYTHING = "*"
"""In a scope: all data that the organisation has of the person."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One value to change. `old` may be empty, where nothing stands yet; `new` may be, where something is to go."""

    field: str = kept(repr=False)
    old: str = kept(default="", repr=False)
    new: str = kept(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Complaint:
    """`about` is what happened, `wanted` the outcome that the person hopes for."""

    about: str = kept(repr=False)
    wanted: str = kept(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Representative:
    """The person asks for somebody else: `represented` by name, `relation` such as "mẹ" or "người được ủy quyền", `basis` the paper
    that it rests on. Staff check the authority."""

    represented: str = kept(repr=False)
    relation: str = kept(default="", repr=False)
    basis: str = kept(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """The part that fits the kind is filled: `corrections` of a correction, `complaint` of a complaint, `scope` of the others: which
    data a deletion, an access or a restriction is about, which purposes a withdrawal or an objection. `words` is what the person
    wrote themselves, `name` what they call themselves.
    """

    words: str = kept(default="", repr=False)
    name: str = kept(default="", repr=False)
    scope: tuple[str, ...] = kept(default=(), repr=False)
    corrections: tuple[Correction, ...] = ()
    complaint: Complaint | None = None
    representative: Representative | None = None

    @property
    def everything(self) -> bool:
        return EVERYTHING in self.scope


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that the person has confirmed, before it is a ticket.

    `turn` names the message that caused it and `part` tells apart several tickets of one message: the three together are opened
    once, however often the turn is replayed. `received_at` is when the person first asked, if that was earlier than now.
    `claimed` is a contact that nobody has proved, for a draft without a proof. `accepts_consequences`: a deletion is taken only
    from who accepts what follows from it (Luật 91/2025/QH15 Điều 14 khoản 1). `separate`: the person knows of the open ticket
    about the same matter and wants another one. `third_party`: a processor or other third party must act too.
    """

    organisation: str
    kind: TicketKind
    request: Request
    channel: str
    conversation: str = kept(repr=False)
    turn: str
    part: int = 0
    received_at: datetime | None = None
    claimed: Contact | None = None
    accepts_consequences: bool = False
    third_party: bool = False
    separate: bool = False
    linked: str | None = None
    """The code of the ticket whose outcome a complaint is about."""


def to_table(request: Request) -> dict[str, Any]:
    """For JSON."""
    return asdict(request)


def from_table(table: dict[str, Any]) -> Request:
    complaint, representative = table["complaint"], table["representative"]
    return Request(
        words=table["words"],
        name=table["name"],
        scope=tuple(table["scope"]),
        corrections=tuple(Correction(**entry) for entry in table["corrections"]),
        complaint=Complaint(**complaint) if complaint else None,
        representative=Representative(**representative) if representative else None,
    )
