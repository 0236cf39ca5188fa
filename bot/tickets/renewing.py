"""After a key was put first: every encrypted value is written anew under it, so that older keys can go."""

from dataclasses import dataclass

from sqlalchemy import Column, Table, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.tickets import tables
from bot.tickets.desk import Desk
from bot.tickets.repository.history import NOTE, TOLD
from bot.tickets.repository.notices import CONTENT
from bot.tickets.repository.rows import CONTACT

_PAGE = 200


@dataclass(frozen=True, slots=True)
class _Field:
    table: Table
    column: Column[str]
    context: str


_FIELDS = (
    _Field(tables.tickets, tables.tickets.c.contact, CONTACT),
    _Field(tables.history, tables.history.c.told, TOLD),
    _Field(tables.history, tables.history.c.note, NOTE),
    _Field(tables.notices, tables.notices.c.content, CONTENT),
)


class Renewing(Desk):
    async def renew_keys(self) -> int:
        """How many values were written anew. Can be stopped and run again; commitments and chains stay as they are.

        Raises `bot.storage.errors.DecryptionFailed` if the key of a value is gone already.
        """
        total = 0
        for field in _FIELDS:
            last: tuple[str | int, ...] | None = ("", 0)[: len(field.table.primary_key.columns)]
            while last is not None:
                async with self._database.savepoint() as connection:
                    renewed, last = await self._renew_page(connection, field, last)
                total += renewed
        return total

    async def _renew_page(
        self, connection: AsyncConnection, field: _Field, after: tuple[str | int, ...]
    ) -> tuple[int, tuple[str | int, ...] | None]:
        """How many were written, and the key of the last row seen; None if it was the last there is."""
        keys = tuple(field.table.primary_key.columns)
        statement = (
            select(*keys, field.column.label("value"))
            .where(tuple_(*keys) > after, field.column.is_not(None))
            .order_by(*keys)
            .limit(_PAGE)
            .with_for_update()
        )
        rows = (await connection.execute(statement)).all()
        renewed = 0
        for row in rows:
            if self._keyring.is_current(row.value):
                continue
            value = self._keyring.encrypt(self._keyring.decrypt(row.value, field.context), field.context)
            same = [key == part for key, part in zip(keys, row[:-1], strict=True)]
            await connection.execute(update(field.table).where(*same).values({field.column: value}))
            renewed += 1
        return renewed, tuple(rows[-1][:-1]) if len(rows) == _PAGE else None
