"""Every kind, from the wish to the ticket."""

import pytest

from bot.identity.models import Purpose, Strength
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold
from bot.tickets.requests import EVERYTHING, Correction
from tests.unit.intake.talk import LAN, STRANGER, Talk


async def test_a_deletion_asks_scope_contact_code_consequences_and_confirmation() -> None:
    talk = Talk()

    asked = []
    for line in (
        "request_deletion| tôi muốn xóa dữ liệu",
        "@Tất cả",
        LAN,
        ":code",
        "@Tôi chấp nhận",
    ):
        await talk.follows(line)
        asked.append(talk.question)
    assert talk.tickets.tickets == []
    await talk.presses("Xác nhận")

    assert asked == [
        "utter_intake_ask_scope_deletion",
        "utter_intake_ask_contact_on_record",
        "utter_intake_code_sent",
        "utter_intake_ask_consequences",
        "utter_intake_ask_summary",
    ]
    (ticket,) = talk.tickets.tickets
    assert ticket.kind is TicketKind.DELETION and ticket.request is not None
    assert ticket.request.scope == (EVERYTHING,) and talk.tickets.drafts[0].accepts_consequences
    assert talk.names[0] == "utter_intake_done" and talk.value("utter_intake_done", "code") == ticket.code
    assert "chậm nhất" in talk.value("utter_intake_done", "due")
    assert talk.state is None


async def test_what_the_first_message_says_is_not_asked_again() -> None:
    talk = Talk()

    await talk.wants("request_deletion", "xóa toàn bộ dữ liệu của tôi, email lan.nguyen@example.com")

    assert talk.question == "utter_intake_ask_contact_suggested"
    assert talk.identity.asked == []  # no code is sent unasked
    await talk.presses("Gửi mã")
    assert talk.identity.asked == [(LAN, Purpose.DELETION)]


