"""Dates, seen from Wednesday, 25 November 2026."""

import re
import time
import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities import dates
from bot.language.text import strip_accents

TODAY = date(2026, 11, 25)
LAST_WEEK, THIS_WEEK, NEXT_WEEK = "2026-11-16/2026-11-22", "2026-11-23/2026-11-29", "2026-11-30/2026-12-06"

# Read alike with accents, without, in capitals and decomposed.
DATES = [
    # days that lean on today
    ("hôm nay", "2026-11-25"),
    ("gửi hôm qua rồi", "2026-11-24"),
    ("hôm kia tôi có gọi", "2026-11-23"),
    ("bữa nay", "2026-11-25"),
    ("bữa qua tui nhờ", "2026-11-24"),
    ("bữa kia", "2026-11-23"),
    ("hum qua", "2026-11-24"),
    ("sáng nay có người gọi", "2026-11-25"),
    ("chiều nay", "2026-11-25"),
    ("tối qua bị gọi", "2026-11-24"),
    ("đêm qua", "2026-11-24"),
    ("ngày mai", "2026-11-26"),
    ("sáng mai gọi lại", "2026-11-26"),
    ("hẹn mai nhé", "2026-11-26"),
    ("từ mai đừng nhắn", "2026-11-26"),
    ("ngày kia", "2026-11-27"),
    ("hqua mk gửi", "2026-11-24"),
    ("hnay tới đây thôi", "2026-11-25"),
    # weekdays
    ("hôm thứ Hai", "2026-11-23"),
    ("thứ hai", "2026-11-23"),
    ("thứ Tư", "2026-11-25"),
    ("hôm thứ năm", "2026-11-19"),
    ("gửi từ t6 á", "2026-11-20"),
    ("T2 tuần này", "2026-11-23"),
    ("thứ 2", "2026-11-23"),
    ("thứ 7 tuần trước", "2026-11-21"),
    ("thứ Hai tuần trước", "2026-11-16"),
    ("thứ ba tuần rồi", "2026-11-17"),
    ("t6 tuần r", "2026-11-20"),
    ("thứ tư tuần vừa rồi", "2026-11-18"),
    ("thứ sáu tuần này", "2026-11-27"),
    ("thứ năm tuần sau", "2026-12-03"),
    ("thứ hai tuần tới", "2026-11-30"),
    ("tuần trước, hôm thứ hai", "2026-11-16"),
    ("thứ Sáu tới", "2026-11-27"),
    ("thứ tư vừa rồi", "2026-11-18"),
    ("thứ hai vừa qua", "2026-11-23"),
    ("chủ nhật", "2026-11-22"),
    ("chủ nhật tuần này", "2026-11-29"),
    ("CN tuần trước", "2026-11-22"),
    ("chủ nhật tới", "2026-11-29"),
    # weeks, months, years
    ("tuần trước mình có gửi", LAST_WEEK),
    ("tuần rồi", LAST_WEEK),
    ("tuần vừa rồi", LAST_WEEK),
    ("tuần này", THIS_WEEK),
    ("tuần sau", NEXT_WEEK),
    ("tuần tới", NEXT_WEEK),
    ("tuần trước nữa", "2026-11-09/2026-11-15"),
    ("tuần sau nữa", "2026-12-07/2026-12-13"),
    ("tuần trc", LAST_WEEK),
    ("tháng này", "2026-11"),
    ("tháng trước", "2026-10"),
    ("từ tháng rồi", "2026-10"),
    ("tháng vừa rồi", "2026-10"),
    ("tháng sau", "2026-12"),
    ("cuối tháng trước", "2026-10"),
    ("năm ngoái", "2025"),
    ("năm kia", "2024"),
    ("hồi đầu năm ngoái", "2025"),
    # so long ago, so long from now
    ("3 ngày trước", "2026-11-22"),
    ("ba ngày trước", "2026-11-22"),
    ("năm ngày trước", "2026-11-20"),
    ("mười lăm ngày trước", "2026-11-10"),
    ("hai hôm trước", "2026-11-23"),
    ("5 bữa trước", "2026-11-20"),
    ("cách đây 2 tuần", "2026-11-11"),
    ("cách đây khoảng hai tuần", "2026-11-11"),
    ("cách nay 10 ngày", "2026-11-15"),
    ("một tuần trước", "2026-11-18"),
    ("nửa tháng trước", "2026-11-10"),
    ("một tháng trước", "2026-10"),
    ("2 tháng trước", "2026-09"),
    ("hai năm trước", "2024"),
    ("nửa năm trước", "2026-05"),
    ("2 tuần nữa", "2026-12-09"),
    ("3 ngày nữa", "2026-11-28"),
    # a day and a month
    ("12/3", "2026-03-12"),
    ("khiếu nại hôm 12/3 có kết quả chưa", "2026-03-12"),
    ("ngày 12-3", "2026-03-12"),
    ("25-03", "2026-03-25"),
    ("hôm 5.3", "2026-03-05"),
    ("ngày 30/12", "2025-12-30"),
    ("ngày 25/11", "2026-11-25"),
    ("ngày 26/11", "2025-11-26"),
    ("ngày 29/2", "2024-02-29"),
    ("12/12 tới", "2026-12-12"),
    ("12/3 năm ngoái", "2025-03-12"),
    ("12 tháng 3", "2026-03-12"),
    ("ngày 12 tháng 12", "2025-12-12"),
    ("mùng 5 tháng 9", "2026-09-05"),
    ("mồng năm tháng chín", "2026-09-05"),
    ("hôm mười hai tháng ba", "2026-03-12"),
    ("mùng 5", "2026-11-05"),
    ("ngày 12", "2026-11-12"),
    ("ngày 31", "2026-10-31"),
    ("gửi hôm 20, chưa thấy", "2026-11-20"),
    ("ngày 5 tháng trước", "2026-10-05"),
    ("ngày 5 tháng sau", "2026-12-05"),
    ("đêm 3/5", "2026-05-03"),
    ("từ 2/6 mà chưa nghe gì", "2026-06-02"),
    ("từ 15/10 tới giờ", "2026-10-15"),
    ("hồ sơ 12/3 tôi nộp", "2026-03-12"),
    # complete
    ("12/03/2026", "2026-03-12"),
    ("12-3-2025", "2025-03-12"),
    ("12.03.2026", "2026-03-12"),
    ("12 / 3 / 2026", "2026-03-12"),
    ("12/3/25", "2025-03-12"),
    ("sinh 3/4/91", "1991-04-03"),
    ("ngày 12 tháng 3 năm 2026", "2026-03-12"),
    ("sinh ngày 12 tháng 3 năm 90", "1990-03-12"),
    ("12 tháng 3, 2025", "2025-03-12"),
    ("2026-03-12", "2026-03-12"),
    ("2026/03/12", "2026-03-12"),
    ("hạn 31/12/2027", "2027-12-31"),
    ("thứ Hai, ngày 16/11", "2026-11-16"),
    ("từ 12-15/3", "2026-03-12/2026-03-15"),
    # months and years
    ("tháng 5", "2026-05"),
    ("tháng 12", "2025-12"),
    ("tháng 11", "2026-11"),
    ("từ tháng ba", "2026-03"),
    ("tháng mười hai", "2025-12"),
    ("tháng 5 năm ngoái", "2025-05"),
    ("tháng 3/2026", "2026-03"),
    ("tháng 3 năm 2025", "2025-03"),
    ("thg 12/2025", "2025-12"),
    ("3/2026", "2026-03"),
    ("T3/2026", "2026-03"),
    ("đầu tháng 9", "2026-09"),
    ("tầm giữa tháng 10", "2026-10"),
    ("giữa tháng 9", "2026-09"),
    ("cuối tháng 9/2025", "2025-09"),
    ("tháng 5 tới", "2027-05"),
    ("năm 2024", "2024"),
    ("khách từ năm 2021", "2021"),
    ("cuối năm 2025", "2025"),
]

