"""Checks that no history was changed, and no ticket taken away or put in."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.tickets.chain import Broken, Fault, Openings, Unreadable, verify
from bot.tickets.desk import Desk

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Verification:
    """`broken` is the first entry that is wrong; what comes after it was not looked at."""

    tickets: int
    entries: int
    broken: Broken | None


class Verifying(Desk):
    async def verify(self, organisation: str | None = None) -> Verification:
        """Of one organisation, or of all. Tickets may be worked on meanwhile; those looked at wait for a moment."""
        async with self._database.transaction() as connection:
            every = await self._tickets.organisations(connection)
        tickets = entries = 0
        for name in every if organisation is None else [organisation]:
            checked = await self._verify_organisation(name)
            tickets, entries = tickets + checked.tickets, entries + checked.entries
            if checked.broken is not None:
                return Verification(tickets, entries, checked.broken)
        return Verification(tickets, entries, None)

    async def _verify_organisation(self, organisation: str) -> Verification:
        openings, tickets, entries, broken = Openings(organisation), 0, 0, None
        seen = _PAGE
        while broken is None and seen == _PAGE:
            async with self._database.transaction() as connection:
                # With the ledger locked nothing is opened while a page is read, so that the last page ends where it says.
                count, head = await self._tickets.ledger(connection, organisation, lock=True)
                seen, read, broken = await self._verify_page(connection, organisation, openings)
            tickets, entries = tickets + seen, entries + read
            if broken is None and seen < _PAGE:
                broken = openings.end(count, head)
        return Verification(tickets, entries, broken)

    async def _verify_page(
        self, connection: AsyncConnection, organisation: str, openings: Openings
    ) -> tuple[int, int, Broken | None]:
        """How many tickets and entries were looked at."""
        entries = 0
        try:
            page = await self._tickets.in_order(connection, organisation, openings.last, _PAGE)
        except Unreadable as error:
            return 0, 0, Broken(organisation, error.ticket, 0, Fault.TICKET_DIFFERS)
        for place, ticket in enumerate(page, 1):
            try:
                links = await self._history.links(connection, ticket.id)
            except Unreadable as error:
                return place, entries, Broken(organisation, ticket.code, error.sequence, Fault.ALTERED)
            entries += len(links)
            if broken := verify(ticket, links) or openings.next(ticket, links[0]):
                return place, entries, broken
        return len(page), entries, None
