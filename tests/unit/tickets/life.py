"""What can be done with a ticket, each with a prediction: the table read once more and by itself, beside the service."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from bot.identity.models import Proof
from bot.tickets.deadlines import Clock
from bot.tickets.errors import ActionRefused, Incomplete, ProofNeeded, TicketChanged
from bot.tickets.kinds import TicketKind
from bot.tickets.models import FREEZING, PERSON, Actor, Hold, Ticket
from bot.tickets.opening import AlreadyOpen
from bot.tickets.requests import Complaint, Representative
from bot.tickets.states import CLOSED, OPEN, TRANSITIONS, Action, Need, Role, Status
from tests.unit.tickets.machines import AsyncMachine
from tests.unit.tickets.world import EMAIL, PHONE, REQUESTS, STAFF

REFUSALS = (ActionRefused, Incomplete, ProofNeeded, TicketChanged)


class Lives(AsyncMachine):
    """Remembers every ticket as it must be stored."""

    seen: ClassVar[set[tuple[Status, Action]]] = set()
    """What happened in any run, to know that the test tried it all."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Ticket] = {}
        self.tokens: dict[str, str] = {}
        self.first_clock: dict[str, Clock] = {}

    def opened(self, kind: TicketKind, proven: bool, represented: bool, third_party: bool) -> str:
        request = REQUESTS[kind]
        if represented:
            request = replace(request, representative=Representative("bé Na", "mẹ"))
        draft = self.world.draft(kind, organisation=self.org, request=request, third_party=third_party, separate=True)
        ticket = self.do(self.desk.open(replace(draft, claimed=PHONE), self.owner() if proven else None)).ticket
        assert ticket.status is Status.RECEIVED
        assert (Hold.AUTHORITY_UNCHECKED in ticket.holds) is represented
        assert ticket.clock == self.world.deadlines.start(kind, self.world.clock(), third_party=third_party)
        self.born(ticket)
        return ticket.code

    def staff_act(self, code: str, action: Action, actor: Actor = STAFF, wrong: str = "") -> None:
        """`wrong`: "words" for none of those that are needed, "version" for an old one."""
        before = self.known[code]
        reason = "" if wrong == "words" else "vì thế"
        place, named = (self.org, code, actor), {"version": before.version - (wrong == "version")}
        ground = {"ground": "own_rights_only", "reason": reason}
        work: dict[Action, Callable[[], Any]] = {
            Action.ACKNOWLEDGE: lambda: self.desk.acknowledge(*place, reason, **named),
            Action.START: lambda: self.desk.start(*place, **named),
            Action.ASK_PERSON: lambda: self.desk.ask_person(*place, reason, **named),
            Action.WAIT_FOR_THIRD_PARTY: lambda: self.desk.wait_for_third_party(*place, reason, **named),
            Action.RESUME: lambda: self.desk.resume(*place, **named),
            Action.COMPLETE: lambda: self.desk.complete(*place, reason, **named),
            Action.COMPLETE_PARTLY: lambda: self.desk.complete_partly(*place, **ground, **named),
            Action.REFUSE: lambda: self.desk.refuse(*place, **ground, **named),
            Action.EXTEND: lambda: self.desk.extend(*place, reason=reason, **named),
        }
        legal = wrong != "version" and self.is_legal(before, action, actor, has_text=bool(reason))
        if action is Action.EXTEND and legal:
            legal = self.world.deadlines.may_extend(before.clock, before.kind, self.world.clock())
        self.attempt(code, action, legal, work[action], extends=action is Action.EXTEND)

    def add_information(self, code: str, text: str, who: str) -> None:
        """`who`: "owner", "other", "nobody" or "staff"."""
        before, actor = self.known[code], STAFF if who == "staff" else PERSON
        asked = before.status is Status.WAITING_FOR_PERSON
        action = Action.ANSWER if asked else Action.ADD_INFORMATION
        proof = {"owner": self.owner(), "other": self.other()}.get(who)
        legal = self.is_legal(before, action, actor, has_text=bool(text), owns=who == "owner")
        self.attempt(
            code, action, legal, lambda: self.desk.add_information(self.org, code, text, proof=proof, actor=actor)
        )

    def ask_withdrawal(self, code: str, proof: Proof) -> None:
        legal = self.is_legal(self.known[code], Action.WITHDRAW, PERSON, owns=self.is_owner(proof), confirmed=True)
        try:
            asked = self.do(self.desk.ask_withdrawal(self.org, code, proof))
        except REFUSALS:
            assert not legal
        else:
            assert legal
            self.tokens[code] = asked.token
        self.check_unchanged(code)

    def withdraw(self, code: str, proof: Proof, of: str) -> None:
        """With the token that was given for the ticket `of`."""
        confirmed = code == of and of in self.tokens
        legal = self.is_legal(self.known[code], Action.WITHDRAW, PERSON, owns=self.is_owner(proof), confirmed=confirmed)
        token = self.tokens.get(of, "không có")
        self.attempt(code, Action.WITHDRAW, legal, lambda: self.desk.withdraw(self.org, code, proof, token))
        if legal:
            del self.tokens[code]

    def prove(self, code: str) -> None:
        before = self.known[code]
        legal = before.status in OPEN and before.proof is None
        self.attempt(code, Action.PROVE, legal, lambda: self.desk.prove(self.org, code, self.owner()))

    def suspect(self, code: str) -> None:
        try:
            changed = self.do(self.desk.suspect(self.org, code, STAFF, "lạ"))
        except REFUSALS:
            assert self.known[code].status in CLOSED
            self.check_unchanged(code)
            return
        for one in changed:
            self.take(one.ticket.code, Action.HOLD, one.ticket)

    def confirm(self, code: str, hold: Hold) -> None:
        legal = self.known[code].status in OPEN
        self.attempt(
            code, Action.CONFIRM, legal, lambda: self.desk.confirm(self.org, code, STAFF, hold.value, "đã xem")
        )

    def complain(self, code: str, proof: Proof) -> None:
        legal = self.is_legal(self.known[code], Action.COMPLAIN, PERSON, owns=self.is_owner(proof))
        turn, complaint = f"turn {len(self.known)} of {code}", Complaint("chưa xong")
        try:
            opened = self.do(self.desk.complain_about_outcome(self.org, code, proof, complaint, turn=turn))
        except REFUSALS:
            assert not legal
            self.check_unchanged(code)
            return
        assert legal
        if isinstance(opened, AlreadyOpen):
            assert opened.ticket.linked == code
            self.check_unchanged(code)
        else:
            self.born(opened.ticket)
            self.take(code, Action.COMPLAIN, self.stored(code))

    def merge(self, code: str, into: str) -> None:
        source, target = self.known[code], self.known[into]
        legal = (
            code != into
            and {source.status, target.status} <= OPEN
            and source.kind is target.kind
            and (source.proof is None or target.proof is not None)
        )
        try:
            self.do(self.desk.merge(self.org, code, STAFF, into))
        except REFUSALS:
            assert not legal
            self.check_unchanged(code)
            self.check_unchanged(into)
            return
        assert legal
        after = self.stored(into)
        assert after.clock.complete_by == min(source.clock.complete_by, target.clock.complete_by)
        self.take(code, Action.MERGE, self.stored(code))
        self.take(into, Action.ABSORB, after, merges=True)

    def erase(self) -> None:
        self.do(self.world.send_all())
        erasure = self.do(self.desk.erase_person(self.org, self.owner().subject, contact=PHONE))
        for code in erasure.erased:
            self.take(code, Action.ERASE, self.stored(code))
        assert all(self.known[code].status in OPEN for code in erasure.kept)

    # --- what must hold ----------------------------------------------------------------------------------------------

    def attempt(
        self, code: str, action: Action, legal: bool, work: Callable[[], Any], *, extends: bool = False
    ) -> None:
        try:
            changed = self.do(work())
        except REFUSALS:
            assert not legal, f"{action} was refused: {self.known[code].status}"
            self.check_unchanged(code)
        else:
            assert legal, f"{action} was taken: {self.known[code].status}"
            self.take(code, action, changed.ticket, extends=extends)

    def take(self, code: str, action: Action, after: Ticket, *, extends: bool = False, merges: bool = False) -> None:
        before = self.known[code]
        self.seen.add((before.status, action))
        assert after == self.stored(code)
        assert after.status is TRANSITIONS[before.status, action].after
        assert after.version == before.version + 1
        if before.status in CLOSED:
            assert after.status is before.status
        if extends:
            assert not before.clock.extended
            assert after.clock == replace(before.clock, complete_by=after.clock.complete_by, extended=True)
            assert after.clock.complete_by > before.clock.complete_by
        elif merges:
            assert after.clock == before.clock.earliest(after.clock)
        else:
            assert after.clock == before.clock
        assert after.clock.extended or after.clock == self.first_clock[code].earliest(after.clock)
        self.known[code] = after

    def born(self, ticket: Ticket) -> None:
        self.known[ticket.code], self.first_clock[ticket.code] = ticket, ticket.clock

    def check_unchanged(self, code: str) -> None:
        assert self.stored(code) == self.known[code]

    def is_legal(
        self,
        ticket: Ticket,
        action: Action,
        actor: Actor,
        *,
        has_text: bool = True,
        owns: bool = False,
        confirmed: bool = False,
    ) -> bool:
        step = TRANSITIONS.get((ticket.status, action))
        if step is None or actor.role not in step.by:
            return False
        theirs = owns and ticket.proof is not None and ticket.erased_at is None
        met = {
            Need.PROOF: actor.role is not Role.PERSON or theirs,
            Need.CONFIRMATION: confirmed,
            Need.GROUND: True,
            Need.REASON: has_text,
            Need.QUESTION: has_text,
            Need.TEXT: has_text,
            Need.NOTE: True,
            Need.NO_HOLD: not ticket.holds,
            Need.NOT_FROZEN: not ticket.holds & FREEZING,
        }
        return all(met[need] for need in step.needs)

    def stored(self, code: str) -> Ticket:
        return self.do(self.desk.staff_view(self.org, code)).ticket

    def owner(self) -> Proof:
        return self.world.proof(PHONE, organisation=self.org)

    def other(self) -> Proof:
        return self.world.proof(EMAIL, organisation=self.org)

    def is_owner(self, proof: Proof) -> bool:
        return proof.contact == PHONE