async def test_a_correction_asks_only_for_what_is_missing_and_takes_several_fields() -> None:
    talk = Talk()

    await talk.wants("request_correction", "sửa email từ cu@example.com thành moi@example.com và sửa số điện thoại")
    assert talk.question == "utter_intake_ask_new_value" and talk.last.says[-1].values["field"] == "số điện thoại"
    await talk.types("0987 654 321")
    assert talk.question == "utter_intake_ask_old_value"
    await talk.follows("@Bỏ qua", "@Đổi liên hệ", LAN, ":code", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.request is not None
    assert ticket.request.corrections == (
        Correction("email", "cu@example.com", "moi@example.com"),
        Correction("phone", "", "+84987654321"),
    )
    assert talk.identity.asked[-1] == (LAN, Purpose.CHANGE_CONTACT)


@pytest.mark.parametrize(
    ("button", "answer", "field", "new"),
    [
        ("Họ tên", "Lê Thị Hoa", "name", "Lê Thị Hoa"),
        ("Họ tên", "tên tôi là Lê Thị Hoa ạ", "name", "Lê Thị Hoa"),
        ("Số điện thoại", "0987.654.321 nha", "phone", "+84987654321"),
        ("Email", "hoa@example.com", "email", "hoa@example.com"),
        ("Địa chỉ", "12 Nguyễn Trãi, Hà Nội", "address", "12 Nguyễn Trãi, Hà Nội"),
        ("Ngày sinh", "17/5/1990", "birth_date", "1990-05-17"),
    ],
)
async def test_each_field_is_read_from_an_answer_that_is_nothing_but_the_value(
    button: str, answer: str, field: str, new: str
) -> None:
    talk = Talk()

    await talk.follows(
        "request_correction| tôi muốn sửa thông tin", f"@{button}", answer, "@Bỏ qua", LAN, ":code", "@Xác nhận"
    )

    (ticket,) = talk.tickets.tickets
    assert ticket.request is not None and ticket.request.corrections == (Correction(field, "", new),)


async def test_a_field_of_no_fixed_name_is_called_as_the_person_calls_it() -> None:
    talk = Talk()

    await talk.follows("request_correction| sửa thông tin", "@Thông tin khác", "nghề nghiệp", "giáo viên", "@Bỏ qua")
    await talk.follows(LAN, ":code", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.request is not None and ticket.request.corrections == (Correction("nghề nghiệp", "", "giáo viên"),)


async def test_a_complaint_takes_what_happened_and_may_leave_out_what_is_wanted() -> None:
    talk = Talk("app-ban-hang")

    await talk.follows("file_complaint| tôi muốn khiếu nại")
    assert talk.question == "utter_intake_ask_about"
    await talk.types("hôm qua nhân viên đưa số của tôi cho người lạ", "file_complaint")
    await talk.follows("@Bỏ qua", STRANGER, ":code", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.request is not None and ticket.request.complaint is not None
    assert ticket.request.complaint.about == "hôm qua nhân viên đưa số của tôi cho người lạ"
    assert "utter_intake_done_complaint_rights" in talk.names


@pytest.mark.parametrize(
    ("intent", "text", "kind", "scope"),
    [
        ("request_access", "cho tôi xem toàn bộ dữ liệu của tôi", TicketKind.ACCESS, (EVERYTHING,)),
        ("withdraw_consent", "tôi rút đồng ý nhận quảng cáo", TicketKind.WITHDRAW_CONSENT, ("quảng cáo, tiếp thị",)),
        (
            "object_processing",
            "đừng gọi quảng cáo cho tôi nữa",
            TicketKind.OBJECTION,
            ("quảng cáo qua điện thoại",),
        ),
        ("object_processing", "tạm ngưng xử lý hồ sơ của tôi", TicketKind.RESTRICTION, ("hồ sơ",)),
        ("object_processing", "han che xu ly so dien thoai cua toi", TicketKind.RESTRICTION, ("số điện thoại",)),
    ],
)
async def test_rights_with_a_scope(intent: str, text: str, kind: TicketKind, scope: tuple[str, ...]) -> None:
    talk = Talk("vsign")

    await talk.wants(intent, text)
    await talk.follows(LAN, ":code", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.kind is kind and ticket.request is not None and ticket.request.scope == scope


async def test_a_proof_that_is_enough_skips_contact_and_code() -> None:
    talk = Talk()
    await talk.follows("request_access| xem toàn bộ dữ liệu", LAN, ":code", "@Xác nhận")

    await talk.wants("request_deletion", "xóa hết dữ liệu của tôi")

    assert talk.question == "utter_intake_ask_consequences"


async def test_a_representative_is_taken_down_and_left_to_staff() -> None:
    talk = Talk("app-ban-hang")

    await talk.wants("request_access", "tôi thay mặt mẹ tôi xin xem toàn bộ hồ sơ")
    assert talk.question == "utter_intake_ask_represented"
    await talk.follows("Trần Thị Mai", "@Người được ủy quyền")
    assert "utter_intake_representative_taken" in talk.names
    await talk.follows(LAN, ":code", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert Hold.AUTHORITY_UNCHECKED in ticket.holds
    assert ticket.request is not None and ticket.request.representative is not None
    assert ticket.request.representative.represented == "Trần Thị Mai"
    (declared,) = talk.representing.declared
    assert declared.represented == "Trần Thị Mai"


async def test_words_about_somebody_else_are_asked_about_and_may_mean_oneself() -> None:
    talk = Talk("app-ban-hang")

    await talk.wants("request_deletion", "xóa hình của con gái tôi")
    assert talk.question == "utter_intake_ask_whose"
    await talk.presses("Của chính tôi")

    assert talk.question == "utter_intake_ask_contact_on_record"


async def test_who_is_not_on_record_may_have_deleted_what_they_gave() -> None:
    talk = Talk()
    await talk.follows("request_deletion| xóa tất cả dữ liệu của tôi", STRANGER)

    await talk.types("tôi không nhận được mã")
    assert talk.question == "utter_intake_code_missing_deletion"
    talk.clock.forward(seconds=40)
    await talk.presses("Xóa phần tôi đã gửi")
    assert talk.identity.asked[-1] == (STRANGER, Purpose.DELETION_OF_GIVEN)
    await talk.follows(":code", "@Tôi chấp nhận", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert ticket.of_given_only and "utter_intake_done_only_given" in talk.names


async def test_whoever_cannot_prove_a_contact_on_record_may_have_staff_check() -> None:
    talk = Talk()
    await talk.follows("request_correction| đổi email từ cu@example.com sang moi@example.com", "@Đổi liên hệ", STRANGER)

    await talk.presses("Không nhận được mã")
    talk.clock.forward(seconds=40)
    await talk.follows("@Nhờ nhân viên kiểm tra", ":code", "@Xác nhận")

    (ticket,) = talk.tickets.tickets
    assert Hold.IDENTITY_UNPROVEN in ticket.holds
    assert ticket.proof is not None and ticket.proof.strength is Strength.CONTACT
    assert "utter_intake_done_staff_check" in talk.names


async def test_the_same_request_again_is_offered_the_open_ticket() -> None:
    talk = Talk()
    script = ("request_deletion| xóa toàn bộ dữ liệu", LAN, ":code", "@Tôi chấp nhận", "@Xác nhận")
    await talk.follows(*script)
    (first,) = talk.tickets.tickets

    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", "@Tôi chấp nhận")
    assert talk.question == "utter_intake_ask_duplicate" and first.code in talk.value(talk.question, "sentence")
    await talk.presses("Bổ sung phiếu cũ")
    assert talk.tickets.entries[first.code].added and len(talk.tickets.tickets) == 1

    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", "@Tôi chấp nhận", "@Mở phiếu mới", "@Xác nhận")
    assert len(talk.tickets.tickets) == 2


async def test_the_clock_starts_with_the_first_message() -> None:
    talk = Talk()
    began = talk.clock()
    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", LAN)
    talk.clock.forward(minutes=4)

    await talk.follows(":code", "@Tôi chấp nhận", "@Xác nhận")

    assert talk.tickets.drafts[0].received_at == began
