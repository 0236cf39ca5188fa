"""What was given can be corrected at any later step, from the summary, and by words instead of buttons."""

import pytest

from bot.identity.models import Purpose
from bot.intake.models import Heard
from bot.intake.state import Step
from bot.tickets.requests import EVERYTHING, Correction
from tests.unit.intake.talk import LAN, STRANGER, Talk

DELETION = ("request_deletion| xóa toàn bộ dữ liệu", LAN, ":code", "@Tôi chấp nhận")
OTHER = "lan.moi@example.com"


async def _at_summary(*script: str, slug: str = "medring") -> Talk:
    talk = Talk(slug)
    await talk.follows(*script)
    assert talk.state is not None and talk.state.step is Step.SUMMARY
    return talk


@pytest.mark.parametrize(
    "text",
    ["à nhầm, email khác: lan.moi@example.com", "không phải lan.nguyen@example.com, lan.moi@example.com mới đúng"],
)
async def test_another_contact_while_the_code_is_waited_for(text: str) -> None:
    talk = Talk()
    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", LAN)

    await talk.types(text)

    assert talk.identity.asked[-1] == (OTHER, Purpose.DELETION) and talk.question == "utter_intake_code_sent"


@pytest.mark.parametrize("text", ["không phải email đó", "đổi liên hệ", "nhầm email rồi", "ko phai so do"])
async def test_taking_a_contact_back_asks_for_another(text: str) -> None:
    talk = Talk()
    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", LAN)

    await talk.types(text, "deny")

    assert talk.question == "utter_intake_ask_contact_on_record"


