"""Fixtures of a real, migrated database; a test that asks for one runs on SQLite and on PostgreSQL.

    async def test_something(database: Database) -> None:
        async with database.transaction() as connection: ...

`database`      initialised, migrated, empty
`database_url`  the same, only its address
`empty_url`     an address without any table, for tests of migrations

PostgreSQL is taken from LACHAN_TEST_POSTGRESQL, else from this machine's standard port; where none answers within a second, its
half is skipped. Every run has schemas of its own, which it drops, so that runs at the same time do not meet.
"""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage.database import Database
from bot.storage.schema import metadata
from bot.storage.upgrading import upgrade

SERVER = os.environ.get("LACHAN_TEST_POSTGRESQL") or "postgresql+asyncpg://postgres@127.0.0.1:5432/test"
_PATIENCE = 1  # seconds that a server has to answer


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        url: str = request.getfixturevalue("_postgresql_url")
        _run(_empty(url))
        return url
    template: Path = request.getfixturevalue("_sqlite_template")
    copy = tmp_path / "lachan.db"
    shutil.copy(template, copy)
    return _sqlite(copy)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    await database.initialize()
    yield database
    await database.shutdown()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "postgresql":
        with_schema: Callable[[], str] = request.getfixturevalue("_new_schema")
        yield with_schema()
    else:
        yield _sqlite(tmp_path / "empty.db")


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "template.db"
    upgrade(_sqlite(path))
    return path


@pytest.fixture(scope="session")
def _postgresql_url(_new_schema: Callable[[], str]) -> str:
    url = _new_schema()
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def _new_schema() -> Iterator[Callable[[], str]]:
    """Makes schemas, and drops them at the end. Skips if there is no server."""
    try:
        _run(asyncio.wait_for(_execute(SERVER, "SELECT 1"), _PATIENCE))
    except Exception as error:
        where = make_url(SERVER).render_as_string(hide_password=True)
        pytest.skip(f"no PostgreSQL for tests at {where} (LACHAN_TEST_POSTGRESQL): {type(error).__name__}")
    made: list[str] = []

    def new() -> str:
        name = f"lachan_test_{os.getpid()}_{secrets.token_hex(4)}"
        _run(_execute(SERVER, f"CREATE SCHEMA {name}"))
        made.append(name)
        return make_url(SERVER).update_query_dict({"schema": name}).render_as_string(hide_password=False)

    yield new
    for name in made:
        _run(_execute(SERVER, f"DROP SCHEMA {name} CASCADE"))


def _sqlite(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def _execute(url: str, statement: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()


async def _empty(url: str) -> None:
    """Takes the rows from the program's tables, and away what tables a test made for itself."""
    database = Database(url)
    await database.initialize()
    try:
        async with database.transaction() as connection:
            found = await connection.execute(
                text(
                    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
                )
            )
            for name in found.scalars():
                how = "TRUNCATE" if name in metadata.tables else "DROP TABLE"
                await connection.execute(text(f'{how} "{name}" CASCADE'))
    finally:
        await database.shutdown()


def _run(work: Coroutine[Any, Any, None]) -> None:
    """In a thread, because the test's own event loop may be set up already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()
