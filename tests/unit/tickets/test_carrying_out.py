"""What staff do with a ticket: what it takes, what the person hears, and what happens when it may not be done."""

from datetime import timedelta

import pytest

from bot.tickets import tables
from bot.tickets.desk import staff
from bot.tickets.errors import (
    ExtensionNotAllowed,
    GroundDoesNotFit,
    IllegalAction,
    Incomplete,
    InvalidActor,
    TicketChanged,
    TicketNotFound,
    TooLong,
    UnknownGround,
    WrongRole,
)
from bot.tickets.kinds import TicketKind
from bot.tickets.models import PERSON, SYSTEM, Ticket
from bot.tickets.notices import Audience, NoticeName
from bot.tickets.states import CLOSED, Action, Role, Status
from tests.unit.tickets.world import ORG, OTHER_ORG, STAFF, World, texts


async def test_the_acknowledgement_tells_how_and_by_when(world: World) -> None:
    ticket = await world.open()
    world.clock.forward(hours=3)

    changed = await world.service.acknowledge(ORG, ticket.code, STAFF, "Chị Lan phụ trách.")

    assert changed.ticket.status is Status.ACKNOWLEDGED
    assert changed.ticket.acknowledged_at == world.clock()
    (said,) = texts(changed.notices)
    assert "Cách thực hiện: nhân viên tìm dữ liệu cần xóa" in said
    assert "chậm nhất Chủ nhật 22/03/2026" in said
    assert said.endswith("Chị Lan phụ trách.")


async def test_a_system_may_acknowledge_and_complete(world: World) -> None:
    ticket = await world.open()

    await world.service.acknowledge(ORG, ticket.code, SYSTEM)
    await world.service.start(ORG, ticket.code, SYSTEM)
    changed = await world.service.complete(ORG, ticket.code, SYSTEM, "đã xóa ở mọi nơi")

    assert changed.ticket.status is Status.COMPLETED
    assert changed.ticket.closed_at == world.clock()
    (said,) = texts(changed.notices)
    assert "Kết quả: đã xóa ở mọi nơi" in said
    assert "khiếu nại ngay tại đây" in said


async def test_a_question_waits_for_the_person_and_the_dates_stay(world: World) -> None:
    ticket = await world.in_progress()

    changed = await world.service.ask_person(ORG, ticket.code, STAFF, "Anh/chị dùng email nào?")

    assert changed.ticket.status is Status.WAITING_FOR_PERSON
    assert changed.ticket.clock == ticket.clock
    assert "Anh/chị dùng email nào?" in texts(changed.notices)[0]
    resumed = await world.service.resume(ORG, ticket.code, STAFF)
    assert resumed.ticket.status is Status.IN_PROGRESS
    assert resumed.notices == ()


async def test_waiting_for_a_third_party_tells_who_and_that_the_date_stays(world: World) -> None:
    ticket = await world.in_progress()

    named = await world.service.wait_for_third_party(ORG, ticket.code, STAFF, "Công ty Vận Chuyển")
    await world.service.resume(ORG, ticket.code, SYSTEM)
    unnamed = await world.service.wait_for_third_party(ORG, ticket.code, STAFF)

    assert named.ticket.clock == ticket.clock
    assert "đang chờ Công ty Vận Chuyển cùng thực hiện. Hạn hoàn thành không đổi" in texts(named.notices)[0]
    assert "đang chờ bên thứ ba" in texts(unnamed.notices)[0]


async def test_a_refusal_names_ground_reason_and_where_to_complain(world: World) -> None:
    ticket = await world.open()

    changed = await world.service.refuse(
        ORG,
        ticket.code,
        STAFF,
        ground="no_consent_needed",
        reason="Còn hợp đồng đến tháng 6.",
        note="hỏi thêm chị Bình",
    )

    assert changed.ticket.status is Status.REFUSED
    assert changed.ticket.ground == "no_consent_needed"
    (said,) = texts(changed.notices)
    assert "Lý do: Còn hợp đồng đến tháng 6." in said
    assert "khoản 1 Điều 19 Luật 91/2025/QH15" in said
    assert "tòa án" in said
    assert "chị Bình" not in said


