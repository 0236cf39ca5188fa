"""The drivers' errors become this package's, where they mean something to a caller. The others, such as `IntegrityError`,
stay SQLAlchemy's: repositories speak SQLAlchemy and know what to make of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.errors import Busy, InvalidUrl, NotMigrated, StorageError, Unavailable

_FAILED = "lachan_statement_failed"
# SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_MISSING_STATES = {"42P01", "42703", "3F000"}  # table, column, schema
_BUSY_STATES = {"40001", "40P01", "55P03"}  # serialization, deadlock, lock not available
_AWAY_STATES = ("08", "28", "3D", "53", "57P")  # connection, authorisation, no such database, resources, shutdown
_MISSING_WORDS = ("no such table", "no such column", "has no column named")
_BUSY_NAMES = ("SQLITE_BUSY", "SQLITE_LOCKED")
_AWAY_NAMES = ("SQLITE_CANTOPEN", "SQLITE_NOTADB", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL")


@contextmanager
def translated() -> Iterator[None]:
    """Raises `NotMigrated`, `Busy` or `Unavailable` for SQLAlchemy's errors that mean it."""
    try:
        yield
    except DBAPIError as error:
        if (known := _recognised(error)) is not None:
            raise known from error
        raise


async def connect(engine: AsyncEngine) -> AsyncConnection:
    """A connection that the caller closes. Raises `Unavailable`, `Busy` if the pool stays empty, or `InvalidUrl` for an
    option that the driver does not know."""
    with translated():
        try:
            return await engine.connect()
        except PoolTimeout as error:
            raise Busy from error
        except OSError as error:
            raise Unavailable(str(error)) from error
        except TypeError as error:
            raise InvalidUrl(str(error)) from error


def remember_failures(engine: AsyncEngine) -> None:
    """From now on a statement that the database refuses marks its connection (`failed`)."""
    event.listen(engine.sync_engine, "handle_error", _mark)


def failed(connection: AsyncConnection) -> bool:
    """Has a statement failed here? PostgreSQL then turns even COMMIT into a rollback, without saying so."""
    return _FAILED in _info(connection)


def set_failed(connection: AsyncConnection, value: bool) -> None:
    if value:
        _info(connection)[_FAILED] = True
    else:
        _info(connection).pop(_FAILED, None)


def _info(connection: AsyncConnection) -> dict[str, bool]:
    assert connection.sync_connection is not None
    return connection.sync_connection.info


def _mark(context: ExceptionContext) -> None:
    if context.connection is not None and isinstance(context.sqlalchemy_exception, DBAPIError):
        context.connection.info[_FAILED] = True


def _recognised(error: DBAPIError) -> StorageError | None:
    said = str(error.orig).removeprefix(f"{type(error.orig)}: ").splitlines()[0]
    state = getattr(error.orig, "sqlstate", None) or ""
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    if state in _MISSING_STATES or (name == "SQLITE_ERROR" and any(words in said for words in _MISSING_WORDS)):
        return NotMigrated(said)
    if state in _BUSY_STATES or name.startswith(_BUSY_NAMES):
        return Busy()
    if state.startswith(_AWAY_STATES) or name.startswith(_AWAY_NAMES) or error.connection_invalidated:
        return Unavailable(said)
    return None