# The bare word means something else, or nothing certain.
ACCENTED_ONLY = [
    ("hôm kìa", "2026-11-22"),
    ("mốt gọi lại", "2026-11-27"),
    ("tháng sáu", "2026-06"),
    ("sang năm", "2027"),
    ("thứ 6 này", "2026-11-27"),
    ("Tối nay gửi", "2026-11-25"),
    ("Ngày 12/4 tôi đã rút đồng ý", "2026-04-12"),
    ("Mai tôi hỏi tiếp", "2026-11-26"),
    ("Có chi mai nói", "2026-11-26"),
    ("hủy hết ngay hôm nay", "2026-11-25"),
]

BARE_ONLY = [
    ("ngay 12/4 toi da rut dong y", "2026-04-12"),
    ("ngay 12/12 toi", "2026-12-12"),
    ("thu 6 toi gui don", "2026-11-20"),
    ("thang sau", "2026-12"),
    ("tu thang truoc", "2026-10"),
    ("yc tu tuan trc", LAST_WEEK),
    ("hen mai nhe", "2026-11-26"),
]

NO_DATES = [
    "hôm bữa", "hôm trước", "hôm nọ", "bữa hổm", "bữa trước", "bữa tê",
    "mấy ngày nay", "mấy bữa nay", "mấy hôm nay", "cả tháng nay", "hai tuần nay", "mấy năm nay", "ba tháng qua",
    "hai tuần rồi", "gửi cả tuần rồi", "một tháng rồi", "vài ngày trước", "3-4 ngày trước", "hai ba ngày trước",
    "3 ngày trước khi gọi", "2 hôm sau có người", "năm ngày", "năm cái tin", "ba mẹ",
    "tháng", "mỗi tháng", "mỗi tháng một lần", "1 tháng 5 lần", "tháng ba lần", "đầu tháng", "cuối tuần", "đầu năm",
    "ngày tháng năm sinh", "ngày, tháng, năm", "tháng nào", "12 tháng", "20 ngày", "mỗi ngày 3 tin",
    "một ngày 10 cuộc", "ngày 3 lần",
    "31/2", "30/02", "32/1", "12/13", "ngày 31 tháng 2", "29/2/2025", "tháng 13", "ngày 32", "00/00/0000",
    "hỗ trợ 24/7", "50/50", "1/2 giá", "3/4 số tiền", "giảm 1/3", "còn 2/3", "1/10 khách", "chấm 9/10", "5/5 sao",
    "huyết áp 12/8",
    "bản 1.2.3", "phiên bản 2.1.24", "12.300", "1.200.000đ", "5.3 triệu", "192.168.1.10", "3.14",
    "0912 345 678", "0912-345-678", "09.12.34.56.78", "028.3812.3456",
    "12/3 Nguyễn Trãi", "số 12/3 đường Lê Lợi", "nhà 12/3", "địa chỉ: 12/3 Lê Lợi", "đường 3/2", "12/3/45 Âu Cơ",
    "ở 12/3 lê lợi",
    "Nghị định 13/2023/NĐ-CP", "Luật 91/2025/QH15", "thông tư 7/2016", "quý 3/2026",
    "bên thứ ba", "bên thứ 3", "lần thứ tư", "phiếu thứ hai", "tài khoản thứ hai", "nay ngày thứ năm rồi",
    "thứ nhất là sai, thứ hai là chậm",
    "công ty thu 2 lần tiền", "xét nghiệm T3 và T4", "tt cn của tôi", "thứ tự", "thứ gì",
    "chị Mai", "Nguyễn Thị Mai", "cô mai ơi", "khuyến mãi", "khuyen mai", "gọi mãi", "goi mai", "mai mốt", "mai sau",
    "hoa mai", "thương mại",
    "tôi quá mệt", "goi cho toi qua nhieu", "toi nay da gia", "hai mươi mốt", "mùng 1 Tết", "12/3 âm lịch",
    "rằm tháng Bảy", "tháng Giêng",
    "đường Cách Mạng Tháng Tám", "giới tính sang nam", "ghi nhầm là nam rồi", "anh Năm trước nhà", "việt nam",
    "từ nay", "ngày nay", "", "🙂",
]  # fmt: skip


