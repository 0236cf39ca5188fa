"""Erasing a person: their closed tickets keep what the law wants proved, and nothing that tells who they were."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.contacts import Contact
from bot.tickets import wording
from bot.tickets.models import SYSTEM, Actor, Person, Ticket
from bot.tickets.recording import Change, Recording
from bot.tickets.repository import confirmations, freezes
from bot.tickets.states import Action


@dataclass(frozen=True, slots=True)
class Erasure:
    """The codes of the tickets that were erased, and of those that were not: they are open, or their outcome is not yet
    told. `stays` says what the erased ones still hold, and why."""

    erased: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def stays(self) -> str:
        return wording.KEPT


class Erasing(Recording):
    async def erase_person(
        self,
        organisation: str,
        subject: str,
        *,
        customer: str | None = None,
        contact: Contact | None = None,
        actor: Actor = SYSTEM,
    ) -> Erasure:
        """Of whoever proved `subject` (`Proof.subject`); with `customer`, the organisation's number of the person, also what
        they opened by other contacts; with `contact`, also what only claimed it."""
        person = Person(subject, self._indexes.customer(organisation, customer))
        erased: list[str] = []
        kept: list[str] = []
        async with self._database.savepoint() as connection:
            found = {one.id: one for one in await self._tickets.of_person(connection, organisation, person)}
            if contact is not None:
                claiming = await self._tickets.claiming(connection, organisation, self._indexes.contact(contact))
                found |= {one.id: one for one in claiming if one.person.subject in (None, subject)}
            for ticket in sorted(found.values(), key=lambda one: one.number):
                locked = await self._locked(connection, organisation, ticket.code)
                done = not locked.is_open and not await self._notices.unsent_to_person(connection, locked.id)
                if done:
                    await self._erase(connection, locked, actor)
                (erased if done else kept).append(locked.code)
            await freezes.forget_lifted(connection, organisation, subject)
        return Erasure(tuple(erased), tuple(kept))

    async def _erase(self, connection: AsyncConnection, ticket: Ticket, actor: Actor) -> None:
        update = {
            "person": Person(),
            "contact": None,
            "request": None,
            "conversation": None,
            "turn": None,
            "matter": frozenset[str](),
            "erased_at": self._now(),
        }
        await self._apply(connection, ticket, Change(Action.ERASE, actor, update=update))
        await self._history.erase(connection, ticket.id)
        await self._notices.forget(connection, ticket.id)
        await confirmations.forget(connection, ticket.id)
