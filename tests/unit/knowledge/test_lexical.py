"""Matching by words: accents cost nothing, fillers count for nothing, rare words count most."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.lexical import Bm25, content_terms, grams
from bot.language.text import strip_accents
from bot.language.tokens import syllables

TEXTS = (
    "Chúng tôi lưu trữ dữ liệu cá nhân trong hai năm.",
    "Khách hàng có quyền yêu cầu xóa dữ liệu cá nhân.",
    "Camera được dùng khi chụp ảnh sản phẩm; dữ liệu ảnh được giữ riêng.",
)


def test_fillers_are_dropped_and_content_is_folded() -> None:
    assert content_terms("Dạ cho em hỏi, bên mình có BÁN dữ liệu không ạ?") == ["ban", "du", "lieu"]


def test_fillers_are_told_by_their_accents() -> None:
    assert content_terms("bạn bán bàn") == ["ban", "ban"]


def test_old_and_new_tone_marks_are_one() -> None:
    assert content_terms("xoá hoá đơn") == content_terms("xóa hóa đơn") == ["xoa", "hoa", "don"]


@pytest.mark.parametrize("text", ["", "ạ à ơi", "?!"])
def test_a_message_of_fillers_has_no_terms(text: str) -> None:
    assert content_terms(text) == []


def test_grams_are_the_terms_and_their_neighbours() -> None:
    assert grams(["xoa", "du", "lieu"]) == ["xoa", "du", "lieu", "xoa du", "du lieu"]


@pytest.mark.parametrize(("query", "best"), [("lưu trữ mấy năm", 0), ("yêu cầu xóa", 1), ("camera chụp ảnh", 2)])
def test_the_text_that_shares_most_wins_with_and_without_accents(query: str, best: int) -> None:
    words = Bm25(TEXTS)
    scores = words.scores(syllables(query))
    assert scores.argmax() == best
    assert np.array_equal(scores, words.scores(syllables(strip_accents(query))))


def test_a_rare_word_weighs_more_than_one_that_all_texts_hold() -> None:
    words = Bm25(TEXTS)
    assert words.scores(["camera"]).max() > words.scores(["lieu"]).max() > 0


def test_neighbours_in_order_score_more_than_the_same_words_apart() -> None:
    first, second = Bm25(["quyền riêng tư của bạn", "tư vấn riêng về quyền bạn"]).scores(["quyen", "rieng", "tu"])
    assert first > second


def test_unknown_words_and_no_words_score_nothing() -> None:
    words = Bm25(TEXTS)
    assert not words.scores(["blockchain"]).any()
    assert not words.scores([]).any()
    assert words.has("camera") and not words.has("blockchain")


def test_no_texts_and_empty_texts_are_no_error() -> None:
    assert Bm25([]).scores(["a"]).shape == (0,)
    assert not Bm25(["", ""]).scores(["a"]).any()


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5), st.text(max_size=40))
def test_scores_are_finite_and_never_negative(texts: list[str], query: str) -> None:
    scores = Bm25(texts).scores(content_terms(query))
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all() and (scores >= 0).all()
