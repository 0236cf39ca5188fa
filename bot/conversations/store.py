"""Conversations in memory: the first store, lost with the process. Bounded in every direction."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import TypeVar

from bot.conversations.errors import UnknownConversation
from bot.conversations.models import Conversation, Draft, KeptButton, Message

T = TypeVar("T")
MESSAGES = 500
BUTTONS = 200
TURNS = 200


@dataclass
class _Record:
    conversation: Conversation
    active_at: datetime
    last_seq: int = 0
    messages: deque[Message] = field(default_factory=lambda: deque(maxlen=MESSAGES))
    buttons: OrderedDict[str, KeptButton] = field(default_factory=OrderedDict)
    turns: OrderedDict[str, list[Message]] = field(default_factory=OrderedDict)


class MemoryConversationStore:
    """At most `limit` conversations: the one that was active longest ago makes room. Of each, the newest messages,
    buttons and client ids are kept.
    """

    def __init__(self, limit: int = 10_000) -> None:
        self._limit = limit
        self._records: OrderedDict[str, _Record] = OrderedDict()

    async def add(self, conversation: Conversation) -> list[str]:
        self._records[conversation.id] = _Record(conversation, conversation.started_at)
        gone = []
        while len(self._records) > self._limit:
            gone.append(self._records.popitem(last=False)[0])
        return gone

    async def get(self, conversation_id: str) -> Conversation:
        return self._record(conversation_id).conversation

    async def append(self, conversation_id: str, drafts: list[Draft], at: datetime) -> list[Message]:
        record = self._record(conversation_id)
        messages = [
            Message(seq, d.author, d.text, at, d.buttons, d.citations, d.name, d.data, d.failed)
            for seq, d in enumerate(drafts, record.last_seq + 1)
        ]
        record.messages.extend(messages)
        record.last_seq += len(messages)
        record.active_at = at
        self._records.move_to_end(conversation_id)
        return messages

    async def since(self, conversation_id: str, seq: int) -> list[Message]:
        return [m for m in self._record(conversation_id).messages if m.seq > seq]

    async def keep_button(self, conversation_id: str, button_id: str, button: KeptButton) -> None:
        _put(self._record(conversation_id).buttons, button_id, button, BUTTONS)

    async def button(self, conversation_id: str, button_id: str) -> KeptButton | None:
        return self._record(conversation_id).buttons.get(button_id)

    async def turn(self, conversation_id: str, client_id: str) -> list[Message] | None:
        return self._record(conversation_id).turns.get(client_id)

    async def keep_turn(self, conversation_id: str, client_id: str, messages: list[Message]) -> None:
        _put(self._record(conversation_id).turns, client_id, messages, TURNS)

    async def idle(self, before: datetime) -> list[str]:
        # In order of activity: `append` moves a conversation to the end.
        return [key for key, _ in takewhile(lambda item: item[1].active_at < before, self._records.items())]

    async def remove(self, conversation_id: str) -> None:
        self._records.pop(conversation_id, None)

    def _record(self, conversation_id: str) -> _Record:
        record = self._records.get(conversation_id)
        if record is None:
            raise UnknownConversation
        return record


def _put(kept: OrderedDict[str, T], key: str, value: T, limit: int) -> None:
    kept[key] = value
    while len(kept) > limit:
        kept.popitem(last=False)
