"""Several wishes in one message: the first is carried out, the others wait, none is lost.

Each wish becomes a message of its own to Rasa, as if the person had sent them one after another. What waits is kept in a slot
of the tracker, so that it outlives a form, a restart and a night; when nothing is open any more, the next one begins by itself.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.dialogue.models import Reply
from bot.dialogue.output import Replies
from bot.dialogue.rasa_edge import Agent, DialogueStateTracker, UserMessage, events
from bot.dialogue.responses import DomainResponses
from bot.dialogue.tracker_store import ShortTrackerStore

SLOT = "waiting_wishes"
LIMIT = 6  # wishes that may wait; a message that names more than that is no list of wishes
# An answer that is asked for, not guessed: what `action_fallback` does.
_UNSURE = {"name": "nlu_fallback", "confidence": 1.0}

Parse = dict[str, Any]


class WaitingWishes:
    def __init__(
        self, agent: Agent, trackers: ShortTrackerStore, responses: DomainResponses, phrases: Mapping[str, str]
    ) -> None:
        self._agent = agent
        self._trackers = trackers
        self._responses = responses
        self._phrases = phrases

    async def turn(
        self, conversation_id: str, text: str, parse: Parse, output: Replies, metadata: dict[str, Any]
    ) -> None:
        """One message with all that it asks for. The text of a pressed button is its payload."""
        wishes = _several(text, parse)
        if await self._in_form(conversation_id):
            # The form knows what it asked; a list of wishes is for when nothing is open.
            wishes = []
        elif parse.get("doubt") and not wishes:
            parse = {**parse, "intent": _UNSURE}
        if not wishes:
            await self._handle(conversation_id, text, parse, output, metadata)
        else:
            first, *others = wishes
            await self._announce(conversation_id, wishes, output, metadata)
            await self._handle(conversation_id, first["text"], first, output, metadata)
            await self._keep(conversation_id, others)
        await self._go_on(conversation_id, output, metadata)

    async def _go_on(self, conversation_id: str, output: Replies, metadata: dict[str, Any]) -> None:
        for _ in range(LIMIT):
            tracker = await self._trackers.retrieve(conversation_id)
            waiting = (tracker and tracker.get_slot(SLOT)) or []
            if tracker is None or not waiting or tracker.active_loop_name:
                return
            wish, *others = waiting
            await self._set(tracker, others)
            await self._say("utter_next_wish", tracker, output, metadata, wish=self._phrases[wish["intent"]["name"]])
            await self._handle(conversation_id, wish["text"], wish, output, {**metadata, "pressed": False})

    async def _handle(
        self, conversation_id: str, text: str, parse: Parse, output: Replies, metadata: dict[str, Any]
    ) -> None:
        channel = metadata["channel"]
        message = UserMessage(text, output, conversation_id, parse_data=parse, input_channel=channel, metadata=metadata)
        await self._agent.handle_message(message)

    async def _announce(
        self, conversation_id: str, wishes: list[Parse], output: Replies, metadata: dict[str, Any]
    ) -> None:
        names = [self._phrases[wish["intent"]["name"]] for wish in wishes]
        listed = "; ".join(f"{number}) {name}" for number, name in enumerate(names, 1))
        tracker = await self._trackers.retrieve(conversation_id)
        tracker = tracker or DialogueStateTracker.from_events(conversation_id, [])
        await self._say("utter_several_wishes", tracker, output, metadata, count=len(names), wishes=listed)

    async def _say(
        self, name: str, tracker: DialogueStateTracker, output: Replies, metadata: dict[str, Any], **values: Any
    ) -> None:
        made = await self._responses.generate(name, tracker, metadata["channel"], **values)
        output.collected.append(Reply(made["text"], name=name))

    async def _keep(self, conversation_id: str, others: list[Parse]) -> None:
        tracker = await self._trackers.retrieve(conversation_id)
        if tracker is not None and others:
            # The legal clock of a wish starts when it was said, not when its turn comes.
            said_at = datetime.now(UTC).isoformat()
            others = [{**wish, "said_at": said_at} for wish in others]
            await self._set(tracker, [*others, *(tracker.get_slot(SLOT) or [])][:LIMIT])

    async def _set(self, tracker: DialogueStateTracker, waiting: list[Parse]) -> None:
        tracker.update(events.SlotSet(SLOT, waiting or None))
        await self._trackers.save(tracker)

    async def _in_form(self, conversation_id: str) -> bool:
        tracker = await self._trackers.retrieve(conversation_id)
        return bool(tracker and tracker.active_loop_name)


def _several(text: str, parse: Parse) -> list[Parse]:
    """Each wish as the parse of a message of its own, with the entities that stand in its part; positions count from its start."""
    found = []
    for wish in parse.get("wishes") or ():
        start, end = wish["start"], wish["end"]
        entities = [
            {**e, "start": e["start"] - start, "end": e["end"] - start}
            for e in parse.get("entities") or ()
            if start <= e["start"] and e["end"] <= end
        ]
        intent = {"name": wish["intent"], "confidence": wish["confidence"]}
        found.append({"text": text[start:end], "intent": intent, "entities": entities, "intent_ranking": [intent]})
    return found
