"""New messages to whoever listens, in this process."""

import asyncio
from collections import defaultdict


class Broadcast:
    """A bell a conversation: listeners wait, then read from the store what is new, so a slow one misses nothing."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def ring(self, conversation_id: str) -> None:
        for bell in self._listeners.get(conversation_id, ()):
            bell.set()

    def listen(self, conversation_id: str) -> asyncio.Event:
        bell = asyncio.Event()
        self._listeners[conversation_id].add(bell)
        return bell

    def leave(self, conversation_id: str, bell: asyncio.Event) -> None:
        self._listeners[conversation_id].discard(bell)
        if not self._listeners[conversation_id]:
            del self._listeners[conversation_id]

    def count(self, conversation_id: str) -> int:
        return len(self._listeners.get(conversation_id, ()))
