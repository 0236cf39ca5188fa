"""A desk with systems, on each database."""

import pytest

from bot.storage.database import Database
from tests.unit.systems.world import Connected


@pytest.fixture
def world(database: Database) -> Connected:
    return Connected(database)
