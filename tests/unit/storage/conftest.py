import pytest
from sqlalchemy import text

from bot.storage.database import Database


@pytest.fixture
async def words(database: Database) -> Database:
    """A database with the table of `tests.unit.storage.words`."""
    async with database.transaction() as connection:
        await connection.execute(text("CREATE TABLE words (word VARCHAR(20) PRIMARY KEY)"))
    return database
