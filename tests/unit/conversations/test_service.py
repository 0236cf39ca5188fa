import asyncio
import logging
from typing import Any

import pytest

from bot.conversations.errors import Busy, ButtonExpired, EmptyMessage, MessageTooLong, UnknownConversation
from bot.conversations.models import Author, PublicButton
from bot.conversations.service import MESSAGE_LIMIT, ConversationService


async def test_a_message_is_answered_in_the_conversation_s_place(service: ConversationService, dialogue: Any) -> None:
    started = await service.start("acme", "web")
    messages = await service.say(started.id, "xin chào")

    assert [(m.seq, m.author, m.text) for m in messages] == [
        (1, Author.PERSON, "xin chào"),
        (2, Author.BOT, "Tôi nghe: xin chào"),
    ]
    assert dialogue.heard == [("acme", "web", "xin chào")]


async def test_an_id_cannot_be_guessed(service: ConversationService) -> None:
    ids = {(await service.start("acme", "web")).id for _ in range(20)}

    assert len(ids) == 20
    assert all(len(one) >= 43 for one in ids)


async def test_the_same_client_id_is_one_turn(service: ConversationService, dialogue: Any) -> None:
    started = await service.start("acme", "web")
    dialogue.pause = 0.01
    first, again = await asyncio.gather(
        service.say(started.id, "xin chào", "k1"), service.say(started.id, "xin chào", "k1")
    )
    other = await service.say(started.id, "xin chào", "k2")

    assert first == again
    assert len(dialogue.heard) == 2
    assert other[0].seq == 3


async def test_messages_of_one_conversation_are_numbered_without_gaps(service: ConversationService) -> None:
    started = await service.start("acme", "web")
    await asyncio.gather(*(service.say(started.id, f"tin {n}") for n in range(10)))
    messages = await service.events_since(started.id)

    assert [m.seq for m in messages] == list(range(1, 21))
    assert [m.text for m in messages[1::2]] == [f"Tôi nghe: {m.text}" for m in messages[::2]]
    assert [m.seq for m in await service.events_since(started.id, 18)] == [19, 20]


async def test_a_button_leaves_with_an_id_and_a_title_only(service: ConversationService, dialogue: Any) -> None:
    started = await service.start("acme", "web")
    (_, reply) = await service.say(started.id, "xin chào")
    (button,) = reply.buttons
    pressed = await service.press(started.id, button.id)

    assert isinstance(button, PublicButton)
    assert button.title == "Xóa dữ liệu"
    assert len(button.id) >= 20
    assert dialogue.pressed == ["/request_deletion"]
    assert [m.text for m in pressed] == ["Xóa dữ liệu", "Vâng."]


async def test_a_button_expires_after_half_an_hour(service: ConversationService, clock: Any) -> None:
    started = await service.start("acme", "web")
    (_, reply) = await service.say(started.id, "xin chào")
    clock.forward(minutes=29)
    await service.press(started.id, reply.buttons[0].id)
    clock.forward(minutes=1)

    with pytest.raises(ButtonExpired, match="hết hạn"):
        await service.press(started.id, reply.buttons[0].id)


@pytest.mark.parametrize("button", ["/request_deletion", "", "Xóa dữ liệu"])
async def test_a_payload_or_a_title_is_no_button(service: ConversationService, dialogue: Any, button: str) -> None:
    started = await service.start("acme", "web")
    await service.say(started.id, "xin chào")

    with pytest.raises(ButtonExpired):
        await service.press(started.id, button)
    assert dialogue.pressed == []


async def test_a_button_belongs_to_its_conversation(service: ConversationService) -> None:
    mine, other = await service.start("acme", "web"), await service.start("acme", "web")
    (_, reply) = await service.say(mine.id, "xin chào")

    with pytest.raises(ButtonExpired):
        await service.press(other.id, reply.buttons[0].id)


async def test_a_failed_turn_apologises_and_keeps_what_was_said(
    service: ConversationService, caplog: pytest.LogCaptureFixture
) -> None:
    started = await service.start("acme", "web")
    with caplog.at_level(logging.ERROR):
        said, apology = await service.say(started.id, "hỏng", "k1")
    again = await service.say(started.id, "xin chào")

    assert said.text == "hỏng"
    assert apology.failed
    assert "Xin lỗi" in apology.text
    assert [b.title for b in apology.buttons] == ["Gặp nhân viên"]
    assert again[1].text == "Tôi nghe: xin chào"
    assert "action_x" in caplog.text
    assert "hỏng" not in caplog.text


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\u200d", "\x00\x07"])
async def test_nothing_to_read_is_refused(service: ConversationService, dialogue: Any, text: str) -> None:
    started = await service.start("acme", "web")

    with pytest.raises(EmptyMessage):
        await service.say(started.id, text)
    assert dialogue.heard == []


async def test_a_message_has_a_limit(service: ConversationService) -> None:
    started = await service.start("acme", "web")
    await service.say(started.id, "a" * MESSAGE_LIMIT)

    with pytest.raises(MessageTooLong, match=r"4\.001 ký tự, quá giới hạn 4\.000"):
        await service.say(started.id, "a" * (MESSAGE_LIMIT + 1))


async def test_an_unknown_conversation_is_said_so(service: ConversationService) -> None:
    for call in (service.say("x", "a"), service.press("x", "b"), service.events_since("x")):
        with pytest.raises(UnknownConversation):
            await call


async def test_a_flood_is_told_to_wait(service: ConversationService, dialogue: Any) -> None:
    started = await service.start("acme", "web")
    dialogue.pause = 0.005
    results = await asyncio.gather(*(service.say(started.id, f"{n}") for n in range(40)), return_exceptions=True)

    assert any(isinstance(r, Busy) for r in results)
    assert all(isinstance(r, Busy | list) for r in results)


async def test_whoever_leaves_in_the_middle_finds_the_answer_later(service: ConversationService, dialogue: Any) -> None:
    started = await service.start("acme", "web")
    dialogue.pause = 0.02
    waiting = asyncio.create_task(service.say(started.id, "xin chào"))
    await asyncio.sleep(0.005)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.sleep(0.04)

    assert [m.seq for m in await service.events_since(started.id)] == [1, 2]


async def test_identity_and_card_numbers_reach_neither_the_transcript_nor_the_dialogue(
    service: ConversationService, dialogue: Any
) -> None:
    started = await service.start("acme", "web")
    await service.say(started.id, "cccd của tôi 079092003344, thẻ 4111 1111 1111 1111, gọi 0912 345 678")
    kept = " ".join(message.text for message in await service.events_since(started.id))

    for text in (kept, dialogue.heard[0][2]):
        assert "079092003344" not in text
        assert "4111 1111" not in text
        assert "0912 345 678" in text
