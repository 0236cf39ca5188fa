"""What the person does with their own ticket."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from bot.identity.models import Proof
from bot.tickets.cleaning import INFORMATION, clean
from bot.tickets.desk import Changed
from bot.tickets.errors import ConfirmationInvalid, Held, ProofNeeded
from bot.tickets.models import FREEZING, PERSON, Actor, Hold, ProofReference, Ticket
from bot.tickets.notices import Notice, NoticeName
from bot.tickets.opening import is_enough
from bot.tickets.recording import Change, Recording
from bot.tickets.repository import confirmations
from bot.tickets.states import Action, Role, Status

CONFIRMATION_LIFE = timedelta(minutes=15)
_TOKEN_BYTES = 18


@dataclass(frozen=True, slots=True)
class WithdrawalAsked:
    """`token` belongs behind the button that confirms; it is good once, for this ticket in this conversation."""

    ticket: Ticket
    token: str = field(repr=False)


class PersonActs(Recording):
    async def add_information(
        self, organisation: str, code: str, text: str, *, proof: Proof | None = None, actor: Actor = PERSON
    ) -> Changed:
        """While the person is asked something, this is the answer and the ticket goes on. Staff add what they heard otherwise.

        Raises `ProofNeeded`, `IllegalAction` for a closed ticket, `InvalidRequest`.
        """
        text = clean(text, INFORMATION)
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code)
            asked = ticket.status is Status.WAITING_FOR_PERSON
            action = Action.ANSWER if asked else Action.ADD_INFORMATION
            ticket = await self._apply(connection, ticket, Change(action, actor, proof, told={"text": text}))
            notices: list[Notice] = []
            if actor.role is Role.PERSON:
                told_staff = NoticeName.STAFF_ANSWER if asked else NoticeName.STAFF_INFORMATION
                notices = [
                    self._notice(ticket, NoticeName.INFORMATION_TAKEN, in_reply=True),
                    self._notice(ticket, told_staff),
                ]
            return await self._changed(connection, ticket, notices)

    async def ask_withdrawal(self, organisation: str, code: str, proof: Proof | None) -> WithdrawalAsked:
        """The first of two steps. Raises as `withdraw` does."""
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code)
            proof = self._may_withdraw(ticket, proof)
            token = secrets.token_urlsafe(_TOKEN_BYTES)
            now = self._now()
            await confirmations.purge(connection, now)
            await confirmations.add(
                connection, self._indexes.token(token), ticket.id, proof.conversation, now + CONFIRMATION_LIFE
            )
            return WithdrawalAsked(ticket, token)

    async def withdraw(self, organisation: str, code: str, proof: Proof | None, token: str) -> Changed:
        """Raises `IllegalAction` for a closed ticket, `ProofNeeded`, `Held` while the contact is in doubt, `ConfirmationInvalid`."""
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code)
            proof = self._may_withdraw(ticket, proof)
            token_hash = self._indexes.token(token)
            if not await confirmations.use(connection, token_hash, ticket.id, proof.conversation, self._now()):
                raise ConfirmationInvalid
            ticket = await self._apply(connection, ticket, Change(Action.WITHDRAW, PERSON, proof, confirmed=True))
            notices = [
                self._notice(ticket, NoticeName.WITHDRAWN, in_reply=True),
                self._notice(ticket, NoticeName.STAFF_WITHDRAWN),
            ]
            return await self._changed(connection, ticket, notices)

    async def prove(self, organisation: str, code: str, proof: Proof) -> Changed:
        """The person of a ticket that was opened without a proof has proved the contact that they had given.

        Raises `ProofNeeded` for another contact, and for a ticket that rests on a proof already.
        """
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code)
            holds = ticket.holds
            if is_enough(proof.strength, ticket.kind):
                holds -= {Hold.IDENTITY_UNPROVEN}
            update = {
                "person": self._person(proof),
                "proof": ProofReference(proof.id, proof.method.value, proof.strength),
                "holds": holds,
            }
            ticket = await self._apply(connection, ticket, Change(Action.PROVE, PERSON, proof, update=update))
            notices = [
                self._notice(ticket, NoticeName.PROVED, in_reply=True),
                self._notice(ticket, NoticeName.STAFF_PROVED),
            ]
            return await self._changed(connection, ticket, notices)

    def _may_withdraw(self, ticket: Ticket, proof: Proof | None) -> Proof:
        """The proof, if the ticket could be withdrawn with it."""
        self._step(ticket, Action.WITHDRAW, PERSON)
        if proof is None or not self._owns(proof, ticket):
            raise ProofNeeded
        if ticket.is_frozen:
            raise Held(ticket.holds & FREEZING)
        return proof
