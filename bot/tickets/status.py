"""How a ticket stands: little by its code, all to its proven person, everything to staff."""

from collections.abc import Iterable
from dataclasses import replace

from bot.identity.models import Proof
from bot.tickets import wording
from bot.tickets.desk import Desk, code_of
from bot.tickets.errors import ProofNeeded, TicketNotFound
from bot.tickets.models import Actor, HistoryEntry, PublicStatus, Ticket, TicketView
from bot.tickets.states import OPEN, Action, Status

_INTERNAL = frozenset({Action.HOLD, Action.CONFIRM})
"""Why staff look into a contact is not for who uses it."""
_TOLD_FACTS = frozenset({"complete_by", "ground", "complaint", "absorbed", "merged_into"})


class StatusDesk(Desk):
    async def status(self, organisation: str, code: str) -> PublicStatus:
        """What `code`, as it was typed, tells by itself. Raises `TicketNotFound`: the same for a wrong code, an unknown one and for
        what is no code, and after the same steps."""
        async with self._database.transaction() as connection:
            found = await self._tickets.public(connection, organisation, code_of(code))
        if found is None:
            raise TicketNotFound
        return found

    async def details(self, organisation: str, code: str, proof: Proof | None) -> TicketView:
        """For the ticket's own person. Raises `TicketNotFound` or `ProofNeeded`."""
        async with self._database.transaction() as connection:
            ticket = await self._found(connection, organisation, code)
            if not self._owns(proof, ticket):
                raise ProofNeeded
            history = await self._history.of(connection, ticket.id, with_notes=False)
        return TicketView(ticket, tuple(_for_person(entry) for entry in history if entry.action not in _INTERNAL))

    async def mine(self, organisation: str, proof: Proof) -> list[Ticket]:
        """Every ticket of a proven person, from whatever channel, the open ones first. Raises `ProofNeeded`."""
        if not self._is_live(proof, organisation):
            raise ProofNeeded
        async with self._database.transaction() as connection:
            found = await self._tickets.of_person(connection, organisation, self._person(proof))
        return sorted(found, key=lambda ticket: (not ticket.is_open, -ticket.number))

    async def staff_view(self, organisation: str, code: str) -> TicketView:
        """With everything, notes included. Raises `TicketNotFound`."""
        async with self._database.transaction() as connection:
            ticket = await self._found(connection, organisation, code)
            return TicketView(ticket, await self._history.of(connection, ticket.id, with_notes=True))

    async def organisation_of(self, code: str) -> str:
        """Whose ticket it is, for who runs the desk of all of them. Raises `TicketNotFound`."""
        async with self._database.transaction() as connection:
            organisation = await self._tickets.organisation_of(connection, code_of(code))
        if organisation is None:
            raise TicketNotFound
        return organisation

    async def listing(
        self, organisation: str | None = None, statuses: Iterable[Status] = OPEN, limit: int = 200
    ) -> list[Ticket]:
        """For staff: what is due first comes first. None: of every organisation."""
        async with self._database.transaction() as connection:
            return await self._tickets.listing(connection, organisation, statuses, limit)


def status_text(status: PublicStatus) -> str:
    return wording.public_status(status.kind, status.status, status.received_on, status.due_on, status.merged)


def _for_person(entry: HistoryEntry) -> HistoryEntry:
    facts = {name: value for name, value in entry.facts.items() if name in _TOLD_FACTS}
    return replace(entry, actor=Actor(entry.actor.role), facts=facts, note="")
