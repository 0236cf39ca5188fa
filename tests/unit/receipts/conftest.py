"""A receipt desk on each database."""

import pytest

from bot.receipts.service import ReceiptService
from bot.storage.database import Database
from tests.unit.receipts.desks import desk
from tests.unit.tickets.world import World


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def receipts(world: World) -> ReceiptService:
    return desk(world)
