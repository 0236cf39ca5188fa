"""TF-IDF over characters 2–5 and words 1–2, and over accented words where there are any, with a linear classifier: a few
dictionary look-ups and one matrix product.

Written out in numpy because the message path has a millisecond; scikit-learn only fits the weights (`fitting`).
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]]
Vector = tuple[NDArray[np.intp], Floats]  # the indices that are not zero, and their values; length 1

_WORD = re.compile(r"\w+|@")
_CHARACTERS = range(2, 6)
# What a feature is of stands before it, so that the word "toi" is not the three letters "toi".
_PLAIN, _ACCENTED = "\x00", "\x01"
# How much each kind weighs in a vector: plain words, accented words, letters. Chosen on the calibration messages among four
# settings. Accented words add 3 points of macro-F1 where people type them ("bán" is not "bạn"), letters carry what is misspelt.
_WEIGHTS = {_PLAIN: 1.0, _ACCENTED: 0.7}
_LETTERS = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """`folded` has no accents; `accented` is the same message with them, empty where it was typed without."""

    folded: str
    accented: str = ""


def features(reading: Reading) -> Counter[str]:
    words = _WORD.findall(reading.folded)
    padded = f" {' '.join(words)} "
    found = Counter(padded[i : i + n] for n in _CHARACTERS for i in range(len(padded) - n + 1))
    found.update(word_features(reading))
    if reading.accented:
        words = _WORD.findall(reading.accented)
        found.update(_ACCENTED + word for word in words if not word.isascii())
        found.update(f"{_ACCENTED}{a} {b}" for a, b in itertools.pairwise(words) if not (a.isascii() and b.isascii()))
    return found


def word_features(reading: Reading) -> Counter[str]:
    words = _WORD.findall(reading.folded)
    found = Counter(_PLAIN + word for word in words)
    found.update(f"{_PLAIN}{a} {b}" for a, b in itertools.pairwise(words))
    return found


@dataclass(frozen=True)
class Vocabulary:
    """Features seen in at least three readings of examples, with their inverse document frequency."""

    index: dict[str, int]
    idf: Floats

    @classmethod
    def count(cls, examples: Iterable[Counter[str]]) -> "Vocabulary":
        """From the features of every example."""
        seen: Counter[str] = Counter()
        total = 0
        for example in examples:
            seen.update(example.keys())
            total += 1
        kept = sorted(feature for feature, documents in seen.items() if documents > 2)
        idf = np.array([log((1 + total) / (1 + seen[f])) + 1 for f in kept], dtype=np.float32)
        return cls({feature: i for i, feature in enumerate(kept)}, idf)

    def vector(self, example: Counter[str]) -> Vector:
        """Sublinear TF-IDF; each kind of feature is normalised apart, then weighed. Nothing known: an empty vector."""
        counts = [(self.index[f], n, _WEIGHTS.get(f[0], _LETTERS)) for f, n in example.items() if f in self.index]
        if not counts:
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)
        at = np.array([i for i, _, _ in counts], dtype=np.intp)
        values = (1 + np.log(np.array([n for _, n, _ in counts], dtype=np.float32))) * self.idf[at]
        kinds = np.array([w for _, _, w in counts])
        for weight in (*_WEIGHTS.values(), _LETTERS):
            part = kinds == weight
            norm = float(np.linalg.norm(values[part]))
            if norm:
                values[part] *= weight / norm
        return at, (values / np.linalg.norm(values)).astype(np.float32)


@dataclass(frozen=True)
class LexicalModel:
    """`weights` has a row a feature and a column an intent. `starts`, `examples` and `values` list, for each plain word, the
    examples that have it; `total` is their number.
    """

    vocabulary: Vocabulary
    weights: Floats
    bias: Floats
    starts: NDArray[np.int64]
    examples: NDArray[np.int32]
    values: Floats
    total: int

    def read(self, readings: Sequence[Reading]) -> Floats:
        """Probabilities of the intents, mean over the readings."""
        probabilities = np.zeros(len(self.bias), dtype=np.float32)
        for reading in readings:
            at, values = self.vocabulary.vector(features(reading))
            probabilities += softmax(values @ self.weights[at] + self.bias)
        return probabilities / len(readings)

    def nearness(self, reading: Reading) -> float:
        """Mean cosine to the three nearest examples by their plain words, 0 to 1. Letters would say little more and cost
        ten times the time.
        """
        at, values = self.vocabulary.vector(word_features(reading))
        if not len(at):
            return 0.0
        spans = [slice(self.starts[i], self.starts[i + 1]) for i in at]
        examples = np.concatenate([self.examples[s] for s in spans])
        products = np.concatenate([self.values[s] * v for s, v in zip(spans, values, strict=True)])
        similarities: Numbers = np.bincount(examples, products, minlength=self.total).astype(np.float32)
        return nearest(similarities)


def softmax(scores: Numbers) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)
    return shares


def nearest(similarities: Numbers, count: int = 3) -> float:
    """Mean of the `count` greatest."""
    count = min(count, len(similarities))
    return float(np.partition(similarities, -count)[-count:].mean()) if count else 0.0


def invert(vectors: Sequence[Vector], size: int) -> tuple[NDArray[np.int64], NDArray[np.int32], Floats]:
    """The vectors by feature: where each feature's list starts, which examples it holds, with what value."""
    at = np.concatenate([v[0] for v in vectors])
    examples = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(v[0]) for v in vectors])
    values = np.concatenate([v[1] for v in vectors])
    order = np.argsort(at, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(at, minlength=size))]).astype(np.int64)
    return starts, examples[order], values[order]
