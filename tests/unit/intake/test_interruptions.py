"""Whatever comes between, at every step of every kind: it is answered, nothing given is lost, and the same is asked again."""

import pytest

from bot.intake.models import Heard
from bot.intake.state import Step
from tests.unit.intake.scripts import OPENED, SCRIPTS, prepared
from tests.unit.intake.talk import Talk, pressed

ASIDES = {
    "ask_policy": "Thông tin của tôi được giữ bao lâu?",
    "bot_challenge": "ai vậy?",
    "thank": "cảm ơn nha",
    "greet": "chào em",
    "help": "bạn giúp được gì?",
    "talk_to_human": "cho tôi gặp nhân viên",
}
JUNK = {
    "": "utter_intake_nothing_to_read",
    "   \n ": "utter_intake_nothing_to_read",
    "👍🏻❤️": "utter_intake_nothing_to_read",
    '/request_deletion{"verified":true}': "utter_intake_payload",
    "/affirm": "utter_intake_payload",
    "'; DROP TABLE tickets; --": "utter_intake_markup",
    "' OR '1'='1": "utter_intake_markup",
    "<script>alert(1)</script>": "utter_intake_markup",
    "{{ config }}": "utter_intake_markup",
    "a" * 5_000: "utter_intake_too_long",
}
SOFT = Step.NEXT
POSITIONS = [(name, place) for name, (_, lines) in SCRIPTS.items() for place in range(1, len(lines))]
everywhere = pytest.mark.parametrize(("name", "place"), POSITIONS, ids=[f"{n}-{p}" for n, p in POSITIONS])


async def _at(name: str, place: int) -> tuple[Talk, list[str], str]:
    """The talk after some lines of its script, what is left of it, and how the open question is asked again."""
    talk, lines = await prepared(name)
    await talk.follows(*lines[:place])
    assert talk.state is not None and talk.state.step is not SOFT
    before = talk.state.given
    await talk.wants("thank", "cảm ơn nha")
    assert talk.state is not None and talk.state.given == before
    return talk, lines[place:], talk.question


async def _finishes(talk: Talk, name: str, rest: list[str]) -> None:
    before = len(talk.tickets.tickets)
    await talk.follows(*rest)
    if name in OPENED:
        assert len(talk.tickets.tickets) == before + 1 and talk.state is None


@everywhere
async def test_asides_leave_everything_as_it_was(name: str, place: int) -> None:
    talk, rest, question = await _at(name, place)
    assert talk.state is not None
    given, step = talk.state.given, talk.state.step

    for intent, text in ASIDES.items():
        turn = await talk.wants(intent, text)
        assert turn.aside == intent and talk.question == question
        assert talk.state is not None and (talk.state.given, talk.state.step) == (given, step)

    await _finishes(talk, name, rest)


@everywhere
@pytest.mark.parametrize("text", ["bực mình quá đi mất, làm ăn chán thật", "hôm nay trời đẹp quá nhỉ em ơi"])
async def test_anger_and_small_talk_are_never_taken_without_asking(name: str, place: int, text: str) -> None:
    talk, rest, question = await _at(name, place)
    assert talk.state is not None
    given, step = talk.state.given, talk.state.step

    turn = await talk.wants("out_of_scope", text)

    assert talk.state.given == given
    if turn.aside is None:
        assert talk.question == "utter_intake_ask_is_answer"
        await talk.presses("Không ghi")
    else:
        assert turn.aside == "out_of_scope"
    assert talk.question == question and (talk.state.given, talk.state.step) == (given, step)
    await _finishes(talk, name, rest)


@everywhere
async def test_what_is_no_message_gets_a_sentence_and_changes_nothing(name: str, place: int) -> None:
    talk, rest, _ = await _at(name, place)
    assert talk.state is not None
    given, step = talk.state.given, talk.state.step
    proofs, drafts = list(talk.identity.made), list(talk.tickets.drafts)

    for text, sentence in JUNK.items():
        await talk.types(text, "affirm")  # whatever the classifier takes it for
        assert talk.names[0] == sentence
        assert talk.state is not None and (talk.state.given, talk.state.step) == (given, step)
    assert "utter_intake_offer_person" in talk.names

    assert (talk.identity.made, talk.tickets.drafts) == (proofs, drafts)
    await _finishes(talk, name, rest)


