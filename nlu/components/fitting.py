"""Fits an `IntentModel` to labelled messages. Training time only: it needs scikit-learn, which the message path does
not.

Most of its time goes to the sentence vectors: 130 a second on two cores.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from nlu.components import readings
from nlu.components.judgement import Judgement, logit
from nlu.components.lexical import Floats, LexicalModel, Vector, Vocabulary, features, invert
from nlu.components.model import Encoding, IntentModel
from nlu.components.semantic import SemanticModel
from nlu.components.vector_cache import VectorCache

OUT_OF_SCOPE = "out_of_scope"
# Chosen by five-fold cross-validation among 3 … 30 and 0.003 … 0.1; flat around these.
LEXICAL_C, SEMANTIC_C = 20.0, 0.03
FOLDS = 4
REFUSED = 0.02  # of messages that do belong here
SLACK = 0.002  # of accuracy, given up so that the encoder is asked less often

Progress = Callable[[str, float], None]
Labels = NDArray[np.str_]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Corpus:
    """Messages in all their readings. `features` are those of the lexical readings, `vectors` of the semantic one."""

    readings: list[tuple[str, ...]]
    features: list[list[Counter[str]]]
    intents: Labels
    vectors: Floats


def fit(
    texts: Sequence[str],
    intents: Sequence[str],
    encoder: Encoding,
    restorer: readings.Restoring,
    progress: Progress = lambda step, fraction: None,
    cache: VectorCache | None = None,
) -> IntentModel:
    """`progress` gets the steps "encode", "calibrate" and "fit" with the part of each that is done, 0 to 1."""
    vectors = _encode([readings.semantic(text, restorer) for text in texts], encoder, cache, progress)
    lexical_readings = [readings.lexical(text) for text in texts]
    counted = [[features(reading) for reading in forms] for forms in lexical_readings]
    corpus = Corpus(lexical_readings, counted, np.array(intents), vectors)
    judgement = calibrate(corpus, progress)
    everything = np.arange(len(texts))
    progress("fit", 0.0)
    lexical, semantic = fit_lexical(corpus, everything), fit_semantic(corpus, everything)
    progress("fit", 1.0)
    return IntentModel(tuple(np.unique(corpus.intents).tolist()), lexical, semantic, judgement)


def fit_lexical(corpus: Corpus, rows: Rows) -> LexicalModel:
    pairs = [(counted, corpus.intents[row]) for row in rows for counted in corpus.features[row]]
    vocabulary = Vocabulary.count(counted for counted, _ in pairs)
    vectors = [vocabulary.vector(counted) for counted, _ in pairs]
    # Ten times faster here than the default solver, and as good.
    regression = LogisticRegression(C=LEXICAL_C, solver="sag", tol=0.01, max_iter=300, random_state=0)
    regression.fit(_matrix(vectors, len(vocabulary.idf)), [intent for _, intent in pairs])
    weights, bias = _weights(regression)
    return LexicalModel(vocabulary, weights, bias, *invert(vectors, len(vocabulary.idf)), total=len(vectors))


def fit_semantic(corpus: Corpus, rows: Rows) -> SemanticModel:
    """The vectors all lie close together, so they are centred and scaled first. Adding the examples once more with their
    accents stripped and restored made cross-validation no better, and training twice as long.
    """
    vectors = corpus.vectors[rows]
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    regression = LogisticRegression(C=SEMANTIC_C, max_iter=1000)
    regression.fit((vectors - mean) / spread, corpus.intents[rows])
    weights, bias = _weights(regression)
    scaled = weights / spread[:, None]
    return SemanticModel(scaled.astype(np.float32), (bias - mean @ scaled).astype(np.float32), corpus.vectors[rows])


def calibrate(corpus: Corpus, progress: Progress = lambda step, fraction: None) -> Judgement:
    """What cross-validation says about when to ask the encoder and when to refuse."""
    rows, fast, near, both, _ = _gather(corpus, "", FOLDS, lambda part: progress("calibrate", 0.7 * part))
    names = np.unique(corpus.intents)
    truth = corpus.intents[rows]
    sure = _sure(fast.max(1), names[fast.argmax(1)] == truth, names[both.argmax(1)] == truth)

    # These never see an out-of-scope message in training: that is how they meet a topic that nobody thought of.
    folds = FOLDS // 2
    rows, _, lexical, both, semantic = _gather(
        corpus, OUT_OF_SCOPE, folds, lambda part: progress("calibrate", 0.7 + 0.3 * part)
    )
    inside = corpus.intents[rows] != OUT_OF_SCOPE
    signals = np.column_stack([[logit(p) for p in both.max(1)], lexical, semantic])
    if inside.all():
        weights, offset = np.array([1.0, 1.0, 1.0]), 0.0
    else:
        regression = LogisticRegression(C=100, class_weight="balanced", max_iter=1000).fit(signals, inside)
        weights, offset = regression.coef_[0], float(regression.intercept_[0])
    least = float(np.quantile((signals @ weights + offset)[inside], REFUSED))
    confidence_weight, lexical_weight, semantic_weight = (float(weight) for weight in weights)
    return Judgement(
        sure=sure,
        familiar=float(np.quantile(near, REFUSED)),
        confidence_weight=confidence_weight,
        lexical_weight=lexical_weight,
        semantic_weight=semantic_weight,
        offset=offset,
        least=least,
    )


def _sure(confidence: Floats, fast_right: NDArray[np.bool_], both_right: NDArray[np.bool_]) -> float:
    """The lowest confidence from which the lexical side alone costs no more than `SLACK` of accuracy."""
    goal = both_right.mean() - SLACK
    for threshold in np.arange(0.40, 1.0, 0.01):
        if np.where(confidence >= threshold, fast_right, both_right).mean() >= goal:
            return float(threshold)
    return 1.0


def _gather(corpus: Corpus, without: str, folds: int, done: Callable[[float], None]) -> tuple[NDArray[Any], ...]:
    """Of messages not trained on: rows, lexical probabilities and nearness, mean probabilities, semantic nearness.

    `without` is an intent that no fold trains on; its messages are among those read.
    """
    known = np.flatnonzero(corpus.intents != without)
    foreign = np.array_split(np.flatnonzero(corpus.intents == without), FOLDS)
    splits = StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(known, corpus.intents[known])
    seen: list[tuple[NDArray[Any], ...]] = []
    for (train, test), strangers in islice(zip(splits, foreign, strict=True), folds):
        rows = np.concatenate([known[test], strangers])
        seen.append((rows, *_read(corpus, known[train], rows)))
        done(len(seen) / folds)
    return tuple(np.concatenate(parts) for parts in zip(*seen, strict=True))


def _read(corpus: Corpus, train: Rows, rows: Rows) -> tuple[NDArray[Any], ...]:
    lexical, semantic = fit_lexical(corpus, train), fit_semantic(corpus, train)
    read = [lexical.read(corpus.readings[row]) for row in rows]
    fast = np.array([probabilities for probabilities, _ in read])
    slow = [semantic.read(corpus.vectors[row]) for row in rows]
    both = (fast + np.array([probabilities for probabilities, _ in slow])) / 2
    return fast, np.array([near for _, near in read]), both, np.array([near for _, near in slow])


def _encode(texts: list[str], encoder: Encoding, cache: VectorCache | None, progress: Progress) -> Floats:
    """A vector a text. Two threads: the encoder gives up the interpreter lock, and we have two cores."""
    known: dict[str, Floats] = {}
    for text in texts:
        if cache is not None and (vector := cache.get(text)) is not None:
            known[text] = vector
    new = [text for text in dict.fromkeys(texts) if text not in known]
    chunks = [new[i : i + 32] for i in range(0, len(new), 32)]
    with ThreadPoolExecutor(2) as pool:
        for done, (chunk, vectors) in enumerate(zip(chunks, pool.map(encoder.query, chunks), strict=True), 1):
            known.update(zip(chunk, vectors, strict=True))
            progress("encode", done / len(chunks))
    if cache is not None and new:
        cache.replace(list(known), np.stack(list(known.values())))
    return np.stack([known[text] for text in texts])


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
