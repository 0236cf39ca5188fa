"""One conversation with the intake, driven by what a person types and presses; the part of the caller is played here."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.intake.models import Heard, Place, Say, Turn
from bot.intake.ports import Identity, Representing, Tickets
from bot.intake.rules import load_rules
from bot.intake.service import Intake
from bot.intake.state import State
from bot.knowledge.loading import load_organisation
from bot.knowledge.models import Organisation
from bot.language.entities.models import Found
from tests.unit.intake.fakes import Clock, FakeIdentity, FakeRepresenting, FakeTickets

POLICIES = Path(__file__).resolve().parents[3] / "policies"
LAN, STRANGER = "lan.nguyen@example.com", "khach.la@example.com"
SURE = 0.95


@cache
def organisation(slug: str) -> Organisation:
    return load_organisation(POLICIES, slug)


class Organisations:
    def organisation(self, slug: str) -> Organisation:
        return organisation(slug)


class Talk:
    """`identity` and `tickets` take the place of the fakes, for tests over the real services."""

    def __init__(
        self,
        slug: str = "medring",
        channel: str = "web",
        *,
        identity: Identity | None = None,
        tickets: Tickets | None = None,
        representing: Representing | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.clock = Clock()
        self.identity = FakeIdentity(self.clock)
        self.tickets = FakeTickets(self.clock)
        self.representing = FakeRepresenting(self.clock)
        self.place = Place(slug, channel, f"{channel}:1")
        self.intake = Intake(
            identity or self.identity,
            tickets or self.tickets,
            Organisations(),
            now or self.clock,
            rules=load_rules(),
            opening=lambda slug, now: "Giờ làm việc 07:00–20:00. Bây giờ đang trong giờ làm việc.",
            representing=representing or self.representing,
        )
        self.state: State | None = None
        self.last = Turn(None)
        self.all_says: list[Say] = []
        self._turns = 0

    # --- what the person does ----------------------------------------------------------------------------------------

    async def types(
        self, text: str, intent: str = "nlu_fallback", confidence: float = SURE, entities: Iterable[Found] = ()
    ) -> Turn:
        return await self.hears(Heard(text, intent, confidence, tuple(entities)))

    async def wants(self, intent: str, text: str) -> Turn:
        return await self.types(text, intent)

    async def presses(self, title: str) -> Turn:
        """The button with this title, of the last message that has one."""
        for one in reversed(self.all_says):
            for option in one.buttons:
                if option.title == title:
                    return await self.hears(pressed(option.payload))
        raise AssertionError(f"no button {title}; there are {[o.title for s in self.last.says for o in s.buttons]}")

    async def enters_code(self, code: str = "482913") -> Turn:
        return await self.hears(Heard("[mã xác nhận]", "nlu_fallback", 0.3, code=code))

    async def hears(self, heard: Heard) -> Turn:
        self._turns += 1
        heard = replace(heard, turn_id=heard.turn_id or f"turn-{self._turns}")
        if self.state is None:
            turn = await self.intake.begin(heard, self.place)
        else:
            turn = await self.intake.go_on(self.state, heard, self.place)
        # What is remembered goes through JSON, as a slot of a tracker does.
        self.state = None if turn.state is None else State.from_json(json.loads(json.dumps(turn.state.to_json())))
        assert self.state == turn.state
        self.last = turn
        self.all_says += turn.says
        return turn

    async def follows(self, *script: str) -> Turn:
        """Each "@Title" presses, ":code" enters the code, anything else is typed; "intent| text" gives the intent."""
        for line in script:
            if line.startswith("@"):
                await self.presses(line[1:])
            elif line == ":code":
                await self.enters_code()
            elif "| " in line:
                intent, _, text = line.partition("| ")
                await self.types(text, intent)
            else:
                await self.types(line)
        return self.last

    # --- what the tests look at --------------------------------------------------------------------------------------

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.last.says]

    @property
    def question(self) -> str:
        return self.last.says[-1].name

    @property
    def titles(self) -> list[str]:
        return [option.title for one in self.last.says for option in one.buttons]

    def value(self, name: str, place: str) -> str:
        return next(one.values[place] for one in self.last.says if one.name == name)


def pressed(payload: str) -> Heard:
    """As the caller makes it of a payload."""
    intent, brace, rest = payload.removeprefix("/").partition("{")
    option = json.loads(brace + rest)["option"] if brace else None
    return Heard("", intent, 1.0, pressed=payload, option=option)
