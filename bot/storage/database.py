"""The database as services see it: transactions that join, and savepoints."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.engines import open_engine, parse_url
from bot.storage.errors import ConcurrentUse, NotInitialized, TransactionFailed
from bot.storage.faults import connect, failed, remember_failures, set_failed, translated


class _Transaction:
    """`innermost` is the block that may go on: the one opened last and not yet left. None once all is over."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.innermost: _Block | None = None
        self.over = False


class _Block:
    """One `transaction()` or `savepoint()` that is open."""

    def __init__(self, transaction: _Transaction) -> None:
        self.transaction = transaction


class Database:
    """One engine, opened by `initialize` and closed by `shutdown`.

    Isolation: on SQLite one transaction runs at a time. On PostgreSQL it is READ COMMITTED, so that a decision on what was
    read needs its condition in the UPDATE, or a read `with_for_update()` (which SQLite ignores).
    """

    def __init__(self, url: str) -> None:
        """Opens nothing. Raises `InvalidUrl`."""
        self._url = parse_url(url)
        self._engine: AsyncEngine | None = None
        self._block: ContextVar[_Block | None] = ContextVar("lachan_block", default=None)

    def __repr__(self) -> str:
        return f"Database({self._url.render_as_string(hide_password=True)!r})"

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self._url.get_backend_name()

    async def initialize(self) -> None:
        """Opens the engine and connects once, so that a wrong address is told at start. Raises `Unavailable`, `InvalidUrl`."""
        if self._engine is not None:
            return
        engine = open_engine(self._url)
        remember_failures(engine)
        try:
            await (await connect(engine)).close()
        except BaseException:
            await engine.dispose()
            raise
        self._engine = engine

    async def shutdown(self) -> None:
        """Closes every connection. Harmless when there is none."""
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Commits at the end, rolls back on an exception. Inside another transaction it joins that one.

        A joined block whose exception is caught outside undoes nothing: what may fail belongs in a `savepoint`. If a
        statement failed outside one and the caller went on, the end raises `TransactionFailed` and nothing is stored.

        A task started inside belongs to the transaction for as long as that is open, so it has to be awaited before going
        on. Two blocks at a time raise `ConcurrentUse`; so does a block still open when the transaction ends, and nothing is
        stored. Also raises `NotMigrated`, `Busy`, `Unavailable`, `NotInitialized`.
        """
        outer = self._block.get()
        if outer is None or outer.transaction.over:
            async with self._begun() as connection:
                yield connection
        else:
            with translated(), self._inside(outer.transaction, outer):
                yield outer.transaction.connection

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[AsyncConnection]:
        """Like `transaction`, but an exception undoes what was done inside, and that alone; the transaction goes on.
        Outside a transaction it is one."""
        outer = self._block.get()
        if outer is None or outer.transaction.over:
            async with self._begun() as connection:
                yield connection
            return
        connection = outer.transaction.connection
        with translated(), self._inside(outer.transaction, outer):
            before = failed(connection)
            try:
                async with connection.begin_nested():
                    yield connection
                    _stop_if_failed(connection)
            except BaseException:
                set_failed(connection, before)
                raise

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[AsyncConnection]:
        if self._engine is None:
            raise NotInitialized
        connection = await connect(self._engine)
        try:
            set_failed(connection, False)
            with translated():
                async with connection.begin():
                    transaction = _Transaction(connection)
                    try:
                        with self._inside(transaction, None):
                            yield connection
                    finally:
                        transaction.over = True
                        if transaction.innermost is not None:
                            # Another task is still at work. Its next statement would come after the rollback and be kept
                            # for itself, so the connection is closed, which undoes all.
                            await connection.invalidate()
                    _stop_if_failed(connection)
        finally:
            # In a task of its own, so that being cancelled once more cannot keep the connection from its pool.
            await asyncio.shield(asyncio.create_task(connection.close()))

    @contextmanager
    def _inside(self, transaction: _Transaction, outer: _Block | None) -> Iterator[None]:
        """Makes a new block the innermost. Raises `ConcurrentUse` if another task opened one meanwhile, at the beginning or
        at the end."""
        if transaction.innermost is not outer:
            raise ConcurrentUse
        block = transaction.innermost = _Block(transaction)
        before = self._block.get()
        self._block.set(block)
        try:
            yield
            if transaction.innermost is not block:
                raise ConcurrentUse
        finally:
            self._block.set(before)
            if transaction.innermost is block:
                transaction.innermost = outer


def _stop_if_failed(connection: AsyncConnection) -> None:
    if failed(connection):
        raise TransactionFailed
