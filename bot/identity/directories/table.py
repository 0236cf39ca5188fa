"""Customers in our own table, imported by `lachan customers import`."""

from bot.identity.contacts import Contact
from bot.identity.models import Customer
from bot.identity.repository.customers import CustomerRows
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database
from bot.storage.encryption import Keyring


class TableDirectory:
    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._rows = CustomerRows(Sealing(keyring))

    async def find(self, organisation: str, contact: Contact) -> Customer | None:
        async with self._database.transaction() as connection:
            return await self._rows.find(connection, organisation, contact)
