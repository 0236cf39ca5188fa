"""What is particular to one database: SQLite's settings, addresses, and databases that do not answer."""

import asyncio
import socket
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.engines import is_sqlite, open_engine, parse_url
from bot.storage.errors import Busy, InvalidUrl, Unavailable


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "lachan.db"


async def test_sqlite_is_set_up_for_many_readers_and_honest_references(sqlite: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{sqlite}")
    await database.initialize()
    try:
        async with database.transaction() as connection:
            found = {
                pragma: (await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one()
                for pragma in ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
            }
    finally:
        await database.shutdown()

    assert found == {"journal_mode": "wal", "busy_timeout": 5_000, "foreign_keys": 1, "synchronous": 1}


def test_the_file_of_sqlite_is_its_users_alone(sqlite: Path) -> None:
    asyncio.run(open_engine(parse_url(f"sqlite:///{sqlite}")).dispose())

    assert stat.S_IMODE(sqlite.stat().st_mode) == 0o600


async def test_foreign_keys_are_enforced(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("CREATE TABLE parents (id INTEGER PRIMARY KEY)"))
        await connection.execute(text("CREATE TABLE children (parent_id INTEGER NOT NULL REFERENCES parents (id))"))

    with pytest.raises(IntegrityError):
        async with database.transaction() as connection:
            await connection.execute(text("INSERT INTO children VALUES (1)"))


async def test_another_process_that_writes_to_sqlite_for_too_long_makes_it_busy(sqlite: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{sqlite}")
    await database.initialize()
    other = sqlite3.connect(sqlite, isolation_level=None)
    try:
        async with database.transaction() as connection:
            await connection.execute(text("PRAGMA busy_timeout = 10"))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            async with database.transaction():
                raise AssertionError("entered")
        other.execute("ROLLBACK")
        async with database.transaction() as connection:
            await connection.execute(text("CREATE TABLE t (x INTEGER)"))
    finally:
        other.close()
        await database.shutdown()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_keeps_to_the_schema_of_the_address(database: Database) -> None:
    async with database.transaction() as connection:
        schema = (await connection.execute(text("SELECT current_schema()"))).scalar_one()
    assert f"schema={schema}" in repr(database)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_ssl_mode_of_libpq_is_understood(database_url: str) -> None:
    url = parse_url(database_url).update_query_dict({"sslmode": "disable"}).render_as_string(hide_password=False)
    database = Database(url)
    await database.initialize()
    try:
        async with database.transaction() as connection:
            query = text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            assert not (await connection.execute(query)).scalar_one()
    finally:
        await database.shutdown()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_connection_that_the_server_ends_is_unavailable_and_the_next_one_works(database: Database) -> None:
    async def end() -> None:
        async with database.transaction() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(Unavailable):
        await end()
    async with database.transaction() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1


async def test_a_server_that_does_not_answer_is_unavailable() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
        database = Database(f"postgresql+asyncpg://somebody:mat-khau@127.0.0.1:{port}/lachan")
        with pytest.raises(Unavailable) as caught:
            await database.initialize()
    assert "mat-khau" not in str(caught.value) + repr(database)


async def test_a_database_that_does_not_exist_is_unavailable(database_url: str) -> None:
    url = parse_url(database_url)
    nowhere = url.set(database="/proc/nowhere/lachan.db" if is_sqlite(url) else "lachan_nowhere")
    with pytest.raises(Unavailable):
        await Database(nowhere.render_as_string(hide_password=False)).initialize()


async def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "lachan.db").write_text("Đây không phải cơ sở dữ liệu. " * 100, encoding="utf-8")
    with pytest.raises(Unavailable):
        await Database(f"sqlite+aiosqlite:///{tmp_path}/lachan.db").initialize()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_an_option_that_the_driver_does_not_know_is_an_invalid_address(database_url: str) -> None:
    url = parse_url(database_url).update_query_dict({"khong_co": "1"}).render_as_string(hide_password=False)
    with pytest.raises(InvalidUrl):
        await Database(url).initialize()


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///var/a.db", "sqlite+aiosqlite"),
        ("postgres://u@h/d", "postgresql+asyncpg"),
        ("postgresql://u@h/d?sslmode=require", "postgresql+asyncpg"),
        ("postgresql+asyncpg://u@h/d?schema=desk", "postgresql+asyncpg"),
    ],
)
def test_the_driver_may_be_left_out(given: str, driver: str) -> None:
    assert parse_url(given).drivername == driver


@pytest.mark.parametrize(
    "given",
    [
        "",
        "lachan.db",
        "mysql://u:mat-khau@h/d",
        "postgresql+psycopg://u:mat-khau@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://u:mat-khau@h/d?schema=a;b",
        "postgresql://u:mat-khau@h/d?schema=a&schema=b",
    ],
)
def test_other_addresses_are_refused_without_repeating_a_password(given: str) -> None:
    with pytest.raises(InvalidUrl, match="LACHAN_STORAGE__URL") as caught:
        Database(given)
    assert "mat-khau" not in str(caught.value)
