"""Trees as plain arrays say what scikit-learn says."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from bot.knowledge.forest import Forest
from nlu.knowledge.learn import _plain

RNG = np.random.default_rng(7)
ROWS: NDArray[np.float64] = RNG.standard_normal((400, 6)).round(2)
LABELS = (ROWS[:, 0] * ROWS[:, 1] + ROWS[:, 2] + 0.3 * RNG.standard_normal(400)) > 0.2
NEW: NDArray[np.float64] = np.vstack([RNG.standard_normal((200, 6)) * 2, np.zeros((1, 6)), np.full((1, 6), 1e9)])


@pytest.fixture(scope="module", params=[(1, 2), (25, 8), (10, 31)], ids=["a stump", "small trees", "deep trees"])
def fitted(request: pytest.FixtureRequest) -> HistGradientBoostingClassifier:
    trees, leaves = request.param
    model = HistGradientBoostingClassifier(
        max_iter=trees, max_leaf_nodes=leaves, min_samples_leaf=3, early_stopping=False, random_state=0
    )
    return model.fit(ROWS, LABELS)


def test_the_arrays_give_the_probabilities_that_scikit_learn_gives(fitted: HistGradientBoostingClassifier) -> None:
    matrix = np.vstack([ROWS, NEW])
    wanted = fitted.predict_proba(matrix)[:, 1]
    assert np.allclose(_plain(fitted).probabilities(matrix), wanted, atol=1e-9)


def test_a_row_that_lies_on_a_threshold_goes_left_as_there(fitted: HistGradientBoostingClassifier) -> None:
    forest = _plain(fitted)
    inner = np.flatnonzero(forest.left != np.arange(len(forest.left)))
    matrix = np.zeros((len(inner), ROWS.shape[1]))
    matrix[np.arange(len(inner)), forest.feature[inner]] = forest.threshold[inner]
    assert np.allclose(forest.probabilities(matrix), fitted.predict_proba(matrix)[:, 1], atol=1e-9)


def test_written_and_read_back_it_says_the_same(fitted: HistGradientBoostingClassifier) -> None:
    forest = _plain(fitted)
    back = Forest.from_arrays(forest.arrays("answered"), "answered")
    assert np.allclose(back.probabilities(NEW), forest.probabilities(NEW), atol=1e-5)
    assert (back.base, back.depth) == (forest.base, forest.depth)


def test_two_forests_lie_in_one_file_by_their_prefix(fitted: HistGradientBoostingClassifier) -> None:
    forest = _plain(fitted)
    both = {**forest.arrays("a"), **forest.arrays("b")}
    assert len(both) == 2 * len(forest.arrays("a"))
    assert np.array_equal(Forest.from_arrays(both, "b").roots, forest.roots)


def test_a_tree_by_hand() -> None:
    forest = Forest(
        feature=np.array([1, 0, 0], dtype=np.int32),
        threshold=np.array([0.5, 0.0, 0.0]),
        left=np.array([1, 1, 2], dtype=np.int32),
        right=np.array([2, 1, 2], dtype=np.int32),
        value=np.array([0.0, -2.0, 2.0]),
        roots=np.array([0], dtype=np.int32),
        base=1.0,
        depth=1,
    )
    low, high = forest.probabilities(np.array([[9.0, 0.5], [9.0, 0.6]]))
    assert (low, high) == (pytest.approx(1 / (1 + np.e)), pytest.approx(1 / (1 + np.exp(-3))))


def test_no_rows_give_no_probabilities(fitted: HistGradientBoostingClassifier) -> None:
    assert _plain(fitted).probabilities(np.zeros((0, 6))).shape == (0,)
