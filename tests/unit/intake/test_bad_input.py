"""What must never work, whoever tries: choices that were typed, and numbers that nobody may keep."""

import json

import pytest

from bot.intake.models import Heard
from tests.unit.intake.scripts import SCRIPTS, prepared
from tests.unit.intake.talk import LAN, STRANGER, Talk

CARD, IDENTITY = "4111 1111 1111 1111", "001090012345"
POSITIONS = [(name, place) for name, (_, lines) in SCRIPTS.items() for place in range(1, len(lines))]


@pytest.mark.parametrize(("name", "place"), POSITIONS, ids=[f"{n}-{p}" for n, p in POSITIONS])
async def test_no_typed_message_carries_a_choice(name: str, place: int) -> None:
    """Every option that a button on the screen has, beside a text that was typed."""
    talk, lines = await prepared(name)
    await talk.follows(*lines[:place])
    assert talk.state is not None
    state, drafts = talk.state, list(talk.tickets.drafts)
    options = [
        json.loads(o.payload[len("/choose") :])["option"] for s in talk.all_says for o in s.buttons if "{" in o.payload
    ]

    for option in dict.fromkeys([*options, "accept", "agreed", "separate"]):
        talk.state = state
        await talk.hears(Heard("xyz", "nlu_fallback", 0.1, option=option))
        assert talk.tickets.drafts == drafts
        # What the text alone does, and no more.
        with_option = talk.state
        talk.state = state
        await talk.hears(Heard("xyz", "nlu_fallback", 0.1))
        assert with_option == talk.state


FREE_TEXT = {
    "first message": ("medring", [], "request_deletion", "xóa toàn bộ dữ liệu, cccd {identity}, thẻ {card}"),
    "story": (
        "app-ban-hang",
        ["file_complaint| tôi khiếu nại"],
        "file_complaint",
        "họ lấy thẻ {card} và cccd {identity} của tôi",
    ),
    "outcome": (
        "app-ban-hang",
        ["file_complaint| tôi khiếu nại: họ đăng ảnh tôi lên mạng xã hội"],
        "nlu_fallback",
        "trả lại tiền vào thẻ {card}, cccd {identity}",
    ),
    "scope that is asked about": (
        "medring",
        ["request_deletion| xóa dữ liệu"],
        "out_of_scope",
        "mục có thẻ {card} và cccd {identity}",
    ),
    "wish that is asked about": (
        "medring",
        ["request_deletion| xóa dữ liệu"],
        "file_complaint",
        "lộ thẻ {card}, cccd {identity}",
    ),
    "another field": (
        "vsign",
        ["request_correction| sửa thông tin", "@Thông tin khác", "ghi chú"],
        "nlu_fallback",
        "thẻ {card} cccd {identity}",
    ),
    "identity number": ("vsign", [], "request_correction", "đổi số cccd thành {identity}, thẻ {card}"),
}


@pytest.mark.parametrize("where", list(FREE_TEXT))
async def test_card_and_identity_numbers_are_not_even_remembered(where: str) -> None:
    slug, before, intent, text = FREE_TEXT[where]
    talk = Talk(slug)
    await talk.follows(*before)

    await talk.wants(intent, text.format(card=CARD, identity=IDENTITY))

    assert talk.state is not None
    kept = json.dumps(talk.state.to_json(), ensure_ascii=False).replace(" ", "")
    said = json.dumps([dict(one.values) for one in talk.last.says], ensure_ascii=False).replace(" ", "")
    assert CARD.replace(" ", "") not in kept + said and IDENTITY not in kept + said


async def test_a_wish_that_waits_is_redacted_too() -> None:
    talk = Talk()
    await talk.follows("request_deletion| xóa dữ liệu")
    await talk.wants("request_access", f"cho xem thẻ {CARD}")

    turn = await talk.presses("Làm lần lượt cả hai")

    assert turn.wait_for[0].text and CARD not in turn.wait_for[0].text


async def test_the_code_of_another_person_opens_nothing_of_theirs() -> None:
    talk = Talk()
    await talk.follows("request_access| xem toàn bộ dữ liệu", LAN, ":code", "@Xác nhận")
    code = talk.tickets.tickets[0].code
    talk.clock.forward(minutes=20)

    await talk.follows(f"withdraw_request| rút phiếu {code}", STRANGER, ":code")

    assert "utter_intake_ask_withdrawal" not in talk.names and talk.tickets.tickets[0].is_open
