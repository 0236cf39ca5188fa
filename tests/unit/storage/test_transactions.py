"""Transactions on both databases: what is kept, what is undone, what is told."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.errors import NotInitialized, NotMigrated, TransactionFailed
from tests.unit.storage.words import Stop, add, stored


async def test_a_transaction_is_kept_at_its_end(words: Database) -> None:
    async with words.transaction() as connection:
        await add(connection, "một")

    assert await stored(words) == ["một"]


async def test_an_exception_undoes_the_transaction_and_all_that_joined_it(words: Database) -> None:
    async def write_and_fail() -> None:
        async with words.transaction() as outer:
            await add(outer, "một")
            async with words.transaction() as inner:
                assert inner is outer
                await add(inner, "hai")
            raise Stop

    with pytest.raises(Stop):
        await write_and_fail()
    assert await stored(words) == []


async def test_a_joined_block_that_raises_undoes_nothing_if_it_is_caught(words: Database) -> None:
    async def write_and_fail() -> None:
        async with words.transaction() as inner:
            await add(inner, "hai")
            raise Stop

    async with words.transaction() as outer:
        await add(outer, "một")
        with pytest.raises(Stop):
            await write_and_fail()
        await add(outer, "ba")

    assert await stored(words) == ["ba", "hai", "một"]


async def test_a_savepoint_undoes_itself_alone(words: Database) -> None:
    async def write_and_fail() -> None:
        async with words.savepoint() as inner:
            await add(inner, "hai")
            await add(inner, "một")

    async with words.transaction() as connection:
        await add(connection, "một")
        with pytest.raises(IntegrityError):
            await write_and_fail()
        async with words.savepoint(), words.savepoint() as deeper:
            await add(deeper, "ba")

    assert await stored(words) == ["ba", "một"]


async def test_a_savepoint_outside_a_transaction_is_one(words: Database) -> None:
    async def write_and_fail() -> None:
        async with words.savepoint() as connection:
            await add(connection, "hai")
            raise Stop

    async with words.savepoint() as connection:
        await add(connection, "một")
    with pytest.raises(Stop):
        await write_and_fail()

    assert await stored(words) == ["một"]


async def test_a_failed_statement_that_was_ignored_is_not_passed_over_in_silence(words: Database) -> None:
    async def write_and_ignore() -> None:
        async with words.transaction() as connection:
            await add(connection, "một")
            with pytest.raises(IntegrityError):
                await add(connection, "một")

    with pytest.raises(TransactionFailed):
        await write_and_ignore()
    assert await stored(words) == []


async def test_a_failed_statement_that_was_ignored_in_a_savepoint_undoes_the_savepoint(words: Database) -> None:
    async def write_and_ignore() -> None:
        async with words.savepoint() as inner:
            await add(inner, "hai")
            with pytest.raises(IntegrityError):
                await add(inner, "một")

    async with words.transaction() as connection:
        await add(connection, "một")
        with pytest.raises(TransactionFailed):
            await write_and_ignore()

    assert await stored(words) == ["một"]


async def test_a_failure_is_forgotten_with_its_transaction(words: Database) -> None:
    async def write_twice() -> None:
        async with words.transaction() as connection:
            await add(connection, "một")
            await add(connection, "một")

    for _ in range(2):
        with pytest.raises(IntegrityError):
            await write_twice()
    async with words.transaction() as connection:
        await add(connection, "hai")

    assert await stored(words) == ["hai"]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM missing",
        "SELECT missing FROM words",
        "INSERT INTO words (missing) VALUES (1)",
        "DELETE FROM missing",
    ],
)
async def test_a_missing_table_or_column_is_told_with_its_remedy(words: Database, statement: str) -> None:
    async def use() -> None:
        async with words.transaction() as connection:
            await connection.execute(text(statement))

    with pytest.raises(NotMigrated, match="lachan db upgrade") as caught:
        await use()
    assert "missing" in caught.value.missing


async def test_errors_hold_no_values(words: Database) -> None:
    async def write_a_number_that_does_not_fit() -> None:
        async with words.transaction() as connection:
            await connection.execute(text("INSERT INTO words SELECT :word FROM missing"), {"word": "0900123456"})

    with pytest.raises(NotMigrated) as caught:
        await write_a_number_that_does_not_fit()
    assert "0900123456" not in str(caught.value) + str(caught.value.__cause__)


async def test_a_database_that_is_not_open_says_so(database_url: str) -> None:
    database = Database(database_url)
    for _ in range(2):
        with pytest.raises(NotInitialized):
            async with database.transaction():
                raise AssertionError("entered")
        await database.initialize()
        await database.initialize()
        assert await can_read(database)
        await database.shutdown()
        await database.shutdown()


async def can_read(database: Database) -> bool:
    async with database.transaction() as connection:
        return bool((await connection.execute(text("SELECT 1"))).scalar_one())
