"""Putting a customer file into the table: all of it or nothing, and a second time without effect."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity import wording
from bot.identity.customer_file import Line, read_customer_file
from bot.identity.errors import ImportRefused
from bot.identity.limits import day_of
from bot.identity.repository.customers import CustomerRows, Kept
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database
from bot.storage.encryption import Keyring

DEMO_CUSTOMERS = Path(__file__).with_name("data") / "demo_customers.csv"
"""Invented people for the five sample organisations, told apart by the column `organisation`."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Numbers of customers."""

    added: int
    changed: int
    unchanged: int
    removed: int


class CustomerImport:
    def __init__(self, database: Database, keyring: Keyring, now: Callable[[], datetime]) -> None:
        self._database = database
        self._rows = CustomerRows(Sealing(keyring))
        self._now = now

    async def run(self, content: bytes, organisation: str, *, replace: bool = False) -> Imported:
        """`content` is a file as `customer_file` describes it. `replace` removes the customers that are not in it.

        Raises `ImportRefused` with a sentence for each bad line; then nothing was changed.
        """
        file = read_customer_file(content, organisation, day_of(self._now()))
        if file.problems:
            raise ImportRefused(tuple(file.problems))
        async with self._database.transaction() as connection:
            kept = {one.number_index: one for one in await self._rows.kept(connection, organisation)}
            numbers = {self._rows.number_index(line.customer): line for line in file.lines}
            others = [one for number, one in kept.items() if number not in numbers]
            if not replace:
                await self._refuse_contacts_of(connection, organisation, others, file.lines)
            else:
                await self._rows.remove(connection, [one.id for one in others])
            new = [line.customer for number, line in numbers.items() if number not in kept]
            changed = [
                (kept[number].id, line.customer)
                for number, line in numbers.items()
                if number in kept and kept[number].record_index != self._rows.record_index(line.customer)
            ]
            # All contacts that move are free before the first is given to its new owner.
            for customer_id, customer in changed:
                await self._rows.change(connection, customer_id, customer)
            ids = await self._rows.add(connection, organisation, new)
            owned = [*changed, *zip(ids, new, strict=True)]
            await self._rows.add_contacts(connection, organisation, owned)
        return Imported(
            added=len(new),
            changed=len(changed),
            unchanged=len(numbers) - len(new) - len(changed),
            removed=len(others) if replace else 0,
        )

    async def _refuse_contacts_of(
        self, connection: AsyncConnection, organisation: str, others: Sequence[Kept], lines: Sequence[Line]
    ) -> None:
        """A contact that leads to two people proves neither."""
        ids = {one.id for one in others}
        taken = {
            subject for subject, owner in (await self._rows.owners(connection, organisation)).items() if owner in ids
        }
        problems = tuple(
            wording.bad_line(line.number, wording.CONTACT_OF_ANOTHER)
            for line in lines
            if not taken.isdisjoint(self._rows.subjects(line.customer))
        )
        if problems:
            raise ImportRefused(problems)
