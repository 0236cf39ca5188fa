"""Engines for the two databases: which addresses are served, and how a connection is set up."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, NullPool, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.errors import InvalidUrl, Unavailable

BUSY_TIMEOUT = 5_000  # milliseconds that SQLite waits for another process
POOL_TIMEOUT = 10.0  # seconds that a transaction waits for a free connection
CONNECT_TIMEOUT = 10.0  # seconds
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def parse_url(text: str) -> URL:
    """Raises `InvalidUrl`. The driver may be left out. PostgreSQL takes `?schema=name` to keep to one schema, and `?sslmode=`
    as in libpq."""
    try:
        url = make_url(text)
    except ArgumentError:
        # Not chained, and the text is not repeated: it may hold a password.
        raise InvalidUrl("không phải một địa chỉ như sqlite+aiosqlite:///… hay postgresql+asyncpg://…") from None
    if url.drivername not in _DRIVERS:
        raise InvalidUrl(f"không hỗ trợ “{url.drivername}”, chỉ có sqlite và postgresql")
    url = url.set(drivername=_DRIVERS[url.drivername])
    if is_sqlite(url) and (url.database or ":memory:") == ":memory:":
        raise InvalidUrl("SQLite cần một tệp, ví dụ sqlite+aiosqlite:///var/lachan.db")
    if "schema" in url.query and not _SCHEMA.fullmatch(schema_of(url) or ""):
        raise InvalidUrl("schema chỉ gồm chữ thường không dấu, chữ số và “_”")
    return url


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def schema_of(url: URL) -> str | None:
    """The value of `?schema=`."""
    value = url.query.get("schema")
    return value if isinstance(value, str) else None


def file_of(url: URL) -> Path:
    """The file of an SQLite address."""
    assert url.database
    return Path(url.database)


def open_engine(url: URL, *, foreign_keys: bool = True, pooled: bool = True) -> AsyncEngine:
    """An engine that has not connected yet; for SQLite, the file is made (mode 0600) with its folder if it is missing.

    SQLite has one connection a process: every transaction writes, and waiting in the pool's queue is fair where SQLite's
    own waiting is not. Values never show in errors or logs. Raises `Unavailable` if the file cannot be made.
    """
    pool: dict[str, Any] = {"pool_timeout": POOL_TIMEOUT} if pooled else {"poolclass": NullPool}
    # Vietnamese stays readable, and short, in a JSON column.
    shared: dict[str, Any] = {"hide_parameters": True, "json_serializer": partial(json.dumps, ensure_ascii=False)}
    if not is_sqlite(url):
        return create_async_engine(
            _driver_url(url), connect_args=_arguments(url), pool_pre_ping=pooled, **shared, **pool
        )
    _make_file(file_of(url))
    if pooled:
        pool |= {"pool_size": 1, "max_overflow": 0}
    engine = create_async_engine(url, **shared, **pool)
    event.listen(engine.sync_engine, "connect", partial(_set_up_sqlite, foreign_keys))
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _driver_url(url: URL) -> URL:
    """Without what the driver does not take; libpq's name of an option becomes the driver's."""
    mode = url.query.get("sslmode")
    url = url.difference_update_query(["schema", "sslmode"])
    return url.update_query_dict({"ssl": mode}) if mode else url


def _arguments(url: URL) -> dict[str, Any]:
    settings = {"application_name": "lachan"}
    if schema := schema_of(url):
        settings["search_path"] = schema
    return {"timeout": CONNECT_TIMEOUT, "server_settings": settings}


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}") from error


def _set_up_sqlite(foreign_keys: bool, connection: Any, record: object) -> None:
    # The driver must not begin transactions by itself: it would begin them too late, at the first write.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
