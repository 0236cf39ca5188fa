"""The trained classifier as a whole: read a message, say what was wanted. Stored as arrays and JSON, never pickled."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlu.components import readings
from nlu.components.judgement import Judgement
from nlu.components.lexical import Floats, LexicalModel, Vocabulary
from nlu.components.semantic import SemanticModel

_LEXICAL = ("weights", "bias", "starts", "examples", "values")


class Encoding(Protocol):
    """Sentence vectors of unit length: `bot.knowledge.encoder.Encoder`."""

    def query(self, texts: list[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class Verdict:
    """`ranking` holds every intent, likeliest first. `foreign` means that none of them is meant."""

    ranking: tuple[tuple[str, float], ...]
    foreign: bool
    encoder_used: bool


@dataclass(frozen=True)
class IntentModel:
    intents: tuple[str, ...]
    lexical: LexicalModel
    semantic: SemanticModel
    judgement: Judgement

    def classify(self, text: str, encoder: Encoding | None, restorer: readings.Restoring) -> Verdict:
        """Total: any text gives a verdict. Without an encoder the lexical side decides alone."""
        probabilities, nearness = self.lexical.read(readings.lexical(text))
        if encoder is None or not self.judgement.needs_encoder(float(probabilities.max()), nearness):
            return self._verdict(probabilities, foreign=nearness == 0.0, encoder_used=False)
        plain = readings.semantic(text, restorer)
        if not any(c.isalnum() for c in plain):
            return self._verdict(probabilities, foreign=True, encoder_used=False)
        second, closeness = self.semantic.read(encoder.query([plain])[0])
        mean = (probabilities + second) / 2
        foreign = self.judgement.is_foreign(float(mean.max()), nearness, closeness)
        return self._verdict(mean, foreign=foreign, encoder_used=True)

    def _verdict(self, probabilities: Floats, *, foreign: bool, encoder_used: bool) -> Verdict:
        order = np.argsort(-probabilities, kind="stable")
        ranking = tuple((self.intents[i], float(probabilities[i])) for i in order)
        return Verdict(ranking, foreign, encoder_used)

    def save(self, folder: Path) -> None:
        description = {
            "intents": self.intents,
            "features": list(self.lexical.vocabulary.index),
            "total": self.lexical.total,
            "judgement": self.judgement.as_dict(),
        }
        (folder / "intents.json").write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / "intents.npz",
            idf=self.lexical.vocabulary.idf,
            **{f"lexical_{name}": getattr(self.lexical, name) for name in _LEXICAL},
            semantic_weights=self.semantic.weights,
            semantic_bias=self.semantic.bias,
            semantic_examples=self.semantic.examples,
        )

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        description = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        with np.load(folder / "intents.npz", allow_pickle=False) as arrays:
            vocabulary = Vocabulary({f: i for i, f in enumerate(description["features"])}, arrays["idf"])
            parts = {name: arrays[f"lexical_{name}"] for name in _LEXICAL}
            lexical = LexicalModel(vocabulary=vocabulary, total=description["total"], **parts)
            semantic = SemanticModel(arrays["semantic_weights"], arrays["semantic_bias"], arrays["semantic_examples"])
        return cls(tuple(description["intents"]), lexical, semantic, Judgement(**description["judgement"]))
