"""A service over a dialogue that says what it is told to, with a clock that the test moves."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversations.service import ConversationService
from bot.conversations.store import MemoryConversationStore
from bot.dialogue.errors import TurnFailed
from bot.dialogue.models import Button, Reply


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


class FakeDialogue:
    """Echoes what it hears, with a button; fails on “hỏng”."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, str]] = []
        self.pressed: list[str] = []
        self.forgotten: list[str] = []
        self.pause = 0.0

    async def handle(
        self, conversation_id: str, text: str, *, organisation: str, channel: str, turn: str, code: str | None
    ) -> list[Reply]:
        await asyncio.sleep(self.pause)
        self.heard.append((organisation, channel, text))
        if text == "hỏng":
            raise TurnFailed(conversation_id, "action_x") from ValueError(text)
        return [Reply(f"Tôi nghe: {text}", (Button("Xóa dữ liệu", "/request_deletion"),), "utter_echo")]

    async def press(
        self, conversation_id: str, payload: str, *, organisation: str, channel: str, turn: str
    ) -> list[Reply]:
        self.pressed.append(payload)
        return [Reply("Vâng.")]

    async def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dialogue() -> FakeDialogue:
    return FakeDialogue()


@pytest.fixture
def store() -> MemoryConversationStore:
    return MemoryConversationStore(limit=3)


@pytest.fixture
def service(
    dialogue: FakeDialogue, store: MemoryConversationStore, clock: Callable[[], datetime]
) -> ConversationService:
    return ConversationService(dialogue, store, now=clock)
