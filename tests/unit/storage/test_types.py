"""Values come back as they went in, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Column, MetaData, Table, select
from sqlalchemy.exc import StatementError

from bot.storage.database import Database
from bot.storage.ids import new_id
from bot.storage.types import Id, Json, UtcDateTime

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOTES = Table(
    "notes",
    MetaData(),
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime()),
    Column("data", Json),
)


@pytest.fixture
async def notes(database: Database) -> Database:
    async with database.transaction() as connection:
        await connection.run_sync(NOTES.create)
    return database


async def round_trip(database: Database, **values: Any) -> Any:
    key = new_id()
    async with database.transaction() as connection:
        await connection.execute(NOTES.insert().values(id=key, **values))
        return (await connection.execute(select(NOTES).where(NOTES.c.id == key))).one()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 1, 6, 30, 15, 123_456, tzinfo=HANOI),
        datetime(2025, 12, 31, 23, 30, tzinfo=UTC),
        datetime(1999, 2, 28, 12, 0, 0, 1, tzinfo=ZoneInfo("America/St_Johns")),
    ],
)
async def test_a_time_of_any_zone_comes_back_as_the_same_instant_in_utc(notes: Database, moment: datetime) -> None:
    row = await round_trip(notes, at=moment)

    assert row.at == moment
    assert row.at.tzinfo is UTC


async def test_times_of_different_zones_sort_and_compare_by_instant(notes: Database) -> None:
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    moments = [noon + timedelta(microseconds=1), noon, (noon - timedelta(hours=1)).astimezone(HANOI)]
    async with notes.transaction() as connection:
        for moment in moments:
            await connection.execute(NOTES.insert().values(id=new_id(), at=moment))
        ordered = (await connection.execute(select(NOTES.c.at).order_by(NOTES.c.at))).scalars().all()
        due = (await connection.execute(select(NOTES.c.at).where(NOTES.c.at <= noon.astimezone(HANOI)))).scalars().all()

    assert ordered == sorted(moments)
    assert sorted(due) == sorted(moments)[:2]


async def test_a_time_without_a_zone_is_refused(notes: Database) -> None:
    with pytest.raises(StatementError, match="naive") as caught:
        await round_trip(notes, at=datetime(2026, 1, 1))
    assert isinstance(caught.value.orig, ValueError)


async def test_no_time_stays_none(notes: Database) -> None:
    assert (await round_trip(notes, at=None)).at is None


@pytest.mark.parametrize(
    "value", [{"tên": "Nguyễn Thị Ánh", "số": [1, 2.5, None, True]}, [], {}, "chữ", 0, False, None]
)
async def test_json_comes_back_unchanged(notes: Database, value: object) -> None:
    row = await round_trip(notes, data=value)

    assert row.data == value
    assert type(row.data) is type(value)


async def test_none_in_a_json_column_is_null(notes: Database) -> None:
    await round_trip(notes, data=None)
    async with notes.transaction() as connection:
        found = (await connection.execute(select(NOTES.c.id).where(NOTES.c.data.is_(None)))).all()
    assert len(found) == 1


async def test_an_id_fits_its_column_and_sorts_there_as_in_python(notes: Database) -> None:
    ids = [new_id() for _ in range(50)]
    async with notes.transaction() as connection:
        await connection.execute(NOTES.insert(), [{"id": key} for key in ids])
        found = (await connection.execute(select(NOTES.c.id).order_by(NOTES.c.id))).scalars().all()
    assert found == sorted(ids)
