"""The real conversations over a dialogue that answers at once and needs no model."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.channels.web.desk import DeskPages
from bot.conversations.service import ConversationService
from bot.conversations.store import MemoryConversationStore
from bot.dialogue.models import Button, Reply
from bot.knowledge import texts
from bot.knowledge.models import Block, Citation, Organisation, Section

HUMAN = Button("Gặp nhân viên", "/talk_to_human")


@dataclass
class FakeDialogue:
    """Quotes the first long paragraph that holds a word of the question; "thời tiết" is not in any policy."""

    organisations: Mapping[str, Organisation]
    delay: float = 0.0
    heard: list[str] = field(default_factory=list)

    async def handle(
        self, conversation_id: str, text: str, *, organisation: str, channel: str, turn: str, code: str | None
    ) -> list[Reply]:
        self.heard.append(text)
        await asyncio.sleep(self.delay)
        served = self.organisations[organisation]
        if "thời tiết" in text.lower():
            return [Reply(texts.declined(served), (HUMAN,), "policy_not_stated")]
        if "nhờ gì" in text.lower():
            return [Reply("Anh/chị chọn một việc.", (Button("Xóa dữ liệu", "/request_deletion"), HUMAN), "utter_help")]
        section, block = self._find(served, text)
        quote = f"“{block.text}”\n\n{texts.source(served.policy, section.title)}"
        return [Reply(quote, (), "policy_answer", (self._cite(served, section, block),))]

    async def press(
        self, conversation_id: str, payload: str, *, organisation: str, channel: str, turn: str
    ) -> list[Reply]:
        self.heard.append(payload)
        await asyncio.sleep(self.delay)
        return [Reply(f"Đã nhận {payload}.")]

    async def forget(self, conversation_id: str) -> None:
        pass

    def _find(self, organisation: Organisation, text: str) -> tuple[Section, Block]:
        words = {word for word in text.lower().strip("?").split() if len(word) > 3}
        blocks = [(s, b) for s, b in organisation.policy.blocks() if not b.is_item and not b.text.endswith(":")]
        return max(blocks, key=lambda pair: sum(word in pair[1].text.lower() for word in words))

    def _cite(self, organisation: Organisation, section: Section, block: Block) -> Citation:
        policy = organisation.policy
        return Citation(policy.title, policy.version, section.title, block.text, section.anchor, policy.effective_date)


class Clock:
    def __init__(self) -> None:
        self.skipped = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.skipped


@dataclass
class FakeServices:
    """What bootstrap hands to `create_app`, with the fake dialogue inside."""

    organisations: Mapping[str, Organisation]
    conversations: ConversationService
    dialogue: FakeDialogue
    clock: "Clock"
    is_ready: bool = True
    running: bool = False
    desk_pages: DeskPages | None = None

    @classmethod
    def over(cls, organisations: Mapping[str, Organisation], delay: float = 0.0) -> "FakeServices":
        dialogue = FakeDialogue(organisations, delay)
        clock = Clock()
        conversations = ConversationService(dialogue, MemoryConversationStore(), now=clock)
        return cls(organisations, conversations, dialogue, clock)

    async def initialize(self) -> None:
        self.running = True

    async def shutdown(self) -> None:
        self.running = False

    async def ready(self) -> bool:
        return self.running and self.is_ready
