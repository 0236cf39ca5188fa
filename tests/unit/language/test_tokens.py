"""Syllables and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.text import squash
from bot.language.tokens import sentences, syllables, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Chúng tôi ở TP. Hà Nội. Khách gọi 0913.", ["Chúng tôi ở TP. Hà Nội.", "Khách gọi 0913."]),
        ("Ai được xem? Chỉ nhân viên.", ["Ai được xem?", "Chỉ nhân viên."]),
        ("Gửi tới a.b@example.com. Xin cảm ơn!", ["Gửi tới a.b@example.com.", "Xin cảm ơn!"]),
        ("Giữ 1.000 ngày, v.v. rồi xóa", ["Giữ 1.000 ngày, v.v. rồi xóa"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text())
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert squash(" ".join(sentences(text))).replace(" ", "") == squash(text).replace(" ", "")


def test_syllables_keep_addresses_and_codes_whole() -> None:
    assert syllables("Gửi tới A.B@Example.com, mã XD-7K4M!") == ["gui", "toi", "a.b@example.com", "ma", "xd-7k4m"]


def test_words_are_vietnamese_words() -> None:
    assert words("xóa dữ liệu cá nhân") == ["xóa", "dữ liệu", "cá nhân"]
