"""Rasa's view of `bot.language.entities`: phones, e-mails, ticket codes, dates and the rest, from the text as it was typed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.entities.extraction import find_all

# What is to be corrected, or no longer sent, is only read where that is what the message asks for.
_CORRECTS = frozenset({"request_correction"})
_STOPS = frozenset({"object_processing", "withdraw_consent"})
_NEEDS = {"field": _CORRECTS, "old_value": _CORRECTS, "new_value": _CORRECTS, "marketing_channel": _STOPS}
LIKELY = 0.15


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class VietnameseEntityExtractor(GraphComponent, EntityExtractorMixin):  # type: ignore[misc]
    """Nothing is learned: what a phone number is stands in numbering plans, not in examples."""

    def __init__(self, config: dict[str, Any], today: Callable[[], date] | None = None) -> None:
        self._today = today or (lambda: datetime.now(ZoneInfo(config["timezone"])).date())

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # Where "hôm qua" is reckoned from.
        return {"timezone": "Asia/Ho_Chi_Minh"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "VietnameseEntityExtractor":
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        today = self._today()
        for message in messages:
            wanted = _wanted(message)
            found = [
                {"entity": f.entity, "value": f.value, "start": f.start, "end": f.end}
                for f in find_all(message.get(TEXT) or "", today)
                if _NEEDS.get(f.entity, wanted) & wanted
            ]
            extracted = self.add_extractor_name(found)
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), *extracted], add_to_output=True)
        return messages


def _wanted(message: Message) -> frozenset[str]:
    """The intents that the message may have, by the classifier before; never empty."""
    ranking = message.get("intent_ranking") or [message.get("intent") or {"name": "", "confidence": 1.0}]
    likely = {intent["name"] for intent in ranking if intent["confidence"] >= LIKELY}
    return frozenset(likely | {ranking[0]["name"]} | {wish["intent"] for wish in message.get("wishes") or ()})
