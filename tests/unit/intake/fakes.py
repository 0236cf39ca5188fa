"""Identity and tickets in memory, with the rules that matter to a conversation: what a code proves, for whom, for how long; what is
open already; who may see what. They keep what the ports promise, so that a test tells what was really done."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.identity.contacts import Contact, ContactKind, read_contact
from bot.identity.errors import CodeTooSoon, KindNotServed, NothingToResend, TooManyCodes, UnusableContact
from bot.identity.models import (
    Authority,
    Disowned,
    DisownedKind,
    Method,
    Proof,
    Purpose,
    RefusalReason,
    Representation,
    RepresentativeKind,
    Strength,
)
from bot.identity.outcomes import Outcome, Proved, Refused, Sent
from bot.identity.rules import RULES, required_strength
from bot.language.entities import ticket_codes
from bot.tickets.calendar import load_calendar
from bot.tickets.cleaning import INFORMATION, clean, cleaned_draft
from bot.tickets.deadlines import Deadlines
from bot.tickets.desk import Changed
from bot.tickets.duplicates import matter
from bot.tickets.errors import (
    ConfirmationInvalid,
    ConsequencesNotAccepted,
    Held,
    IllegalAction,
    ProofNeeded,
    TicketNotFound,
)
from bot.tickets.explaining import explain_acknowledgement, explain_completion
from bot.tickets.models import (
    FREEZING,
    PERSON,
    HistoryEntry,
    Hold,
    Person,
    ProofReference,
    PublicStatus,
    Ticket,
    TicketView,
)
from bot.tickets.opening import AlreadyOpen, Opened, is_enough
from bot.tickets.periods import load_periods, parse_promises
from bot.tickets.person_acts import WithdrawalAsked
from bot.tickets.requests import Complaint, Draft, Request
from bot.tickets.states import TRANSITIONS, Action, Status

CODE, WRONG = "482913", "111111"
ON_RECORD = frozenset({"lan.nguyen@example.com", "+84912345678", "lan.moi@example.com"})
"""Contacts that the organisation knows; a code that only those get is sent to no other."""
CUSTOMER = "KH-1"

_PERIODS = load_periods()
_PROMISED = {"complaint": {"complete": {"amount": 30, "unit": "days"}}}
_DEADLINES = Deadlines(_PERIODS, load_calendar())
_MEDRING = Deadlines(_PERIODS, load_calendar(), parse_promises(_PROMISED, _PERIODS))


class Clock:
    """Monday 02/03/2026, 9:00 in Hà Nội, until moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


@dataclass
class Challenge:
    contact: Contact
    purpose: Purpose
    at: datetime


