"""The facade for the turn, the console and the commands: what is to be told to the systems, and what waits for a person."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.storage.ids import new_id
from bot.systems import repository
from bot.systems.models import Attention, Event, Instruction, Result, StaffNote, Standing, State, next_of
from bot.systems.settings import Webhook
from bot.tickets.desk import code_of
from bot.tickets.errors import TicketNotFound

PATIENCE = timedelta(hours=24)
"""How long an instruction is tried."""
DETAIL = "systems.detail"
"""The context of the encrypted detail."""
_PAGE = 100


class SystemsService:
    """Every method joins the caller's transaction. `on_queued` rings the worker."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        webhooks: Mapping[str, Webhook],
        now: Callable[[], datetime],
        on_queued: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._webhooks = webhooks
        self._now = now
        self._on_queued = on_queued

    async def offer(self, organisation: str, code: str) -> Instruction | None:
        """After a ticket was opened or changed: queues what its organisation's systems have to be told now, if anything.
        Harmless however often it is called; what nobody offers, `offer_all` finds. Raises
        `bot.tickets.errors.TicketNotFound`."""
        async with self._database.savepoint() as connection:
            ticket = await repository.standing(connection, organisation, code_of(code))
            if ticket is None:
                raise TicketNotFound
            if not self._serves(ticket):
                return None
            last = await repository.last(connection, ticket.id)
            step = next_of(ticket, last)
            if last is not None and step.last_becomes is not None:
                await repository.change(connection, last.id, {"state": step.last_becomes.value})
            return None if step.add is None else await self._add(connection, ticket, last, step.add)

    async def offer_all(self) -> int:
        """As `offer`, for up to a hundred tickets that nobody has offered; how many there were. Call it outside a transaction."""
        served = {slug: webhook.kinds for slug, webhook in self._webhooks.items()}
        async with self._database.transaction() as connection:
            found = await repository.unsettled(connection, served, _PAGE)
        for organisation, code in found:
            await self.offer(organisation, code)
        return len(found)

    async def again(self, organisation: str, code: str) -> Instruction | None:
        """Staff have mended the connection, or the systems: what was given up or not carried out is told once more. None if
        nothing of the kind is there, or the ticket may not be carried out. Raises `TicketNotFound`."""
        async with self._database.savepoint() as connection:
            ticket = await repository.standing(connection, organisation, code_of(code))
            if ticket is None:
                raise TicketNotFound
            last = await repository.last(connection, ticket.id)
            if last is None or not self._serves(ticket):
                return None
            failed = last.state is State.GIVEN_UP or last.result in (Result.CANNOT, Result.PARTLY)
            # Once more what was told before, as long as it is still what has to be told.
            if not failed or ticket.may_be_carried_out is (last.event is Event.STOP):
                return None
            await repository.change(connection, last.id, NO_ATTENTION)
            return await self._add(connection, ticket, last, last.event)

    async def staff_notes(self, organisation: str | None = None, limit: int = 200) -> list[StaffNote]:
        """What waits for a person, oldest first."""
        async with self._database.transaction() as connection:
            return [self._note(row) for row in await repository.waiting_for_staff(connection, organisation, limit)]

    async def seen(self, organisation: str, note: str) -> None:
        """A person has looked into it. Its detail is forgotten; what of it matters stands in the ticket's history."""
        async with self._database.transaction() as connection:
            if await repository.get(connection, note, organisation) is not None:
                await repository.change(connection, note, NO_ATTENTION)

    def _serves(self, ticket: Standing) -> bool:
        webhook = self._webhooks.get(ticket.organisation)
        return webhook is not None and ticket.kind in webhook.kinds

    async def _add(
        self, connection: AsyncConnection, ticket: Standing, last: Instruction | None, event: Event
    ) -> Instruction:
        now = self._now()
        instruction = Instruction(
            id=new_id(),
            organisation=ticket.organisation,
            ticket=ticket.id,
            code=ticket.code,
            number=last.number + 1 if last else 1,
            event=event,
            state=State.QUEUED,
            attempts=0,
            result=None,
            made_at=now,
            give_up_at=now + PATIENCE,
        )
        await repository.add(connection, instruction)
        self._on_queued()
        return instruction

    def _note(self, row: Row[Any]) -> StaffNote:
        detail = self._keyring.decrypt(row.detail, DETAIL) if row.detail is not None else ""
        return StaffNote(row.id, row.organisation, row.code, Attention(row.attention), row.attention_at, detail)


NO_ATTENTION: Mapping[str, Any] = {"attention": None, "attention_at": None, "detail": None}
