"""Rows of `ticket_confirmations`: tokens by which a person confirms a withdrawal, each good once."""

from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.tickets.tables import confirmations


async def add(
    connection: AsyncConnection, token_hash: str, ticket: str, conversation: str, expires_at: datetime
) -> None:
    await connection.execute(
        insert(confirmations).values(
            token_hash=token_hash, ticket=ticket, conversation=conversation, expires_at=expires_at
        )
    )


async def use(connection: AsyncConnection, token_hash: str, ticket: str, conversation: str, now: datetime) -> bool:
    """Whether it was good for this ticket in this conversation; then it is gone. One DELETE, so that of two at a time one wins."""
    table = confirmations.c
    statement = delete(confirmations).where(
        table.token_hash == token_hash,
        table.ticket == ticket,
        table.conversation == conversation,
        table.expires_at > now,
    )
    return (await connection.execute(statement)).rowcount == 1


async def forget(connection: AsyncConnection, ticket: str) -> None:
    await connection.execute(delete(confirmations).where(confirmations.c.ticket == ticket))


async def purge(connection: AsyncConnection, before: datetime) -> None:
    """Those that ran out before then."""
    await connection.execute(delete(confirmations).where(confirmations.c.expires_at < before))
