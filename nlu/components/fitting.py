"""Fits an `IntentModel` to labelled messages. Training time only: it needs scikit-learn and scipy, which the message path does not.

The lexical side learns from every example, the semantic side from `SEMANTIC_EXAMPLES` of them: its encoder has been tuned to all of
them before (`nlu/tuning`), and sentence vectors take most of the time, 130 a second on two cores.
"""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.language.text import strip_accents
from nlu.components import readings
from nlu.components.calibrating import Seen, calibrate
from nlu.components.fitting_wishes import WishExample, fit_parting, joined
from nlu.components.lexical import (
    Floats,
    LexicalModel,
    Reading,
    Vector,
    Vocabulary,
    features,
    invert,
    word_features,
)
from nlu.components.model import Encoding, IntentModel
from nlu.components.semantic import SemanticModel
from nlu.components.vector_cache import VectorCache

LEXICAL_C, SEMANTIC_C = 20.0, 0.03
SEMANTIC_EXAMPLES = 2_000
JOINED = 1_000  # examples that also teach where a message turns to another wish

Progress = Callable[[str, float], None]
Labels = NDArray[np.str_]
Labelled = Sequence[tuple[str, str]]  # messages with their intents


@dataclass(frozen=True)
class Material:
    """What a model is made from: examples to learn from, and messages that are never learned from, to judge what was learned.

    `wishes` teaches where a message turns to another wish.
    """

    examples: Labelled
    calibration: Labelled
    wishes: Sequence[WishExample] = ()


def fit(
    material: Material,
    encoder: Encoding,
    restorer: readings.Restoring,
    progress: Progress = lambda step, fraction: None,
    cache: VectorCache | None = None,
) -> IntentModel:
    """`progress` gets the steps "encode", "fit" and "calibrate" with the part of each that is done, 0 to 1."""
    names = np.unique([intent for _, intent in material.examples])
    calibration = _in_every_spelling(material.calibration or material.examples)
    chosen = sample(material.examples, SEMANTIC_EXAMPLES)
    texts = [readings.semantic(text, restorer) for text, _ in [*chosen, *calibration]]
    vectors = encode(texts, encoder, cache, progress)
    progress("fit", 0.0)
    lexical = fit_lexical(material.examples)
    progress("fit", 0.8)
    semantic = fit_semantic(vectors[: len(chosen)], np.array([intent for _, intent in chosen]))
    progress("calibrate", 0.0)
    judgement = calibrate(_seen(calibration, lexical, semantic, vectors[len(chosen) :]), names)
    pairs = joined(sample(material.examples, JOINED), JOINED // 2) if material.wishes else []
    parting = fit_parting([*material.wishes, *pairs], names.tolist(), lambda text: lexical.read(readings.lexical(text)))
    progress("calibrate", 1.0)
    return IntentModel(tuple(names.tolist()), lexical, semantic, judgement, parting)


def fit_lexical(examples: Labelled) -> LexicalModel:
    forms = [readings.lexical_examples(text) for text, _ in examples]
    counted = [features(reading) for readings_ in forms for reading in readings_]
    intents = [intent for (_, intent), readings_ in zip(examples, forms, strict=True) for _ in readings_]
    vocabulary = Vocabulary.count(counted)
    vectors = [vocabulary.vector(count) for count in counted]
    # Ten times faster here than the default solver, and as good.
    regression = LogisticRegression(C=LEXICAL_C, solver="sag", tol=0.01, max_iter=300, random_state=0)
    regression.fit(_matrix(vectors, len(vocabulary.idf)), intents)
    weights, bias = _weights(regression)
    words = [vocabulary.vector(word_features(Reading(readings_[-1].folded))) for readings_ in forms]
    return LexicalModel(vocabulary, weights, bias, *invert(words, len(vocabulary.idf)), total=len(words))


def fit_semantic(vectors: Floats, intents: Labels) -> SemanticModel:
    """The vectors all lie close together, so they are centred and scaled first."""
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    regression = LogisticRegression(C=SEMANTIC_C, max_iter=1000)
    regression.fit((vectors - mean) / spread, intents)
    weights, bias = _weights(regression)
    scaled = weights / spread[:, None]
    return SemanticModel(scaled.astype(np.float32), (bias - mean @ scaled).astype(np.float32), vectors)


def sample(examples: Labelled, size: int) -> Labelled:
    """At most `size` of the examples, every intent in its share. The same examples give the same sample."""
    if len(examples) <= size:
        return examples
    kept: list[tuple[str, str]] = []
    for intent in sorted({intent for _, intent in examples}):
        own = [example for example in examples if example[1] == intent]
        kept += random.Random(0).sample(own, max(1, round(len(own) * size / len(examples))))  # noqa: S311
    return kept


def encode(
    texts: list[str], encoder: Encoding, cache: VectorCache | None = None, progress: Progress = lambda step, part: None
) -> Floats:
    """A vector a text. Two threads: the encoder gives up the interpreter lock, and we have two cores."""
    known: dict[str, Floats] = {}
    for text in texts:
        if cache is not None and (vector := cache.get(text)) is not None:
            known[text] = vector
    # Texts of like length together, so that neither thread waits for the other's longest.
    new = sorted((text for text in dict.fromkeys(texts) if text not in known), key=len)
    chunks = [new[i : i + 32] for i in range(0, len(new), 32)]
    with ThreadPoolExecutor(2) as pool:
        for done, (chunk, vectors) in enumerate(zip(chunks, pool.map(encoder.query, chunks), strict=True), 1):
            known.update(zip(chunk, vectors, strict=True))
            progress("encode", done / len(chunks))
    if cache is not None and new:
        cache.replace(list(known), np.stack(list(known.values())))
    return np.stack([known[text] for text in texts])


def _in_every_spelling(messages: Labelled) -> Labelled:
    """And every other one without its accents too."""
    bare = [(strip_accents(text), intent) for text, intent in messages[::2]]
    return [*messages, *(pair for pair, typed in zip(bare, messages[::2], strict=True) if pair != typed)]


def _seen(messages: Labelled, lexical: LexicalModel, semantic: SemanticModel, vectors: Floats) -> Seen:
    read = [readings.lexical(text) for text, _ in messages]
    slow = [semantic.read(vector) for vector in vectors]
    return Seen(
        np.array([intent for _, intent in messages]),
        np.array([lexical.read(forms) for forms in read]),
        np.array([lexical.nearness(forms[-1]) for forms in read]),
        np.array([probabilities for probabilities, _ in slow]),
        np.array([near for _, near in slow]),
    )


def _matrix(vectors: Sequence[Vector], width: int) -> csr_matrix:
    lengths = np.cumsum([0, *(len(at) for at, _ in vectors)])
    values = np.concatenate([v for _, v in vectors])
    return csr_matrix((values, np.concatenate([at for at, _ in vectors]), lengths), shape=(len(vectors), width))


def _weights(regression: LogisticRegression) -> tuple[Floats, Floats]:
    """A row a feature, a column a class. scikit-learn keeps one column for two classes."""
    weights, bias = regression.coef_, regression.intercept_
    if len(regression.classes_) == 2:
        weights, bias = np.concatenate([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return np.ascontiguousarray(weights.T, dtype=np.float32), bias.astype(np.float32)
