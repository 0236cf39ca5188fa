"""The five organisations, each with what its own policy asks for. Nothing in the code knows their names; all of it is data."""

import re
from pathlib import Path

import pytest

from bot.identity.contacts import Contact, ContactKind
from bot.intake.kinds import WISH_OF, Kind
from bot.intake.rules import load_rules
from bot.tickets.kinds import TicketKind
from tests.unit.intake.talk import LAN, STRANGER, Talk, organisation

SLUGS = ("medring", "medicallog", "app-ban-hang", "tungduong", "vsign")
CODE = Path(__file__).resolve().parents[3] / "bot" / "intake"


def test_no_code_names_an_organisation() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py"))

    assert not [slug for slug in SLUGS if re.search(rf"\b{slug}\b", sources, re.IGNORECASE)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_promise_and_place_that_the_rules_name_is_in_the_organisations_file(slug: str) -> None:
    rules, served = load_rules().of(slug), organisation(slug)
    keys = {promise.key for promise in served.promises}

    assert {key for notes in rules.notes.values() for key in notes} <= keys
    assert {kind.value for kind in rules.self_service} <= set(served.where)
    assert not rules.hotline or served.contact.phone


class TestMedring:
    async def test_a_complaint_takes_name_contact_and_description_and_is_answered_in_thirty_days(self) -> None:
        talk = Talk("medring")
        await talk.wants("file_complaint", "tôi muốn khiếu nại")
        assert "30 ngày" in talk.value("utter_intake_note", "note")

        await talk.types("hỏng", "file_complaint")
        assert talk.names == ["utter_intake_about_short", "utter_intake_ask_about"]
        await talk.follows("file_complaint| kết quả khám của tôi bị gửi cho công ty khác", "@Bỏ qua")
        assert talk.question == "utter_intake_ask_name"
        await talk.types("Lê Thị Hoa")
        await talk.follows(STRANGER, ":code", "@Xác nhận")

        (ticket,) = talk.tickets.tickets
        assert ticket.request is not None and ticket.request.name == "Lê Thị Hoa"
        assert "30 ngày" in talk.value("utter_intake_done", "due")

    @pytest.mark.parametrize(
        "text",
        [
            "tôi bị mất mật khẩu, có người lạ đăng nhập vào tài khoản của tôi",
            "tai khoan cua toi bi truy cap trai phep tu hom qua",
            "mật khẩu của tôi bị lộ rồi, tôi khiếu nại",
        ],
    )
    async def test_a_lost_password_or_unauthorised_access_is_urgent(self, text: str) -> None:
        talk = Talk("medring")
        await talk.wants("file_complaint", text)
        assert "utter_intake_urgent" in talk.names

        await talk.follows("@Bỏ qua", "Lê Thị Hoa", STRANGER, ":code")
        assert "khẩn" in talk.value("utter_intake_ask_summary", "lines")
        await talk.presses("Xác nhận")

        assert talk.tickets.drafts[0].request.words.startswith("[KHẨN")
        assert "utter_intake_done_urgent" in talk.names

    async def test_a_changed_email_tells_the_old_address(self) -> None:
        talk = Talk("medring")
        await talk.follows("request_correction| đổi email từ cu@example.com thành moi@example.com", "@Đổi liên hệ")
        await talk.follows(LAN, ":code", "@Xác nhận")

        assert talk.identity.old_contacts == [Contact(ContactKind.EMAIL, "cu@example.com")]
        assert "utter_intake_done_old_contact" in talk.names

    async def test_where_the_old_address_is_not_named_the_proved_one_hears_of_it(self) -> None:
        talk = Talk("medring")
        await talk.follows("request_correction| đổi email sang moi@example.com", "@Bỏ qua", LAN, ":code", "@Xác nhận")

        assert talk.identity.old_contacts == [Contact(ContactKind.EMAIL, LAN)]

    async def test_a_contact_under_suspicion_ends_the_intake(self) -> None:
        talk = Talk("medring")
        await talk.follows("request_deletion| xóa toàn bộ dữ liệu", LAN, ":code", "@Tôi chấp nhận")
        talk.identity.disown(talk.place.conversation)

        await talk.presses("Xác nhận")

        assert talk.names == ["utter_intake_frozen"] and talk.tickets.tickets == []


class TestMedicalLog:
    async def test_consents_are_withdrawn_one_by_one(self) -> None:
        talk = Talk("medicallog")
        await talk.wants("withdraw_consent", "tôi muốn rút lại đồng ý")
        assert talk.titles[:2] == ["Quảng cáo cá nhân hóa", "Phân tích thống kê"]

        await talk.presses("Phân tích thống kê")
        assert talk.question == "utter_intake_ask_more_purposes" and "Phân tích thống kê" not in talk.titles
        await talk.follows("@Khách hàng tiềm năng", "@Đủ rồi", LAN, ":code", "@Xác nhận")

        (ticket,) = talk.tickets.tickets
        assert ticket.request is not None
        assert ticket.request.scope == ("phân tích thống kê", "dịch vụ xây dựng khách hàng tiềm năng")

    async def test_who_gives_another_persons_data_confirms_that_persons_consent(self) -> None:
        talk = Talk("medicallog")
        await talk.wants("request_access", "cho tôi xem toàn bộ hồ sơ của vợ tôi")
        assert talk.question == "utter_intake_ask_others_consent"
        assert talk.value(talk.question, "whom") == "vợ"

        await talk.presses("Chưa đồng ý")
        assert talk.question == "utter_intake_others_consent_missing" and talk.tickets.tickets == []
        await talk.follows("@Đã đồng ý", "@Làm thay người khác", "Trần Thị Mai", "@Người được ủy quyền")
        await talk.follows(LAN, ":code", "@Xác nhận")

        assert "vợ đã đồng ý" in talk.tickets.drafts[0].request.words

    async def test_without_that_consent_only_ones_own_data_is_asked_for(self) -> None:
        talk = Talk("medicallog")
        await talk.follows("request_access| cho tôi xem toàn bộ hồ sơ của vợ tôi", "@Của chính tôi")

        assert talk.question == "utter_intake_ask_contact_on_record"
        assert talk.state is not None and talk.state.given.other == ""

    @pytest.mark.parametrize("intent", ["request_deletion", "withdraw_consent", "file_complaint"])
    async def test_the_vietnamese_text_prevails_and_the_person_is_told(self, intent: str) -> None:
        talk = Talk("medicallog")
        await talk.wants(intent, "tôi yêu cầu")

        assert "bản tiếng Việt được ưu tiên" in talk.value("utter_intake_note", "note")


class TestAppBanHang:
    @pytest.mark.parametrize("intent", ["request_correction", "request_deletion", "request_access"])
    async def test_it_is_free_and_identity_is_proved_first(self, intent: str) -> None:
        talk = Talk("app-ban-hang")
        await talk.wants(intent, "tôi yêu cầu")

        assert "utter_intake_free" in talk.names and talk.tickets.tickets == []

    async def test_the_person_may_ask_to_be_told_of_policy_changes(self) -> None:
        talk = Talk("app-ban-hang")
        await talk.follows("request_deletion| xóa toàn bộ dữ liệu", LAN, ":code", "@Tôi chấp nhận")
        await talk.presses("Báo tôi khi chính sách đổi")
        assert "Báo khi chính sách thay đổi" in talk.value("utter_intake_ask_summary", "lines")
        await talk.presses("Xác nhận")

        assert "Muốn được báo khi chính sách thay đổi" in talk.tickets.drafts[0].request.words
        assert "utter_intake_done_news" in talk.names

    @pytest.mark.parametrize("text", ["báo tôi khi chính sách thay đổi", "khi chinh sach doi thi bao toi nhe"])
    async def test_in_words_too(self, text: str) -> None:
        talk = Talk("app-ban-hang")
        await talk.follows("request_deletion| xóa toàn bộ dữ liệu", LAN, ":code", "@Tôi chấp nhận", text)

        assert talk.state is not None and talk.state.given.news and talk.question == "utter_intake_ask_summary"


class TestTungDuong:
    async def test_how_to_change_it_oneself_comes_before_a_correction_ticket(self) -> None:
        talk = Talk("tungduong")
        await talk.wants("request_correction", "đổi số điện thoại giúp tôi")
        assert talk.question == "utter_intake_ask_self_service" and "đăng nhập" in talk.value(talk.question, "how")

        await talk.presses("Tôi tự làm")
        assert talk.names == ["utter_intake_self_service_chosen"] and talk.state is None

    async def test_the_ticket_is_opened_for_who_wants_it(self) -> None:
        talk = Talk("tungduong")
        await talk.follows(
            "request_correction| sửa địa chỉ thành 5 Láng Hạ, Hà Nội", "affirm| vâng mở phiếu đi", "@Bỏ qua"
        )

        assert talk.question == "utter_intake_ask_contact_on_record"

    async def test_complete_deletion_at_any_time_and_the_hotline_with_its_hours(self) -> None:
        talk = Talk("tungduong")
        await talk.wants("request_deletion", "xóa toàn bộ dữ liệu của tôi")
        assert "bất cứ lúc nào" in talk.value("utter_intake_note", "note")
        await talk.follows(LAN, ":code", "@Tôi chấp nhận", "@Xác nhận")

        assert talk.value("utter_intake_hotline", "phone") == "0913080864"
        assert "07:00–20:00" in talk.value("utter_intake_hotline", "hours")


class TestVSign:
    async def test_a_complaint_is_read_back_whole_and_handled_by_the_named_department(self) -> None:
        talk = Talk("vsign")
        story = "nhân viên gửi nhầm hợp đồng của tôi cho người khác. " * 12
        await talk.follows("file_complaint| tôi khiếu nại", f"file_complaint| {story}", "@Bỏ qua", STRANGER, ":code")

        assert talk.question == "utter_intake_ask_read_back"
        assert story.strip() in talk.value(talk.question, "lines")
        assert "Chăm sóc khách hàng" in talk.value(talk.question, "by")
        await talk.presses("Xác nhận")

        assert "Chăm sóc khách hàng" in talk.value("utter_intake_done_handled_by", "by")
        assert "Chăm sóc khách hàng" in talk.tickets.drafts[0].request.words

    @pytest.mark.parametrize(
        ("intent", "text"),
        [("request_correction", "sửa tên thành Lê Hoa"), ("request_deletion", "xóa toàn bộ dữ liệu")],
    )
    async def test_correction_and_cancellation_go_to_the_administrators(self, intent: str, text: str) -> None:
        talk = Talk("vsign")
        await talk.wants(intent, text)
        if intent == "request_correction":
            await talk.presses("Bỏ qua")
        await talk.follows(LAN, ":code")
        if intent == "request_deletion":
            await talk.presses("Tôi chấp nhận")
        await talk.presses("Xác nhận")

        assert talk.value("utter_intake_done_handled_by", "by") == "Ban quản trị website vsign.vn"


async def test_an_organisation_that_no_file_names_gets_what_the_law_asks() -> None:
    rules = load_rules().of("somebody-new")

    assert rules == load_rules().of("another-one") and not rules.notes and not rules.urgent


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("kind", list(TicketKind))
async def test_every_kind_can_be_begun_everywhere(slug: str, kind: TicketKind) -> None:
    talk = Talk(slug)
    await talk.wants(WISH_OF[Kind(kind.value)], "tôi yêu cầu")

    assert talk.state is not None and talk.question.startswith("utter_intake_ask_")
