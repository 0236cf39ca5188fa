"""Forms of a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.text import canonical, fold, has_accents, nfc, slugify, squash, strip_accents


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoà", "hòa"),
        ("xoá", "xóa"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("Uỷ quyền", "Ủy quyền"),
        ("quý khách", "quý khách"),
        ("hoàn toàn", "hoàn toàn"),
        ("tuyến", "tuyến"),
        ("quá", "quá"),
    ],
)
def test_tone_marks_move_to_their_new_place(typed: str, meant: str) -> None:
    assert canonical(typed) == meant
    assert canonical(unicodedata.normalize("NFD", typed)) == meant


def test_accents_are_stripped_and_everything_else_stays() -> None:
    assert strip_accents("Đổi số 0912.345.678 tại Đà Nẵng, a@b.vn!") == "Doi so 0912.345.678 tai Da Nang, a@b.vn!"


def test_invisible_characters_do_not_part_words() -> None:
    assert fold("xo\u200bá\u00ad dữ\u00a0 liệu\u202e") == "xoa du lieu"


def test_control_characters_do_not_glue_words() -> None:
    assert squash(nfc("xóa\x00dữ\x07liệu")) == "xóa dữ liệu"


def test_slug_is_ascii_and_short() -> None:
    assert slugify("1. Mục đích & phạm vi: thu thập?") == "1-muc-dich-pham-vi-thu-thap"
    assert slugify("🙂") == ""
    assert len(slugify("quyền " * 50)) <= 60


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_canonical_twice_changes_nothing(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x1EFF)))
def test_stripped_text_has_no_vietnamese_accents(text: str) -> None:
    assert not set(strip_accents(text)) & set("ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ")


@given(st.text())
def test_folding_never_makes_a_text_longer_than_its_decomposed_form(text: str) -> None:
    assert len(fold(text)) <= 2 * len(unicodedata.normalize("NFKD", text)) + 2


@given(st.text(alphabet="abcxyz0189@._- "))
def test_codes_numbers_and_addresses_come_through_unchanged(text: str) -> None:
    assert canonical(text) == text
    assert not has_accents(text)
