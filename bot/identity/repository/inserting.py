"""Inserting what may be there already."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_if_new(connection: AsyncConnection, table: Table, **values: Any) -> bool:
    """Whether the row is new. Of several that insert one row at a time, exactly one hears True."""
    statement = _insert(connection, table, values).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return (await connection.execute(statement)).first() is not None


async def insert_or_lock(connection: AsyncConnection, table: Table, **values: Any) -> None:
    """A row that is there already stays as it is, and nobody else changes or deletes it before the transaction ends."""
    keys = list(table.primary_key.columns)
    statement = _insert(connection, table, values)
    same = {key.name: statement.excluded[key.name] for key in keys}
    await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=same))


def _insert(connection: AsyncConnection, table: Table, values: dict[str, Any]) -> postgresql.Insert | sqlite.Insert:
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return make(table).values(**values)
