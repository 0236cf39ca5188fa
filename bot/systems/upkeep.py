"""Forgetting what systems wrote, and keeping what is left readable under new keys."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.systems import repository
from bot.systems.service import DETAIL
from bot.systems.tables import instructions

KEPT = timedelta(days=90)
"""How long it is known that an answer was used; its timestamp is refused after five minutes anyway."""


class Upkeep:
    def __init__(self, database: Database, keyring: Keyring, now: Callable[[], datetime]) -> None:
        self._database = database
        self._keyring = keyring
        self._now = now

    async def purge(self) -> None:
        async with self._database.transaction() as connection:
            await repository.purge_answers(connection, self._now() - KEPT)

    async def forget(self, organisation: str, codes: Iterable[str]) -> None:
        """What systems wrote about these tickets, which are erased. That and when they were told stays."""
        table = instructions.c
        theirs = (table.organisation == organisation, table.code.in_(list(codes)))
        async with self._database.transaction() as connection:
            await connection.execute(update(instructions).where(*theirs).values(detail=None))

    async def renew_keys(self) -> int:
        """After a key was put first: how many values were written anew. Few wait for a person at any time."""
        table = instructions.c
        renewed = 0
        async with self._database.transaction() as connection:
            wanted = select(table.id, table.detail).where(table.detail.is_not(None)).with_for_update()
            for row in (await connection.execute(wanted)).all():
                if self._keyring.is_current(row.detail):
                    continue
                detail = self._keyring.encrypt(self._keyring.decrypt(row.detail, DETAIL), DETAIL)
                await repository.change(connection, row.id, {"detail": detail})
                renewed += 1
        return renewed
