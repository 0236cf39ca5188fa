"""All that a step needs to know about one turn."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.identity.models import Proof
from bot.intake.given import Given
from bot.intake.kinds import Kind
from bot.intake.models import Place
from bot.intake.rules import Rules
from bot.intake.state import State
from bot.knowledge.models import Organisation


@dataclass(frozen=True, slots=True)
class Case:
    """`proof` is the one that is enough for what is asked, as things stand; `turn_id` names the present message."""

    state: State
    place: Place
    organisation: Organisation
    rules: Rules
    now: datetime
    turn_id: str
    proof: Proof | None = None

    @property
    def kind(self) -> Kind:
        return self.state.kind

    @property
    def given(self) -> Given:
        return self.state.given

    def with_state(self, **changes: object) -> "Case":
        return replace(self, state=replace(self.state, **changes))  # type: ignore[arg-type]
