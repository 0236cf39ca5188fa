"""What can go wrong with a ticket.

TicketError
├── TicketNotFound            no such ticket here: unknown, wrong and malformed codes alike
├── ProofNeeded               more than the public facts, without a live proof of the ticket's own person
├── InvalidRequest
│   ├── Incomplete            something that the request or the action needs is missing
│   ├── TooLong
│   ├── TooMany               corrections, or parts of a scope
│   ├── ConsequencesNotAccepted  a deletion whose consequences the person has not accepted
│   └── InvalidActor          no short name of a member of staff
├── ActionRefused
│   ├── IllegalAction         nobody can do this in this status
│   ├── WrongRole             others can
│   ├── Held                  staff have to look into something first
│   ├── UnknownGround
│   ├── GroundDoesNotFit      a ground of another kind or outcome
│   ├── ExtensionNotAllowed   a second one, a longer one, or one after the date has passed
│   ├── ConfirmationInvalid   a token that is forged, used, too old, or of another conversation
│   ├── UnknownHold
│   └── MergeRefused
├── TicketChanged             somebody else was faster; nothing was done
└── InvalidGrounds            `grounds.toml` does not hold what it should

`str(error)` is a Vietnamese sentence to show. None holds a contact, a value or a code.
"""

from collections.abc import Iterable

from bot.tickets import wording
from bot.tickets.kinds import TicketKind
from bot.tickets.states import Action, Role, Status


class TicketError(Exception):
    """Base of this package's errors."""


class TicketNotFound(TicketError):
    def __init__(self) -> None:
        super().__init__(wording.NOT_FOUND)


class ProofNeeded(TicketError):
    def __init__(self) -> None:
        super().__init__(wording.PROOF_NEEDED)


class InvalidRequest(TicketError):
    """What was given cannot be taken. Nothing was changed."""


class Incomplete(InvalidRequest):
    def __init__(self, label: str) -> None:
        super().__init__(wording.incomplete(label))


class TooLong(InvalidRequest):
    def __init__(self, label: str, length: int, limit: int) -> None:
        self.length, self.limit = length, limit
        super().__init__(wording.too_long(label, length, limit))


class TooMany(InvalidRequest):
    def __init__(self, limit: int) -> None:
        super().__init__(wording.too_many(limit))


class ConsequencesNotAccepted(InvalidRequest):
    def __init__(self) -> None:
        super().__init__(wording.CONSEQUENCES)


class InvalidActor(InvalidRequest):
    def __init__(self) -> None:
        super().__init__(wording.INVALID_ACTOR)


class ActionRefused(TicketError):
    """The ticket is as it was."""


class IllegalAction(ActionRefused):
    def __init__(self, action: Action, status: Status) -> None:
        self.action, self.status = action, status
        super().__init__(wording.illegal_action(action, status))


class WrongRole(ActionRefused):
    def __init__(self, action: Action, role: Role) -> None:
        self.action, self.role = action, role
        super().__init__(wording.wrong_role(action, role))


class Held(ActionRefused):
    """`holds` are names of `bot.tickets.models.Hold`."""

    def __init__(self, holds: Iterable[str]) -> None:
        self.holds = tuple(sorted(holds))
        super().__init__(wording.held(self.holds))


class UnknownGround(ActionRefused):
    def __init__(self, choices: Iterable[str]) -> None:
        self.choices = tuple(choices)
        super().__init__(wording.unknown_ground(self.choices))


class GroundDoesNotFit(ActionRefused):
    def __init__(self, kind: TicketKind, choices: Iterable[str]) -> None:
        self.choices = tuple(choices)
        super().__init__(wording.ground_does_not_fit(kind, self.choices))


class ExtensionNotAllowed(ActionRefused):
    """The message says why."""


class ConfirmationInvalid(ActionRefused):
    def __init__(self) -> None:
        super().__init__(wording.CONFIRMATION_INVALID)


class UnknownHold(ActionRefused):
    def __init__(self) -> None:
        super().__init__(wording.UNKNOWN_HOLD)


class MergeRefused(ActionRefused):
    """The message says why."""


class TicketChanged(TicketError):
    def __init__(self) -> None:
        super().__init__(wording.CHANGED)


class InvalidGrounds(TicketError):
    """The message names the key and what is wrong with it."""