async def test_a_duty_to_keep_names_the_law_that_it_is_in(world: World) -> None:
    ticket = await world.in_progress()
    given = {"ground": "retention_duty", "reason": "Hóa đơn phải giữ 10 năm.", "result": "Đã xóa hồ sơ mua hàng."}

    with pytest.raises(Incomplete, match="luật buộc lưu giữ"):
        await world.service.complete_partly(ORG, ticket.code, STAFF, **given)
    changed = await world.service.complete_partly(
        ORG, ticket.code, STAFF, law="khoản 5 Điều 41 Luật Kế toán 2015", **given
    )

    assert changed.ticket.status is Status.PARTLY_COMPLETED
    (said,) = texts(changed.notices)
    assert "Kết quả: Đã xóa hồ sơ mua hàng." in said
    assert "Phần chưa thực hiện: Hóa đơn phải giữ 10 năm." in said
    assert "(khoản 5 Điều 41 Luật Kế toán 2015)" in said


@pytest.mark.parametrize(
    ("ground", "reason", "error"),
    [
        ("", "vì thế", UnknownGround),
        ("không muốn", "vì thế", UnknownGround),
        ("harm_to_security_or_others", "vì thế", GroundDoesNotFit),
        ("deletion_excluded", "", Incomplete),
        ("deletion_excluded", "  \n", Incomplete),
        ("deletion_excluded", "x" * 5_000, TooLong),
    ],
)
async def test_a_refusal_without_a_fitting_ground_or_a_reason_changes_nothing(
    world: World, ground: str, reason: str, error: type[Exception]
) -> None:
    ticket = await world.open()

    with pytest.raises(error):
        await world.service.refuse(ORG, ticket.code, STAFF, ground=ground, reason=reason)

    assert await world.now(ticket) == ticket


async def test_a_ground_for_refusing_alone_does_not_do_for_a_part(world: World) -> None:
    ticket = await world.in_progress()

    with pytest.raises(GroundDoesNotFit) as refused:
        await world.service.complete_partly(
            ORG, ticket.code, STAFF, ground="identity_not_confirmed", reason="không rõ là ai"
        )

    assert "deletion_excluded" in str(refused.value)
    assert "identity_not_confirmed" not in refused.value.choices


async def test_the_note_is_kept_apart_and_the_person_never_sees_it(world: World) -> None:
    ticket = await world.open()
    await world.service.acknowledge(ORG, ticket.code, STAFF, note="người này hay gọi")

    seen = await world.service.details(ORG, ticket.code, world.proof())
    known = await world.service.staff_view(ORG, ticket.code)

    assert [entry.note for entry in seen.history] == ["", ""]
    assert known.history[1].note == "người này hay gọi"
    assert known.history[1].actor.id == "lan.nguyen"
    assert seen.history[1].actor.id == ""


async def test_an_extension_moves_the_date_once_and_the_person_hears_why(world: World) -> None:
    ticket = await world.in_progress()

    changed = await world.service.extend(ORG, ticket.code, STAFF, reason="Dữ liệu nằm ở ba hệ thống.", amount=7)

    assert changed.ticket.clock.complete_by - ticket.clock.complete_by == timedelta(days=7)
    assert changed.ticket.status is ticket.status
    (said,) = texts(changed.notices)
    assert "Lý do: Dữ liệu nằm ở ba hệ thống." in said
    assert "29/03/2026" in said
    with pytest.raises(ExtensionNotAllowed, match="một lần"):
        await world.service.extend(ORG, ticket.code, STAFF, reason="vẫn chưa xong")


async def test_without_an_amount_the_extension_has_the_whole_legal_length(world: World) -> None:
    ticket = await world.open(TicketKind.ACCESS)

    changed = await world.service.extend(ORG, ticket.code, STAFF, reason="nhiều dữ liệu")

    assert changed.ticket.clock.complete_by - ticket.clock.complete_by == timedelta(days=10)


@pytest.mark.parametrize("amount", [-3, 0, 21])
async def test_an_extension_outside_the_legal_length_changes_nothing(world: World, amount: int) -> None:
    ticket = await world.open()

    with pytest.raises(ExtensionNotAllowed, match="từ 1 đến 20 ngày"):
        await world.service.extend(ORG, ticket.code, STAFF, reason="bận", amount=amount)

    assert await world.now(ticket) == ticket


async def test_a_complaint_has_no_extension_and_no_ticket_has_one_without_a_reason(world: World) -> None:
    complaint, deletion = await world.open(TicketKind.COMPLAINT), await world.open()

    with pytest.raises(ExtensionNotAllowed):
        await world.service.extend(ORG, complaint.code, STAFF, reason="bận")
    with pytest.raises(Incomplete, match="lý do"):
        await world.service.extend(ORG, deletion.code, STAFF, reason=" ")


