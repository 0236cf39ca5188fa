"""What is known about a question and each passage of a policy, as numbers: the input of the ranking model.

Similarity alone cannot tell "close to" from "answers" (AUROC .70 on near misses, facts/vietnamese.md §4). So beside vectors and
words there are concepts (does the passage speak of the specific thing that is asked about?) and answer types (does it hold a
period where a period is asked for?).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.answer_types import HARD, AnswerType
from bot.knowledge.concepts import SPECIFIC, Lexicon
from bot.knowledge.facets import answerable_neighbours, load_facets, question_share
from bot.knowledge.index import PolicyIndex
from bot.knowledge.prior import load_prior
from bot.knowledge.question import Question

Matrix = NDArray[np.float64]
_HARD = frozenset(HARD)
_TYPES = tuple(AnswerType)

# One column a name, in this order. "best" is over the units of the passage; "z" is standardised over the policy's passages.
NAMES: tuple[str, ...] = (
    "cosine", "cosine best", "cosine heading", "z cosine", "z cosine best", "z cosine heading", "z cosine both",
    "words", "z words", "z words best", "coverage", "coverage best",
    "concepts", "concepts best", "specific missing", "specific missing best", "hard types missing", "hard types missing best",
    "soft types held", "z hybrid", "z hybrid margin",
    # of the question and the policy as a whole, the same for every passage
    "terms unseen", "specific unseen", "specific asked", "hard asked", "terms", "concepts asked", "cosine top", "cosine mean",
    *(f"asks {kind}" for kind in _TYPES),
    # by facets: of the passage, then of the question and the policy as a whole
    "facet agreement", "z facet agreement", "facet closeness", "z facet closeness",
    "facet top", "near miss top", "facet over near miss", "answerable neighbours", "facet share", "facet entropy",
    "facet covered", "facet covered over mean", "facet agreement top", "prior",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """`passages`: a row a passage, columns as `NAMES`. `units`: relevance of every unit, 0 to 1, to choose sentences by."""

    passages: Matrix
    units: NDArray[np.float64]


def features(index: PolicyIndex, question: Question, lexicon: Lexicon) -> Features:
    count = len(index.passages)
    first = np.searchsorted(index.owner, np.arange(count))
    specific = frozenset(c for c in question.concepts if lexicon.kinds[c] in SPECIFIC)
    hard = question.types & _HARD

    cosine = (index.passage_vectors @ question.vector).astype(np.float64)
    unit_cosine = (index.unit_vectors @ question.vector).astype(np.float64)
    heading = (index.heading_vectors @ question.vector).astype(np.float64)
    best_cosine = np.maximum.reduceat(unit_cosine, first)
    words = index.passage_words.scores(question.terms)
    unit_words = index.unit_words.scores(question.terms)
    best_words = np.maximum.reduceat(unit_words, first)

    weight = _weights(index, question)
    coverage = np.array([_share(weight, terms) for terms in index.passage_terms])
    unit_coverage = np.array([_share(weight, terms) for terms in index.unit_terms])
    asked = len(question.concepts) or 1
    concepts = np.array([len(question.concepts & c) for c in index.passage_concepts]) / asked
    unit_concepts = np.array([len(question.concepts & c) for c in index.unit_concepts]) / asked
    missing = np.array([len(specific - c) for c in index.passage_concepts], dtype=np.float64)
    unit_missing = np.array([len(specific - c) for c in index.unit_concepts], dtype=np.float64)
    lacking = np.array([len(hard - t) for t in index.passage_types], dtype=np.float64)
    unit_lacking = np.array([len(hard - t) for t in index.unit_types], dtype=np.float64)
    held = np.array([len((question.types - hard) & t) for t in index.passage_types], dtype=np.float64)

    both = _z(cosine + best_cosine)
    hybrid = both + 0.5 * _z(words) + 0.5 * _z(concepts)
    everything = frozenset[int]().union(*index.passage_concepts)
    total = sum(weight.values()) or 1.0
    unseen = sum(w for term, w in weight.items() if not index.passage_words.has(term)) / total
    columns: list[NDArray[np.float64]] = [
        cosine, best_cosine, heading, _z(cosine), _z(best_cosine), _z(heading), both,
        words / (len(question.terms) + 1), _z(words), _z(best_words), coverage, np.maximum.reduceat(unit_coverage, first),
        concepts, np.maximum.reduceat(unit_concepts, first), missing, np.minimum.reduceat(unit_missing, first),
        lacking, np.minimum.reduceat(unit_lacking, first), held, hybrid, hybrid - _second(hybrid),
    ]  # fmt: skip
    whole = [
        unseen, len(specific - everything), len(specific), len(hard), min(len(question.terms), 20), len(question.concepts),
        float(cosine.max()), float(cosine.mean()), *(float(kind in question.types) for kind in _TYPES),
    ]  # fmt: skip
    matrix = np.column_stack(
        [*columns, *(np.full(count, float(value)) for value in whole), _facet_columns(index, question, first)]
    )
    relevance = (
        _z(unit_cosine) + 0.4 * _z(unit_words) + 0.5 * _z(unit_concepts) - 0.5 * unit_lacking - 0.3 * unit_missing
    )
    return Features(matrix, 1 / (1 + np.exp(-relevance)))


def _facet_columns(index: PolicyIndex, question: Question, first: NDArray[np.int64]) -> Matrix:
    close, questions, near = load_facets().of_question(question.vector)
    share = question_share(close)
    agreement = np.maximum.reduceat(index.unit_facet_shares @ share, first)
    closeness = np.maximum.reduceat(index.unit_facets @ share, first)
    top = int(close.argmax())
    entropy = float(-(share * np.log(share + 1e-9)).sum())
    covered = float(index.unit_facets[:, top].max())
    whole = [
        float(questions.max()), float(near.max()), float(questions.max() - near.max()), answerable_neighbours(questions, near),
        float(share.max()), entropy, covered, covered - float(index.unit_facets.max(axis=0).mean()), float(agreement.max()),
        load_prior().logit(question.vector),
    ]  # fmt: skip
    columns = [agreement, _z(agreement), closeness, _z(closeness)]
    return np.column_stack([*columns, *(np.full(len(first), value) for value in whole)])


def _weights(index: PolicyIndex, question: Question) -> dict[str, float]:
    """How much each word of the question tells passages of this policy apart."""
    size = len(index.passages)
    out = {}
    for term in set(question.terms):
        holding = sum(term in terms for terms in index.passage_terms)
        out[term] = float(np.log(1 + (size + 0.5) / (holding + 0.5)))
    return out


def _share(weight: dict[str, float], terms: frozenset[str]) -> float:
    total = sum(weight.values())
    return sum(w for term, w in weight.items() if term in terms) / total if total else 0.0


def _z(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((values - values.mean()) / (values.std() + 1e-6))


def _second(values: NDArray[np.float64]) -> float:
    """The best but one: the margin of the best over it says how sure the ranking is."""
    return float(np.partition(values, -2)[-2]) if len(values) > 1 else 0.0
