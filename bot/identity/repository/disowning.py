"""Rows of `identity_disown_links`: a used one is the event."""

from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.models import Disowned, DisownedKind
from bot.identity.tables import disown_links


async def add(
    connection: AsyncConnection,
    token_hash: str,
    *,
    organisation: str,
    conversation: str,
    subject: str,
    kind: DisownedKind,
    now: datetime,
) -> None:
    await connection.execute(
        insert(disown_links).values(
            token_hash=token_hash,
            organisation=organisation,
            conversation=conversation,
            subject=subject,
            kind=kind.value,
            made_at=now,
        )
    )


async def use(connection: AsyncConnection, token_hash: str, now: datetime) -> Disowned | None:
    """Unused → used, once."""
    statement = (
        update(disown_links)
        .where(disown_links.c.token_hash == token_hash, disown_links.c.used_at.is_(None))
        .values(used_at=now)
        .returning(*disown_links.c)
    )
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    return Disowned(row.organisation, row.conversation, row.subject, DisownedKind(row.kind), row.used_at)


async def events(connection: AsyncConnection, conversation: str) -> list[Disowned]:
    """Oldest first."""
    statement = (
        select(disown_links)
        .where(disown_links.c.conversation == conversation, disown_links.c.used_at.is_not(None))
        .order_by(disown_links.c.used_at)
    )
    return [
        Disowned(row.organisation, row.conversation, row.subject, DisownedKind(row.kind), row.used_at)
        for row in await connection.execute(statement)
    ]


async def frozen(connection: AsyncConnection, conversation: str, subject: str) -> bool:
    """Whether this conversation may prove this contact no more. A refused change of contact freezes it for every
    contact.
    """
    statement = (
        select(disown_links.c.token_hash)
        .where(
            disown_links.c.conversation == conversation,
            disown_links.c.used_at.is_not(None),
            or_(disown_links.c.subject == subject, disown_links.c.kind == DisownedKind.CONTACT_CHANGE.value),
        )
        .limit(1)
    )
    return (await connection.execute(statement)).first() is not None


async def forget(connection: AsyncConnection, conversation: str) -> None:
    await connection.execute(delete(disown_links).where(disown_links.c.conversation == conversation))


async def purge(connection: AsyncConnection, before: datetime) -> None:
    await connection.execute(delete(disown_links).where(disown_links.c.made_at < before))
