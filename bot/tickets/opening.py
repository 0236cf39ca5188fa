"""From a confirmed draft to a ticket with a code and a clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.models import Proof, Purpose, Strength
from bot.identity.rules import required_strength
from bot.storage.ids import new_id
from bot.tickets import wording, wording_notices
from bot.tickets.chain import START
from bot.tickets.cleaning import cleaned_draft
from bot.tickets.desk import Changed
from bot.tickets.duplicates import Duplicates, matter
from bot.tickets.errors import ConsequencesNotAccepted, ProofNeeded
from bot.tickets.kinds import TicketKind
from bot.tickets.models import PERSON, Fact, Hold, Person, ProofReference, Ticket
from bot.tickets.notices import Notice, NoticeName
from bot.tickets.recording import Change, Entry
from bot.tickets.repository import freezes
from bot.tickets.requests import Complaint, Draft, Request
from bot.tickets.states import Action, Status

_TRIES = 5
"""Codes drawn before giving up; with millions of tickets the second is free as good as always."""


@dataclass(frozen=True, slots=True)
class Opened(Changed):
    """`fresh` is False when this part of this turn had opened the ticket before; then there is nothing to tell anew."""

    fresh: bool = True


@dataclass(frozen=True, slots=True)
class AlreadyOpen:
    """Nothing was opened: this ticket of the same person asks for it already. They may add to it, or say that they want
    another one (`Draft.separate`)."""

    ticket: Ticket

    @property
    def sentence(self) -> str:
        return wording.open_already(self.ticket.code, self.ticket.kind, self.ticket.status)


class Opening(Duplicates):
    async def open(self, draft: Draft, proof: Proof | None = None) -> Opened | AlreadyOpen:
        """Without a proof, or with one too weak for the kind, the ticket is held until staff or a proof settle who asks.

        Raises `InvalidRequest`, or `ProofNeeded` for a proof that is no longer good here.
        """
        draft = cleaned_draft(draft)
        if draft.kind is TicketKind.DELETION and not draft.accepts_consequences:
            raise ConsequencesNotAccepted
        async with self._database.savepoint() as connection:
            return await self._open(connection, draft, proof)

    async def complain_about_outcome(
        self, organisation: str, code: str, proof: Proof, complaint: Complaint, *, turn: str, part: int = 0
    ) -> Opened | AlreadyOpen:
        """Opens a complaint that is linked to a closed ticket of the same person, in the proof's conversation.

        Raises `TicketNotFound`, `ProofNeeded`, `InvalidRequest`, or `IllegalAction` if there is no outcome yet.
        """
        async with self._database.savepoint() as connection:
            # The ledger always before a ticket, so that no two wait for each other.
            await self._tickets.lock_ledger(connection, organisation)
            ticket = await self._locked(connection, organisation, code)
            self._step(ticket, Action.COMPLAIN, PERSON)
            if not self._owns(proof, ticket):
                raise ProofNeeded
            draft = Draft(
                organisation,
                TicketKind.COMPLAINT,
                Request(complaint=complaint),
                channel=proof.channel,
                conversation=proof.conversation,
                turn=turn,
                part=part,
                linked=ticket.code,
            )
            opened = await self._open(connection, cleaned_draft(draft), proof)
            if isinstance(opened, Opened) and opened.fresh:
                facts: dict[str, Fact] = {"complaint": opened.ticket.code}
                await self._apply(connection, ticket, Change(Action.COMPLAIN, PERSON, proof, facts=facts))
            return opened

    async def _open(self, connection: AsyncConnection, draft: Draft, proof: Proof | None) -> Opened | AlreadyOpen:
        # From here on nobody else opens a ticket of this organisation, so that what is looked up stays true.
        count, head = await self._tickets.lock_ledger(connection, draft.organisation)
        before = await self._tickets.opened_by(
            connection, draft.organisation, draft.conversation, draft.turn, draft.part
        )
        if before is not None:
            return Opened(before, fresh=False)
        if proof is not None:
            if not self._is_live(proof, draft.organisation) or proof.conversation != draft.conversation:
                raise ProofNeeded
            if not draft.separate and (found := await self._open_already(connection, draft, self._person(proof))):
                return AlreadyOpen(found)
        entry = await self._store(connection, draft, proof, count + 1, head)
        await self._history.add(connection, entry.link, entry.told, entry.note)
        await self._tickets.note_opening(connection, draft.organisation, count + 1, entry.link.hash)
        changed = await self._changed(connection, entry.ticket, self._opening_notices(entry.ticket))
        return Opened(changed.ticket, changed.notices)

    async def _store(
        self, connection: AsyncConnection, draft: Draft, proof: Proof | None, number: int, head: str
    ) -> Entry:
        facts: dict[str, Fact] = {"opened_after": head}
        if draft.kind is TicketKind.DELETION:
            facts["consequences_accepted"] = draft.accepts_consequences
        opening = Change(Action.OPEN, PERSON, proof, facts=facts)
        holds = await self._holds(connection, draft, proof)
        for _ in range(_TRIES):
            ticket = self._new(draft, proof, holds, number)
            entry = self._entry(None, ticket, opening, ticket.status_since)
            if await self._tickets.insert(connection, entry.ticket):
                return entry
        raise RuntimeError("every code that was drawn is taken")

    def _new(self, draft: Draft, proof: Proof | None, holds: frozenset[Hold], number: int) -> Ticket:
        now = self._now()
        received_at = min(draft.received_at or now, now)
        contact = proof.contact if proof else draft.claimed
        claimed = Person(contact=self._indexes.contact(contact)) if contact else Person()
        return Ticket(
            id=new_id(),
            organisation=draft.organisation,
            code=self._make_code(draft.kind.value),
            number=number,
            kind=draft.kind,
            status=Status.RECEIVED,
            clock=self._deadlines(draft.organisation).start(draft.kind, received_at, third_party=draft.third_party),
            channel=draft.channel,
            conversation=draft.conversation,
            turn=draft.turn,
            part=draft.part,
            person=self._person(proof) if proof else claimed,
            contact=contact,
            proof=ProofReference(proof.id, proof.method.value, proof.strength) if proof else None,
            request=draft.request,
            matter=self._indexes.matter(matter(draft)),
            third_party=draft.third_party,
            status_since=now,
            holds=holds,
            linked=draft.linked,
            head=START,
        )

    async def _holds(self, connection: AsyncConnection, draft: Draft, proof: Proof | None) -> frozenset[Hold]:
        subject = proof.subject if proof else None
        holds = set(await freezes.holds(connection, draft.organisation, subject, draft.conversation))
        if draft.request.representative is not None:
            holds.add(Hold.AUTHORITY_UNCHECKED)
        if not is_enough(proof.strength if proof else Strength.NONE, draft.kind):
            holds.add(Hold.IDENTITY_UNPROVEN)
        return frozenset(holds)

    def _opening_notices(self, ticket: Ticket) -> Iterable[Notice]:
        labels = [wording.HOLD[hold.value] for hold in sorted(ticket.holds)]
        yield self._notice(ticket, NoticeName.OPENED, in_reply=True)
        yield self._notice(
            ticket,
            NoticeName.STAFF_OPENED,
            {
                "holds": wording_notices.holds_text(labels),
                "given_only": wording_notices.GIVEN_ONLY if ticket.of_given_only else "",
            },
        )


def is_enough(strength: Strength, kind: TicketKind) -> bool:
    """Whether a proof of this strength settles who asks. Who is not on record may have deleted what they gave."""
    purpose = Purpose.DELETION_OF_GIVEN if kind is TicketKind.DELETION else Purpose(kind.value)
    return strength >= required_strength(purpose)
