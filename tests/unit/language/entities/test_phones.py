"""Telephone numbers."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.phones import find, normalise

MOBILE = "+84912345678"


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "0912 - 345 - 678",
        "0912/345/678",
        "0912_345_678",
        "(0912) 345 678",
        "(0912)345-678",
        "0912\u00a0345\u00a0678",
        "0912\u200b345\u200b678",
        "0912–345–678",
        "0 9 1 2 3 4 5 6 7 8",
        "09 12 34 56 78",
        "+84912345678",
        "+84 912 345 678",
        "+84-912-345-678",
        "+84 0912 345 678",
        "+84 (0) 912 345 678",
        "(+84)(0)912 345 678",
        "(+84)912345678",
        "+84\u202d912345678",
        "84912345678",
        "84 912 345 678",
        "0084912345678",
        "0084 912 345 678",
        "０９１２３４５６７８",
        "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        "O912345678",
        "o9l2345678",
        "O9I2.345.678",
        "không chín một hai ba bốn năm sáu bảy tám",
        "khong chin mot hai ba bon nam sau bay tam",
        "Không, chín, một, hai, ba, tư, lăm, sáu, bẩy, tám",
        "tám tư chín một hai ba bốn năm sáu bảy tám",
    ],
)
def test_a_number_is_found_in_every_spelling(typed: str) -> None:
    for before, behind in [("", ""), ("số của tôi là ", " nhé"), ("gọi: ", "."), ("(", ")"), ("Zalo/", ", cảm ơn")]:
        text = before + typed + behind
        assert [(f.entity, f.value) for f in find(text)] == [("phone_number", MOBILE)], text
        assert text[find(text)[0].start : find(text)[0].end] == typed
        assert normalise(text) == MOBILE
        assert normalise(unicodedata.normalize("NFD", text)) == MOBILE


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("(028) 3812 3456", "+842838123456"),
        ("024.3812.3456", "+842438123456"),
        ("0203 3123 456", "+842033123456"),
        ("1900 1234", "+8419001234"),
        ("19001234", "+8419001234"),
        ("1900.63.64.67", "+841900636467"),
        ("một chín không không một hai ba bốn", "+8419001234"),
        ("1800-6364", "+8418006364"),
        ("+1 415 555 2671", "+14155552671"),
        ("001 415 555 2671", "+14155552671"),
        ("+65 6123 4567", "+6561234567"),
        ("01234567890", "+84834567890"),
        ("0169 123 4567", "+84391234567"),
        ("+84 169 123 4567", "+84391234567"),
        ("0120.123.4567", "+84701234567"),
        ("0126 1234567", "+84761234567"),
        ("0129 1234567", "+84821234567"),
        ("0186 1234567", "+84561234567"),
        ("0199 1234567", "+84591234567"),
        ("sđt0912345678", MOBILE),
        ("ĐT.0912345678", MOBILE),
        ("sđt 912 345 678", MOBILE),
        ("0912345678nhé", MOBILE),
        ("của tôi.0912345678", MOBILE),
        ("https://zalo.me/0912345678", MOBILE),
        ("https://shop.example/p\n0912345678", MOBILE),
        ("tel:+84912345678", MOBILE),
        ("Nam-0912345678", MOBILE),
        ("0912345678/79", MOBILE),
        ("*0912345678*", MOBILE),
        ("mua 2 cái 0912345678", MOBILE),
        ("0912345678 45 tuổi", MOBILE),
        ("01/02/2024 0912345678", MOBILE),
        ("0912345678 01/02/2024", MOBILE),
        ("đơn hàng giao tới 0912345678", MOBILE),
        ("không chín một hai ba bốn năm sáu bảy tám năm nay", MOBILE),
    ],
)
def test_other_kinds_and_surroundings(typed: str, value: str) -> None:
    assert [f.value for f in find(typed)] == [value]


@pytest.mark.parametrize(
    "typed",
    [
        "gọi 0912345678 hoặc 0987654321",
        "0912345678,0987654321",
        "0912345678/0987654321",
        "0912345678-0987654321",
        "0912345678+0987654321",
        "0912 345 678 0987 654 321",
        "0912.345.678-0987.654.321",
        "đổi 0912345678 thành 84987654321",
    ],
)
def test_two_numbers_are_two(typed: str) -> None:
    assert [f.value for f in find(typed)] == [MOBILE, "+84987654321"]
    assert normalise(typed) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xin chào",
        "giá 1.200.000 đồng",
        "120.000đ",
        "84.912.345.678 đ",
        "19001234đ",
        "ngày 01/02/2024",
        "02/03/2024 123",
        "10h30 ngày 20/10/2024",
        "năm 1900-1975",
        "từ năm 1900 2000 người",
        "cccd 001099012345",
        "001 099 012 345",
        "cmnd 123456789",
        "4111 1111 1111 1111",
        "9704361234567895",
        "stk 0912345678",
        "đơn hàng 0912345678",
        "mã đơn: 0912345678",
        "#0912345678",
        "DH0912345678",
        "DH-0912345678",
        "DH-2024-0912345678",
        "MST: 0398765432",
        "mã vận đơn 0912345678901",
        "cmnd 0912345678",
        "091234567",
        "09123456789",
        "10912345678",
        "123456789012345678",
        "0112345678",
        "12-0912345678",
        "0912345678-12",
        "a0912345678b1",
        "https://shop.example/p/0912345678",
        "0912345678@example.com",
        "XD-0912-3456",
        "0912\n345678",
        "550e8400-e29b-41d4-a716-446655440000",
        "không có hai ba người nào một lần",
        "+99 912345678901",
        "912345678",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("answer", "value"), [("912345678", MOBILE), ("912 345 678", MOBILE), ("12345", None), ("không có", None)]
)
def test_one_answer_may_lack_its_zero(answer: str, value: str | None) -> None:
    assert normalise(answer) == value


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "🙂 sđ\u200bt của e\u0302m: (028)\u00a03812 3456 ạ"
    (found,) = find(text)
    assert text[found.start : found.end] == "(028)\u00a03812 3456"


@given(
    st.sampled_from(["3", "56", "70", "81", "90", "98"]),
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from(["", " ", ".", "-", "/", "\u00a0", "\u200b", " - ", "–"]),
    st.sampled_from(["0", "+84", "84", "0084", "(+84)", "+84 ", "+84(0)"]),
    st.booleans(),
)
def test_what_is_grouped_comes_back(prefix: str, rest: str, joint: str, country: str, threes: bool) -> None:
    national = ("32" if prefix == "3" else prefix) + rest[: 9 - len("32" if prefix == "3" else prefix)]
    groups = [national[:3], national[3:6], national[6:]] if threes else [national[:2], national[2:5], national[5:]]
    if country == "0":
        groups[0] = "0" + groups[0]
        country = ""
    text = country + joint.join(groups)
    assert [f.value for f in find(f"liên hệ {text} giúp")] == [f"+84{national}"]
    assert normalise(text) == f"+84{national}"


@given(st.text() | st.text("0189oOlI +-./()•@\u200b\u0301\ud800"))
def test_any_text_is_read(text: str) -> None:
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value.startswith("+") and found.value[1:].isdigit()
    normalise(text)


@pytest.mark.parametrize(
    "piece", ["1", "0 ", "9 ", "00 4 ", "001 ", ".", " ", "@", "+1", "l1", "(0)", "0912-", "không ", "84 912 345 678 "]
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    started = time.perf_counter()
    find((piece * 10_000)[:10_000])
    assert time.perf_counter() - started < 5
