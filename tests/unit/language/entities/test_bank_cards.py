"""Bank cards and bank accounts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.bank_cards import find, is_luhn

CARD = "4111111111111111"


def with_luhn(digits: str) -> str:
    return next(digits + last for last in "0123456789" if is_luhn(digits + last))


@pytest.mark.parametrize(
    ("text", "value", "typed"),
    [
        (CARD, CARD, CARD),
        ("thẻ 4111 1111 1111 1111 nhé", CARD, "4111 1111 1111 1111"),
        ("4111-1111-1111-1111", CARD, "4111-1111-1111-1111"),
        ("4111.1111.1111.1111.", CARD, "4111.1111.1111.1111"),
        ("4111\u00a01111\u200b 1111 1111", CARD, "4111\u00a01111\u200b 1111 1111"),
        ("４１１１１１１１１１１１１１１１", CARD, "４１１１１１１１１１１１１１１１"),
        ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", CARD, "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"),
        ("visa4111111111111111", CARD, CARD),
        ("3782 822463 10005", "378282246310005", "3782 822463 10005"),
        ("5555555555554444", "5555555555554444", "5555555555554444"),
        ("9704361234567895", "9704361234567895", "9704361234567895"),
        ("9704 3600 0000 0000 010", "9704360000000000010", "9704 3600 0000 0000 010"),
        ("4111 1111 1111 1111 123", CARD, "4111 1111 1111 1111"),
        ("2 4111111111111111", CARD, CARD),
        ("stk: 4111111111111111", CARD, CARD),
        ("4111 1111 1111 1111 0912345678", CARD, "4111 1111 1111 1111"),
    ],
)
def test_a_card_is_found(text: str, value: str, typed: str) -> None:
    (found,) = find(text)
    assert (found.entity, found.value, text[found.start : found.end]) == ("bank_card", value, typed)


@pytest.mark.parametrize(
    ("text", "value", "typed"),
    [
        ("stk 1234567890", "1234567890", "1234567890"),
        ("STK: 0912345678 MB", "0912345678", "0912345678"),
        ("số tài khoản của tôi là 0123456789 vcb", "0123456789", "0123456789"),
        ("so tai khoan vietcombank 0011001234567", "0011001234567", "0011001234567"),
        ("stk 19 0345 6789 0123", "19034567890123", "19 0345 6789 0123"),
        ("stk 1234567890 chuyển 500000 cho tôi", "1234567890", "1234567890"),
        ("stk 123456", "123456", "123456"),
    ],
)
def test_an_account_is_found_where_the_text_says_so(text: str, value: str, typed: str) -> None:
    (found,) = find(text)
    assert (found.entity, found.value, text[found.start : found.end]) == ("bank_account", value, typed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4111 1111 1111 1112",
        "1111 1111 1111 1117",
        "8411111111111117",
        "mã vận đơn 4111111111111111",
        "DH4111111111111111",
        "41111111111111110",
        "4111111111111111a1",
        "411111111111",
        "0912345678",
        "0912 345 678 0987 654 321",
        "001099012345",
        "4.500.000.000.000",
        "1234567890",
        "stk 12345",
        "stk của tôi, phí 500.000đ",
        "stk bị sai, sđt 0912345678",
        "tài khoản 1234567890",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("digits", "right"), [("4111111111111111", True), ("378282246310005", True), ("4111111111111112", False)]
)
def test_luhn(digits: str, right: bool) -> None:
    assert is_luhn(digits) is right


@given(
    st.sampled_from(["4", "51", "2221", "6", "9704"]),
    st.text("0123456789", min_size=14, max_size=14),
    st.sampled_from(["", " ", ".", "-", "\u00a0", "\u200b", "–"]),
    st.sampled_from(["{}", "thẻ của tôi là {} nhé", "({})", "số thẻ:{}", "{}, cảm ơn."]),
)
def test_a_card_is_found_however_it_is_grouped(prefix: str, rest: str, joint: str, text: str) -> None:
    number = with_luhn((prefix + rest)[:15])
    groups = joint.join(number[i : i + 4] for i in range(0, 16, 4))
    assert [(f.entity, f.value) for f in find(text.format(groups))] == [("bank_card", number)]


@given(st.text() | st.text("0145 .-stk\u200b\ud800"))
def test_any_text_is_read(text: str) -> None:
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)
        assert len(found.value) in range(6, 20) and found.value.isdigit()


@pytest.mark.parametrize("piece", ["1", "4", "4 ", "4111 ", "41 ", "stk 123456 ", "4111111111111111-", "."])
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    started = time.perf_counter()
    find((piece * 10_000)[:10_000])
    assert time.perf_counter() - started < 5
