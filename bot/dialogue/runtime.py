"""A loaded Rasa model and one turn through it. Not for use beside `engine`, which keeps the order of turns."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rasa_sdk import Action

from bot.dialogue import fast_validation
from bot.dialogue.errors import ModelMissing, TurnFailed
from bot.dialogue.in_process import InProcessActions, Turn, current_turn
from bot.dialogue.models import Reply
from bot.dialogue.output import Replies
from bot.dialogue.rasa_edge import Agent, import_components, quiet, silence_logs
from bot.dialogue.records import MemoryRecords, TrackerRecords
from bot.dialogue.responses import DomainResponses
from bot.dialogue.tracker_store import ShortTrackerStore
from bot.dialogue.waiting_wishes import WaitingWishes


class CircuitBroken(RuntimeError):
    """The rules went round in circles until Rasa stopped them."""


class RasaRuntime:
    """Loads on construction: seconds, and blocking. Raises `ModelMissing`."""

    def __init__(
        self,
        model: Path,
        nlu_dir: Path,
        actions: Iterable[Action],
        phrases: Mapping[str, str],
        records: TrackerRecords | None = None,
    ) -> None:
        fast_validation.install()
        import_components(nlu_dir)
        silence_logs()
        self._records = records or MemoryRecords()
        self._trackers = ShortTrackerStore(self._records)
        self.actions = InProcessActions(actions)
        if not model.is_file():
            raise ModelMissing(model)
        responses = DomainResponses()
        with quiet():
            try:
                self._agent = Agent.load(
                    str(model),
                    generator=responses,
                    tracker_store=self._trackers,
                    action_endpoint=self.actions,
                )
            except Exception as error:
                raise ModelMissing(model) from error
        self._agent.processor.on_circuit_break = _circuit_broken
        self.intents = frozenset(self._agent.domain.intents)
        self._wishes = WaitingWishes(self._agent, self._trackers, responses, phrases)

    async def parse(self, text: str) -> dict[str, Any]:
        return dict(await self._agent.parse_message(text))

    async def turn(self, conversation_id: str, text: str, metadata: dict[str, Any]) -> list[Reply]:
        """Raises `TurnFailed`, after which the conversation is as it was before the turn."""
        output = Replies(metadata["channel"])
        before = await self._records.load(conversation_id)
        turn = Turn()
        token = current_turn.set(turn)
        try:
            parse = _pressed(text) if metadata["pressed"] else await self.parse(text)
            await self._wishes.turn(conversation_id, text, parse, output, metadata)
        except Exception as error:
            turn.fail("rasa", error)
        finally:
            current_turn.reset(token)
        if turn.failure is None:
            return output.collected
        if before is None:
            await self._records.delete(conversation_id)
        else:
            await self._records.save(conversation_id, before)
        raise TurnFailed(conversation_id, turn.where) from turn.failure

    async def forget(self, conversation_id: str) -> None:
        await self._records.delete(conversation_id)


def _pressed(payload: str) -> dict[str, Any]:
    """What a button of ours means. Rasa's own reading of payloads would look for the values among the entities of the domain."""
    intent = {"name": payload.removeprefix("/").partition("{")[0], "confidence": 1.0}
    return {"text": payload, "intent": intent, "entities": [], "intent_ranking": [intent]}


def _circuit_broken(*_: Any) -> None:
    current_turn.get().fail("rasa", CircuitBroken())
