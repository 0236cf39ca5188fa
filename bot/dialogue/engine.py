"""The dialogue engine: a message of a conversation in, replies out."""

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.dialogue import taken_out
from bot.dialogue.errors import InvalidPayload, NotReady, TurnFailed
from bot.dialogue.models import Entity, Reply, Understanding, Wish
from bot.dialogue.ordering import TurnOrder
from bot.dialogue.plain_text import plain
from bot.dialogue.records import TrackerRecords
from bot.storage.ids import new_id

if TYPE_CHECKING:
    from rasa_sdk import Action

    from bot.dialogue.runtime import RasaRuntime

_PAYLOAD = re.compile(r"/([a-z_]+)(\{.*\})?", re.DOTALL)


class DialogueEngine:
    """Owns the loaded model between `initialize` and `shutdown`.

    `organisation_name` gives the name that responses use for an organisation's slug, `phrases` how an intent is called in a
    sentence ("xóa dữ liệu"). A turn that takes longer than `time_limit` seconds has failed.
    """

    def __init__(
        self,
        model: Path,
        nlu_dir: Path,
        actions: Iterable["Action"],
        organisation_name: Callable[[str], str],
        *,
        phrases: Mapping[str, str],
        records: TrackerRecords | None = None,
        time_limit: float = 30.0,
    ) -> None:
        self._model = model
        self._nlu_dir = nlu_dir
        self._actions = tuple(actions)
        self._organisation_name = organisation_name
        self._phrases = phrases
        self._records = records
        self._time_limit = time_limit
        self._order = TurnOrder()
        self._runtime: RasaRuntime | None = None

    async def initialize(self) -> None:
        """Import Rasa, load the model, warm it up: seconds. Raises `ModelMissing`."""
        if self._runtime is None:
            self._runtime = await asyncio.to_thread(self._load)
            # The first message would else pay for the encoder and for the caches.
            await self.understand("cho mình hỏi chuyện này một chút với ạ")

    async def shutdown(self) -> None:
        self._runtime = None

    async def handle(
        self,
        conversation_id: str,
        text: str,
        *,
        organisation: str,
        channel: str,
        turn: str = "",
        code: str | None = None,
    ) -> list[Reply]:
        """One message of a person. It is only ever text. `turn` names it: what it causes is caused once, however often it comes.
        `code` is a one-time code that was taken out of the text. Raises `TurnFailed`, `ConversationBusy`.
        """
        words, _ = plain(text)
        return await self._turn(conversation_id, words, organisation, channel, turn, pressed=False, code=code)

    async def press(
        self, conversation_id: str, payload: str, *, organisation: str, channel: str, turn: str = ""
    ) -> list[Reply]:
        """One press of a button that this engine handed out. The payload must come from us, never from a person.

        Raises `InvalidPayload`, `TurnFailed`, `ConversationBusy`.
        """
        match = _PAYLOAD.fullmatch(payload)
        if match is None or match[1] not in self._ready().intents:
            raise InvalidPayload
        return await self._turn(conversation_id, payload, organisation, channel, turn, pressed=True)

    async def understand(self, text: str) -> Understanding:
        """What the message seems to want, without a conversation."""
        words, offset = plain(text)
        data = await self._ready().parse(words)
        entities = tuple(
            Entity(e["entity"], str(e["value"]), e["start"] + offset, e["end"] + offset) for e in data["entities"]
        )
        ranking = tuple((i["name"], i["confidence"]) for i in data.get("intent_ranking", ()))
        intent: dict[str, Any] = data["intent"]
        wishes = tuple(
            Wish(w["intent"], w["confidence"], w["start"] + offset, w["end"] + offset) for w in data.get("wishes", ())
        )
        doubt = tuple(data.get("doubt", ()))
        return Understanding(text, intent["name"], intent["confidence"], entities, ranking, wishes, doubt)

    async def forget(self, conversation_id: str) -> None:
        """Drop what the dialogue remembers of a conversation."""
        async with self._order.turn(conversation_id):
            await self._ready().forget(conversation_id)

    async def _turn(
        self,
        conversation_id: str,
        text: str,
        organisation: str,
        channel: str,
        turn: str,
        *,
        pressed: bool,
        code: str | None = None,
    ) -> list[Reply]:
        runtime = self._ready()
        metadata = {
            "organisation": organisation,
            "organisation_name": self._organisation_name(organisation),
            "channel": channel,
            "pressed": pressed,
            "turn": turn or new_id(),
        }
        async with self._order.turn(conversation_id):
            token = taken_out.code.set(code)
            try:
                async with asyncio.timeout(self._time_limit):
                    return await runtime.turn(conversation_id, text, metadata)
            except TimeoutError as error:
                raise TurnFailed(conversation_id, "time limit") from error
            finally:
                taken_out.code.reset(token)

    def _load(self) -> "RasaRuntime":
        # Imported here, in a thread: Rasa brings TensorFlow, which takes seconds that other commands do not have.
        from bot.dialogue.runtime import RasaRuntime

        return RasaRuntime(self._model, self._nlu_dir, self._actions, self._phrases, self._records)

    def _ready(self) -> "RasaRuntime":
        if self._runtime is None:
            raise NotReady
        return self._runtime
