"""Talk about tickets that exist: what a code tells, what a proof tells, withdrawing, adding, complaining about an outcome."""

import pytest

from bot.intake.kinds import Kind
from bot.intake.state import Step
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold
from bot.tickets.states import Status
from tests.unit.intake.talk import LAN, STRANGER, Talk


async def _with_ticket(*, proved: bool = True, slug: str = "medring") -> tuple[Talk, str]:
    """A talk of somebody who has one open ticket; without `proved`, their proof has run out since."""
    talk = Talk(slug)
    await talk.follows("request_access| xem toàn bộ dữ liệu", LAN, ":code", "@Xác nhận")
    if not proved:
        talk.clock.forward(minutes=20)
    return talk, talk.tickets.tickets[0].code


async def test_a_code_alone_tells_public_facts_only() -> None:
    talk, code = await _with_ticket(proved=False)

    await talk.wants("check_status", f"phiếu {code} sao rồi")

    assert talk.names == ["utter_intake_status"]
    sentence = talk.value("utter_intake_status", "sentence")
    assert "đã tiếp nhận" in sentence and "lan" not in sentence.lower()
    assert talk.identity.made[-1].expires_at <= talk.clock()


async def test_unknown_and_mistyped_codes_hear_the_same_and_are_both_looked_up() -> None:
    talk, _ = await _with_ticket(proved=False)
    await talk.wants("check_status", "yêu cầu của tôi tới đâu rồi")
    assert talk.question == "utter_intake_ask_ticket_code"

    await talk.types("XD-13FY-97GD")  # right, and nobody's
    unknown = talk.last.says[0]
    await talk.types("XD-13FY-97GA")  # its check symbol is wrong
    wrong = talk.last.says[0]

    assert unknown == wrong and len(talk.tickets.looked_up) == 2
    assert talk.question == "utter_intake_offer_person"


async def test_details_need_the_proof_of_the_tickets_own_person() -> None:
    talk, code = await _with_ticket(proved=False)
    await talk.wants("check_status", f"phiếu {code}")
    await talk.presses("Xem chi tiết")
    assert talk.question == "utter_intake_ask_contact_of_ticket"

    await talk.follows(STRANGER, ":code")
    assert talk.names == ["utter_intake_identity", "utter_intake_problem", "utter_intake_ask_contact_of_ticket"]
    talk.clock.forward(minutes=1)
    await talk.follows(LAN, ":code")

    assert talk.names[-1] == "utter_intake_details" and talk.value("utter_intake_details", "code") == code


async def test_own_tickets_are_listed_for_a_proof() -> None:
    talk, code = await _with_ticket(proved=False)

    await talk.follows("check_status| cho tôi xem danh sách yêu cầu của tôi", LAN, ":code")

    assert code in talk.value("utter_intake_own_tickets", "tickets") and talk.titles == [code]
    await talk.presses(code)
    assert talk.names == ["utter_intake_details"]


async def test_a_proof_lists_the_tickets_at_once() -> None:
    talk, code = await _with_ticket()

    await talk.wants("check_status", "yêu cầu tới đâu rồi")

    assert talk.names == ["utter_intake_own_tickets"] and code in talk.titles


async def test_who_has_no_ticket_is_told_so() -> None:
    talk = Talk()

    await talk.follows("check_status| tôi muốn xem phiếu", "@Tôi không nhớ mã", STRANGER, ":code")

    assert talk.names[-1] == "utter_intake_no_tickets" and talk.state is None


@pytest.mark.parametrize(
    ("intent", "text", "begins"),
    [("request_deletion", "xóa dữ liệu", Kind.DELETION), ("withdraw_request", "rút phiếu", Kind.WITHDRAWAL)],
)
async def test_a_shown_ticket_holds_nobody(intent: str, text: str, begins: Kind) -> None:
    talk, code = await _with_ticket()
    await talk.wants("check_status", f"phiếu {code}")

    await talk.wants(intent, text)

    assert talk.state is not None and talk.state.kind is begins


@pytest.mark.parametrize("intent", ["thank", "ask_policy", "affirm", "nlu_fallback", "talk_to_human"])
async def test_anything_else_after_a_shown_ticket_is_for_the_caller(intent: str) -> None:
    talk, code = await _with_ticket()
    await talk.wants("check_status", f"phiếu {code}")

    turn = await talk.wants(intent, "câu gì đó")

    assert (turn.state, turn.says, turn.aside) == (None, (), intent)


async def test_a_ticket_is_withdrawn_after_a_question() -> None:
    talk, code = await _with_ticket()

    await talk.wants("withdraw_request", f"hủy phiếu {code}")
    assert talk.question == "utter_intake_ask_withdrawal" and talk.tickets.tickets[0].is_open
    await talk.presses("Rút phiếu")

    assert talk.tickets.tickets[0].status is Status.WITHDRAWN and talk.names == ["utter_intake_withdrawn"]


