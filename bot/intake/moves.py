"""What a step makes of a message."""

from dataclasses import dataclass

from bot.intake.given import Given
from bot.intake.kinds import Kind
from bot.intake.models import Say


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer. `asked`: `says` ask already what comes next, if that is the step `code`. `kind` is another one from now on."""

    given: Given
    says: tuple[Say, ...] = ()
    asked: bool = False
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Understood, but the question stays open. `asked`: `says` repeat it already."""

    says: tuple[Say, ...] = ()
    given: Given | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """Not understood; `says` tell why, if anything is known."""

    says: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may be the answer; the person is asked whether it is."""


@dataclass(frozen=True, slots=True)
class Over:
    """The intake ends."""

    says: tuple[Say, ...] = ()


Move = Taken | Stay | Missed | Unsure | Over