def values(text: str, today: date = TODAY) -> list[str]:
    return [found.value for found in dates.find(text, today)]


@pytest.mark.parametrize(("text", "value"), DATES)
def test_a_date_is_read_in_every_spelling(text: str, value: str) -> None:
    assert values(text) == [value]
    assert values(strip_accents(text)) == [value]
    assert values(unicodedata.normalize("NFD", text)) == [value]
    assert values(text.upper()) == [value]
    assert values(text.replace(" ", " \u200b ")) == [value]


@pytest.mark.parametrize(("text", "value"), ACCENTED_ONLY + BARE_ONLY)
def test_a_date_is_read_where_only_this_spelling_tells(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text", ["bên thứ ba", "hai tuần rồi", "mấy ngày nay", "1/2 giá", "12.300", "lần thứ tư", "ba tháng qua"]
)
def test_what_only_looks_like_a_date_is_none_without_accents_either(text: str) -> None:
    assert values(strip_accents(text)) == []


def test_several_dates_come_in_order_of_the_text() -> None:
    assert values("Hẹn thứ Hai, hôm qua lại hẹn mai, phiếu ngày 3/5 và 9/5/2026.") == [
        "2026-11-23",
        "2026-11-24",
        "2026-11-26",
        "2026-05-03",
        "2026-05-09",
    ]


