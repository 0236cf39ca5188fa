"""What a receipt says, and what checking one finds."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from bot.identity.models import Strength
from bot.tickets.deadlines import hanoi_day
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Ticket
from bot.tickets.states import Status

MERGED = "merged"
"""Stands in the place of a status: the ticket goes on as another one of the same person."""
STANDINGS = frozenset({MERGED, *(status.value for status in Status)})


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a ticket a receipt tells: what its code alone tells, and where its history ends.

    `status` is one of `STANDINGS`, `due` a day in Hà Nội, `received_at` to the second. `head` is the hash of entry `sequence`
    of the history, as 64 hex digits.
    """

    organisation: str
    code: str
    kind: TicketKind
    status: str
    received_at: datetime
    due: date
    sequence: int
    head: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The facts at a moment, to the second. `name` is the organisation's, as people knew it then."""

    facts: Facts
    name: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """A signed statement. `text` is all of it, for an address or a QR code; `link` is where it is checked, with the text in the
    fragment, which a browser sends to nobody."""

    statement: Statement
    text: str = field(repr=False)
    link: str = field(repr=False)


class Verdict(StrEnum):
    CURRENT = "current"
    """Genuine, and nothing has happened since."""
    MOVED_ON = "moved_on"
    """Genuine, and the ticket has changed since."""
    DISAGREES = "disagrees"
    """Signed here, but the books do not hold what it says: they were changed, or this is an older copy of them."""
    NOT_GENUINE = "not_genuine"


@dataclass(frozen=True, slots=True)
class Checked:
    """`receipt` is None if it is not genuine: what it claims is not repeated. `now` is how the ticket stands, if it is known."""

    verdict: Verdict
    receipt: Receipt | None = None
    now: Facts | None = None


def facts_of(ticket: Ticket) -> Facts:
    return Facts(
        organisation=ticket.organisation,
        code=ticket.code,
        kind=ticket.kind,
        status=standing(ticket.status, ticket.merged_into, ticket.proof.strength if ticket.proof else Strength.NONE),
        received_at=to_second(ticket.clock.received_at),
        due=hanoi_day(ticket.clock.complete_by),
        sequence=ticket.version,
        head=ticket.head,
    )


def standing(status: Status, merged_into: str | None, strength: int) -> str:
    """One of `STANDINGS`. Who has proved nothing is not told that there is another ticket."""
    return MERGED if merged_into is not None and strength > Strength.NONE else status.value


def to_second(moment: datetime) -> datetime:
    """In UTC."""
    return moment.astimezone(UTC).replace(microsecond=0)
