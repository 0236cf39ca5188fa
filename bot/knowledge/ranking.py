"""The trained part of search: which passage answers best, and whether it does.

A linear model shares one unit of belief among the passages of the policy: which of them answers best, given that one does. A forest
then looks at the best passage, at how far it stands out and at the policy as a whole, and says whether the question is answered at
all. Both are in `data/ranking.npz`, made by `python -m nlu.knowledge.fit` from `nlu/knowledge/` (never from `tests/evaluation/`).
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.features import NAMES, Matrix
from bot.knowledge.forest import Forest

Floats = NDArray[np.float64]
_BEST = 3  # passages whose shares the forest sees


@dataclass(frozen=True, slots=True)
class Linear:
    """`weights` apply to standardised features; those that are the same for all passages of a policy have weight 0."""

    mean: Floats
    spread: Floats
    weights: Floats

    def shares(self, matrix: Matrix) -> Floats:
        """For each passage the probability that it is the one that answers; they sum to 1."""
        scores = ((matrix - self.mean) / self.spread) @ self.weights
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())


@dataclass(frozen=True, slots=True)
class Ranking:
    """`threshold` is the least probability of being answered at which the desk answers."""

    passages: Linear
    answered: Forest
    threshold: float

    def shares(self, matrix: Matrix) -> Floats:
        return self.passages.shares(matrix)

    def answer_probability(self, matrix: Matrix, shares: Floats) -> float:
        return float(self.answered.probabilities(overview(matrix, shares)[None])[0])


def overview(matrix: Matrix, shares: Floats) -> Floats:
    """The row that the forest judges: the best passage's features, and how it stands among the others."""
    order = np.argsort(-shares, kind="stable")[:_BEST]
    best = np.zeros(_BEST)
    best[: len(order)] = shares[order]
    gap = np.log(best[0] + 1e-9) - np.log(best[1] + 1e-9)
    return np.concatenate([matrix[order[0]], best, [best[0] - best[1], gap, len(shares)]])


@cache
def load_ranking() -> Ranking:
    """The packaged model. Raises `ValueError` when it was made for other features than this code's."""
    with resources.files("bot.knowledge").joinpath("data/ranking.npz").open("rb") as file, np.load(file) as data:
        arrays = {name: data[name] for name in data.files}
    if tuple(arrays["features"].tolist()) != NAMES:
        raise ValueError("ranking.npz was made for other features: run `python -m nlu.knowledge.fit`")
    linear = Linear(arrays["mean"], arrays["spread"], arrays["weights"])
    return Ranking(linear, Forest.from_arrays(arrays, "answered"), float(arrays["threshold"]))