async def test_a_withdrawal_needs_a_proof_and_can_be_dropped() -> None:
    talk, code = await _with_ticket(proved=False)

    await talk.follows(f"withdraw_request| rút phiếu {code}", LAN, ":code")
    await talk.wants("deny", "thôi không rút nữa")

    assert talk.names == ["utter_intake_withdrawal_dropped"] and talk.tickets.tickets[0].is_open


async def test_a_confirmation_that_ran_out_is_asked_for_again() -> None:
    talk, code = await _with_ticket()
    await talk.wants("withdraw_request", f"hủy phiếu {code}")
    talk.tickets._tokens.clear()

    await talk.presses("Rút phiếu")
    assert talk.names == ["utter_intake_problem", "utter_intake_ask_withdrawal"]
    await talk.presses("Rút phiếu")

    assert talk.names == ["utter_intake_withdrawn"]


async def test_a_ticket_whose_contact_is_in_doubt_is_not_withdrawn() -> None:
    talk, code = await _with_ticket()
    talk.tickets.hold(code, Hold.CONTACT_SUSPECTED)

    await talk.wants("withdraw_request", f"hủy phiếu {code}")

    assert talk.names == ["utter_intake_problem"] and talk.tickets.tickets[0].is_open


async def test_a_closed_ticket_is_not_withdrawn() -> None:
    talk, code = await _with_ticket()
    talk.tickets.set_status(code, Status.COMPLETED)

    await talk.wants("withdraw_request", f"hủy phiếu {code}")

    assert talk.names == ["utter_intake_problem"] and talk.state is None


async def test_one_of_several_tickets_is_picked() -> None:
    talk, _ = await _with_ticket()
    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", "@Tôi chấp nhận", "@Xác nhận")
    deletion = talk.tickets.tickets[1].code

    talk.clock.forward(minutes=20)
    await talk.follows("withdraw_request| rút yêu cầu giúp tôi", "@Tôi không nhớ mã", LAN, ":code")
    assert talk.question == "utter_intake_ask_pick" and len(talk.titles) == 2
    await talk.presses(f"{deletion}: xóa dữ liệu")

    assert talk.value("utter_intake_ask_withdrawal", "code") == deletion


async def test_information_is_added_after_it_was_read_back() -> None:
    talk, code = await _with_ticket()

    await talk.wants("check_status", f"tôi muốn bổ sung vào phiếu {code}")
    await talk.types("số hợp đồng là 2019/HĐ và thẻ của tôi là 4111 1111 1111 1111")
    assert talk.question == "utter_intake_ask_summary" and talk.tickets.entries[code].added == []
    await talk.presses("Xác nhận")

    (added,) = talk.tickets.entries[code].added
    assert "2019/HĐ" in added and "4111" not in added


async def test_an_outcome_can_be_complained_about() -> None:
    talk, code = await _with_ticket()
    talk.tickets.set_status(code, Status.REFUSED)

    await talk.wants("file_complaint", f"tôi khiếu nại kết quả phiếu {code}")
    assert talk.question == "utter_intake_ask_appeal"
    await talk.follows("file_complaint| lý do từ chối không đúng với hồ sơ của tôi", "@Bỏ qua", "@Xác nhận")

    complaint = talk.tickets.tickets[1]
    assert complaint.kind is TicketKind.COMPLAINT and complaint.linked == code
    assert "utter_intake_done_complaint_rights" in talk.names


async def test_a_complaint_about_a_ticket_without_outcome_is_a_complaint_of_its_own() -> None:
    talk, code = await _with_ticket(slug="app-ban-hang")

    await talk.wants("file_complaint", f"phiếu {code} lâu quá không ai trả lời, gọi điện thì bị quát, tôi khiếu nại")
    assert talk.state is not None and talk.state.kind is Kind.COMPLAINT
    assert talk.names == ["utter_intake_no_outcome_yet", "utter_intake_ask_wanted"]
    await talk.follows("@Bỏ qua", "@Xác nhận")

    assert talk.tickets.tickets[1].linked is None and code in talk.tickets.drafts[1].request.words


async def test_from_the_details_one_goes_on_to_what_can_be_done() -> None:
    talk, code = await _with_ticket()
    await talk.follows(f"check_status| phiếu {code}", "@Xem chi tiết")
    assert talk.titles == ["Bổ sung", "Rút phiếu"]

    await talk.presses("Bổ sung")
    assert talk.state is not None and talk.state.step is Step.ADDITION

    talk.tickets.set_status(code, Status.COMPLETED)
    await talk.follows("stop| thôi", "@Dừng hẳn", f"check_status| phiếu {code}", "@Xem chi tiết")
    assert talk.titles == ["Khiếu nại kết quả"]
