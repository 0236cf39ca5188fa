"""All entities of a message together, seen from Wednesday, 25 November 2026."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.extraction import HEAD, TAIL, find_all

TODAY = date(2026, 11, 25)
FREE = {"field", "old_value", "new_value", "marketing_channel"}


def entities(text: str) -> list[tuple[str, str, str]]:
    return [(one.entity, one.value, text[one.start : one.end]) for one in find_all(text, TODAY)]


def test_every_kind_is_found_in_one_message() -> None:
    text = "Hôm qua tôi bị gọi hoài từ 0912345678, trả lời qua lan@example.com, cccd 079190001234, thẻ 4111 1111 1111 1111."
    assert entities(text) == [
        ("date", "2026-11-24", "Hôm qua"),
        ("marketing_channel", "call", "gọi"),
        ("phone_number", "+84912345678", "0912345678"),
        ("email", "lan@example.com", "lan@example.com"),
        ("identity_number", "079190001234", "079190001234"),
        ("bank_card", "4111111111111111", "4111 1111 1111 1111"),
    ]


def test_a_value_of_a_correction_is_also_what_it_is() -> None:
    assert entities("đổi sđt từ 0912345678 sang 0987654321") == [
        ("field", "phone", "sđt"),
        ("old_value", "+84912345678", "0912345678"),
        ("phone_number", "+84912345678", "0912345678"),
        ("new_value", "+84987654321", "0987654321"),
        ("phone_number", "+84987654321", "0987654321"),
    ]


def test_a_date_of_birth_is_a_date_too() -> None:
    assert ("date", "1990-03-12", "12/03/1990") in entities("sửa ngày sinh thành 12/03/1990")


@pytest.mark.parametrize(
    "text",
    [
        "đổi địa chỉ sang 12/3 Nguyễn Trãi",
        "địa chỉ mới: số 5 ngõ 12/3, phố Huế",
        "đổi địa chỉ sang 12/3 abc xyz",
        "gọi 0912.12.03.26",
        "mail lan.12-03-2026@example.com",
    ],
)
def test_an_address_a_number_or_a_mail_holds_no_date(text: str) -> None:
    assert "date" not in [one.entity for one in find_all(text, TODAY)]


def test_a_long_text_is_read_at_both_ends() -> None:
    filler = "dữ liệu của tôi " * 1000
    text = f"hôm qua {filler}hôm kia {filler}gọi 0912345678 hôm nay"
    assert entities(text) == [
        ("date", "2026-11-24", "hôm qua"),
        ("phone_number", "+84912345678", "0912345678"),
        ("date", "2026-11-25", "hôm nay"),
    ]


@pytest.mark.parametrize("length", [HEAD - 5, HEAD, HEAD + 1, HEAD + 5, HEAD + 20])
def test_no_number_is_cut_or_lost_where_reading_stops(length: int) -> None:
    words = "dữ liệu " * HEAD
    text = words[: length - 11] + " 0912345678 " + words[: TAIL // 2]
    assert [one.value for one in find_all(text, TODAY)] == ["+84912345678"]


WORDS = st.sampled_from(
    "sửa|đổi|sđt|địa chỉ|từ|sang|0912345678|a@b.vn|12/3/1990|079190001234|4111111111111111|hôm qua|"
    "đừng gọi|quảng cáo|12/3|,|.|\n|mai|tên Lan".split("|")
)  # fmt: skip


@given(
    st.one_of(
        st.text(st.characters(exclude_categories=())), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join)
    )
)
def test_any_text_gives_ordered_spans_that_exclude_each_other(text: str) -> None:
    found = find_all(text, TODAY)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    exclusive = [one for one in found if one.entity not in FREE]
    assert all(first.end <= second.start for first, second in pairwise(exclusive))


@pytest.mark.parametrize(
    "text",
    ["", " " * 10_000, "🙂" * 10_000, "\ud800" * 5000, "a" * 10_000, "\u200b" * 10_000, "1" * 10_000, "e\u0301" * 5000],
)
def test_odd_texts_hold_nothing(text: str) -> None:
    assert find_all(text, TODAY) == []


def test_a_message_of_a_hundred_characters_is_read_in_no_time() -> None:
    text = "Tuần trước mình có gửi yêu cầu xóa tài khoản, đến nay chưa nhận được phản hồi, bạn kiểm tra giúp mình nhé"
    find_all(text, TODAY)
    times = []
    for _ in range(51):
        start = time.perf_counter()
        find_all(text, TODAY)
        times.append(time.perf_counter() - start)
    # A millisecond on an idle core; the bound leaves room for a busy one.
    assert sorted(times)[25] < 0.005