async def test_another_contact_at_the_summary_is_proved_first_and_nothing_else_is_asked_again() -> None:
    talk = await _at_summary(*DELETION)

    await talk.types("à nhầm, số khác 0912 345 678")
    assert talk.question == "utter_intake_code_sent"
    await talk.follows(":code", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.contact is not None and ticket.contact.value == "+84912345678"


async def test_the_scope_can_grow_on_the_way_and_what_follows_is_accepted_anew() -> None:
    talk = await _at_summary("request_deletion| xóa số điện thoại của tôi", LAN, ":code", "@Tôi chấp nhận")

    await talk.wants("request_deletion", "xóa luôn cả ảnh chụp của tôi nha")
    assert talk.question == "utter_intake_ask_consequences"
    await talk.follows("@Tôi chấp nhận", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.request is not None and ticket.request.scope == ("số điện thoại", "hình ảnh")


async def test_the_scope_can_be_replaced_from_the_summary() -> None:
    talk = await _at_summary(*DELETION)

    await talk.follows("@Sửa", "@Phạm vi", "@Tài khoản", "@Tôi chấp nhận", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.request is not None and ticket.request.scope == ("tài khoản",)


async def test_what_was_given_stays_while_it_is_being_changed() -> None:
    talk = await _at_summary(*DELETION)

    await talk.follows("@Sửa", "@Phạm vi", "deny| không sửa nữa")

    assert talk.question == "utter_intake_ask_summary"
    assert talk.state is not None and talk.state.given.scope == (EVERYTHING,)


async def test_a_no_at_the_summary_asks_what_to_change() -> None:
    talk = await _at_summary(*DELETION)

    await talk.wants("deny", "không đúng")
    assert talk.question == "utter_intake_ask_edit"
    await talk.presses("Không sửa nữa")

    assert talk.question == "utter_intake_ask_summary"


@pytest.mark.parametrize(
    "text", ["ừ nhưng sửa lại email giúp tôi", "đúng mà chưa đủ", "ok, à khoan", "dừng", "đừng gửi"]
)
async def test_a_half_hearted_yes_opens_nothing(text: str) -> None:
    talk = await _at_summary(*DELETION)

    await talk.types(text, "affirm")

    assert talk.tickets.tickets == [] and talk.state is not None


@pytest.mark.parametrize("text", ["đúng rồi", "dung roi a", "ok em", "xác nhận", "vâng, đúng vậy ạ"])
async def test_a_yes_in_words_confirms(text: str) -> None:
    talk = await _at_summary(*DELETION)

    await talk.types(text, "affirm")

    assert len(talk.tickets.tickets) == 1


async def test_the_button_of_an_older_summary_confirms_nothing() -> None:
    talk = await _at_summary(*DELETION)
    (old,) = (one for one in talk.last.says[-1].buttons if one.title == "Xác nhận")
    await talk.follows("@Sửa", "@Phạm vi", "@Tài khoản", "@Tôi chấp nhận")

    option = old.payload.split('"')[3]
    await talk.hears(Heard("", "choose", 1.0, pressed=old.payload, option=option))

    assert talk.names == ["utter_intake_summary_changed", "utter_intake_ask_summary"] and talk.tickets.tickets == []


async def test_accepting_twice_does_not_confirm_the_summary() -> None:
    talk = Talk()
    await talk.follows(*DELETION[:3])
    (accept,) = (one for one in talk.last.says[-1].buttons if one.title == "Tôi chấp nhận")

    for _ in range(2):
        await talk.hears(Heard("", "choose", 1.0, pressed=accept.payload, option="accept"))

    assert talk.tickets.tickets == [] and talk.question == "utter_intake_ask_summary"


async def test_confirming_twice_opens_one_ticket() -> None:
    talk = await _at_summary(*DELETION)

    await talk.presses("Xác nhận")
    await talk.presses("Xác nhận")

    assert len(talk.tickets.tickets) == 1 and talk.names == ["utter_intake_nothing_open"]


async def test_a_replayed_confirmation_opens_one_ticket() -> None:
    talk = await _at_summary(*DELETION)
    state = talk.state
    (confirm,) = (one for one in talk.last.says[-1].buttons if one.title == "Xác nhận")
    heard = Heard("", "choose", 1.0, pressed=confirm.payload, option=confirm.payload.split('"')[3], turn_id="t-1")

    await talk.hears(heard)
    talk.state = state
    await talk.hears(heard)

    assert len(talk.tickets.tickets) == 1 and talk.names[0] == "utter_intake_done"


async def test_who_does_not_accept_the_consequences_has_nothing_deleted() -> None:
    talk = Talk()
    await talk.follows(*DELETION[:3], "@Không chấp nhận")

    assert talk.question == "utter_intake_consequences_refused" and talk.titles == ["Tôi chấp nhận", "Thôi"]
    await talk.follows("@Thôi", "@Dừng hẳn")

    assert talk.names == ["utter_intake_stopped"] and talk.state is None and talk.tickets.tickets == []


async def test_corrections_can_be_changed_added_and_left_out() -> None:
    talk = await _at_summary(
        "request_correction| đổi email từ cu@example.com thành sai@example.com", "@Đổi liên hệ", LAN, ":code"
    )

    await talk.wants("request_correction", "à nhầm, email mới là dung@example.com")
    assert talk.question == "utter_intake_ask_summary"
    await talk.follows("@Sửa", "@Thêm thông tin", "@Địa chỉ", "5 Láng Hạ, Hà Nội", "@Bỏ qua")
    assert talk.question == "utter_intake_ask_summary"
    await talk.follows("@Sửa", "@Thêm thông tin", "@Họ tên", "deny| thôi không sửa tên nữa")
    assert "utter_intake_field_left_out" in talk.names
    await talk.presses("Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.request is not None
    assert ticket.request.corrections == (
        Correction("email", "cu@example.com", "dung@example.com"),
        Correction("address", "", "5 Láng Hạ, Hà Nội"),
    )


async def test_a_value_corrected_while_a_contact_is_asked_for_is_no_contact() -> None:
    talk = Talk()
    await talk.follows("request_correction| đổi số điện thoại thành 0987 654 321", "@Bỏ qua")
    assert talk.question == "utter_intake_ask_contact_on_record"

    await talk.types("à nhầm, số mới là 0987 654 322", "request_correction")

    assert talk.identity.asked == [] and talk.question == "utter_intake_ask_contact_on_record"
    assert talk.state is not None and talk.state.given.changes[0].new == "+84987654322"


async def test_a_complaint_can_be_told_anew() -> None:
    talk = await _at_summary(
        "file_complaint| tôi khiếu nại: nhân viên gọi điện lúc nửa đêm mắng tôi",
        "@Bỏ qua",
        STRANGER,
        ":code",
        slug="app-ban-hang",
    )

    await talk.follows("@Sửa", "@Nội dung", "file_complaint| thật ra họ gọi ba đêm liền, mỗi đêm hai lần", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.request is not None and ticket.request.complaint is not None
    assert ticket.request.complaint.about.startswith("thật ra họ gọi")


async def test_a_wish_inside_what_is_wanted_is_both() -> None:
    talk = Talk("app-ban-hang")
    await talk.follows("file_complaint| tôi khiếu nại: nhân viên đọc tin nhắn riêng của tôi cho nhau nghe")
    assert talk.question == "utter_intake_ask_wanted"

    await talk.wants("request_deletion", "xóa hết dữ liệu của tôi")
    assert talk.titles[0] == "Đó là câu trả lời"
    turn = await talk.presses("Làm lần lượt cả hai")

    assert [wish.intent for wish in turn.wait_for] == ["request_deletion"]
    assert talk.state is not None and talk.state.given.wanted == "xóa hết dữ liệu của tôi"


async def test_the_same_wish_that_waited_keeps_the_time_it_was_said() -> None:
    talk = Talk()
    said = talk.clock()
    talk.clock.forward(minutes=30)

    await talk.hears(Heard("xóa toàn bộ dữ liệu", "request_deletion", 0.9, said_at=said))

    assert talk.state is not None and talk.state.received_at == said


async def test_a_question_about_another_ticket_takes_one_sentence() -> None:
    talk = Talk()
    await talk.follows("request_access| xem toàn bộ dữ liệu", LAN, ":code", "@Xác nhận")
    code = talk.tickets.tickets[0].code
    await talk.follows("request_deletion| xóa dữ liệu")

    await talk.wants("check_status", f"phiếu {code} tới đâu rồi")

    assert talk.names == ["utter_intake_status", "utter_intake_ask_scope_deletion"]


async def test_an_uncertain_answer_is_written_down_when_the_person_says_so() -> None:
    talk = Talk()
    await talk.follows("request_deletion| xóa dữ liệu")

    await talk.wants("out_of_scope", "phần ghi chú về bữa tiệc sinh nhật")
    assert talk.question == "utter_intake_ask_is_answer"
    await talk.presses("Ghi vào")

    assert talk.state is not None and talk.state.given.scope == ("phần ghi chú về bữa tiệc sinh nhật",)
