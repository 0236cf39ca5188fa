"""Rows of `system_instructions` and `system_answers`, and what of a ticket decides about them. Whoever locks both a ticket and
instructions locks the ticket first."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.systems.models import Event, Instruction, Result, Standing, State, values
from bot.systems.tables import answers, instructions
from bot.tickets.kinds import TicketKind
from bot.tickets.repository.inserting import insert_once
from bot.tickets.states import OPEN, Status
from bot.tickets.tables import tickets


async def standing(connection: AsyncConnection, organisation: str, code: str) -> Standing | None:
    """Locks the ticket until the transaction ends."""
    table = tickets.c
    wanted = (
        select(table.id, table.organisation, table.code, table.kind, table.status, table.holds)
        .where(table.organisation == organisation, table.code == code)
        .with_for_update()
    )
    row = (await connection.execute(wanted)).first()
    if row is None:
        return None
    return Standing(row.id, row.organisation, row.code, TicketKind(row.kind), Status(row.status), bool(row.holds))


async def last(connection: AsyncConnection, ticket: str) -> Instruction | None:
    """The caller holds the ticket."""
    table = instructions.c
    wanted = select(instructions).where(table.ticket == ticket).order_by(table.number.desc()).limit(1)
    row = (await connection.execute(wanted)).first()
    return _read(row) if row else None


async def get(connection: AsyncConnection, instruction: str, organisation: str | None = None) -> Instruction | None:
    wanted = select(instructions).where(instructions.c.id == instruction)
    if organisation is not None:
        wanted = wanted.where(instructions.c.organisation == organisation)
    row = (await connection.execute(wanted)).first()
    return _read(row) if row else None


async def add(connection: AsyncConnection, instruction: Instruction) -> None:
    await connection.execute(
        insert(instructions).values(
            id=instruction.id,
            organisation=instruction.organisation,
            ticket=instruction.ticket,
            code=instruction.code,
            number=instruction.number,
            event=instruction.event.value,
            state=instruction.state.value,
            attempts=instruction.attempts,
            made_at=instruction.made_at,
            due_at=instruction.made_at,
            give_up_at=instruction.give_up_at,
        )
    )


async def change(
    connection: AsyncConnection, instruction: str, changes: Mapping[str, Any], *, only_queued: bool = False
) -> None:
    """With `only_queued`, nothing happens to one that was answered or replaced meanwhile."""
    statement = update(instructions).where(instructions.c.id == instruction)
    if only_queued:
        statement = statement.where(instructions.c.state == State.QUEUED.value)
    await connection.execute(statement.values(dict(changes)))


async def claim(connection: AsyncConnection, now: datetime, lease: timedelta, limit: int) -> list[Instruction]:
    """Those that are due, for this caller alone until `now + lease`."""
    table = instructions.c
    due = (
        select(table.id)
        .where(table.state == State.QUEUED.value, table.due_at <= now)
        .order_by(table.due_at, table.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list((await connection.execute(due)).scalars())
    if not ids:
        return []
    await connection.execute(update(instructions).where(table.id.in_(ids)).values(due_at=now + lease))
    rows = await connection.execute(select(instructions).where(table.id.in_(ids)).order_by(table.id))
    return [_read(row) for row in rows]


async def unsettled(
    connection: AsyncConnection, served: Mapping[str, Iterable[TicketKind]], limit: int
) -> list[tuple[str, str]]:
    """Organisation and code of tickets about which the systems may have to be told something: `next_of` decides."""
    if not served:
        return []
    ticket, told = tickets.c, instructions.c
    newest = (
        select(instructions.c.ticket, func.max(instructions.c.number).label("number"))
        .group_by(instructions.c.ticket)
        .subquery()
    )
    free = and_(ticket.status.in_(values(OPEN)), ticket.holds == [])
    untold = or_(told.id.is_(None), told.event == Event.STOP.value, told.state == State.DROPPED.value)
    done = ticket.status.in_([Status.COMPLETED.value, Status.PARTLY_COMPLETED.value])
    to_stop = and_(
        told.event == Event.CARRY_OUT.value,
        or_(
            told.state == State.QUEUED.value,
            and_(told.state.in_([State.SENT.value, State.GIVEN_UP.value]), ~done),
        ),
    )
    wanted: Select[Any] = (
        select(ticket.organisation, ticket.code)
        .outerjoin(newest, newest.c.ticket == ticket.id)
        .outerjoin(instructions, and_(told.ticket == ticket.id, told.number == newest.c.number))
        .where(_served(served), or_(and_(free, untold), and_(~free, to_stop)))
        .order_by(ticket.id)
        .limit(limit)
    )
    return [(row.organisation, row.code) for row in await connection.execute(wanted)]


async def waiting_for_staff(connection: AsyncConnection, organisation: str | None, limit: int) -> list[Row[Any]]:
    """Oldest first."""
    table = instructions.c
    wanted = select(table.id, table.organisation, table.code, table.attention, table.attention_at, table.detail)
    wanted = wanted.where(table.attention.is_not(None)).order_by(table.attention_at, table.id).limit(limit)
    if organisation is not None:
        wanted = wanted.where(table.organisation == organisation)
    return list(await connection.execute(wanted))


async def use_answer(connection: AsyncConnection, row: Mapping[str, Any]) -> Row[Any] | None:
    """None if the answer's id is used now for the first time, else the row of the first use."""
    if await insert_once(connection, answers, dict(row)):
        return None
    table = answers.c
    used = select(answers).where(table.organisation == row["organisation"], table.answer == row["answer"])
    return (await connection.execute(used)).one()


async def purge_answers(connection: AsyncConnection, before: datetime) -> None:
    await connection.execute(delete(answers).where(answers.c.at < before))


def _served(served: Mapping[str, Iterable[TicketKind]]) -> ColumnElement[bool]:
    ticket = tickets.c
    return or_(*(and_(ticket.organisation == slug, ticket.kind.in_(values(kinds))) for slug, kinds in served.items()))


def _read(row: Row[Any]) -> Instruction:
    return Instruction(
        id=row.id,
        organisation=row.organisation,
        ticket=row.ticket,
        code=row.code,
        number=row.number,
        event=Event(row.event),
        state=State(row.state),
        attempts=row.attempts,
        result=Result(row.result) if row.result else None,
        made_at=row.made_at,
        give_up_at=row.give_up_at,
    )
