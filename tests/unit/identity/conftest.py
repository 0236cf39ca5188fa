"""A desk on each database, with one customer on record."""

import pytest

from bot.storage.database import Database
from tests.unit.identity.world import World


@pytest.fixture
async def world(database: Database) -> World:
    world = World(database)
    await world.import_customers()
    return world
