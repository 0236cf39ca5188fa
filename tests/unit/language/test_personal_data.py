"""What must not be kept, and what logs may show."""

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.entities.reading import read
from bot.language.personal_data import identifiers, mask, redact

PIECES = st.sampled_from(
    [
        *(
            "cmnd ",
            "cccd: ",
            "căn cước ",
            "hộ chiếu ",
            "số thẻ ",
            "stk ",
            "sđt ",
            "đơn hàng ",
            "mail ",
            "DH-",
            "là cmnd",
        ),
        *("001099012345", "001 099 012 345", "123456789", "999912345678", "4111111111111111", "4111 1111 1111 1111"),
        *("4111 1111 1111 1112", "B1234567", "0912345678", "0912 345 678", "+84912345678", "O912345678", "1900 1234"),
        *(
            "an@example.com",
            "an . b @ gmail . com",
            "XD-7K4M-92QR",
            "XD-7K4M-92QF",
            "01/02/2024",
            "120.000đ",
            "12",
            "001",
            "0",
        ),
        *(
            " ",
            ", ",
            "-",
            "/",
            ".",
            "\n",
            "\u200b",
            "\u0301",
            "x",
            "[",
            "]",
            "•",
            "[số thẻ …11]",
            "[số căn cước …",
            "09••••678",
        ),
        *(
            "không chín một hai ba bốn năm sáu bảy tám",
            "một hai ba",
            "và nhờ các bạn xem lại giúp tôi với nhé ",
            "@",
            "(0)",
            "#",
        ),
    ]
)
TEXTS = st.text() | st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cccd của tôi là 001099012389", "cccd của tôi là [số căn cước …89]"),
        ("cmnd 123 456 789, sđt 0912345678", "cmnd [số chứng minh …89], sđt 0912345678"),
        ("thẻ 4111-1111-1111-1111!", "thẻ [số thẻ …11]!"),
        ("số thẻ gõ nhầm 4111 1111 1111 1112", "số thẻ gõ nhầm [số thẻ …12]"),
        ("hộ chiếu B1234567", "hộ chiếu [số hộ chiếu …67]"),
        ("001099012345/4111111111111111", "[số căn cước …45]/[số thẻ …11]"),
        (
            "an@example.com, 0912345678, XD-7K4M-92QR, stk 1234567890",
            "an@example.com, 0912345678, XD-7K4M-92QR, stk 1234567890",
        ),
        ("đơn hàng 079203001234 giá 1.200.000đ", "đơn hàng 079203001234 giá 1.200.000đ"),
        ("", ""),
    ],
)
def test_redacting_takes_out_what_is_never_kept(text: str, expected: str) -> None:
    assert redact(text).text == expected


def test_what_was_taken_out_is_told_with_offsets_into_the_text_before() -> None:
    text = "🙂 cccd 001 099 012 345 và thẻ 4111111111111111"
    found = redact(text).found
    assert [(f.entity, f.value, text[f.start : f.end]) for f in found] == [
        ("identity_number", "001099012345", "001 099 012 345"),
        ("bank_card", "4111111111111111", "4111111111111111"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gọi 0912 345 678", "gọi 09••••678"),
        ("gọi +84912345678 hoặc (028) 3812 3456", "gọi 09••••678 hoặc 02••••456"),
        ("tổng đài 1900 1234", "tổng đài 19••••234"),
        ("+1 415 555 2671", "14••••671"),
        ("không chín một hai ba bốn năm sáu bảy tám", "09••••678"),
        ("mail An.Nguyen@Example.com.", "mail a•••@e•••.com."),
        ("cccd 001099012389, stk 1234567890", "cccd [số căn cước …89], stk [số tài khoản …90]"),
        ("phiếu XD-7K4M-92QR và XD-7K4M-92QF", "phiếu XD-7K4M-92QR và XD-7K4M-92QF"),
        ("đơn hàng 079203001234, mã 12345678", "đơn hàng [số …34], mã 12345678"),
        ("ngày 01/02/2024 giá 1.200.000đ", "ngày 01/02/2024 giá 1.200.000đ"),
    ],
)
def test_a_masked_text_shows_nothing_personal(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "sđt 0912 345 678, mail an@example.com, cccd 001099012345, phiếu XD-7K4M-92QR",
            ["phone_number", "email", "identity_number", "ticket_code"],
        ),
        ("4111 1111 1111 1111 001099012345 0912345678", ["bank_card", "identity_number", "phone_number"]),
        ("0912345678@example.com", ["email"]),
        ("stk 0912345678", ["bank_account"]),
        ("cccd [số căn cước …45], 09••••678", []),
    ],
)
def test_each_part_of_a_text_is_one_thing(text: str, expected: list[str]) -> None:
    assert [f.entity for f in identifiers(text)] == expected


@settings(max_examples=300)
@given(TEXTS)
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redact(text)
    again = redact(once.text)
    assert again.text == once.text and again.found == ()
    assert [f.entity for f in once.found] == [f.entity for f in sorted(once.found, key=lambda f: f.start)]


@settings(max_examples=300)
@given(TEXTS)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@settings(max_examples=300)
@given(TEXTS)
def test_nothing_that_is_found_survives(text: str) -> None:
    assert not [f for f in identifiers(redact(text).text) if f.entity in ("bank_card", "identity_number")]
    masked = mask(text)
    assert {f.entity for f in identifiers(masked)} <= {"ticket_code", "ticket_code_invalid"}
    assert not re.search("[0-9]{9}", read(masked).plain)


@given(
    st.sampled_from(["001099012345", "079203001234", "4111111111111111", "9704361234567895"]),
    st.booleans(),
    st.sampled_from([" ", ".", "-", "\u00a0", "\u200b"]),
    st.text(max_size=20).filter(lambda text: not any(c.isdigit() for c in text)),
    st.text(max_size=20).filter(lambda text: not any(c.isdigit() for c in text)),
)
def test_no_long_number_survives_between_any_words(
    number: str, parted: bool, joint: str, before: str, behind: str
) -> None:
    written = joint.join(number[i : i + 4] for i in range(0, len(number), 4)) if parted else number
    left = read(redact(f"{before} {written} {behind}").text).plain
    assert not re.search("[0-9]", left)


def test_decomposed_text_is_redacted_too() -> None:
    text = unicodedata.normalize("NFD", "chứng minh nhân dân số 123456789 nhé")
    assert redact(text).text == unicodedata.normalize(
        "NFD", "chứng minh nhân dân số "
    ) + "[số chứng minh …89]" + unicodedata.normalize("NFD", " nhé")


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "0 ", "9 ", "001 ", "123456789 ", "cmnd 123456789 ", "4111 ", "a@", "[số ", "•", "\u0301", "\ud800"),
        *("0912345678-", "001099012345-", "001 099 012 345-", "stk 123456 "),
    ],
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    started = time.perf_counter()
    mask(text)
    redact(text)
    assert time.perf_counter() - started < 10
