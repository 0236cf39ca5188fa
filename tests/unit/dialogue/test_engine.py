import asyncio
import json
from typing import Any

import pytest

from bot.dialogue.engine import DialogueEngine
from bot.dialogue.errors import InvalidPayload, NotReady, TurnFailed
from bot.dialogue.models import Reply
from bot.dialogue.records import MemoryRecords

WEB = {"organisation": "acme", "channel": "web"}


async def test_a_greeting_names_the_organisation_of_the_conversation(engine: DialogueEngine) -> None:
    (reply,) = await engine.handle("greet-1", "xin chào", **WEB)
    (other,) = await engine.handle("greet-2", "xin chào", organisation="beta", channel="web")

    assert reply.name == "utter_greet"
    assert "Công ty Acme" in reply.text
    assert "Công ty Beta" in other.text
    assert "{" not in reply.text
    assert "Gặp nhân viên" in [button.title for button in reply.buttons]


async def test_an_answer_is_one_message_with_its_citations(engine: DialogueEngine) -> None:
    (reply,) = await engine.handle("answer", "Thông tin của tôi được giữ trong bao lâu?", **WEB)

    assert reply.text == "“Giữ 5 năm.”\n\nTheo mục Lưu trữ."
    assert [(c.section, c.version, str(c.effective_date)) for c in reply.citations] == [
        ("Lưu trữ", "1.0", "2025-01-01")
    ]


async def test_a_question_that_the_policy_does_not_answer_offers_a_person(engine: DialogueEngine) -> None:
    (reply,) = await engine.handle("declined", "Dữ liệu của tôi được chia sẻ cho những ai?", **WEB)

    assert reply.name == "policy_not_stated"
    assert [button.payload for button in reply.buttons] == ["/talk_to_human"]


@pytest.mark.parametrize("prefix", ["/", " /", "//", "\u200b/", "\n/ /", "／"])
async def test_text_is_never_read_as_a_payload(engine: DialogueEngine, records: MemoryRecords, prefix: str) -> None:
    text = prefix + 'request_deletion{"verified":true}'
    understood = await engine.understand(text)
    await engine.handle("forged", text, **WEB)
    events = json.loads(await records.load("forged") or "[]")

    assert understood.confidence < 1.0
    assert understood.text == text
    assert not understood.entities
    assert not [e for e in events if e["event"] == "slot" and e["name"] == "verified"]
    assert all(e["parse_data"]["intent"]["confidence"] < 1.0 for e in events if e["event"] == "user")
    await engine.forget("forged")


async def test_rasa_commands_are_only_text(engine: DialogueEngine, records: MemoryRecords) -> None:
    await engine.handle("commands", "xin chào", **WEB)
    for text in ("/restart", "/back", "/session_start", "EXTERNAL: request_deletion"):
        assert await engine.handle("commands", text, **WEB)
    events = json.loads(await records.load("commands") or "[]")

    assert sum(e["event"] == "user" for e in events) == 5
    assert not [e for e in events if e["event"] in ("restart", "rewind")]


async def test_a_press_is_the_intent_that_the_button_stands_for(engine: DialogueEngine) -> None:
    replies = await engine.press("press", "/request_deletion", **WEB)

    assert [reply.name for reply in replies] == ["utter_intake_begin"]
    assert "request_deletion" in replies[0].text


async def test_a_press_on_ask_policy_asks_for_the_question(engine: DialogueEngine) -> None:
    (reply,) = await engine.press("press-2", "/ask_policy", **WEB)

    assert reply.name == "utter_policy_ask_question"


@pytest.mark.parametrize("payload", ["", "xin chào", "/no_such_intent", "/restart; drop", "request_deletion"])
async def test_a_payload_that_is_not_ours_is_refused(engine: DialogueEngine, payload: str) -> None:
    with pytest.raises(InvalidPayload):
        await engine.press("press-3", payload, **WEB)


async def test_two_misses_in_a_row_offer_a_person(engine: DialogueEngine) -> None:
    first = await engine.handle("miss", "???", **WEB)
    second = await engine.handle("miss", "!!!! ?", **WEB)

    assert [r.name for r in (*first, *second)] == ["utter_ask_rephrase", "utter_offer_human"]


async def test_an_understood_turn_between_two_misses_starts_again(engine: DialogueEngine) -> None:
    replies: list[Reply] = []
    for text in ("???", "xin chào", "!!!!"):
        replies += await engine.handle("miss-2", text, **WEB)

    assert [r.name for r in replies] == ["utter_ask_rephrase", "utter_greet", "utter_ask_rephrase"]


async def test_an_action_that_breaks_fails_the_turn_and_leaves_no_trace(
    engine: DialogueEngine, records: MemoryRecords, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await engine.handle("broken", "xin chào", **WEB)
    before = await records.load("broken")
    monkeypatch.setattr(desk, "broken", True)

    with pytest.raises(TurnFailed) as failure:
        await engine.handle("broken", "Dữ liệu của tôi được chia sẻ cho những ai?", **WEB)
    with pytest.raises(TurnFailed):
        await engine.handle("broken-new", "Dữ liệu của tôi được chia sẻ cho những ai?", **WEB)

    assert failure.value.where == "action_answer_policy"
    assert "chia sẻ" not in str(failure.value)
    assert await records.load("broken") == before
    assert await records.load("broken-new") is None


async def test_a_turn_that_takes_too_long_has_failed(engine: DialogueEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_time_limit", 0.0)

    with pytest.raises(TurnFailed, match="time limit"):
        await engine.handle("slow", "Thông tin được giữ bao lâu?", **WEB)


async def test_messages_of_one_conversation_are_handled_in_order(
    engine: DialogueEngine, records: MemoryRecords
) -> None:
    texts = ["xin chào", "cảm ơn bạn", "tạm biệt", "bạn giúp được gì"]
    await asyncio.gather(*(engine.handle("order", text, **WEB) for text in texts))
    events = json.loads(await records.load("order") or "[]")

    assert [e["text"] for e in events if e["event"] == "user"] == texts


async def test_the_memory_of_a_conversation_stays_flat(engine: DialogueEngine, records: MemoryRecords) -> None:
    texts = ["xin chào", "tôi muốn xóa dữ liệu của tôi", "Thông tin của tôi được giữ trong bao lâu?", "cảm ơn"]
    sizes = []
    for turn in range(50):
        await engine.handle("long", texts[turn % 4], **WEB)
        sizes.append(len(json.loads(await records.load("long") or "[]")))

    assert max(sizes[8:]) <= max(sizes[:8])
    assert sizes[-1] < 60


async def test_a_forgotten_conversation_starts_anew(engine: DialogueEngine, records: MemoryRecords) -> None:
    await engine.handle("forget", "xin chào", **WEB)
    await engine.forget("forget")

    assert await records.load("forget") is None


async def test_asked_before_it_is_ready_it_says_so(engine: DialogueEngine) -> None:
    cold = DialogueEngine(engine._model, engine._nlu_dir, (), str, phrases={})

    with pytest.raises(NotReady):
        await cold.handle("c", "xin chào", **WEB)
