"""Where trackers lie. Apart from `tracker_store`, so that whoever makes one need not load Rasa."""

from collections import OrderedDict
from typing import Protocol


class TrackerRecords(Protocol):
    """The tracker of each conversation, as JSON."""

    async def load(self, conversation_id: str) -> str | None: ...
    async def save(self, conversation_id: str, record: str) -> None: ...
    async def delete(self, conversation_id: str) -> None: ...


class MemoryRecords:
    """The newest `limit` conversations; the one used longest ago goes first."""

    def __init__(self, limit: int = 10_000) -> None:
        self._limit = limit
        self._records: OrderedDict[str, str] = OrderedDict()

    async def load(self, conversation_id: str) -> str | None:
        return self._records.get(conversation_id)

    async def save(self, conversation_id: str, record: str) -> None:
        self._records[conversation_id] = record
        self._records.move_to_end(conversation_id)
        while len(self._records) > self._limit:
            self._records.popitem(last=False)

    async def delete(self, conversation_id: str) -> None:
        self._records.pop(conversation_id, None)
