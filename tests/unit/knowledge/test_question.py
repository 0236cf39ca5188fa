"""A message as the search sees it."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import restorer
from bot.knowledge.answer_types import AnswerType
from bot.knowledge.concepts import load_lexicon
from bot.knowledge.encoder import DIMENSION, Vectors
from bot.knowledge.errors import InvalidQuestion
from bot.knowledge.question import LIMIT, clean, core_of, parts, read
from bot.language.restoration import Restorer
from bot.settings import Settings


class FakeEncoder:
    """The port; remembers what it was asked to encode."""

    name = "fake"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def query(self, texts: list[str]) -> Vectors:
        self.seen += texts
        return np.full((len(texts), DIMENSION), DIMENSION**-0.5, dtype=np.float32)

    def passage(self, texts: list[str]) -> Vectors:
        return self.query(texts)


@pytest.fixture(scope="module")
def restore(settings: Settings) -> Callable[[], Restorer]:
    return restorer(settings)


@pytest.mark.parametrize("message", ["", "   \n\t", "\u200b\ufeff", "?!…", "123 456", "👍👍", "___", "\ud83d", "\x00"])
def test_a_message_without_a_letter_is_no_question(message: str) -> None:
    with pytest.raises(InvalidQuestion, match="không có chữ nào"):
        clean(message)


def test_the_limit_counts_characters_after_surplus_blanks_are_gone() -> None:
    assert clean("a" * LIMIT) == "a" * LIMIT
    assert clean("a" + " " * (2 * LIMIT) + "b") == "a b"
    with pytest.raises(InvalidQuestion, match=r"2\.000 ký tự"):
        clean("a" * (LIMIT + 1))


def test_invisible_characters_and_halves_of_pairs_are_dropped() -> None:
    assert clean(" xo\u0301a\u200b  dữ\u00a0liệu \ud83d") == "xóa dữ liệu"


@given(st.text(alphabet=st.characters(), max_size=80))
def test_a_cleaned_message_is_clean_and_can_be_encoded(message: str) -> None:
    try:
        text = clean(message)
    except InvalidQuestion:
        return
    assert clean(text) == text
    assert text.encode("utf-8")


@pytest.mark.parametrize(
    ("message", "core"),
    [
        ("Dạ cho em hỏi bên mình giữ dữ liệu bao lâu vậy ạ?", "Giữ dữ liệu bao lâu?"),
        ("Chào shop, xóa tài khoản nhé", "Xóa tài khoản?"),
        ("giữ dữ liệu bao lâu", "Giữ dữ liệu bao lâu?"),
        ("chào shop ạ", "Chào shop ạ?"),
        ("Anh ơi", "Anh ơi?"),
    ],
)
def test_politeness_is_taken_off_unless_nothing_else_is_left(message: str, core: str) -> None:
    assert core_of(message) == core


@pytest.mark.parametrize(
    "message",
    [
        "Bên mình lưu dữ liệu bao lâu?",
        "Tên và số điện thoại dùng để làm gì?",
        "Tôi bán hàng. Có mất phí không?",
        "Làm sao để xem và sửa thông tin?",
        "???",
    ],
)
def test_a_message_that_asks_one_thing_stays_whole(message: str) -> None:
    assert parts(message) == [message]


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("Giữ ảnh bao lâu? Có mất phí không?", ["Giữ ảnh bao lâu?", "Có mất phí không?"]),
        ("Giữ ảnh bao lâu？Có mất phí không？", ["Giữ ảnh bao lâu？", "Có mất phí không？"]),
        ("Giữ ảnh bao lâu, với lại có mất phí không", ["Giữ ảnh bao lâu", "có mất phí không"]),
        ("Giữ ảnh trong bao lâu và muốn gỡ thì làm sao", ["Giữ ảnh trong bao lâu", "muốn gỡ thì làm sao"]),
        ("Giữ bao lâu? Ở đâu? Ai xem? Làm sao xóa?", ["Giữ bao lâu?", "Ở đâu?", "Ai xem?"]),
    ],
)
def test_at_most_three_questions_of_one_message_are_taken_apart(message: str, found: list[str]) -> None:
    assert parts(message) == found


@given(st.text(alphabet="ab ?？.,và còn tiện thể với lại bao lâu\n", max_size=80))
def test_parts_are_one_to_three_and_none_is_empty(message: str) -> None:
    found = parts(message)
    assert 1 <= len(found) <= 3
    assert found == [message] or all(part.strip() for part in found)


def test_a_bare_message_is_read_with_its_accents(restore: Callable[[], Restorer]) -> None:
    encoder = FakeEncoder()
    lexicon = load_lexicon()
    with_accents = read("Cho em hỏi bên mình lưu dữ liệu cá nhân bao lâu ạ?", restore(), encoder, lexicon)
    bare = read("Cho em hoi ben minh luu du lieu ca nhan bao lau a?", restore(), encoder, lexicon)
    assert AnswerType.PERIOD in with_accents.types & bare.types
    assert with_accents.terms == bare.terms == ("luu", "du", "lieu", "ca", "nhan", "bao", "lau")
    assert with_accents.concepts == bare.concepts != frozenset()
    assert encoder.seen[0] == "Lưu dữ liệu cá nhân bao lâu?"
    assert bare.vector.shape == (DIMENSION,)
