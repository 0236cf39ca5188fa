import time

import pytest

from bot.dialogue.engine import DialogueEngine

ODD = {
    "empty": "",
    "blank": " \n\t ",
    "slash": "/",
    "emoji": "😀😀🎉",
    "zero-width": "\u200b\u200d\ufeff",
    "right-to-left": "\u202eמחק את המידע שלי",
    "mixed script": "xóa привет 删除 داده me",
    "control": "xo\x00a\x07 d\x1bu lieu",
    "lone surrogate": "xóa \ud800 dữ liệu",
    "combining only": "\u0301\u0309\u0323",
    "ten thousand letters": "a" * 10_000,
    "ten thousand characters": "tôi muốn xóa dữ liệu " * 480,
    "punctuation": "?!.,;:" * 100,
    "json": '{"intent": "request_deletion"}',
    "template": "{organisation_name} {0[x]} %s",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
async def test_any_text_is_understood_or_politely_not(engine: DialogueEngine, text: str) -> None:
    understood = await engine.understand(text)
    replies = await engine.handle("odd", text, organisation="acme", channel="web")

    assert understood.text == text
    assert understood.intent
    assert 0.0 <= understood.confidence <= 1.0
    assert replies
    assert all(reply.text for reply in replies)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("tôi muốn xóa hết dữ liệu cá nhân của tôi", "request_deletion"),
        ("toi muon xoa het du lieu ca nhan cua toi", "request_deletion"),
        ("t mún xoá hết dl của t", "request_deletion"),
        ("cho tôi gặp nhân viên", "talk_to_human"),
        ("cho toi gap nhan vien", "talk_to_human"),
        ("tôi muốn khiếu nại vì lộ thông tin", "file_complaint"),
        ("dữ liệu của tôi được chia sẻ cho ai?", "ask_policy"),
        ("cảm ơn nhé", "thank"),
        ("bạn có phải robot không", "bot_challenge"),
        ("giá vàng hôm nay bao nhiêu", "out_of_scope"),
    ],
)
async def test_plain_wishes_are_understood_in_any_spelling(engine: DialogueEngine, text: str, intent: str) -> None:
    assert (await engine.understand(text)).intent == intent


async def test_the_ranking_begins_with_the_intent_and_is_sorted(engine: DialogueEngine) -> None:
    understood = await engine.understand("tôi muốn xóa hết dữ liệu cá nhân của tôi")

    assert understood.ranking[0] == (understood.intent, understood.confidence)
    assert [c for _, c in understood.ranking] == sorted((c for _, c in understood.ranking), reverse=True)


async def test_nonsense_is_a_fallback_that_remembers_the_next_best(engine: DialogueEngine) -> None:
    understood = await engine.understand("?!? 🤷")

    assert understood.intent == "nlu_fallback"
    assert understood.ranking[0][0] == "nlu_fallback"
    assert len(understood.ranking) > 2


async def test_a_very_long_message_costs_no_more_than_a_long_one(engine: DialogueEngine) -> None:
    started = time.perf_counter()
    await engine.understand("bữa trước có gửi cái đó rồi mà chưa thấy gì " * 230)

    assert time.perf_counter() - started < 1.0
