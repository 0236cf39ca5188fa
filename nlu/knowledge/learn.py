"""Learn the ranking, and judge it on policies it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier

from bot.knowledge.features import Matrix
from bot.knowledge.forest import Forest
from bot.knowledge.ranking import Linear, Ranking, overview

_INNER = 4  # folds that make the linear model's shares for learning the forest
_RIDGE = 0.02
# Small talk is easy to refuse: at full weight it takes the forest's attention from near misses.
_OFF_TOPIC = 0.3
_MADE = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One question: a row of features a passage, and which passages answer.

    `made` rows are not among the labelled questions: they are learned from and not counted.
    """

    policy: str
    bare: bool
    matrix: Matrix
    answers: NDArray[np.bool_]
    made: bool = False
    off_topic: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one question: does the policy answer it, did the best passage and the best two, and how sure was the ranking."""

    bare: bool
    answerable: bool
    right: bool
    right_of_two: bool
    score: float


def learn(rows: Sequence[Row]) -> Ranking:
    """Both parts. The forest learns from what the linear model says of policies that it was not learned from."""
    names = sorted({row.policy for row in rows})
    views, labels, weights = [], [], []
    for fold in range(_INNER):
        held = set(names[fold::_INNER])
        linear = learn_linear([row for row in rows if row.policy not in held])
        for row in rows:
            if row.policy in held:
                views.append(overview(row.matrix, linear.shares(row.matrix)))
                labels.append(bool(row.answers.any()))
                weights.append(_OFF_TOPIC if row.off_topic else _MADE if row.made else 1.0)
    # The forest asks whether the policy answers at all; which passage does is the linear model's to say.
    answered = _boost(np.stack(views), np.array(labels), np.array(weights))
    return Ranking(learn_linear(rows), answered, 0.5)


def learn_linear(rows: Sequence[Row]) -> Linear:
    """Maximum likelihood of the answering passages among all of their policy (a conditional logit), with a ridge."""
    # Made rows mark every passage that holds an address or a number, the wrong ones too.
    rows = [row for row in rows if not row.made]
    everything = np.vstack([row.matrix for row in rows])
    mean, spread = everything.mean(axis=0), everything.std(axis=0)
    spread[spread == 0] = 1.0
    able = [row for row in rows if row.answers.any()]
    # What is the same for all passages cannot tell them apart.
    varies = np.any([np.ptp(row.matrix, axis=0) > 1e-9 for row in able], axis=0)
    matrix = np.vstack([(row.matrix - mean) / spread for row in able])[:, varies]
    right = np.concatenate([row.answers for row in able]).astype(float)
    sizes = [len(row.answers) for row in able]
    starts, owner = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(able)), sizes)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        gradient = matrix.T @ (powers / total[owner] - powers * right / good[owner]) / len(able) + _RIDGE * weights
        return float(np.log(total / good).mean() + _RIDGE * weights @ weights / 2), gradient

    weights = np.zeros(len(mean))
    weights[varies] = minimize(loss, np.zeros(int(varies.sum())), jac=True, method="L-BFGS-B").x
    return Linear(mean, spread, weights)


def outcomes(rows: Sequence[Row]) -> list[Outcome]:
    """Each policy judged by a ranking that was learned from the others."""
    out = []
    for held in sorted({row.policy for row in rows}):
        ranking = learn([row for row in rows if row.policy != held])
        for row in rows:
            if row.policy == held and not row.made:
                scores = ranking.shares(row.matrix)
                best = np.argsort(-scores, kind="stable")
                score = ranking.answer_probability(row.matrix, scores)
                hits = row.answers[best[:2]]
                out.append(Outcome(row.bare, bool(row.answers.any()), bool(hits[0]), bool(hits.any()), score))
    return out


def _boost(matrix: Matrix, labels: NDArray[np.bool_], weights: NDArray[np.float64]) -> Forest:
    model = HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=5.0, random_state=0
    )
    return _plain(model.fit(matrix, labels, sample_weight=weights))


def _plain(model: HistGradientBoostingClassifier) -> Forest:
    """The fitted trees as arrays. Reads scikit-learn's own node tables; the lock pins its version."""
    parts: dict[str, list[NDArray[np.generic]]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "value")
    }
    roots, offset, depth = [], 0, 0
    for (tree,) in model._predictors:
        nodes = tree.nodes
        own = np.arange(len(nodes)) + offset
        leaf = nodes["is_leaf"].astype(bool)
        parts["feature"].append(np.where(leaf, 0, nodes["feature_idx"]))
        parts["threshold"].append(np.where(leaf, 0.0, nodes["num_threshold"]))
        parts["left"].append(np.where(leaf, own, nodes["left"] + offset))
        parts["right"].append(np.where(leaf, own, nodes["right"] + offset))
        parts["value"].append(np.where(leaf, nodes["value"], 0.0))
        roots.append(offset)
        offset += len(nodes)
        depth = max(depth, int(nodes["depth"].max()))
    joined = {name: np.concatenate(arrays) for name, arrays in parts.items()}
    base = float(np.ravel(model._baseline_prediction)[0])
    return Forest(**joined, roots=np.array(roots), base=base, depth=depth)  # type: ignore[arg-type]
