"""What is told to an organisation's systems, and what they answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.tickets.kinds import TicketKind
from bot.tickets.states import OPEN, Status

KINDS = frozenset({TicketKind.DELETION, TicketKind.CORRECTION})
"""What a system can carry out by itself."""
_DONE = frozenset({Status.COMPLETED, Status.PARTLY_COMPLETED})


class Event(StrEnum):
    CARRY_OUT = "carry_out"
    STOP = "stop"
    """What was told before is not to be carried out (any more): withdrawn, refused, merged, or its person is in doubt."""


class State(StrEnum):
    QUEUED = "queued"
    """To be sent, or to be sent again."""
    SENT = "sent"
    """They have it; no answer yet."""
    ANSWERED = "answered"
    GIVEN_UP = "given_up"
    """Nobody took it for a day."""
    DROPPED = "dropped"
    """Never sent, nor anything else about the ticket: it changed before."""
    REPLACED = "replaced"
    """Perhaps sent; a later instruction says otherwise."""


class Result(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    CANNOT = "cannot"


class Attention(StrEnum):
    """Why a person has to look."""

    CANNOT = "cannot"
    PARTLY = "partly"
    NOT_COMPLETED = "not_completed"
    """The systems say that it is done, but the ticket may not be completed by them."""
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Instruction:
    """`ticket` is the ticket's id, `code` its code; `number` counts the instructions of one ticket. It holds nothing personal: what
    is sent is made from the ticket when it is sent. `attempts` counts the times that it may have arrived."""

    id: str
    organisation: str
    ticket: str
    code: str
    number: int
    event: Event
    state: State
    attempts: int
    result: Result | None
    made_at: datetime
    give_up_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a ticket decides whether its organisation's systems may act."""

    id: str
    organisation: str
    code: str
    kind: TicketKind
    status: Status
    held: bool

    @property
    def may_be_carried_out(self) -> bool:
        return self.status in OPEN and not self.held

    @property
    def is_done(self) -> bool:
        return self.status in _DONE


@dataclass(frozen=True, slots=True)
class Answer:
    """`id` is the systems' own name for the answer, used once. `reason` is for staff, `message` for the person."""

    id: str
    instruction: str
    result: Result
    reason: str = field(default="", repr=False)
    message: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """How the ticket stands after an answer. `duplicate`: the same answer had come before, and nothing was done now."""

    code: str
    status: Status
    duplicate: bool = False


@dataclass(frozen=True, slots=True)
class StaffNote:
    """Something that waits for a person. `detail` is what the systems wrote, or why the ticket was not completed."""

    id: str
    organisation: str
    code: str
    attention: Attention
    at: datetime
    detail: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Next:
    """What follows for the last instruction of a ticket, and which new one is made."""

    last_becomes: State | None = None
    add: Event | None = None


def next_of(standing: Standing, last: Instruction | None) -> Next:
    """What the systems have to be told now, if anything. Asking again after it was done gives nothing."""
    if last is None:
        return Next(add=Event.CARRY_OUT) if standing.may_be_carried_out else Next()
    queued = State.REPLACED if last.state is State.QUEUED else None
    if standing.may_be_carried_out:
        told = last.event is Event.CARRY_OUT and last.state is not State.DROPPED
        return Next() if told else Next(queued, Event.CARRY_OUT)
    if last.event is Event.STOP:
        return Next()
    if queued and last.attempts == 0 and last.number == 1:
        return Next(State.DROPPED)
    # What is done need not be stopped; it is only not sent once more.
    stop = None if standing.is_done else Event.STOP
    return Next(queued, stop) if queued or last.state in (State.SENT, State.GIVEN_UP) else Next()


def values(members: Iterable[StrEnum]) -> list[str]:
    return sorted(member.value for member in members)
