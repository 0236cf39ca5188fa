"""Tasks that use one database at the same time, each in its own transaction or, by mistake, in one."""

import asyncio
from contextvars import Context

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.storage import engines
from bot.storage.database import Database
from bot.storage.errors import Busy, ConcurrentUse
from tests.unit.storage.words import Stop, add, stored


async def test_fifty_increments_at_the_same_time_make_fifty(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("CREATE TABLE counters (value INTEGER NOT NULL)"))
        await connection.execute(text("INSERT INTO counters VALUES (0)"))

    async def increment() -> None:
        async with database.transaction() as connection:
            await connection.execute(text("UPDATE counters SET value = value + 1"))

    await asyncio.gather(*(increment() for _ in range(50)))

    async with database.transaction() as connection:
        assert (await connection.execute(text("SELECT value FROM counters"))).scalar_one() == 50


async def test_what_is_read_for_update_is_not_changed_by_others_meanwhile(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("CREATE TABLE counters (value INTEGER NOT NULL)"))
        await connection.execute(text("INSERT INTO counters VALUES (0)"))
    lock = "" if database.dialect == "sqlite" else " FOR UPDATE"

    async def increment() -> None:
        async with database.transaction() as connection:
            value = (await connection.execute(text(f"SELECT value FROM counters{lock}"))).scalar_one()
            await asyncio.sleep(0)
            await connection.execute(text("UPDATE counters SET value = :value"), {"value": value + 1})

    await asyncio.gather(*(increment() for _ in range(50)))

    async with database.transaction() as connection:
        assert (await connection.execute(text("SELECT value FROM counters"))).scalar_one() == 50


async def test_others_do_not_see_what_is_not_kept_yet(words: Database) -> None:
    written, read = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with words.transaction() as connection:
            await add(connection, "một")
            written.set()
            if words.dialect == "postgresql":  # on SQLite the reader waits for the writer
                await read.wait()

    async def look() -> list[str]:
        await written.wait()
        seen = await stored(words)
        read.set()
        return seen

    _, seen = await asyncio.gather(write(), look())
    assert seen == ([] if words.dialect == "postgresql" else ["một"])


async def test_a_cancelled_transaction_is_undone_and_gives_its_connection_back(words: Database) -> None:
    written = asyncio.Event()

    async def hang() -> None:
        async with words.transaction() as connection:
            await add(connection, "một")
            written.set()
            await asyncio.Event().wait()

    for _ in range(20):  # more than the pool holds
        task = asyncio.create_task(hang())
        await written.wait()
        written.clear()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert await stored(words) == []


async def test_a_task_that_is_awaited_inside_joins(words: Database) -> None:
    async def joined() -> None:
        async with words.transaction() as connection:
            await add(connection, "một")

    async def write_and_fail() -> None:
        async with words.transaction():
            await asyncio.wait_for(joined(), 5)
            raise Stop

    with pytest.raises(Stop):
        await write_and_fail()
    assert await stored(words) == []


async def test_two_tasks_in_one_transaction_at_a_time_are_refused(words: Database) -> None:
    async def joined(word: str) -> None:
        async with words.transaction() as connection:
            await add(connection, word)

    async def both() -> None:
        async with words.transaction():
            await asyncio.gather(joined("một"), joined("hai"))

    with pytest.raises(ConcurrentUse):
        await both()
    assert await stored(words) == []


@pytest.mark.parametrize("moment", ["before its statement", "after its statement"])
async def test_a_transaction_that_ends_before_a_task_inside_it_is_undone(words: Database, moment: str) -> None:
    entered, go_on = asyncio.Event(), asyncio.Event()
    tasks: list[asyncio.Task[None]] = []

    async def late() -> None:
        async with words.transaction() as connection:
            if moment == "after its statement":
                await add(connection, "một")
            entered.set()
            await go_on.wait()
            await add(connection, "hai")

    async def leave_too_early() -> None:
        async with words.transaction():
            tasks.append(asyncio.create_task(late()))
            await entered.wait()

    with pytest.raises(ConcurrentUse):
        await leave_too_early()
    go_on.set()
    with pytest.raises(SQLAlchemyError):
        await tasks[0]
    assert await stored(words) == []


async def test_a_savepoint_that_ends_before_a_task_inside_it_spoils_the_transaction(words: Database) -> None:
    entered, go_on = asyncio.Event(), asyncio.Event()
    tasks: list[asyncio.Task[None]] = []

    async def late() -> None:
        async with words.transaction() as connection:
            entered.set()
            await go_on.wait()
            await add(connection, "một")

    async def leave_too_early() -> None:
        async with words.savepoint():
            tasks.append(asyncio.create_task(late()))
            await entered.wait()

    async def go_on_regardless() -> None:
        async with words.transaction():
            with pytest.raises(ConcurrentUse):
                await leave_too_early()

    with pytest.raises(ConcurrentUse):
        await go_on_regardless()
    go_on.set()
    with pytest.raises(SQLAlchemyError):
        await tasks[0]
    assert await stored(words) == []


async def test_a_task_that_outlives_the_transaction_begins_its_own(words: Database) -> None:
    go_on = asyncio.Event()

    async def late() -> None:
        await go_on.wait()
        async with words.transaction() as connection:
            await add(connection, "một")
        async with words.savepoint() as connection:
            await add(connection, "hai")

    async with words.transaction():
        task = asyncio.create_task(late())
    go_on.set()
    await task

    assert await stored(words) == ["hai", "một"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer a file, whoever asks
async def test_two_databases_do_not_join(words: Database, database_url: str) -> None:
    other = Database(database_url)
    await other.initialize()
    try:
        async with words.transaction() as connection:
            async with other.transaction() as separate:
                assert separate is not connection
                await add(separate, "một")
            assert await stored(other) == ["một"]
    finally:
        await other.shutdown()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_row_that_others_hold_for_too_long_is_busy(words: Database) -> None:
    async def change(patience: str) -> None:
        async with words.transaction() as connection:
            await connection.execute(text(f"SET LOCAL lock_timeout = '{patience}'"))
            await connection.execute(text("UPDATE words SET word = word"))

    async with words.transaction() as connection:
        await add(connection, "một")
    async with words.transaction() as connection:
        await connection.execute(text("UPDATE words SET word = word"))
        # A context of its own, so that it does not join.
        with pytest.raises(Busy):
            await asyncio.create_task(change("20ms"), context=Context())
    await change("5s")


async def test_a_pool_that_stays_empty_is_busy(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "POOL_TIMEOUT", 0.02)
    database = Database(database_url)
    await database.initialize()
    release = asyncio.Event()

    async def hold() -> None:
        async with database.transaction():
            await release.wait()

    try:
        holders = [asyncio.create_task(hold()) for _ in range(20)]
        await asyncio.wait(holders, return_when=asyncio.FIRST_EXCEPTION)
        release.set()
        results = await asyncio.gather(*holders, return_exceptions=True)
    finally:
        await database.shutdown()

    assert {type(result) for result in results} == {type(None), Busy}
