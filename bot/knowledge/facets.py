"""Facets: the hundred and fifty things that a privacy policy can state, and how close a question and a sentence are to each.

A facet is known by examples (`nlu/knowledge/facets/`): questions that it answers, statements of it in policies, and near misses,
which sound like its questions and are not answered by it. Their vectors, a byte a number, are in `data/facets.npz`.
A question about how long a complaint takes and a sentence about where to complain share most words and no facet: this is what
tells "close to" from "answers".
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.encoder import Vectors

Floats = NDArray[np.float64]
_SCALE = 127.0  # bytes a unit of a vector's component, whose largest are near 0.3 but never above 1
_NEIGHBOURS = 7
_SHARP, _SOFT = 0.02, 0.03  # temperatures of the softmax over facets, for questions and for sentences


@dataclass(frozen=True, slots=True)
class FacetSpace:
    """Vectors of the examples, sorted by facet; `question_starts` and `statement_starts` say where each facet's begin."""

    questions: Vectors
    near: Vectors
    statements: Vectors
    question_starts: NDArray[np.int64]
    statement_starts: NDArray[np.int64]
    centres: Vectors  # the mean question of each facet, of unit length

    def of_units(self, units: Vectors) -> tuple[Floats, Floats]:
        """For each unit and facet: the closest statement's cosine, and the share of the facet in the unit."""
        close = np.maximum.reduceat(units @ self.statements.T, self.statement_starts, axis=1).astype(np.float64)
        return close, softmax(close, _SOFT)

    def of_question(self, vector: Vectors) -> tuple[Floats, Floats, Floats]:
        """For a question: closeness to each facet, and cosines to all example questions and to all near misses."""
        questions = (self.questions @ vector).astype(np.float64)
        close = 0.5 * np.maximum.reduceat(questions, self.question_starts) + 0.5 * (self.centres @ vector)
        return close, questions, (self.near @ vector).astype(np.float64)


def question_share(close: Floats) -> Floats:
    return softmax(close, _SHARP)


def answerable_neighbours(questions: Floats, near: Floats) -> float:
    """The share of real questions among the examples nearest to a question; the others are near misses."""
    order = np.argsort(-np.concatenate([questions, near]), kind="stable")[:_NEIGHBOURS]
    return float((order < len(questions)).mean())


def softmax(values: Floats, temperature: float) -> Floats:
    powers = np.exp((values - values.max(axis=-1, keepdims=True)) / temperature)
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def pack(vectors: Vectors) -> NDArray[np.int8]:
    stretched: Vectors = np.rint(vectors * _SCALE * _gain(vectors))
    return stretched.astype(np.int8)


def _gain(vectors: Vectors) -> Vectors:
    """Each row is stretched to use the whole byte; unit length is restored on reading."""
    return np.asarray(1.0 / np.abs(vectors).max(axis=1, keepdims=True))


def unpack(packed: NDArray[np.int8]) -> Vectors:
    vectors = packed.astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def space(questions: list[Vectors], near: list[Vectors], statements: list[Vectors]) -> FacetSpace:
    """One entry of each list a facet."""
    centres = np.stack([q.mean(axis=0) for q in questions])
    return FacetSpace(
        np.vstack(questions),
        np.vstack(near),
        np.vstack(statements),
        _starts(questions),
        _starts(statements),
        (centres / np.linalg.norm(centres, axis=1, keepdims=True)).astype(np.float32),
    )


def _starts(groups: list[Vectors]) -> NDArray[np.int64]:
    return np.cumsum([0, *(len(group) for group in groups[:-1])])


@cache
def load_facets() -> FacetSpace:
    """The packaged examples, once a process."""
    with resources.files("bot.knowledge").joinpath("data/facets.npz").open("rb") as file, np.load(file) as data:
        groups = {name: unpack(data[name]) for name in ("questions", "near", "statements")}
        sizes = {name: np.cumsum(data[f"{name}.sizes"])[:-1] for name in groups}
    return space(*(np.split(groups[name], sizes[name]) for name in ("questions", "near", "statements")))


def save(path: str, questions: list[Vectors], near: list[Vectors], statements: list[Vectors]) -> None:
    """Write what `load_facets` reads."""
    named = {"questions": questions, "near": near, "statements": statements}
    arrays = {name: pack(np.vstack(groups)) for name, groups in named.items()}
    sizes = {f"{name}.sizes": np.array([len(group) for group in groups]) for name, groups in named.items()}
    np.savez_compressed(path, **arrays, **sizes)
