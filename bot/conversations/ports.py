"""What the service needs from others: a dialogue to ask and a store to keep."""

from datetime import datetime
from typing import Protocol

from bot.conversations.models import Conversation, Draft, KeptButton, Message
from bot.dialogue.models import Reply


class Dialogue(Protocol):
    """`bot.dialogue.engine.DialogueEngine`. Raises `bot.dialogue.errors.DialogueError`."""

    async def handle(
        self, conversation_id: str, text: str, *, organisation: str, channel: str, turn: str, code: str | None
    ) -> list[Reply]: ...
    async def press(
        self, conversation_id: str, payload: str, *, organisation: str, channel: str, turn: str
    ) -> list[Reply]: ...
    async def forget(self, conversation_id: str) -> None: ...


class Gate(Protocol):
    """`bot.identity.gate.CodeGate`: the text that may be kept, and a one-time code that was in it."""

    async def take_out(self, conversation: str, text: str) -> tuple[str, str | None]: ...


class ConversationStore(Protocol):
    """Where conversations lie. Methods that take a conversation's id raise `UnknownConversation`."""

    async def add(self, conversation: Conversation) -> list[str]:
        """Returns the ids of conversations that had to make room."""
        ...

    async def get(self, conversation_id: str) -> Conversation: ...

    async def append(self, conversation_id: str, drafts: list[Draft], at: datetime) -> list[Message]:
        """Number and keep the drafts, all or none."""
        ...

    async def since(self, conversation_id: str, seq: int) -> list[Message]: ...

    async def keep_button(self, conversation_id: str, button_id: str, button: KeptButton) -> None: ...

    async def button(self, conversation_id: str, button_id: str) -> KeptButton | None: ...

    async def turn(self, conversation_id: str, client_id: str) -> list[Message] | None:
        """The messages of the turn that the client gave this id, if there was one."""
        ...

    async def keep_turn(self, conversation_id: str, client_id: str, messages: list[Message]) -> None: ...

    async def idle(self, before: datetime) -> list[str]:
        """Conversations in which nothing happened since."""
        ...

    async def remove(self, conversation_id: str) -> None: ...
