"""One-time codes are taken out of a message before anything keeps or reads it."""

from collections.abc import Callable
from datetime import datetime

from bot.identity.codes import read_code
from bot.identity.repository.challenges import ChallengeRows
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database
from bot.storage.encryption import Keyring

MARK = "[mã xác nhận]"
"""What stands in the transcript and in the dialogue's memory instead."""


class CodeGate:
    def __init__(self, database: Database, keyring: Keyring, now: Callable[[], datetime]) -> None:
        self._database = database
        self._challenges = ChallengeRows(Sealing(keyring))
        self._now = now

    async def take_out(self, conversation: str, text: str) -> tuple[str, str | None]:
        """The text that may be kept, and the code that it held.

        Six digits alone are a code whether or not one is awaited, so that a late one is not kept either; among other words they
        are one only while one is awaited.
        """
        code = read_code(text)
        if code is None:
            return text, None
        if not _is_bare(text):
            async with self._database.transaction() as connection:
                if await self._challenges.live(connection, conversation, self._now()) is None:
                    return text, None
        return MARK, code


def _is_bare(text: str) -> bool:
    return not any(character.isalpha() for character in text)