def test_a_day_that_begins_a_list_takes_the_month_of_its_end() -> None:
    assert values("gọi tôi ngày 12 và 13 tháng 3") == ["2026-03-12", "2026-03-13"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("tôi gửi hôm thứ Hai tuần trước nhé", "thứ Hai tuần trước"),
        ("từ ngày 12 tháng 3 năm 2026.", "ngày 12 tháng 3 năm 2026"),
        ("cách đây 2 tuần tôi gọi", "cách đây 2 tuần"),
        ("ngày hôm qua", "hôm qua"),
        ("\u200b Hôm \u200b qua", "Hôm \u200b qua"),
        ("thứ Hai (16/11/2026)", "thứ Hai (16/11/2026"),
    ],
)
def test_the_span_is_the_date_as_typed(text: str, part: str) -> None:
    (found,) = dates.find(text, TODAY)
    assert text[found.start : found.end] == part


@pytest.mark.parametrize(
    ("today", "text", "value"),
    [
        (date(2026, 1, 5), "tháng trước", "2025-12"),
        (date(2026, 12, 31), "tháng sau", "2027-01"),
        (date(2026, 3, 1), "hôm qua", "2026-02-28"),
        (date(2026, 11, 23), "thứ hai", "2026-11-23"),
        (date(2026, 11, 23), "thứ hai vừa rồi", "2026-11-16"),
        (date(2026, 11, 29), "tuần này", "2026-11-23/2026-11-29"),
        (date(2026, 1, 31), "ngày 31", "2026-01-31"),
        (date(2026, 3, 30), "ngày 31", "2026-01-31"),
        (date(2026, 1, 1), "12/3", "2025-03-12"),
        (date(1, 1, 1), "hôm qua", None),
        (date(9999, 12, 31), "tuần sau", None),
    ],
)
def test_the_day_of_reading_decides(today: date, text: str, value: str | None) -> None:
    assert values(text, today) == ([value] if value else [])


PIECES = st.sampled_from(
    "hôm qua,mai,ngày,thứ,hai,tuần,tháng,trước,nay,năm,12,3,31,2026,/,-,.,t2,tới,rồi,cách đây,mùng,Mai, ,  ,\n,ạ".split(
        ","
    )
)


def is_iso(value: str) -> bool:
    if re.fullmatch(r"\d{4}(-\d{2})?", value):
        return date.fromisoformat((value + "-01-01")[:10]) is not None
    return all(date.fromisoformat(part) for part in value.split("/"))


@given(
    st.one_of(
        st.text(st.characters(exclude_categories=())), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)
    ),
    st.dates(),
)
def test_any_text_gives_ordered_spans_with_iso_values(text: str, today: date) -> None:
    found = dates.find(text, today)
    assert all(0 <= one.start < one.end <= len(text) and is_iso(one.value) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "hôm qua ",
        "tháng 3 ",
        "ngày 3 và ",
        "1/1 - ",
        "cách đây khoảng ",
        "muoi ",
        "3 ",
        " ",
        "12-",
        "tam ",
        "năm năm ",
        "thứ ",
    ],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    start = time.process_time()
    dates.find(text, TODAY)
    assert time.process_time() - start < 1
