"""Facets: what is packed comes back almost the same, and shares are shares."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from bot.knowledge.encoder import DIMENSION, Vectors
from bot.knowledge.facets import (
    answerable_neighbours,
    load_facets,
    pack,
    question_share,
    save,
    softmax,
    space,
    unpack,
)


def unit_rows(count: int, seed: int = 0, size: int = DIMENSION) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, size)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_packing_keeps_cosines_within_a_hundredth() -> None:
    rows, others = unit_rows(60), unit_rows(40, seed=1)
    rows[1] = rows[0] + 0.1 * rows[1]  # near neighbours too, not only strangers
    rows[1] /= np.linalg.norm(rows[1])
    rows[2] = np.eye(DIMENSION, dtype=np.float32)[3]  # all weight in one component
    back = unpack(pack(rows))
    assert np.allclose(np.linalg.norm(back, axis=1), 1, atol=1e-6)
    assert np.abs(back @ others.T - rows @ others.T).max() < 0.01
    assert np.abs(back @ back.T - rows @ rows.T).max() < 0.01


def test_packed_vectors_take_one_byte_a_number_and_use_the_whole_byte() -> None:
    packed = pack(unit_rows(5))
    assert packed.dtype == np.int8
    assert (np.abs(packed).max(axis=1) == 127).all()


FLOATS = arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 6)), elements=st.floats(-1, 1))


@given(FLOATS, st.sampled_from([0.02, 0.03, 1.0]))
def test_shares_sum_to_one_and_follow_the_order(values: NDArray[np.float64], temperature: float) -> None:
    shares = softmax(values, temperature)
    assert np.allclose(shares.sum(axis=-1), 1)
    assert (shares >= 0).all()
    assert np.array_equal(shares.max(axis=-1), np.take_along_axis(shares, values.argmax(-1)[:, None], -1)[:, 0])


def test_a_small_space_knows_the_facet_of_a_question_and_of_a_sentence() -> None:
    axes = np.eye(4, 4, dtype=np.float32)
    facets = space([axes[[0]], axes[[1, 1]]], [axes[[2]], axes[[2]]], [axes[[0, 3]], axes[[1]]])
    close, shares = facets.of_units(axes)
    assert close.tolist() == [[1, 0], [0, 1], [0, 0], [1, 0]]
    assert np.allclose(shares.sum(axis=1), 1)
    closeness, questions, near = facets.of_question(axes[1])
    assert closeness.tolist() == [0, 1]
    assert questions.tolist() == [0, 1, 1]
    assert near.tolist() == [0, 0]
    assert question_share(closeness).argmax() == 1


def test_neighbours_count_real_questions_against_near_misses() -> None:
    high, low = np.full(7, 0.9), np.full(7, 0.1)
    assert answerable_neighbours(high, low) == 1
    assert answerable_neighbours(low, high) == 0
    assert answerable_neighbours(np.array([0.9] * 3 + [0.0] * 9), np.array([0.8] * 4)) == pytest.approx(3 / 7)
    assert answerable_neighbours(np.array([0.9]), np.array([0.1])) == 0.5


def test_what_is_saved_has_the_sizes_and_vectors_of_each_facet(tmp_path: Path) -> None:
    questions = [unit_rows(2), unit_rows(3, 1)]
    save(
        str(tmp_path / "facets.npz"), questions, [unit_rows(1, 2), unit_rows(1, 3)], [unit_rows(4, 4), unit_rows(1, 5)]
    )
    with np.load(tmp_path / "facets.npz") as data:
        assert data["questions.sizes"].tolist() == [2, 3]
        assert data["statements.sizes"].tolist() == [4, 1]
        assert np.abs(unpack(data["questions"]) - np.vstack(questions)).max() < 0.01


def test_the_packaged_facets_are_unit_vectors_sorted_by_facet() -> None:
    facets = load_facets()
    count = len(facets.centres)
    assert count == len(facets.question_starts) == len(facets.statement_starts) > 100
    assert (np.diff(facets.question_starts) > 0).all() and facets.question_starts[-1] < len(facets.questions)
    assert (np.diff(facets.statement_starts) > 0).all() and facets.statement_starts[-1] < len(facets.statements)
    for rows in (facets.questions, facets.near, facets.statements, facets.centres):
        assert rows.shape[1] == DIMENSION
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_shares_of_the_packaged_facets_sum_to_one() -> None:
    facets = load_facets()
    close, shares = facets.of_units(unit_rows(3))
    assert close.shape == shares.shape == (3, len(facets.centres))
    assert np.allclose(shares.sum(axis=1), 1)
    assert question_share(facets.of_question(unit_rows(1)[0])[0]).sum() == pytest.approx(1)
