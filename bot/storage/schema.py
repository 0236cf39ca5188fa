"""The complete `metadata`: importing this module imports every noun's tables. Only migrations need all of them.

A noun's line comes with its first revision.
"""

import bot.identity.tables
import bot.systems.tables
import bot.tickets.tables  # noqa: F401
from bot.storage.metadata import metadata

__all__ = ["metadata"]
