"""The life of a ticket: statuses, who may do what in which of them, and what it takes. The one table; nobody else decides.

received ─▶ acknowledged ─▶ in_progress ─▶ completed | partly_completed
                  │            ▲  │
                  └▶ waiting_for_person | waiting_for_third_party
any open status ─▶ refused | withdrawn

Nothing leads out of a closed status.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    """The person was told how the request will be carried out; a bare receipt is not enough."""
    IN_PROGRESS = "in_progress"
    WAITING_FOR_PERSON = "waiting_for_person"
    WAITING_FOR_THIRD_PARTY = "waiting_for_third_party"
    COMPLETED = "completed"
    PARTLY_COMPLETED = "partly_completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """By the person; or merged into another ticket of theirs, then `Ticket.merged_into` names it."""


WAITING = frozenset({Status.WAITING_FOR_PERSON, Status.WAITING_FOR_THIRD_PARTY})
OPEN = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED, Status.IN_PROGRESS}) | WAITING
ANSWERED = frozenset({Status.COMPLETED, Status.PARTLY_COMPLETED, Status.REFUSED})
"""Closed with an outcome of the organisation's, which one may complain about."""
CLOSED = ANSWERED | {Status.WITHDRAWN}


class Role(StrEnum):
    PERSON = "person"
    STAFF = "staff"
    SYSTEM = "system"


class Action(StrEnum):
    OPEN = "open"
    ACKNOWLEDGE = "acknowledge"
    START = "start"
    ASK_PERSON = "ask_person"
    ANSWER = "answer"
    WAIT_FOR_THIRD_PARTY = "wait_for_third_party"
    RESUME = "resume"
    COMPLETE = "complete"
    COMPLETE_PARTLY = "complete_partly"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    EXTEND = "extend"
    ADD_INFORMATION = "add_information"
    COMPLAIN = "complain"
    """A complaint about this ticket's outcome was opened."""
    PROVE = "prove"
    """Who opened it without a proof has proved their contact since."""
    HOLD = "hold"
    CONFIRM = "confirm"
    """Staff looked into a hold and lift it."""
    MERGE = "merge"
    ABSORB = "absorb"
    """Another ticket was merged into this one."""
    ERASE = "erase"
    """Personal values were removed."""


class Need(StrEnum):
    """What an action cannot do without."""

    PROOF = "proof"
    """Of a person: a live proof of the ticket's own person. Staff and system need none."""
    CONFIRMATION = "confirmation"
    GROUND = "ground"
    REASON = "reason"
    QUESTION = "question"
    TEXT = "text"
    NOTE = "note"
    NO_HOLD = "no_hold"
    NOT_FROZEN = "not_frozen"
    """No doubt about the contact; other holds do not matter."""


@dataclass(frozen=True, slots=True)
class Transition:
    action: Action
    before: Status
    after: Status
    by: frozenset[Role]
    needs: frozenset[Need]


_PERSON, _STAFF, _SYSTEM = Role.PERSON, Role.STAFF, Role.SYSTEM
_NEW, _KNOWN, _WORKING = Status.RECEIVED, Status.ACKNOWLEDGED, Status.IN_PROGRESS
_ASKED, _ELSEWHERE = Status.WAITING_FOR_PERSON, Status.WAITING_FOR_THIRD_PARTY
_SAME = None

# action, from, to (None: the status stays), by whom, what it needs
_TABLE: tuple[tuple[Action, Iterable[Status], Status | None, set[Role], set[Need]], ...] = (
    (Action.ACKNOWLEDGE, {_NEW}, _KNOWN, {_STAFF, _SYSTEM}, set()),
    (Action.START, {_KNOWN}, _WORKING, {_STAFF, _SYSTEM}, set()),
    (Action.ASK_PERSON, {_KNOWN, _WORKING, _ELSEWHERE}, _ASKED, {_STAFF}, {Need.QUESTION}),
    (Action.ANSWER, {_ASKED}, _WORKING, {_PERSON, _STAFF}, {Need.TEXT, Need.PROOF}),
    (Action.WAIT_FOR_THIRD_PARTY, {_KNOWN, _WORKING}, _ELSEWHERE, {_STAFF, _SYSTEM}, set()),
    (Action.RESUME, WAITING, _WORKING, {_STAFF, _SYSTEM}, set()),
    (Action.COMPLETE, {_WORKING, _ELSEWHERE}, Status.COMPLETED, {_STAFF, _SYSTEM}, {Need.NO_HOLD}),
    (
        Action.COMPLETE_PARTLY,
        {_WORKING, _ELSEWHERE},
        Status.PARTLY_COMPLETED,
        {_STAFF},
        {Need.GROUND, Need.REASON, Need.NO_HOLD},
    ),
    (Action.REFUSE, OPEN, Status.REFUSED, {_STAFF}, {Need.GROUND, Need.REASON}),
    (Action.WITHDRAW, OPEN, Status.WITHDRAWN, {_PERSON}, {Need.PROOF, Need.CONFIRMATION, Need.NOT_FROZEN}),
    (Action.MERGE, OPEN, Status.WITHDRAWN, {_STAFF}, set()),
    (Action.ABSORB, OPEN, _SAME, {_STAFF}, set()),
    (Action.EXTEND, OPEN, _SAME, {_STAFF}, {Need.REASON}),
    # While the person is asked something, what they add is the answer.
    (Action.ADD_INFORMATION, OPEN - {_ASKED}, _SAME, {_PERSON, _STAFF}, {Need.TEXT, Need.PROOF}),
    (Action.PROVE, OPEN, _SAME, {_PERSON}, {Need.PROOF}),
    (Action.HOLD, OPEN, _SAME, {_STAFF, _SYSTEM}, set()),
    (Action.CONFIRM, OPEN, _SAME, {_STAFF}, {Need.NOTE}),
    (Action.COMPLAIN, ANSWERED, _SAME, {_PERSON}, {Need.PROOF}),
    (Action.ERASE, CLOSED, _SAME, {_STAFF, _SYSTEM}, set()),
)

TRANSITIONS: Mapping[tuple[Status, Action], Transition] = MappingProxyType(
    {
        (before, action): Transition(action, before, after or before, frozenset(by), frozenset(needs))
        for action, befores, after, by, needs in _TABLE
        for before in befores
    }
)
"""Every legal step. `Action.OPEN` is not among them: it has no status before."""


def actions(status: Status, role: Role) -> frozenset[Action]:
    """What `role` may try now; a hold or a missing ground may still stand in the way."""
    return frozenset(action for (before, action), step in TRANSITIONS.items() if before is status and role in step.by)
