"""Reads what a receipt tells from the tables of tickets, and nothing else: no personal value is touched or decrypted."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.receipts.models import Facts, standing, to_second
from bot.tickets.deadlines import hanoi_day
from bot.tickets.kinds import TicketKind
from bot.tickets.states import Status
from bot.tickets.tables import history, tickets


async def facts(connection: AsyncConnection, organisation: str, code: str) -> Facts | None:
    """How the ticket stands now; `code` in its display form."""
    table = tickets.c
    columns = (
        table.organisation,
        table.code,
        table.kind,
        table.status,
        table.merged_into,
        table.proof_strength,
        table.received_at,
        table.complete_by,
        table.version,
        table.head,
    )
    wanted = select(*columns).where(table.organisation == organisation, table.code == code)
    row = (await connection.execute(wanted)).first()
    if row is None:
        return None
    return Facts(
        organisation=row.organisation,
        code=row.code,
        kind=TicketKind(row.kind),
        status=standing(Status(row.status), row.merged_into, row.proof_strength),
        received_at=to_second(row.received_at),
        due=hanoi_day(row.complete_by),
        sequence=row.version,
        head=row.head,
    )


async def hash_at(connection: AsyncConnection, organisation: str, code: str, sequence: int) -> str | None:
    """The hash of an entry of the ticket's history."""
    wanted = (
        select(history.c.hash)
        .join(tickets, tickets.c.id == history.c.ticket)
        .where(tickets.c.organisation == organisation, tickets.c.code == code, history.c.sequence == sequence)
    )
    return (await connection.execute(wanted)).scalar_one_or_none()
