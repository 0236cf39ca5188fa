"""The legal grounds of `grounds.toml`: on what a request may be refused, wholly or in part."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from bot.tickets.errors import GroundDoesNotFit, InvalidGrounds, UnknownGround
from bot.tickets.kinds import TicketKind
from bot.tickets.periods import Certainty
from bot.tickets.reading import read_toml
from bot.tickets.states import Status

FILE = "grounds.toml"
_STRICT = ConfigDict(extra="forbid")

Text = Annotated[str, Field(min_length=1)]
Outcome = Literal[Status.REFUSED, Status.PARTLY_COMPLETED]


@dataclass(frozen=True, config=_STRICT)
class Ground:
    """`sentence` is for the person, `staff` says when to choose it. With `names_law`, whoever chooses it names another law."""

    law: Text
    kinds: frozenset[TicketKind]
    outcomes: frozenset[Outcome]
    sentence: Text
    staff: Text
    certainty: Certainty
    names_law: bool = False
    note: str = ""

    def fits(self, kind: TicketKind, outcome: Status) -> bool:
        return kind in self.kinds and outcome in self.outcomes


@dataclass(frozen=True, config=_STRICT)
class Grounds:
    """By name."""

    grounds: Mapping[str, Ground]

    def for_outcome(self, kind: TicketKind, outcome: Status) -> dict[str, Ground]:
        """What staff may choose from."""
        return {name: ground for name, ground in self.grounds.items() if ground.fits(kind, outcome)}

    def chosen(self, name: str, kind: TicketKind, outcome: Status) -> Ground:
        """Raises `UnknownGround`, or `GroundDoesNotFit` for one of another kind or outcome."""
        ground = self.grounds.get(name)
        if ground is None:
            raise UnknownGround(self.for_outcome(kind, outcome))
        if not ground.fits(kind, outcome):
            raise GroundDoesNotFit(kind, self.for_outcome(kind, outcome))
        return ground


def load_grounds(path: Path | None = None) -> Grounds:
    """The packaged file, or another one of the same shape. Raises `InvalidGrounds`."""
    if path is None:
        text = resources.files("bot.tickets").joinpath(FILE).read_text(encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
    try:
        return read_toml(Grounds, text)
    except ValueError as error:
        raise InvalidGrounds(f"{path.name if path else FILE}: {error}") from error
