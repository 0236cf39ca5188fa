"""After a new key was put first: every encrypted value is written anew under it, so that the older keys can go."""

from dataclasses import dataclass

from sqlalchemy import Column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity import tables
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database
from bot.storage.encryption import Keyring

_PAGE = 200  # rows a transaction


@dataclass(frozen=True, slots=True)
class Field:
    """`context` is that of `Sealing`."""

    column: Column[str]
    context: str


FIELDS = (
    Field(tables.challenges.c.contact, "contact"),
    Field(tables.challenges.c.customer, "customer"),
    Field(tables.deliveries.c.recipient, "contact"),
    Field(tables.deliveries.c.content, "content"),
    Field(tables.mailbox.c.message, "mailbox"),
    Field(tables.proofs.c.contact, "contact"),
    Field(tables.proofs.c.customer, "customer"),
    Field(tables.customers.c.record, "customer_record"),
    Field(tables.representations.c.represented, "represented"),
    Field(tables.representations.c.basis, "basis"),
    Field(tables.representations.c.note, "authority_note"),
)


class IdentityKeys:
    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring
        self._sealing = Sealing(keyring)

    async def renew(self) -> int:
        """How many values were written anew. Can be stopped and run again.

        Raises `bot.storage.errors.DecryptionFailed` if the key of a value is gone already.
        """
        renewed = 0
        for field in FIELDS:
            after: str | None = ""
            while after is not None:
                async with self._database.transaction() as connection:
                    written, after = await self._page(connection, field, after)
                renewed += written
        return renewed

    async def _page(self, connection: AsyncConnection, field: Field, after: str) -> tuple[int, str | None]:
        """(values written, the last id seen; None at the end)"""
        table = field.column.table
        statement = (
            select(table.c.id, field.column.label("token"))
            .where(table.c.id > after, field.column.is_not(None))
            .order_by(table.c.id)
            .limit(_PAGE)
            .with_for_update()
        )
        rows = (await connection.execute(statement)).all()
        old = [row for row in rows if not self._keyring.is_current(row.token)]
        for row in old:
            token = self._sealing.seal(self._sealing.open(row.token, field.context), field.context)
            await connection.execute(update(table).where(table.c.id == row.id).values({field.column: token}))
        return len(old), rows[-1].id if len(rows) == _PAGE else None