class FakeIdentity:
    """The right code is always `CODE`; it is right only where a real one would have been sent."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.challenge: Challenge | None = None
        self.asked: list[tuple[str, Purpose]] = []
        self.made: list[Proof] = []
        self.old_contacts: list[Contact] = []
        self.refused: list[Disowned] = []
        self.without_phones = False
        self.sent_at: dict[str, list[datetime]] = {}

    async def begin(self, organisation: str, conversation: str, channel: str, contact: str, purpose: Purpose) -> Sent:
        found = read_contact(contact)
        if found is None:
            raise UnusableContact
        if self.without_phones and found.kind is ContactKind.PHONE:
            raise KindNotServed(phone=True)
        now = self._now()
        times = [at for at in self.sent_at.get(found.value, []) if at > now - timedelta(hours=1)]
        if len(times) >= 3:
            raise TooManyCodes(timedelta(minutes=20))
        if times and times[-1] > now - timedelta(seconds=30):
            raise CodeTooSoon(timedelta(seconds=20))
        self.sent_at[found.value] = [*times, now]
        self.asked.append((found.value, purpose))
        self.challenge = Challenge(found, purpose, now)
        return Sent(found, RULES[purpose].on_record_only, now + timedelta(seconds=30), now + timedelta(minutes=5))

    async def resend(self, conversation: str) -> Sent:
        if self.challenge is None:
            raise NothingToResend
        return await self.begin("", conversation, "", self.challenge.contact.value, self.challenge.purpose)

    async def answer(self, conversation: str, code: str) -> Outcome:
        digits = "".join(character for character in code if character.isdigit())
        if len(digits) != 6:
            return Refused(RefusalReason.MALFORMED)
        asked = self.challenge
        if asked is None or digits != CODE or asked.at + timedelta(minutes=5) < self._now():
            return Refused(RefusalReason.NOT_VALID)
        known = asked.contact.value in ON_RECORD
        if RULES[asked.purpose].on_record_only and not known:
            return Refused(RefusalReason.NOT_VALID)
        self.challenge = None
        return Proved((self.prove(conversation, asked.contact, Strength.ON_RECORD if known else Strength.CONTACT),))

    def prove(self, conversation: str, contact: Contact, strength: Strength, organisation: str = "medring") -> Proof:
        """Also what a shared Telegram contact does, without any code."""
        now = self._now()
        proof = Proof(
            id=f"proof-{len(self.made)}",
            organisation=organisation,
            channel="web",
            conversation=conversation,
            subject=contact.value,
            contact=contact,
            method=Method.OTP_EMAIL,
            strength=strength,
            customer=CUSTOMER if strength is Strength.ON_RECORD else None,
            made_at=now,
            expires_at=now + timedelta(minutes=15),
            ends_at=now + timedelta(hours=2),
        )
        self.made.append(proof)
        return proof

    async def proof_for(self, conversation: str, purpose: Purpose) -> Proof | None:
        for proof in await self.proofs(conversation):
            return proof if proof.strength >= required_strength(purpose) else None
        return None

    async def proofs(self, conversation: str) -> tuple[Proof, ...]:
        live = [one for one in self.made if one.conversation == conversation and one.expires_at > self._now()]
        by_subject = {one.subject: one for one in live}
        return tuple(sorted(by_subject.values(), key=lambda one: -one.strength))

    async def disowned(self, conversation: str) -> list[Disowned]:
        return [one for one in self.refused if one.conversation == conversation]

    def disown(self, conversation: str) -> None:
        self.refused.append(Disowned("medring", conversation, "subject", DisownedKind.CODE, self._now()))
        self.made.clear()

    async def tell_old_contact(self, organisation: str, conversation: str, old: Contact) -> None:
        self.old_contacts.append(old)


@dataclass
class Entry:
    ticket: Ticket
    added: list[str] = field(default_factory=list)
    history: list[HistoryEntry] = field(default_factory=list)


class FakeTickets:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.entries: dict[str, Entry] = {}
        self.drafts: list[Draft] = []
        self.looked_up: list[str] = []
        self._tokens: dict[str, str] = {}

    @property
    def tickets(self) -> list[Ticket]:
        return [entry.ticket for entry in self.entries.values()]

    async def open(self, draft: Draft, proof: Proof | None = None) -> Opened | AlreadyOpen:
        draft = cleaned_draft(draft)
        if draft.kind.value == "deletion" and not draft.accepts_consequences:
            raise ConsequencesNotAccepted
        for entry in self.entries.values():
            if (entry.ticket.turn, entry.ticket.part) == (draft.turn, draft.part):
                return Opened(entry.ticket, fresh=False)
        if proof is not None and not self._is_live(proof):
            raise ProofNeeded
        if not draft.separate and (found := await self.find_open(draft, proof)):
            return AlreadyOpen(found)
        self.drafts.append(draft)
        ticket = self._new(draft, proof)
        self.entries[ticket.code] = Entry(ticket)
        return Opened(ticket)

    async def find_open(self, draft: Draft, proof: Proof | None) -> Ticket | None:
        draft = cleaned_draft(draft)
        if proof is None:
            return None
        for ticket in self.tickets:
            same = ticket.kind is draft.kind and ticket.matter == matter(draft) and ticket.is_open
            if same and ticket.person.subject == proof.subject:
                return ticket
        return None

    async def status(self, organisation: str, code: str) -> PublicStatus:
        self.looked_up.append(code)
        ticket = self._found(code)
        received, due = ticket.clock.received_at.date(), ticket.clock.complete_by.date()
        return PublicStatus(ticket.kind, ticket.status, received, due, merged=False)

    async def details(self, organisation: str, code: str, proof: Proof | None) -> TicketView:
        ticket = self._owned(code, proof)
        opened = HistoryEntry(1, ticket.status_since, Action.OPEN, PERSON, None, Status.RECEIVED, {}, {}, "", "", "")
        return TicketView(ticket, (opened,))

    async def mine(self, organisation: str, proof: Proof) -> list[Ticket]:
        if not self._is_live(proof):
            raise ProofNeeded
        return [ticket for ticket in self.tickets if ticket.person.subject == proof.subject]

    async def add_information(self, organisation: str, code: str, text: str, *, proof: Proof | None = None) -> Changed:
        ticket = self._owned(code, proof)
        self._step(ticket, Action.ADD_INFORMATION)
        self.entries[ticket.code].added.append(clean(text, INFORMATION))
        return Changed(ticket)

    async def ask_withdrawal(self, organisation: str, code: str, proof: Proof | None) -> WithdrawalAsked:
        ticket = self._owned(code, proof)
        self._step(ticket, Action.WITHDRAW)
        if ticket.holds & FREEZING:
            raise Held(ticket.holds)
        token = f"token-{len(self._tokens)}"
        self._tokens[token] = ticket.code
        return WithdrawalAsked(ticket, token)

    async def withdraw(self, organisation: str, code: str, proof: Proof | None, token: str) -> Changed:
        ticket = self._owned(code, proof)
        if self._tokens.pop(token, None) != ticket.code:
            raise ConfirmationInvalid
        return Changed(self.set_status(ticket.code, Status.WITHDRAWN))

    async def complain_about_outcome(
        self, organisation: str, code: str, proof: Proof, complaint: Complaint, *, turn: str, part: int = 0
    ) -> Opened | AlreadyOpen:
        ticket = self._owned(code, proof)
        self._step(ticket, Action.COMPLAIN)
        request = Request(complaint=complaint)
        kind = type(ticket.kind)("complaint")
        draft = Draft(organisation, kind, request, proof.channel, proof.conversation, turn, part, linked=ticket.code)
        return await self.open(draft, proof)

    def due_text(self, ticket: Ticket) -> str:
        return explain_completion(self._deadlines(ticket.organisation), ticket.kind, ticket.clock)

    def acknowledge_text(self, ticket: Ticket) -> str:
        return explain_acknowledgement(self._deadlines(ticket.organisation), ticket.kind, ticket.clock)

    # --- what staff would do -----------------------------------------------------------------------------------------

    def set_status(self, code: str, status: Status) -> Ticket:
        entry = self.entries[code]
        entry.ticket = replace(entry.ticket, status=status)
        return entry.ticket

    def hold(self, code: str, hold: Hold) -> None:
        entry = self.entries[code]
        entry.ticket = replace(entry.ticket, holds=entry.ticket.holds | {hold})

    # --- inside ------------------------------------------------------------------------------------------------------

    def _new(self, draft: Draft, proof: Proof | None) -> Ticket:
        now = self._now()
        holds = {Hold.AUTHORITY_UNCHECKED} if draft.request.representative else set()
        if not is_enough(proof.strength if proof else Strength.NONE, draft.kind):
            holds.add(Hold.IDENTITY_UNPROVEN)
        return Ticket(
            id=f"ticket-{len(self.entries)}",
            organisation=draft.organisation,
            code=ticket_codes.make(draft.kind.value),
            number=len(self.entries) + 1,
            kind=draft.kind,
            status=Status.RECEIVED,
            clock=self._deadlines(draft.organisation).start(draft.kind, min(draft.received_at or now, now)),
            channel=draft.channel,
            conversation=draft.conversation,
            turn=draft.turn,
            part=draft.part,
            person=Person(proof.subject, proof.customer, proof.subject) if proof else Person(),
            contact=proof.contact if proof else None,
            proof=ProofReference(proof.id, proof.method.value, proof.strength) if proof else None,
            request=draft.request,
            matter=matter(draft),
            third_party=False,
            status_since=now,
            holds=frozenset(holds),
            linked=draft.linked,
        )

    def _found(self, code: str) -> Ticket:
        entry = self.entries.get(code)
        if entry is None:
            raise TicketNotFound
        return entry.ticket

    def _owned(self, code: str, proof: Proof | None) -> Ticket:
        ticket = self._found(code)
        if proof is None or not self._is_live(proof) or ticket.person.subject != proof.subject:
            raise ProofNeeded
        return ticket

    def _is_live(self, proof: Proof) -> bool:
        return proof.expires_at > self._now()

    @staticmethod
    def _step(ticket: Ticket, action: Action) -> None:
        if (ticket.status, action) not in TRANSITIONS:
            raise IllegalAction(action, ticket.status)

    @staticmethod
    def _deadlines(organisation: str) -> Deadlines:
        return _MEDRING if organisation == "medring" else _DEADLINES


class FakeRepresenting:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.declared: list[Representation] = []

    async def declare(
        self, organisation: str, conversation: str, kind: RepresentativeKind, represented: str, basis: str
    ) -> Representation:
        made = Representation(
            f"representation-{len(self.declared)}",
            organisation,
            conversation,
            kind,
            represented,
            basis,
            Authority.UNCHECKED,
            self._now(),
        )
        self.declared.append(made)
        return made
