"""Rows of `ticket_freezes`: contacts and conversations in doubt. What is opened while one is in force is held."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.ids import new_id
from bot.tickets.models import Hold
from bot.tickets.tables import freezes


async def add(
    connection: AsyncConnection,
    organisation: str,
    hold: Hold,
    now: datetime,
    *,
    subject: str | None,
    conversation: str | None,
) -> None:
    """Of one subject in any conversation, of one conversation whoever writes, or of one subject in one conversation."""
    assert subject is not None or conversation is not None
    await connection.execute(
        insert(freezes).values(
            id=new_id(),
            organisation=organisation,
            subject=subject,
            conversation=conversation,
            hold=hold.value,
            made_at=now,
        )
    )


async def holds(
    connection: AsyncConnection, organisation: str, subject: str | None, conversation: str | None
) -> frozenset[Hold]:
    """What holds a ticket of this subject (None: nothing is proved) from this conversation."""
    statement = select(freezes.c.hold).where(_in_force(organisation, subject, conversation)).distinct()
    return frozenset(Hold(name) for name in (await connection.execute(statement)).scalars())


async def lift(
    connection: AsyncConnection,
    organisation: str,
    subject: str | None,
    conversation: str | None,
    hold: Hold,
    now: datetime,
) -> None:
    """Every one of this kind that holds a ticket of this subject from this conversation."""
    condition = and_(_in_force(organisation, subject, conversation), freezes.c.hold == hold.value)
    await connection.execute(update(freezes).where(condition).values(lifted_at=now))


async def forget_lifted(connection: AsyncConnection, organisation: str, subject: str) -> None:
    """One that is in force stays: it protects the person."""
    table = freezes.c
    conditions = (table.organisation == organisation, table.subject == subject, table.lifted_at.is_not(None))
    await connection.execute(delete(freezes).where(*conditions))


def _in_force(organisation: str, subject: str | None, conversation: str | None) -> ColumnElement[bool]:
    table = freezes.c
    by_conversation = table.conversation == conversation
    if subject is None:
        # Who has proved nothing is held by whatever holds the conversation.
        concerned = by_conversation
    else:
        anywhere = and_(table.conversation.is_(None), table.subject == subject)
        here = and_(by_conversation, or_(table.subject.is_(None), table.subject == subject))
        concerned = or_(anywhere, here)
    return and_(table.organisation == organisation, table.lifted_at.is_(None), concerned)
