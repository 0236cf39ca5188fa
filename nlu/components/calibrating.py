"""Fits the `Judgement` on messages that neither side has learned from. Training time only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from nlu.components.judgement import Judgement, logarithm, logit
from nlu.components.lexical import Floats, softmax
from nlu.components.wishes import WISHES

OUT_OF_SCOPE = "out_of_scope"
REFUSED = 0.01  # of messages that do belong here
ASKED = 0.04  # of messages that belong here: how often "do you mean this or that?" may be asked
SLACK = 0.004  # of accuracy, given up so that the encoder is asked less often

Labels = NDArray[np.str_]


@dataclass(frozen=True)
class Seen:
    """What both sides make of the calibration messages: a row a message."""

    intents: Labels
    lexical: Floats
    nearness: Floats
    semantic: Floats
    closeness: Floats


def calibrate(seen: Seen, names: Labels) -> Judgement:
    truth = np.searchsorted(names, seen.intents)
    (fast,) = _weights(truth, [seen.lexical])
    lexical, semantic = _weights(truth, [seen.lexical, seen.semantic])
    alone = softmax(fast * logarithm(seen.lexical))
    both = softmax(lexical * logarithm(seen.lexical) + semantic * logarithm(seen.semantic))
    foreign = _foreign(seen, both)
    inside = seen.intents != OUT_OF_SCOPE
    return Judgement(
        fast=fast,
        lexical=lexical,
        semantic=semantic,
        sure=_sure(alone.max(1), alone.argmax(1) == truth, both.argmax(1) == truth),
        familiar=float(np.quantile(seen.nearness[inside], REFUSED)),
        margin=_margin(both, names, inside),
        **foreign,
    )


def _weights(truth: NDArray[np.intp], sides: list[Floats]) -> tuple[float, ...]:
    """What makes the weighted product of the sides' probabilities likeliest to be right (least log loss)."""
    logs = np.stack([logarithm(side).astype(np.float64) for side in sides])

    def loss(weights: NDArray[np.floating]) -> float:  # type: ignore[type-arg]
        scores = np.tensordot(weights, logs, axes=1)
        scores -= scores.max(1, keepdims=True)
        return float(np.mean(np.log(np.exp(scores).sum(1)) - scores[np.arange(len(truth)), truth]))

    found = minimize(loss, np.ones(len(sides)) / len(sides), method="L-BFGS-B", bounds=[(0.05, 5.0)] * len(sides))
    return tuple(float(weight) for weight in found.x)


def _sure(confidence: Floats, fast_right: NDArray[np.bool_], both_right: NDArray[np.bool_]) -> float:
    """The lowest confidence from which the lexical side alone costs no more than `SLACK` of accuracy."""
    goal = both_right.mean() - SLACK
    for threshold in np.arange(0.30, 1.0, 0.01):
        if np.where(confidence >= threshold, fast_right, both_right).mean() >= goal:
            return float(threshold)
    return 1.0


def _margin(both: Floats, names: Labels, inside: NDArray[np.bool_]) -> float:
    """Two wishes whose probabilities differ by less are asked about: `ASKED` of the messages that belong here."""
    wish = np.isin(names, WISHES)
    order = np.argsort(-both, axis=1)[:, :2]
    rows = np.arange(len(both))
    gaps = both[rows, order[:, 0]] - both[rows, order[:, 1]]
    gaps = np.where(wish[order].all(1), gaps, 1.0)[inside]
    return float(np.quantile(gaps, ASKED))


def _foreign(seen: Seen, both: Floats) -> dict[str, float]:
    inside = seen.intents != OUT_OF_SCOPE
    signals = np.column_stack([[logit(p) for p in both.max(1)], seen.nearness, seen.closeness])
    if inside.all():
        weights, offset = np.array([1.0, 1.0, 1.0]), 0.0
    else:
        regression = LogisticRegression(C=100, class_weight="balanced", max_iter=1000).fit(signals, inside)
        weights, offset = regression.coef_[0], float(regression.intercept_[0])
    confidence_weight, lexical_weight, semantic_weight = (float(weight) for weight in weights)
    return {
        "confidence_weight": confidence_weight,
        "lexical_weight": lexical_weight,
        "semantic_weight": semantic_weight,
        "offset": offset,
        "least": float(np.quantile((signals @ weights + offset)[inside], REFUSED)),
    }
