"""Two people, an impostor, and every order of asking, claiming, disowning, merging: a model of who may stand in whose way.

The race that a rival's specification describes (a duplicate that closes or blocks somebody else's request) is looked for
here by hypothesis.
"""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from bot.identity.contacts import Contact
from bot.identity.models import Disowned, DisownedKind, Proof
from bot.tickets.errors import ActionRefused
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold, Ticket
from bot.tickets.opening import AlreadyOpen
from bot.tickets.requests import Request
from bot.tickets.states import OPEN
from tests.unit.tickets.machines import AsyncMachine, run
from tests.unit.tickets.world import EMAIL, PHONE, STAFF, World

PEOPLE = {"an": PHONE, "bình": EMAIL}
SCOPES = [("ảnh",), ("email",), ("ảnh", "email"), ("*",)]

person = st.sampled_from(sorted(PEOPLE))
scope = st.sampled_from(SCOPES)
some = st.integers(0, 30)


class Asking(AsyncMachine):
    """`tickets` is all there are: whose contact it gives, whether that was proved, what it is about, and the last that is known."""

    def __init__(self) -> None:
        super().__init__()
        self.tickets: list[dict[str, Any]] = []

    @rule(who=person, what=scope, separate=st.booleans())
    def ask_with_a_proof(self, who: str, what: tuple[str, ...], separate: bool) -> None:
        conversation = f"web:{who}"
        draft = self.draft(what, conversation=conversation, separate=separate)
        expected = [one for one in self.open_ones(who) if self.covers(one["what"], what)]

        answer = self.do(self.desk.open(draft, self.proof(who)))

        if isinstance(answer, AlreadyOpen):
            assert not separate
            assert answer.ticket.code in {one["ticket"].code for one in expected}
        else:
            assert separate or not expected
            assert Hold.IDENTITY_UNPROVEN not in answer.ticket.holds
            self.remember(answer.ticket, who, True, what)

    @rule(who=person, what=scope)
    def claim_somebodys_contact(self, who: str, what: tuple[str, ...]) -> None:
        answer = self.do(self.desk.open(self.draft(what, conversation="web:impostor", claimed=PEOPLE[who])))

        # Always a ticket of its own, whatever there is: the impostor learns nothing.
        assert not isinstance(answer, AlreadyOpen)
        assert Hold.IDENTITY_UNPROVEN in answer.ticket.holds
        self.remember(answer.ticket, who, False, what)

    @rule(who=person)
    def disown_the_impostor(self, who: str) -> None:
        event = Disowned(self.org, "web:impostor", self.proof(who).subject, DisownedKind.CODE, self.world.clock())
        self.do(self.desk.disowned(event))
        self.reread(proven_too=False)

    @rule(one=some, into=some)
    def merge(self, one: int, into: int) -> None:
        if not self.tickets:
            return
        source, target = (self.tickets[number % len(self.tickets)] for number in (one, into))
        allowed = (
            source is not target
            and source["who"] == target["who"]
            and (target["proven"] or not source["proven"])
            and {source["ticket"].status, target["ticket"].status} <= OPEN
        )
        try:
            self.do(self.desk.merge(self.org, source["ticket"].code, STAFF, target["ticket"].code))
        except ActionRefused:
            assert not allowed
            return
        assert allowed
        before, after = target["ticket"], self.stored(target)
        assert after.clock == before.clock.earliest(source["ticket"].clock)
        if target["proven"] and not source["proven"]:
            assert after.holds == before.holds
        source["ticket"], target["ticket"] = self.stored(source), after

    @rule(one=some)
    def refuse_what_is_not_proven(self, one: int) -> None:
        claimed = [each for each in self.tickets if not each["proven"] and each["ticket"].is_open]
        if claimed:
            chosen = claimed[one % len(claimed)]
            self.do(
                self.desk.refuse(
                    self.org, chosen["ticket"].code, STAFF, ground="identity_not_confirmed", reason="không rõ ai"
                )
            )
            chosen["ticket"] = self.stored(chosen)

    @rule(hours=st.integers(1, 72))
    def time_passes(self, hours: int) -> None:
        self.world.clock.forward(hours=hours)

    @invariant()
    def nothing_that_was_proved_changed_by_itself(self) -> None:
        for one in self.tickets:
            if one["proven"]:
                assert self.stored(one) == one["ticket"]

    @invariant()
    def each_finds_their_own_and_nobody_elses(self) -> None:
        for who in PEOPLE:
            mine = {ticket.code for ticket in self.do(self.desk.mine(self.org, self.proof(who)))}
            assert mine == {one["ticket"].code for one in self.tickets if one["proven"] and one["who"] == who}

    def remember(self, ticket: Ticket, who: str, proven: bool, what: tuple[str, ...]) -> None:
        self.tickets.append({"ticket": ticket, "who": who, "proven": proven, "what": what})

    def reread(self, *, proven_too: bool) -> None:
        for one in self.tickets:
            if proven_too or not one["proven"]:
                one["ticket"] = self.stored(one)

    def open_ones(self, who: str) -> list[dict[str, Any]]:
        return [one for one in self.tickets if one["proven"] and one["who"] == who and one["ticket"].is_open]

    def covers(self, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
        return "*" in old or set(new) <= set(old)

    def draft(self, what: tuple[str, ...], **changes: Any) -> Any:
        return self.world.draft(TicketKind.DELETION, organisation=self.org, request=Request(scope=what), **changes)

    def proof(self, who: str) -> Proof:
        contact: Contact = PEOPLE[who]
        return self.world.proof(contact, organisation=self.org, conversation=f"web:{who}")

    def stored(self, one: dict[str, Any]) -> Ticket:
        return self.do(self.desk.staff_view(self.org, one["ticket"].code)).ticket


async def test_a_duplicate_never_punishes(world: World) -> None:
    await run(Asking, world, examples=20, steps=20)
