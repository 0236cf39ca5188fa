"""The conversation service: every channel speaks to the dialogue through it."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.conversations import wording
from bot.conversations.broadcast import Broadcast
from bot.conversations.errors import Busy, ButtonExpired, EmptyMessage, MessageTooLong, UnknownConversation
from bot.conversations.models import Author, Conversation, Draft, KeptButton, Message, PublicButton
from bot.conversations.ports import ConversationStore, Dialogue, Gate
from bot.dialogue.errors import ConversationBusy, DialogueError
from bot.dialogue.models import Reply
from bot.dialogue.ordering import TurnOrder
from bot.language.personal_data import redact
from bot.language.text import nfc

log = logging.getLogger(__name__)

MESSAGE_LIMIT = 4_000  # characters
BUTTON_LIFE = timedelta(minutes=30)
IDLE_LIFE = timedelta(hours=24)


class ConversationService:
    """`now` gives an aware time; `after_turn` is called when all that a turn caused is kept."""

    def __init__(
        self,
        dialogue: Dialogue,
        store: ConversationStore,
        *,
        gate: Gate | None = None,
        after_turn: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        apology: Reply = wording.APOLOGY,
    ) -> None:
        self._dialogue = dialogue
        self._store = store
        self._gate = gate
        self._after_turn = after_turn
        self._now = now
        self._apology = apology
        self._order = TurnOrder()
        self._broadcast = Broadcast()
        self._turns: set[asyncio.Task[list[Message]]] = set()

    async def start(self, organisation: str, channel: str) -> Conversation:
        """A new conversation. The caller has checked that the organisation exists. Idle ones make room first."""
        await self.evict_idle()
        conversation = Conversation(secrets.token_urlsafe(32), organisation, channel, self._now())
        for gone in await self._store.add(conversation):
            await self._dialogue.forget(gone)
        return conversation

    async def get(self, conversation_id: str) -> Conversation:
        """Raises `UnknownConversation`."""
        return await self._store.get(conversation_id)

    async def say(self, conversation_id: str, text: str, client_id: str = "") -> list[Message]:
        """One message of the person: returns it and the replies.

        The same `client_id` again is the same turn again: nothing happens, and its messages are returned. Raises
        `UnknownConversation`, `EmptyMessage`, `MessageTooLong`, `Busy`.
        """
        if len(text) > MESSAGE_LIMIT:
            raise MessageTooLong(len(text), MESSAGE_LIMIT)
        # Identity and card numbers are taken out before anything keeps or reads them.
        clean = redact(nfc(text)).text.strip()
        if not clean:
            raise EmptyMessage
        conversation = await self._store.get(conversation_id)
        kept, code = await self._gate.take_out(conversation_id, clean) if self._gate else (clean, None)
        place = _place_of(conversation, client_id)
        return await self._once(
            conversation_id,
            kept,
            client_id,
            lambda: self._dialogue.handle(conversation_id, kept, code=code, **place),
        )

    async def press(self, conversation_id: str, button_id: str, client_id: str = "") -> list[Message]:
        """One press of a button of this conversation; in the transcript stands its title.

        Raises `UnknownConversation`, `ButtonExpired`, `Busy`.
        """
        conversation = await self._store.get(conversation_id)
        button = await self._store.button(conversation_id, button_id)
        if button is None or button.expires_at <= self._now():
            raise ButtonExpired
        payload = button.payload
        place = _place_of(conversation, client_id)
        return await self._once(
            conversation_id, button.title, client_id, lambda: self._dialogue.press(conversation_id, payload, **place)
        )

    async def tell(self, conversation_id: str, text: str) -> bool:
        """Say something that no message asked for; False where the conversation is not there any more."""
        try:
            await self._append(conversation_id, [Draft(Author.BOT, text, name="notice")])
        except UnknownConversation:
            return False
        return True

    async def events_since(self, conversation_id: str, seq: int = 0) -> list[Message]:
        """Messages after number `seq`. Raises `UnknownConversation`."""
        return await self._store.since(conversation_id, seq)

    async def subscribe(self, conversation_id: str, after: int = 0) -> AsyncIterator[Message]:
        """Messages after number `after`, then each new one as it comes. Ends with `UnknownConversation` when it is
        evicted.
        """
        bell = self._broadcast.listen(conversation_id)
        try:
            while True:
                bell.clear()
                for message in await self._store.since(conversation_id, after):
                    after = message.seq
                    yield message
                await bell.wait()
        finally:
            self._broadcast.leave(conversation_id, bell)

    async def evict_idle(self) -> int:
        """Forget conversations in which nothing happened for a day; how many."""
        idle = await self._store.idle(self._now() - IDLE_LIFE)
        for conversation_id in idle:
            await self._store.remove(conversation_id)
            await self._dialogue.forget(conversation_id)
            self._broadcast.ring(conversation_id)
        return len(idle)

    async def _once(
        self, conversation_id: str, text: str, client_id: str, ask: Callable[[], Awaitable[list[Reply]]]
    ) -> list[Message]:
        # Shielded: a person who closes the page in the middle of a turn still finds its answer afterwards.
        task = asyncio.create_task(self._ordered(conversation_id, text, client_id, ask))
        self._turns.add(task)
        task.add_done_callback(self._turns.discard)
        return await asyncio.shield(task)

    async def _ordered(
        self, conversation_id: str, text: str, client_id: str, ask: Callable[[], Awaitable[list[Reply]]]
    ) -> list[Message]:
        try:
            async with self._order.turn(conversation_id):
                done = await self._store.turn(conversation_id, client_id) if client_id else None
                return done if done is not None else await self._turn(conversation_id, text, client_id, ask)
        except ConversationBusy as error:
            raise Busy from error

    async def _turn(
        self, conversation_id: str, text: str, client_id: str, ask: Callable[[], Awaitable[list[Reply]]]
    ) -> list[Message]:
        messages = await self._append(conversation_id, [Draft(Author.PERSON, text)])
        failed = False
        try:
            replies = await ask()
        except DialogueError as error:
            # Where it broke, not what was said: an exception's message can hold the person's words.
            log.error("turn_failed: %s (%s)", error, _place(error.__cause__ or error))
            replies, failed = [self._apology], True
        drafts = [await self._draft(conversation_id, reply, failed) for reply in replies]
        messages += await self._append(conversation_id, drafts)
        self._after_turn()
        if client_id:
            await self._store.keep_turn(conversation_id, client_id, messages)
        return messages

    async def _append(self, conversation_id: str, drafts: list[Draft]) -> list[Message]:
        messages = await self._store.append(conversation_id, drafts, self._now())
        self._broadcast.ring(conversation_id)
        return messages

    async def _draft(self, conversation_id: str, reply: Reply, failed: bool) -> Draft:
        shown = []
        for button in reply.buttons:
            button_id = secrets.token_urlsafe(16)
            kept = KeptButton(button.title, button.payload, self._now() + BUTTON_LIFE)
            await self._store.keep_button(conversation_id, button_id, kept)
            shown.append(PublicButton(button_id, button.title))
        return Draft(Author.BOT, reply.text, tuple(shown), reply.citations, reply.name, reply.data, failed)


def _place_of(conversation: Conversation, client_id: str) -> dict[str, str]:
    return {
        "organisation": conversation.organisation,
        "channel": conversation.channel,
        "turn": client_id or secrets.token_urlsafe(16),
    }


def _place(error: BaseException) -> str:
    """“ValueError at fallback.py:31”."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
