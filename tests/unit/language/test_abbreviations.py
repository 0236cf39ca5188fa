"""Chat spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.abbreviations import expand, readings
from bot.language.text import nfc


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xóa tk", "xóa tài khoản"),
        ("có bán sđt k", "có bán số điện thoại không"),
        ("cs bảo mật ntn", "chính sách bảo mật như thế nào"),
        ("KO đồng ý", "không đồng ý"),
    ],
)
def test_abbreviations_are_spelled_out(typed: str, meant: str) -> None:
    assert expand(typed) == meant


def test_a_token_with_two_meanings_has_two_readings() -> None:
    assert readings("đổi mk") == ("đổi mình", "đổi mật khẩu")
    assert readings("xóa dữ liệu") == ("xóa dữ liệu",)


@pytest.mark.parametrize("kept", ["k.tk@example.com", "https://tk.example/k", "XD-7K4M", "k9", "0912 345 678", "tk_1"])
def test_addresses_codes_and_numbers_are_left_alone(kept: str) -> None:
    assert kept in expand(f"gửi {kept} nhé")


@given(st.text())
def test_words_that_are_not_in_the_list_stay(text: str) -> None:
    plain = "".join(c for c in nfc(text) if not c.isalpha())
    assert expand(plain) == plain


@given(st.text())
def test_spelling_out_twice_changes_nothing_more(text: str) -> None:
    assert expand(expand(text)) == expand(text)
