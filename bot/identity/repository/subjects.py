"""The limits of one contact. Each is a single UPDATE whose condition is the limit, so that no two callers share a
count.
"""

from datetime import date, datetime

from sqlalchemy import and_, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.limits import CODE_WINDOW, DAILY_TRIES, RESEND_AFTER, day_of
from bot.identity.repository.inserting import insert_or_lock
from bot.identity.tables import subjects


async def ensure(connection: AsyncConnection, subject: str) -> None:
    """The other functions need the row. It is the caller's alone until the transaction ends."""
    await insert_or_lock(connection, subjects, subject=subject, tries=0)


async def take_code(connection: AsyncConnection, subject: str, now: datetime) -> datetime | None:
    """Counts one more code and gives the time of the next; None, and nothing counted, if the last or the third last is
    too young.
    """
    statement = (
        update(subjects)
        .where(
            subjects.c.subject == subject,
            or_(subjects.c.code_at_1.is_(None), subjects.c.code_at_1 <= now - RESEND_AFTER),
            or_(subjects.c.code_at_3.is_(None), subjects.c.code_at_3 <= now - CODE_WINDOW),
        )
        .values(code_at_1=now, code_at_2=subjects.c.code_at_1, code_at_3=subjects.c.code_at_2)
        .returning(subjects.c.code_at_3)
    )
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    return max(now + RESEND_AFTER, row.code_at_3 + CODE_WINDOW) if row.code_at_3 else now + RESEND_AFTER


async def code_times(connection: AsyncConnection, subject: str) -> tuple[datetime | None, datetime | None]:
    """When the last and the third last code was asked for."""
    statement = select(subjects.c.code_at_1, subjects.c.code_at_3).where(subjects.c.subject == subject)
    row = (await connection.execute(statement)).one()
    return row.code_at_1, row.code_at_3


async def take_try(connection: AsyncConnection, subject: str, day: date) -> bool:
    """Counts one more guess, unless the day's are used up."""
    # A machine whose clock is a day behind counts on the later day instead of starting anew.
    new_day = or_(subjects.c.tries_day.is_(None), subjects.c.tries_day < day)
    statement = (
        update(subjects)
        .where(subjects.c.subject == subject, or_(new_day, subjects.c.tries < DAILY_TRIES))
        .values(
            tries=case((new_day, 1), else_=subjects.c.tries + 1),
            tries_day=case((new_day, day), else_=subjects.c.tries_day),
        )
        .returning(subjects.c.tries)
    )
    return (await connection.execute(statement)).first() is not None


async def give_back_try(connection: AsyncConnection, subject: str) -> None:
    """A right code was no guess."""
    await connection.execute(
        update(subjects).where(subjects.c.subject == subject, subjects.c.tries > 0).values(tries=subjects.c.tries - 1)
    )


async def has_tries(connection: AsyncConnection, subject: str, day: date) -> bool:
    used_up = and_(subjects.c.tries_day >= day, subjects.c.tries >= DAILY_TRIES)
    statement = select(subjects.c.subject).where(subjects.c.subject == subject, used_up)
    return (await connection.execute(statement)).first() is None


async def purge(connection: AsyncConnection, before: datetime) -> None:
    """Contacts that no code was asked for since, and no guess made: their limits have no more to say."""
    await connection.execute(
        delete(subjects).where(
            or_(subjects.c.code_at_1.is_(None), subjects.c.code_at_1 < before),
            or_(subjects.c.tries_day.is_(None), subjects.c.tries_day < day_of(before)),
        )
    )
