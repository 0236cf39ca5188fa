"""Any life that a ticket can have: whatever is tried in whatever order, the transition table decides and the history tells it all."""

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, invariant, precondition, rule

from bot.tickets.kinds import TicketKind
from bot.tickets.models import PERSON, SYSTEM, Hold
from bot.tickets.states import TRANSITIONS, Action
from tests.unit.tickets.life import Lives
from tests.unit.tickets.machines import run
from tests.unit.tickets.world import STAFF, World

STAFF_ACTIONS = [
    Action.ACKNOWLEDGE,
    Action.START,
    Action.ASK_PERSON,
    Action.WAIT_FOR_THIRD_PARTY,
    Action.RESUME,
    Action.COMPLETE,
    Action.COMPLETE_PARTLY,
    Action.REFUSE,
    Action.EXTEND,
]
# What ends a life is tried seldom, what leads on often; the rest 4.
WEIGHTS = {Action.REFUSE: 1, Action.WITHDRAW: 2, Action.MERGE: 2, Action.PROVE: 1, Action.HOLD: 1, Action.CONFIRM: 9}
WEIGHTS |= dict.fromkeys((Action.ACKNOWLEDGE, Action.START, Action.COMPLETE, Action.COMPLETE_PARTLY), 9)


class Life(Lives):
    tickets = Bundle("tickets")

    @initialize(seed=st.integers(0, 2**64))
    def begin(self, seed: int) -> None:
        # Hypothesis draws the same small numbers again and again; this generator spreads the steps over all there are.
        self.random = Random(seed)

    @precondition(lambda self: len(self.known) < 8)
    @rule(
        target=tickets,
        kind=st.sampled_from([TicketKind.DELETION, TicketKind.DELETION, TicketKind.COMPLAINT]),
        proven=st.sampled_from([True, True, True, False]),
        represented=st.sampled_from([False, False, False, True]),
        third_party=st.booleans(),
    )
    def open(self, kind: TicketKind, proven: bool, represented: bool, third_party: bool) -> str:
        return self.opened(kind, proven, represented, third_party)

    @rule(code=tickets, other=tickets, count=st.integers(4, 12))
    def live(self, code: str, other: str, count: int) -> None:
        """Steps that the table knows, each taken as it should be."""
        for _ in range(count):
            self.take_a_step(code, other)

    @rule(
        code=tickets,
        action=st.sampled_from(STAFF_ACTIONS),
        actor=st.sampled_from([STAFF, SYSTEM, PERSON]),
        wrong=st.sampled_from(["", "words", "version"]),
    )
    def any_step(self, code: str, action: Action, actor: Any, wrong: str) -> None:
        """Whatever it is, with or without a mistake."""
        self.staff_act(code, action, actor, wrong)

    @rule(code=tickets, other=tickets)
    def mistakes(self, code: str, other: str) -> None:
        """Somebody else, nothing to say, the token of another ticket."""
        self.add_information(code, "của tôi", "other")
        self.add_information(code, "của tôi", "nobody")
        self.add_information(code, "", "staff")
        self.ask_withdrawal(code, self.other())
        self.withdraw(code, self.other(), code)
        if other != code:
            self.withdraw(code, self.owner(), other)
        self.complain(code, self.other())

    @rule(hours=st.sampled_from([1, 30, 24 * 9, 24 * 25]))
    def time_passes(self, hours: int) -> None:
        self.world.clock.forward(hours=hours)
        self.tokens.clear()

    @invariant()
    def the_chain_verifies(self) -> None:
        assert self.do(self.desk.verify(self.org)).broken is None

    def take_a_step(self, code: str, other: str) -> None:
        ticket = self.known[code]
        possible = sorted(action for before, action in TRANSITIONS if before is ticket.status)
        weights = [WEIGHTS.get(action, 4) for action in possible]
        action = self.random.choices(possible, weights)[0] if possible else Action.ERASE
        who = "owner" if ticket.proof else "staff"
        acts: dict[Action, Callable[[], None]] = {
            Action.ANSWER: lambda: self.add_information(code, "đây ạ", who),
            Action.ADD_INFORMATION: lambda: self.add_information(code, "thêm nhé", who),
            Action.PROVE: lambda: self.prove(code),
            Action.HOLD: lambda: self.suspect(code),
            Action.CONFIRM: lambda: self.confirm(code, min(ticket.holds, default=Hold.CONTACT_DISOWNED)),
            Action.MERGE: lambda: self.merge(code, other),
            Action.ABSORB: lambda: self.merge(other, code),
            Action.COMPLAIN: lambda: self.complain(code, self.owner()),
            Action.ERASE: self.erase,
        }
        if action is Action.WITHDRAW:
            self.ask_withdrawal(code, self.owner())
            self.withdraw(code, self.owner(), code)
        elif action in acts:
            acts[action]()
        else:
            self.staff_act(code, action)


async def test_any_life_of_a_ticket_follows_the_table(world: World) -> None:
    Life.seen.clear()

    await run(Life, world, examples=25, steps=20)

    # Every step by itself is in `test_every_step`; here most must have happened, or the test would prove nothing.
    tried = {action for _, action in Life.seen}
    assert len(tried) > 0.75 * len({action for _, action in TRANSITIONS})
