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
from nlu.components.wishes import WISHES, Parting, Wish, wishes

_LEXICAL = ("weights", "bias", "starts", "examples", "values")


class Encoding(Protocol):
    """Sentence vectors of unit length: `bot.knowledge.encoder.Encoder`."""

    def query(self, texts: list[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class Verdict:
    """`ranking` holds every intent, likeliest first. `foreign` means that none of them is meant.

    `doubt` are two wishes between which the person should be asked. `wishes` are the several matters of a message, of which the
    first then leads the ranking.
    """

    ranking: tuple[tuple[str, float], ...]
    foreign: bool
    encoder_used: bool
    doubt: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True)
class IntentModel:
    intents: tuple[str, ...]
    lexical: LexicalModel
    semantic: SemanticModel
    judgement: Judgement
    parting: Parting

    def classify(self, text: str, encoder: Encoding | None, restorer: readings.Restoring) -> Verdict:
        """Total: any text gives a verdict. Without an encoder the lexical side decides alone."""
        forms = readings.lexical(text)
        lexical = self.lexical.read(forms)
        alone = self.judgement.alone(lexical)
        nearness = self.lexical.nearness(forms[-1])
        several = wishes(text, self._read, self.intents, self.parting, lexical)
        if several:
            return self._verdict(alone, several=several)
        if encoder is None or not self.judgement.needs_encoder(float(alone.max()), nearness):
            return self._verdict(alone, foreign=nearness == 0.0)
        plain = readings.semantic(text, restorer)
        if not any(c.isalnum() for c in plain):
            return self._verdict(alone, foreign=True)
        semantic, closeness = self.semantic.read(encoder.query([plain])[0])
        both = self.judgement.together(lexical, semantic)
        foreign = self.judgement.is_foreign(float(both.max()), nearness, closeness)
        return self._verdict(both, foreign=foreign, encoder_used=True)

    def _read(self, text: str) -> Floats:
        return self.lexical.read(readings.lexical(text))

    def _verdict(
        self,
        probabilities: Floats,
        *,
        foreign: bool = False,
        encoder_used: bool = False,
        several: list[Wish] | None = None,
    ) -> Verdict:
        order = np.argsort(-probabilities, kind="stable")
        ranking = [(self.intents[i], float(probabilities[i])) for i in order]
        if several:
            # What is carried out first comes first, as sure as it is alone; the other shares are those of the whole message.
            others = [pair for pair in ranking if pair[0] != several[0].intent]
            first = (several[0].intent, several[0].confidence)
            return Verdict((first, *others), False, encoder_used, (), tuple(several))
        names = tuple(name for name, _ in ranking[:2])
        doubts = not foreign and all(name in WISHES for name in names)
        doubt = names if doubts and self.judgement.doubts([p for _, p in ranking]) else ()
        return Verdict(tuple(ranking), foreign, encoder_used, doubt)

    def save(self, folder: Path) -> None:
        description = {
            "intents": self.intents,
            "features": list(self.lexical.vocabulary.index),
            "total": self.lexical.total,
            "judgement": self.judgement.as_dict(),
            "parting": {"weights": self.parting.weights, "offset": self.parting.offset},
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
        parting = Parting(tuple(description["parting"]["weights"]), description["parting"]["offset"])
        return cls(tuple(description["intents"]), lexical, semantic, Judgement(**description["judgement"]), parting)
