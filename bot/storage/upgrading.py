"""Migrations, run from the program: no `alembic.ini`, no working directory. Call from async code with `asyncio.to_thread`."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text
from sqlalchemy.schema import CreateSchema

from bot.storage.differences import describe
from bot.storage.engines import file_of, is_sqlite, open_engine, parse_url, schema_of
from bot.storage.errors import MigrationFailed, UnknownRevision
from bot.storage.faults import connect, translated
from bot.storage.schema import metadata

MIGRATIONS = Path(__file__).with_name("migrations")
# Two processes that upgrade one PostgreSQL database take turns by this number; it has no meaning of its own.
_LOCK = 7_264_913_580


def upgrade(url: str, report: Callable[[str], None] = lambda step: None) -> None:
    """Brings the database to the newest revision, from nothing or from any earlier one, in one transaction.

    `report` is told each step, such as "0002 identity". Two at a time are harmless: the second waits, then finds nothing to
    do. Raises `UnknownRevision`, `MigrationFailed`, `Unavailable`, `Busy` or `InvalidUrl`.
    """
    parsed = parse_url(url)
    asyncio.run(_with_connection(parsed, partial(_upgrade, parsed, report)))


def check(url: str) -> list[str]:
    """What the database lacks or has too much, compared with the newest revision and with the tables that the program
    knows; one Vietnamese sentence each, none if all is well. Changes nothing. Raises `Unavailable` or `InvalidUrl`."""
    parsed = parse_url(url)
    if is_sqlite(parsed) and not file_of(parsed).is_file():
        return [f"chưa có tệp cơ sở dữ liệu {file_of(parsed)}"]
    out: list[str] = []
    asyncio.run(_with_connection(parsed, lambda connection: out.extend(_differences(connection))))
    return out


async def _with_connection(url: URL, work: Callable[[Connection], None]) -> None:
    # To change a table, SQLite needs it copied and the old one dropped, which with foreign keys on would delete what refers
    # to it. They are off here, and looked at afterwards.
    engine = open_engine(url, foreign_keys=False, pooled=False)
    try:
        async with aclosing(await connect(engine)) as connection:
            with translated():
                async with connection.begin():
                    await connection.run_sync(work)
    finally:
        await engine.dispose()


def _upgrade(url: URL, report: Callable[[str], None], connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        if schema := schema_of(url):
            connection.execute(CreateSchema(schema, if_not_exists=True))
    known = {script.revision for script in _scripts().walk_revisions()}
    if unknown := set(MigrationContext.configure(connection).get_current_heads()) - known:
        raise UnknownRevision(", ".join(sorted(unknown)))
    config = Config(attributes={"connection": connection, "on_version_apply": partial(_tell, report)})
    # Alembic reads the value with `%` as a sign of its own.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "heads")
    if connection.dialect.name == "sqlite" and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise MigrationFailed(f"Nâng cấp làm hỏng tham chiếu trong bảng {tables}; chưa có gì thay đổi.")


def _tell(report: Callable[[str], None], *, step: Any, **rest: object) -> None:
    for script in step.up_revisions:
        report(f"{script.revision} {script.doc}")


def _differences(connection: Connection) -> list[str]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    now, newest = (", ".join(sorted(heads)) for heads in (context.get_current_heads(), _scripts().get_heads()))
    out = [] if now == newest else [f"đang ở bản {now or 'trống'}, bản mới nhất là {newest}"]
    return out + describe(compare_metadata(context, metadata))


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))
