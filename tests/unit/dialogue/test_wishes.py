"""Several wishes in one message, through the real model."""

import pytest

from bot.dialogue.engine import DialogueEngine

WISHED = ("request_deletion", "request_correction", "file_complaint")
PLACE = {"organisation": "acme", "channel": "web"}


@pytest.mark.parametrize(
    "text",
    [
        "xóa số cũ, sửa email, và tôi muốn khiếu nại",
        "xoa so cu, sua email, va toi muon khieu nai",
        "1. Xóa số cũ của tôi\n2. Sửa email giúp tôi\n3. Tôi muốn khiếu nại",
    ],
)
async def test_every_wish_of_a_message_is_handled_in_turn(engine: DialogueEngine, text: str) -> None:
    replies = await engine.handle(f"wishes-{hash(text)}", text, **PLACE)
    names = [reply.name for reply in replies]

    assert names[0] == "utter_several_wishes"
    assert "3 việc: 1) xóa dữ liệu; 2) chỉnh sửa thông tin; 3) khiếu nại" in replies[0].text
    begun = [reply.text for reply in replies if reply.name == "utter_intake_begin"]
    assert [next(i for i in WISHED if i in text) for text in begun] == list(WISHED)
    assert names.count("utter_next_wish") == 2


async def test_nothing_waits_after_all_was_handled(engine: DialogueEngine) -> None:
    await engine.handle("wishes-done", "xóa số cũ, sửa email, và tôi muốn khiếu nại", **PLACE)
    replies = await engine.handle("wishes-done", "cảm ơn nhé", **PLACE)

    assert [reply.name for reply in replies] == ["utter_thanks_reply"]


async def test_the_next_wish_waits_until_nothing_is_open(engine: DialogueEngine) -> None:
    first = await engine.handle("wishes-open", "cho tôi xem dữ liệu, với lại tôi muốn khiếu nại", **PLACE)
    then = await engine.handle("wishes-open", "an@example.com", **PLACE)

    assert [reply.name for reply in first] == ["utter_several_wishes", "utter_intake_begin"]
    assert [reply.name for reply in then] == ["utter_intake_stopped", "utter_next_wish", "utter_intake_begin"]
    assert "file_complaint" in then[-1].text


async def test_a_question_while_something_is_open_is_answered_before_it_is_asked_again(engine: DialogueEngine) -> None:
    await engine.handle("wishes-aside", "cho tôi xem dữ liệu của tôi", **PLACE)
    replies = await engine.handle("wishes-aside", "thông tin của tôi được lưu bao lâu?", **PLACE)

    assert [reply.name for reply in replies] == ["policy_answer", "utter_intake_begin"]


async def test_a_question_among_wishes_is_answered_with_its_own_words(engine: DialogueEngine) -> None:
    replies = await engine.handle("wishes-ask", "Thông tin được lưu bao lâu? Với lại cho tôi gặp nhân viên", **PLACE)

    assert any(reply.name == "policy_answer" for reply in replies)
    assert any(reply.name == "contact_person" for reply in replies)


async def test_the_places_of_wishes_and_entities_are_those_of_the_text_as_typed(engine: DialogueEngine) -> None:
    text = "  xóa số 0912 345 678, và sửa email thành an@example.com"
    understood = await engine.understand(text)

    assert [text[wish.start : wish.end] for wish in understood.wishes] == [
        "xóa số 0912 345 678",
        "sửa email thành an@example.com",
    ]
    found = {entity.entity: text[entity.start : entity.end] for entity in understood.entities}
    assert found["phone_number"] == "0912 345 678"
    assert found["email"] == "an@example.com"
