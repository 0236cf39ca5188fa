"""A ticket desk on each database."""

import pytest

from bot.storage.database import Database
from tests.unit.tickets.world import World


@pytest.fixture
def world(database: Database) -> World:
    return World(database)