async def test_after_the_date_an_extension_would_only_hide_that_it_was_missed(world: World) -> None:
    ticket = await world.open()
    world.clock.forward(days=21)

    with pytest.raises(ExtensionNotAllowed, match="đã qua"):
        await world.service.extend(ORG, ticket.code, STAFF, reason="bận")

    assert (await world.now(ticket)).clock == ticket.clock


async def test_a_closed_ticket_stays_closed(world: World) -> None:
    ticket = await world.completed()

    for act in (world.service.acknowledge, world.service.start, world.service.resume, world.service.complete):
        with pytest.raises(IllegalAction, match="đã hoàn thành"):
            await act(ORG, ticket.code, STAFF)
    with pytest.raises(IllegalAction):
        await world.service.refuse(ORG, ticket.code, STAFF, ground="deletion_excluded", reason="nhầm")

    assert await world.now(ticket) == ticket


async def test_nobody_does_what_is_for_others_to_do(world: World) -> None:
    ticket = await world.open()

    with pytest.raises(WrongRole) as refused:
        await world.service.acknowledge(ORG, ticket.code, PERSON)
    with pytest.raises(WrongRole):
        await world.service.refuse(ORG, ticket.code, SYSTEM, ground="deletion_excluded", reason="máy bảo thế")

    assert (refused.value.action, refused.value.role) == (Action.ACKNOWLEDGE, Role.PERSON)
    assert await world.now(ticket) == ticket


async def test_staff_of_one_organisation_do_not_reach_the_tickets_of_another(world: World) -> None:
    ticket = await world.open()

    with pytest.raises(TicketNotFound):
        await world.service.acknowledge(OTHER_ORG, ticket.code, STAFF)
    with pytest.raises(TicketNotFound):
        await world.service.staff_view(OTHER_ORG, ticket.code)


async def test_who_saw_an_older_version_is_told_so_and_nothing_is_done(world: World) -> None:
    ticket = await world.open()
    await world.service.acknowledge(ORG, ticket.code, STAFF, version=ticket.version)

    with pytest.raises(TicketChanged, match="người khác thay đổi"):
        await world.service.start(ORG, ticket.code, STAFF, version=ticket.version)

    assert (await world.now(ticket)).status is Status.ACKNOWLEDGED


async def test_a_refused_action_leaves_the_rest_of_the_turn_alone(world: World) -> None:
    ticket = await world.open()

    async with world.database.transaction():
        await world.service.acknowledge(ORG, ticket.code, STAFF)
        with pytest.raises(IllegalAction):
            await world.service.complete(ORG, ticket.code, STAFF)
        await world.service.start(ORG, ticket.code, STAFF)

    assert (await world.now(ticket)).status is Status.IN_PROGRESS
    assert (await world.service.verify()).broken is None


async def test_codes_are_taken_as_people_write_them(world: World) -> None:
    ticket = await world.open()

    changed = await world.service.acknowledge(ORG, f"phiếu {ticket.code.lower().replace('-', ' ')}", STAFF)

    assert changed.ticket.code == ticket.code


async def test_every_outcome_is_stored_for_the_person_until_it_is_sent(world: World) -> None:
    ticket = await world.completed()
    await world.service.open(world.draft(TicketKind.COMPLAINT), world.proof())

    waiting = await world.service.claim_notices()

    for_person = [notice for notice in waiting if notice.audience is Audience.PERSON]
    assert [notice.name for notice in for_person] == [
        NoticeName.ACKNOWLEDGED,
        NoticeName.STARTED,
        NoticeName.COMPLETED,
    ]
    assert {(notice.channel, notice.conversation, notice.contact) for notice in for_person} == {
        (ticket.channel, ticket.conversation, ticket.contact)
    }


@pytest.mark.parametrize("name", ["", "Lan", "lan@example.com", "l" * 65, "lan nguyen", "-lan", "lan\n"])
def test_staff_sign_with_a_short_name(name: str) -> None:
    with pytest.raises(InvalidActor):
        staff(name)


async def test_every_way_of_closing_says_when(world: World) -> None:
    ticket = await world.open()
    world.clock.forward(days=1)
    await world.service.refuse(ORG, ticket.code, STAFF, ground="rights_of_others", reason="lộ dữ liệu người khác")

    closed: Ticket = await world.now(ticket)

    assert closed.status in CLOSED
    assert closed.closed_at == closed.status_since == world.clock()
    (row,) = await world.rows(tables.tickets)
    assert row.version == 2
