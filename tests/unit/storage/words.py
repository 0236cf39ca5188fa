"""A table `words` to try transactions on."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database


class Stop(Exception):
    """Raised by tests to leave a block."""


async def add(connection: AsyncConnection, word: str) -> None:
    await connection.execute(text("INSERT INTO words VALUES (:word)"), {"word": word})


async def stored(database: Database) -> list[str]:
    """The words, sorted."""
    async with database.transaction() as connection:
        return sorted((await connection.execute(text("SELECT word FROM words"))).scalars())
