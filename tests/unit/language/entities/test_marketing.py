"""Channels of advertising that people want closed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities import marketing
from bot.language.text import strip_accents

# Read alike with accents, without, and decomposed.
CHANNELS = [
    ("Đừng gọi cho tôi nữa", ["call"]),
    ("đừng gọi điện nữa", ["call"]),
    ("gọi hoài mệt quá", ["call"]),
    ("Thôi đừng gọi nữa em ơi, anh không mua", ["call"]),
    ("Dừng các cuộc gọi quảng cáo", ["call"]),
    ("telesale gọi suốt, dừng giùm mk", ["call"]),
    ("Tôi không muốn bị robot gọi nữa", ["call"]),
    ("khỏi gọi nữa", ["call"]),
    ("Không gọi cho tôi nữa", ["call"]),
    ("Đừng nhắn tin nữa", ["sms"]),
    ("Ngừng nhắn tin khuyến mãi cho tôi", ["sms"]),
    ("Tin nhắn SMS của bên mình nhiều quá, chặn giùm em", ["sms"]),
    ("Em không muốn nhận tin nhắn nữa ạ", ["sms"]),
    ("Dẹp mấy cái tin rác đi", ["sms"]),
    ("bỏ số tôi khỏi danh sách nhắn tin", ["sms"]),
    ("stop sms đi shop", ["sms"]),
    ("Ngưng gửi email khuyến mãi", ["email"]),
    ("Tắt email quảng cáo cho tôi", ["email"]),
    ("k nhận mail khuyến mãi nx, bỏ mk ra vs", ["email"]),
    ("Hủy đăng ký bản tin", ["email"]),
    ("spam mail nhiều quá", ["email"]),
    ("unsubscribe mail giúp em", ["email"]),
    ("Mỗi ngày ba cái email, dừng lại giúp tôi", ["email"]),
    ("đừng spam zalo mk nx", ["zalo"]),
    ("Không nhận tin quảng cáo qua Zalo nữa", ["zalo"]),
    ("Bỏ tôi ra khỏi nhóm Zalo quảng cáo", ["zalo"]),
    ("nhắn zalo mời chào hoài, ngưng đi", ["zalo"]),
    ("Tắt push quảng cáo cho mình", ["push"]),
    ("Hủy nhận thông báo khuyến mãi trên app", ["push"]),
    ("bớt gửi thông báo giùm", ["push"]),
    ("Đừng gửi tờ rơi về nhà tôi nữa", ["post"]),
    ("thôi gửi thư giấy quảng cáo qua bưu điện", ["post"]),
    ("Đừng gửi quảng cáo cho tôi nữa", ["all"]),
    ("tắt qc giúp mk", ["all"]),
    ("Từ chối quảng cáo", ["all"]),
    ("tôi không muốn nhận khuyến mãi", ["all"]),
    ("spam quá, dừng gửi đi", ["all"]),
    ("Cấm dùng thông tin của tôi để gửi khuyến mãi", ["all"]),
    ("Xin đừng liên hệ tôi để bán hàng", ["all"]),
    ("Cho mình unsubscribe", ["all"]),
    ("hủy đăng ký nhận tin", ["all"]),
    ("Đừng gọi, đừng nhắn tin, đừng gửi mail", ["call", "sms", "email"]),
    ("ngừng quảng cáo qua sms, email và zalo", ["sms", "email", "zalo"]),
    ("đừng gọi và nhắn tin cho tôi nữa", ["call", "sms"]),
    # what may go on is not closed
    ("tôi chỉ đồng ý nhận email thôi, còn sms với gọi điện thì không", ["sms", "call"]),
    ("Đừng gọi cũng đừng nhắn tin, có gì gửi email cho tôi", ["call", "sms"]),
    ("Mình muốn giới hạn, chỉ liên lạc qua email, đừng gọi", ["call"]),
    ("đừng gọi, nhắn tin thôi", ["call"]),
    ("đừng gọi điện, gửi email thì được", ["call"]),
    ("Mình chỉ nhận thông báo về lịch khám thôi, đừng gửi khuyến mãi", ["all"]),
]

ONE_SPELLING = [
    ("Vui lòng gỡ email tôi khỏi danh sách nhận tin", ["email"]),
    ("Thư chào hàng nhiều quá, ngưng giúp", ["email"]),
    ("dung goi cho toi nua", ["call"]),
    ("dung gui email", ["email"]),
    ("goi hoai met qua", ["call"]),
    ("ĐỪNG GỌI NỮA", ["call"]),
]

NOTHING = [
    "", "🙂", "xin chào", "gọi lại cho tôi", "gửi email cho tôi nhé", "tôi dùng email này", "đúng email của tôi",
    "Cảm ơn bạn nhiều quá",
    "Xóa email của tôi khỏi hệ thống", "đừng chia sẻ email của tôi", "đừng xóa tài khoản của tôi",
    "không nhận được email xác nhận",
    "k nhan dc mail", "sao không gửi email cho tôi", "Quảng cáo được gửi qua email hay tin nhắn?", "có bị spam không",
    "nằm trong mục spam",
    "Đừng ghi âm cuộc gọi của tôi nữa", "Tôi phản đối việc xử lý dữ liệu của tôi", "gọi chị Hoài giúp em",
    "dùng số này gọi cho tôi",
    "sáng mai gọi cho tôi", "Chỉ dùng email để gửi hóa đơn thôi nhé", "đừng gửi ảnh con tôi vào nhóm zalo",
    "công ty có tin tưởng được không",
    "Không làm phiền bạn nữa, chào", "gui qua email cho toi", "hủy phiếu của tôi",
    "thông tin của tôi bị sai quá nhiều", "khuyến mãi hôm nay",
]  # fmt: skip


def channels(text: str) -> list[str]:
    return [found.value for found in marketing.find(text)]


@pytest.mark.parametrize(("text", "expected"), CHANNELS + ONE_SPELLING)
def test_the_channels_to_close_are_read(text: str, expected: list[str]) -> None:
    assert channels(text) == expected


@pytest.mark.parametrize(("text", "expected"), CHANNELS)
def test_the_channels_to_close_are_read_in_other_spellings(text: str, expected: list[str]) -> None:
    assert channels(strip_accents(text)) == expected
    assert channels(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_a_message_that_stops_no_advertising_gives_nothing(text: str) -> None:
    assert channels(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Đừng gửi  quảng\u200b cáo nữa", "quảng\u200b cáo"),
        ("không muốn nhận tin nhắn", "tin nhắn"),
        ("đừng gửi tin Zalo nữa", "tin Zalo"),
        ("dừng các cuộc gọi", "cuộc gọi"),
        ("gọi nữa là chặn, đừng gọi", "gọi"),
    ],
)
def test_the_span_is_the_name_of_the_channel(text: str, part: str) -> None:
    (found,) = marketing.find(text)
    assert text[found.start : found.end] == part


WORDS = st.sampled_from(
    "đừng|không|nhận|gọi|nhắn tin|email|zalo|quảng cáo|chỉ|thôi|hoài|quá|qua|,|.|spam|hủy|danh sách|thì được|bỏ|tin|dung|\n".split(
        "|"
    )
)


@given(st.one_of(st.text(st.characters(exclude_categories=())), st.lists(WORDS).map(" ".join)))
def test_any_text_gives_each_channel_once_and_in_order(text: str) -> None:
    found = marketing.find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert len({one.value for one in found}) == len(found)
    assert {one.value for one in found} <= {"sms", "email", "call", "zalo", "push", "post", "all"}
