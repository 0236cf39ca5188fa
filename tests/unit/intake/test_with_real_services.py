"""The same talk over the real identity and tickets, on both databases: the ports fit, and what is said is what was done."""

import pytest

from bot.identity.representatives import Representatives
from bot.intake.ports import Identity, Representing, Tickets
from bot.storage.database import Database
from bot.tickets.calendar import load_calendar
from bot.tickets.deadlines import Deadlines
from bot.tickets.desk import staff
from bot.tickets.grounds import load_grounds
from bot.tickets.models import Hold
from bot.tickets.periods import load_periods
from bot.tickets.service import TicketService
from bot.tickets.states import Status
from tests.unit.identity.world import LAN, STRANGER, World
from tests.unit.intake.talk import Talk

_DEADLINES = Deadlines(load_periods(), load_calendar())


class RealTalk(Talk):
    def __init__(self, world: World, tickets: TicketService) -> None:
        identity: Identity = world.service
        served: Tickets = tickets
        self.representatives = Representatives(world.database, world.keyring, world.clock)
        representing: Representing = self.representatives
        super().__init__("medring", identity=identity, tickets=served, representing=representing, now=world.clock)
        self.world, self.service = world, tickets

    async def reads_the_code(self) -> None:
        code = await self.world.code(self.place.conversation)
        assert code is not None
        await self.enters_code(code)


@pytest.fixture
async def talk(database: Database) -> RealTalk:
    world = World(database)
    await world.import_customers()
    tickets = TicketService(database, world.keyring, lambda slug: _DEADLINES, load_grounds(), world.clock)
    return RealTalk(world, tickets)


async def _delete(talk: RealTalk) -> str:
    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", LAN)
    await talk.reads_the_code()
    await talk.follows("@Tôi chấp nhận", "@Xác nhận")
    return talk.value("utter_intake_done", "code")


async def test_ask_prove_confirm_status_withdraw(talk: RealTalk) -> None:
    code = await _delete(talk)
    ticket = (await talk.service.staff_view("medring", code)).ticket
    assert ticket.status is Status.RECEIVED and ticket.holds == frozenset()

    await talk.wants("check_status", f"phiếu {code} tới đâu")
    assert talk.names == ["utter_intake_status"]
    await talk.presses("Xem chi tiết")
    assert "mở phiếu" in talk.value("utter_intake_details", "history")
    await talk.follows(f"withdraw_request| rút phiếu {code}", "@Rút phiếu")

    assert (await talk.service.staff_view("medring", code)).ticket.status is Status.WITHDRAWN


async def test_the_same_again_is_offered_and_added_to(talk: RealTalk) -> None:
    code = await _delete(talk)

    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", "@Tôi chấp nhận")
    assert talk.question == "utter_intake_ask_duplicate"
    await talk.presses("Bổ sung phiếu cũ")

    assert talk.names == ["utter_intake_added"] and talk.value("utter_intake_added", "code") == code


async def test_no_code_goes_to_a_stranger_who_then_deletes_what_they_gave(talk: RealTalk) -> None:
    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", STRANGER)
    assert await talk.world.code(talk.place.conversation) is None
    talk.world.clock.forward(seconds=40)
    await talk.follows("@Không nhận được mã", "@Xóa phần tôi đã gửi")
    await talk.reads_the_code()
    await talk.follows("@Tôi chấp nhận", "@Xác nhận")

    ticket = (await talk.service.staff_view("medring", talk.value("utter_intake_done", "code"))).ticket
    assert ticket.of_given_only and "utter_intake_done_only_given" in talk.names


async def test_staff_check_who_could_prove_no_contact_on_record(talk: RealTalk) -> None:
    await talk.follows("request_access| xem toàn bộ dữ liệu", STRANGER, "@Không nhận được mã")
    talk.world.clock.forward(seconds=40)
    await talk.presses("Nhờ nhân viên kiểm tra")
    await talk.reads_the_code()
    await talk.presses("Xác nhận")

    ticket = (await talk.service.staff_view("medring", talk.value("utter_intake_done", "code"))).ticket
    assert ticket.holds == {Hold.IDENTITY_UNPROVEN}


async def test_a_representative_waits_for_staff(talk: RealTalk) -> None:
    await talk.follows(
        "request_access| tôi thay mặt mẹ tôi xin xem toàn bộ hồ sơ", "Trần Thị Mai", "@Người giám hộ", LAN
    )
    await talk.reads_the_code()
    await talk.presses("Xác nhận")

    ticket = (await talk.service.staff_view("medring", talk.value("utter_intake_done", "code"))).ticket
    (declared,) = await talk.representatives.unchecked("medring")
    assert ticket.holds == {Hold.AUTHORITY_UNCHECKED} and declared.represented == "Trần Thị Mai"


async def test_not_me_ends_the_intake(talk: RealTalk) -> None:
    await talk.follows("request_deletion| xóa toàn bộ dữ liệu", LAN)
    await talk.reads_the_code()
    await talk.world.service.disown(talk.world.codes.tokens[-1])

    await talk.presses("Tôi chấp nhận")

    assert talk.names == ["utter_intake_frozen"] and talk.state is None
    assert await talk.service.listing("medring") == []


async def test_an_outcome_is_complained_about(talk: RealTalk) -> None:
    code = await _delete(talk)
    actor = staff("binh")
    await talk.service.acknowledge("medring", code, actor)
    await talk.service.start("medring", code, actor)
    await talk.service.complete("medring", code, actor, "đã xóa")

    await talk.follows(
        f"file_complaint| tôi khiếu nại kết quả phiếu {code}",
        "file_complaint| dữ liệu của tôi vẫn còn hiện trên trang web",
        "@Bỏ qua",
        "@Xác nhận",
    )

    complaint = (await talk.service.staff_view("medring", talk.value("utter_intake_done", "code"))).ticket
    assert complaint.linked == code