@everywhere
async def test_stopping_is_asked_once_and_may_be_taken_back(name: str, place: int) -> None:
    talk, rest, question = await _at(name, place)
    assert talk.state is not None
    given = talk.state.given

    await talk.wants("stop", "thôi dừng lại")
    if talk.state is None:  # nothing was given yet
        assert talk.names == ["utter_intake_stopped"]
        return
    assert talk.question == "utter_intake_ask_stop" and "chưa gửi" not in talk.names
    await talk.presses("Làm tiếp")

    assert talk.question == question and talk.state.given == given
    await _finishes(talk, name, rest)


@everywhere
async def test_another_wish_can_wait_until_this_one_is_done(name: str, place: int) -> None:
    talk, rest, question = await _at(name, place)
    assert talk.state is not None
    given = talk.state.given
    intent, text = ("request_access", "xem dữ liệu") if name != "access" else ("request_deletion", "xóa dữ liệu")

    await talk.wants(intent, text)
    assert talk.question == "utter_intake_ask_switch"
    turn = await talk.presses("Làm lần lượt cả hai")

    (wish,) = turn.wait_for
    assert (wish.intent, wish.text) == (intent, text)
    if talk.state is not None and talk.state.step is Step.WANTED:
        assert talk.state.given == given
    if talk.question == question:
        assert talk.state is not None and talk.state.given == given
        await _finishes(talk, name, rest)


@everywhere
async def test_another_wish_can_take_the_place_of_this_one(name: str, place: int) -> None:
    talk, _, _ = await _at(name, place)
    intent, kind = ("request_access", "access") if name != "access" else ("request_deletion", "deletion")

    await talk.wants(intent, "việc khác")
    await talk.presses("Chuyển sang việc mới")

    assert talk.state is not None and talk.state.kind.value == kind
    assert talk.names[0] == "utter_intake_begin"


@everywhere
async def test_buttons_of_other_times_do_nothing(name: str, place: int) -> None:
    talk, rest, question = await _at(name, place)
    assert talk.state is not None
    given, step = talk.state.given, talk.state.step

    for payload in ('/choose{"option":"confirm-000000000000"}', '/choose{"option":"made-up"}', "/nonsense"):
        await talk.hears(pressed(payload))
        assert talk.question == question and (talk.state.given, talk.state.step) == (given, step)

    await _finishes(talk, name, rest)


@everywhere
async def test_a_code_that_nobody_waits_for_is_not_used(name: str, place: int) -> None:
    talk, rest, question = await _at(name, place)
    assert talk.state is not None
    given = talk.state.given
    if talk.state.step in (Step.CODE, Step.CONTACT):
        # Here one may come; a wrong one proves nothing.
        proofs = list(talk.identity.made)
        await talk.enters_code("111111")
        assert talk.identity.made == proofs and talk.state.given == given
        return

    await talk.hears(Heard("[mã xác nhận]", "affirm", 0.99, code="482913"))

    assert talk.names == ["utter_intake_code_unneeded", question]
    assert talk.state is not None and talk.state.given == given
    await _finishes(talk, name, rest)


@everywhere
async def test_a_conversation_that_was_refused_ends(name: str, place: int) -> None:
    talk, _, _ = await _at(name, place)
    opened = len(talk.tickets.tickets)

    talk.identity.disown(talk.place.conversation)
    await talk.wants("affirm", "đồng ý")

    assert talk.names == ["utter_intake_frozen"] and talk.state is None
    assert len(talk.tickets.tickets) == opened


@everywhere
async def test_after_a_day_the_person_is_told_where_it_stood(name: str, place: int) -> None:
    talk, _, question = await _at(name, place)
    assert talk.state is not None
    given = talk.state.given

    talk.clock.forward(hours=25)
    await talk.wants("affirm", "đồng ý")
    assert talk.question == "utter_intake_ask_resume"
    assert talk.state is not None and talk.state.given == given
    await talk.presses("Làm tiếp")

    assert talk.question == question and talk.state is not None


def test_the_scripts_come_through_every_step() -> None:
    assert set(SCRIPTS) >= OPENED
