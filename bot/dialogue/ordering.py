"""One turn of a conversation at a time, in the order of arrival; other conversations do not wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.dialogue.errors import ConversationBusy


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0


class TurnOrder:
    """Bounded: a conversation with `limit` messages waiting is told that it is busy, and an idle one takes no
    memory.
    """

    def __init__(self, limit: int = 20) -> None:
        self._limit = limit
        self._lines: dict[str, _Line] = {}

    def __len__(self) -> int:
        """Conversations with a turn under way."""
        return len(self._lines)

    @asynccontextmanager
    async def turn(self, conversation_id: str) -> AsyncIterator[None]:
        """Raises `ConversationBusy`. asyncio's lock is first come, first served."""
        line = self._lines.setdefault(conversation_id, _Line())
        if line.people > self._limit:
            raise ConversationBusy(conversation_id)
        line.people += 1
        try:
            async with line.lock:
                yield
        finally:
            line.people -= 1
            if not line.people:
                self._lines.pop(conversation_id, None)
