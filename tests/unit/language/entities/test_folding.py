"""Folded text and the way back into the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.folding import folded, vocabulary
from bot.language.text import fold

VIETNAMESE = "abcdđeêghiklmnoôơpqrstuưvxyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ0189 .,/-@ĐÀẮỆ"


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("Đổi số", "doi so"),
        ("  hôm \t  qua  ", "hom qua "),
        ("hôm\n\n qua", "hom\nqua"),
        ("xo\u200bá", "xoa"),
        ("a\x00b", "a b"),
        ("", ""),
        ("🙂 mai", "🙂 mai"),
        ("İ", "i"),
        ("\ud800", "\ud800"),
    ],
)
def test_folding_bares_words_and_squashes_white_space(typed: str, bare: str) -> None:
    assert folded(typed).text == bare


def test_a_place_in_the_folded_text_leads_back_to_what_was_typed() -> None:
    typed = unicodedata.normalize("NFD", "Ngày  mai, hôm qua")
    text = folded(typed)
    start = text.text.index("hom qua")
    first, last = text.span(start, start + len("hom qua"))
    assert unicodedata.normalize("NFC", typed[first:last]) == "hôm qua"


def test_a_word_with_wrong_accents_is_found_and_a_bare_one_is_not() -> None:
    words = vocabulary("mai ngày")
    assert folded("ngày mai").misspelled(0, 8, words) is None
    assert folded("ngay mai").misspelled(0, 8, words) is None
    assert folded("ngày mãi").misspelled(0, 8, words) == len("ngay ")


def test_neighbouring_words_come_folded_and_as_spelled() -> None:
    text = folded("Hồ Sơ: 12/3, Tôi")
    assert text.word_before(text.text.index("12")) == ("so", "sơ")
    assert text.word_before(0) == ("", "")
    assert text.word_after(len("ho")) == ("so", "sơ")
    assert text.word_after(text.text.index(",")) == ("", "")


@given(st.text(alphabet=VIETNAMESE))
def test_the_folded_text_is_what_matching_elsewhere_uses(text: str) -> None:
    assert folded(text).text.strip() == fold(text)


@given(st.text(alphabet=VIETNAMESE))
def test_accents_in_either_form_fold_alike(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)).text == folded(unicodedata.normalize("NFC", text)).text


@given(st.text(st.characters(exclude_categories=())))
def test_every_folded_character_stands_somewhere_in_order(text: str) -> None:
    result = folded(text)
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert result.starts == sorted(result.starts) and result.ends == sorted(result.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(result.starts, result.ends, strict=True))
