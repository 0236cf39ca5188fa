"""Identity cards, old and new, and passports."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.identity_numbers import PROVINCES, find


@pytest.mark.parametrize(
    ("text", "value", "typed"),
    [
        ("001099012345", "001099012345", "001099012345"),
        ("001 099 012 345", "001099012345", "001 099 012 345"),
        ("001.099.012.345", "001099012345", "001.099.012.345"),
        ("001-099-012-345", "001099012345", "001-099-012-345"),
        ("0010 9901 2345", "001099012345", "0010 9901 2345"),
        ("001\u00a0099 012\u200b345", "001099012345", "001\u00a0099 012\u200b345"),
        ("００１０９９０１２３４５", "001099012345", "００１０９９０１２３４５"),
        ("0 0 1 0 9 9 0 1 2 3 4 5", "001099012345", "0 0 1 0 9 9 0 1 2 3 4 5"),
        ("cccd001099012345", "001099012345", "001099012345"),
        ("căn cước công dân số 001099012345 cấp ngày 01/02/2021", "001099012345", "001099012345"),
        ("001099012345-0912345678", "001099012345", "001099012345"),
        ("0912345678/001099012345", "001099012345", "001099012345"),
        ("0912 345 678 cccd 001 099 012 345", "001099012345", "001 099 012 345"),
        ("sđt 0912345678, 001099012345 nhé", "001099012345", "001099012345"),
        ("MST 079203001234", "079203001234", "079203001234"),
        # a code of no province, where a word says what it is
        ("cccd 999912345678", "999912345678", "999912345678"),
        ("Số định danh cá nhân: 123 456 789 012", "123456789012", "123 456 789 012"),
        ("123456789012 là số căn cước của tôi", "123456789012", "123456789012"),
        # nine digits
        ("cmnd 123456789", "123456789", "123456789"),
        ("CMT: 123 456 789", "123456789", "123 456 789"),
        ("cmnd 123.456.789", "123456789", "123.456.789"),
        ("chứng minh nhân dân của em số 123456789 nhé", "123456789", "123456789"),
        ("chung minh thu 012345678", "012345678", "012345678"),
        ("giấy tờ của tôi: 123456789", "123456789", "123456789"),
        ("123456789 là số cmnd của mình", "123456789", "123456789"),
        ("012345678 (CMND)", "012345678", "012345678"),
        ("cmnd 123456789, sđt 0912345678", "123456789", "123456789"),
        # passports
        ("hộ chiếu B1234567", "B1234567", "B1234567"),
        ("passport số c 1234567", "C1234567", "c 1234567"),
        ("P01234567 (hộ chiếu)", "P01234567", "P01234567"),
        # in words
        ("cccd không không một không chín chín không một hai ba bốn năm", "001099012345", ""),
    ],
)
def test_a_number_is_found(text: str, value: str, typed: str) -> None:
    (found,) = find(text)
    assert (found.entity, found.value) == ("identity_number", value)
    assert not typed or text[found.start : found.end] == typed
    assert [f.value for f in find(unicodedata.normalize("NFD", text))] == [value]


def test_a_list_of_numbers_is_found_whole() -> None:
    assert [f.value for f in find("001 099 012 345 079 203 001 234")] == ["001099012345", "079203001234"]
    assert [f.value for f in find("cmnd 123456789 và 987654321")] == ["123456789", "987654321"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789",
        "999912345678",
        "001999012345",
        "mã đơn hàng 079203001234",
        "đơn hàng 123456789",
        "DH079203001234",
        "DH-079203001234",
        "079203001234x9",
        "0010990123456",
        "00109901234",
        "001 099 012 345 678",
        "0912345678 45 tuổi",
        "cmnd của tôi bị lộ, đền 123.456.789đ",
        "cmnd của tôi bị lộ, phải đền cho tôi 123.456.789",
        "cmnd sđt 912345678",
        "cccd/sđt: 0912345678",
        "stk 001099012345",
        "+84 283 812 3456",
        "4111111111111111",
        "B1234567",
        "hộ chiếu 2024",
        "001099012345@example.com",
        "120.000.000.000",
        "cccd cấp ngày 01/02/2021",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert find(text) == []


@given(
    st.sampled_from(sorted(PROVINCES)),
    st.sampled_from("0123"),
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from(["", " ", ".", "-", "\u00a0", "\u200b"]),
    st.sampled_from([3, 4, 6, 12]),
    st.sampled_from(["{}", "của tôi là {} nhé", "({})", "cccd:{}", "{}, cảm ơn."]),
)
def test_every_plausible_number_is_found_without_a_word(
    province: str, century: str, rest: str, joint: str, size: int, text: str
) -> None:
    number = province + century + rest
    groups = joint.join(number[i : i + size] for i in range(0, 12, size))
    assert [f.value for f in find(text.format(groups))] == [number]


@given(
    st.text("0123456789", min_size=9, max_size=9),
    st.sampled_from(["cmnd", "CMT số", "chứng minh nhân dân:", "căn cước", "cccd"]),
)
def test_nine_digits_need_a_word(number: str, word: str) -> None:
    assert find(number) == []
    assert [f.value for f in find(f"{word} {number}")] == [number]


@given(st.text() | st.text("0123459 .-cmndhộchiếu\u200b\ud800"))
def test_any_text_is_read(text: str) -> None:
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)
        assert len(found.value) in range(7, 13)


@pytest.mark.parametrize(
    "piece", ["1", "001 ", "0 ", "cmnd 123456789 ", "123456789 ", "ho chieu b1234567 ", "001099012345-", "cccd", "."]
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    started = time.perf_counter()
    find((piece * 10_000)[:10_000])
    assert time.perf_counter() - started < 5
