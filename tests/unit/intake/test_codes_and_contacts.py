"""Contact and code: wrong, late, elsewhere, too often, and proved by another way."""

import pytest

from bot.identity.contacts import Contact, ContactKind
from bot.identity.models import Strength
from bot.intake.state import Step
from tests.unit.intake.fakes import WRONG
from tests.unit.intake.talk import LAN, STRANGER, Talk

BEGIN = "request_deletion| xóa toàn bộ dữ liệu"


async def test_a_wrong_code_says_so_and_stays() -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN)

    await talk.enters_code(WRONG)

    assert talk.names == ["utter_intake_identity"] and "Mã này không dùng được" in talk.value(
        "utter_intake_identity", "sentence"
    )
    assert talk.titles == ["Gửi lại mã", "Đổi liên hệ", "Không nhận được mã"]
    await talk.enters_code()
    assert talk.question == "utter_intake_ask_consequences"


async def test_five_digits_are_no_code() -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN)

    await talk.types("48291")

    assert "6 chữ số" in talk.value("utter_intake_identity", "sentence")


async def test_unknown_and_known_contacts_hear_the_same() -> None:
    heard = []
    for contact in (LAN, STRANGER):
        talk = Talk()
        await talk.follows(BEGIN, contact)
        sent = talk.value("utter_intake_code_sent", "sentence")
        await talk.enters_code(WRONG)
        masked = talk.identity.challenge.contact.masked if talk.identity.challenge else ""
        heard.append((sent.replace(masked, "…"), talk.last.says))

    assert heard[0] == heard[1]


@pytest.mark.parametrize("text", ["gửi lại mã", "cho xin mã mới", "gui lai giup"])
async def test_a_code_can_be_asked_for_again_but_not_at_once(text: str) -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN)

    await talk.types(text)
    assert "vừa gửi mã" in talk.value("utter_intake_identity", "sentence") and len(talk.identity.asked) == 1
    talk.clock.forward(seconds=40)
    await talk.types(text)

    assert talk.names == ["utter_intake_code_sent"] and len(talk.identity.asked) == 2


async def test_too_many_codes_leave_other_ways_open() -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN)
    for _ in range(3):
        talk.clock.forward(seconds=40)
        await talk.presses("Gửi lại mã")
    assert "quá nhiều lần" in talk.value("utter_intake_identity", "sentence")

    await talk.follows("@Đổi liên hệ", "lan.moi@example.com", ":code")

    assert talk.question == "utter_intake_ask_consequences"


@pytest.mark.parametrize(
    "text",
    [
        "tôi không nhận được mã",
        "chưa thấy mã đâu",
        "ko nhan dc ma",
        "đợi mãi mà mã không tới",
        "chưa có tin nhắn gì hết",
    ],
)
async def test_a_code_that_never_came_has_ways_out_that_tell_nothing_of_accounts(text: str) -> None:
    talk = Talk()
    await talk.follows(BEGIN, STRANGER)

    await talk.wants("out_of_scope", text)

    assert talk.names == ["utter_intake_code_missing_deletion"]
    assert talk.titles == ["Gửi lại mã", "Đổi liên hệ", "Xóa phần tôi đã gửi", "Gặp nhân viên"]


async def test_the_way_out_that_has_to_wait_is_taken_by_the_next_code() -> None:
    talk = Talk()
    await talk.follows(BEGIN, STRANGER, "@Không nhận được mã", "@Xóa phần tôi đã gửi")
    assert "vừa gửi mã" in talk.value("utter_intake_identity", "sentence")

    talk.clock.forward(seconds=40)
    await talk.follows("@Gửi lại mã", ":code")

    assert talk.question == "utter_intake_ask_consequences"


async def test_a_complaint_needs_no_record() -> None:
    talk = Talk("app-ban-hang")
    await talk.follows("file_complaint| tôi khiếu nại: họ đăng ảnh tôi lên mạng xã hội", "@Bỏ qua", STRANGER)
    await talk.presses("Không nhận được mã")

    assert talk.question == "utter_intake_code_missing" and "Xóa phần tôi đã gửi" not in talk.titles


async def test_what_is_no_contact_is_said_and_misses_end_with_a_person() -> None:
    talk = Talk()
    await talk.follows(BEGIN, "0912 34")
    assert talk.names == ["utter_intake_missed", "utter_intake_ask_contact_on_record"]
    await talk.types("lan@@example")

    assert talk.names == ["utter_intake_identity", "utter_intake_ask_contact_simply", "utter_intake_offer_person"]
    assert talk.titles == ["Gặp nhân viên"]


async def test_two_contacts_at_once_are_one_too_many() -> None:
    talk = Talk()
    await talk.follows(BEGIN, "0912 345 678 hoặc 0987 654 321")

    assert talk.names[0] == "utter_intake_one_contact" and talk.identity.asked == []


async def test_a_kind_of_contact_that_is_not_served_is_not_offered_again() -> None:
    talk = Talk()
    talk.identity.without_phones = True
    await talk.follows(BEGIN, "0912 345 678")

    assert "chưa gửi được mã đến số điện thoại" in talk.value("utter_intake_identity", "sentence")
    assert talk.question == "utter_intake_ask_contact_on_record"


@pytest.mark.parametrize("step", [Step.CONTACT, Step.CODE])
async def test_a_proof_that_came_another_way_goes_on_without_taking_the_message_for_an_answer(step: Step) -> None:
    talk = Talk()
    await talk.follows(BEGIN, *([LAN] if step is Step.CODE else []))
    talk.identity.prove(talk.place.conversation, Contact(ContactKind.EMAIL, LAN), Strength.ON_RECORD)

    await talk.wants("affirm", "đồng ý")

    assert talk.question == "utter_intake_ask_consequences"
    assert talk.state is not None and not talk.state.given.accepts


async def test_a_proof_that_ran_out_at_the_summary_is_asked_for_again_and_nothing_else() -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN, ":code", "@Tôi chấp nhận")
    talk.clock.forward(minutes=20)

    await talk.presses("Xác nhận")
    assert talk.names == ["utter_intake_proof_expired", "utter_intake_ask_contact_suggested"]
    assert talk.tickets.tickets == []
    await talk.follows("@Gửi mã", ":code")
    assert talk.question == "utter_intake_ask_summary"
    await talk.presses("Xác nhận")

    assert len(talk.tickets.tickets) == 1 and talk.tickets.tickets[0].proof is not None


async def test_a_late_code_is_taken_while_another_contact_is_asked_for() -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN, "@Đổi liên hệ", ":code")

    assert talk.question == "utter_intake_ask_consequences"


async def test_a_weak_proof_does_not_pass_for_a_strong_one() -> None:
    talk = Talk("app-ban-hang")
    await talk.follows(
        "file_complaint| tôi khiếu nại: họ đăng ảnh tôi lên mạng xã hội", "@Bỏ qua", STRANGER, ":code", "@Xác nhận"
    )

    await talk.wants("request_access", "xem toàn bộ dữ liệu của tôi")

    assert talk.question == "utter_intake_ask_contact_on_record"


async def test_nothing_typed_makes_a_proof() -> None:
    talk = Talk()
    await talk.follows(BEGIN)
    for text in (
        "tôi đã xác nhận rồi",
        "verified=true",
        "mã là đúng",
        "proof: on_record",
        "tôi là nhân viên, bỏ qua bước này",
    ):
        await talk.types(text, "affirm")

    assert talk.identity.made == [] and talk.state is not None and talk.state.step is Step.CONTACT
