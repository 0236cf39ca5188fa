"""Reminders: when, to whom, once a day; and how notices leave."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.tickets import tables
from bot.tickets.kinds import TicketKind
from bot.tickets.notices import Audience, NoticeName
from tests.unit.tickets.world import ORG, STAFF, World, texts


async def names(world: World) -> list[NoticeName]:
    return [notice.name for notice in await world.service.reminders()]


async def test_nothing_is_pressing_on_the_first_day(world: World) -> None:
    await world.open()

    assert await names(world) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, [NoticeName.STAFF_ACKNOWLEDGE_SOON]),
        (2, [NoticeName.STAFF_ACKNOWLEDGE_SOON]),
        (3, [NoticeName.STAFF_ACKNOWLEDGE_LATE]),
        (16, [NoticeName.STAFF_ACKNOWLEDGE_LATE]),
        (17, [NoticeName.STAFF_ACKNOWLEDGE_LATE, NoticeName.STAFF_DUE_SOON]),
        (20, [NoticeName.STAFF_ACKNOWLEDGE_LATE, NoticeName.STAFF_DUE_SOON]),
        (21, [NoticeName.STAFF_ACKNOWLEDGE_LATE, NoticeName.STAFF_OVERDUE]),
        (90, [NoticeName.STAFF_ACKNOWLEDGE_LATE, NoticeName.STAFF_OVERDUE]),
    ],
)
async def test_a_ticket_that_nobody_answers(world: World, days: int, expected: list[NoticeName]) -> None:
    await world.open()
    world.clock.forward(days=days)

    assert await names(world) == expected


async def test_an_answered_ticket_reminds_of_its_end_only(world: World) -> None:
    ticket = await world.open()
    await world.service.acknowledge(ORG, ticket.code, STAFF)
    world.clock.forward(days=18)

    (notice,) = await world.service.reminders()

    assert notice.name is NoticeName.STAFF_DUE_SOON
    assert notice.audience is Audience.STAFF
    assert (
        f"Phiếu {ticket.code} (xóa dữ liệu) đã phản hồi, chờ thực hiện, sắp đến hạn hoàn thành: Chủ nhật 22/03/2026."
        in texts([notice])[0]
    )


async def test_waiting_too_long_is_told_from_the_fifth_day(world: World) -> None:
    ticket = await world.in_progress()
    world.clock.forward(days=2)
    await world.service.ask_person(ORG, ticket.code, STAFF, "Email nào?")

    world.clock.forward(days=4, hours=23)
    assert await names(world) == []
    world.clock.forward(hours=1)
    (notice,) = await world.service.reminders()

    assert notice.name is NoticeName.STAFF_WAITING_LONG
    assert "đang chờ người yêu cầu trả lời, đã 5 ngày" in texts([notice])[0]


async def test_each_cause_is_told_once_a_day_however_often_it_is_looked_for(world: World) -> None:
    await world.open()
    world.clock.forward(days=21)

    runs = await asyncio.gather(*(world.service.reminders() for _ in range(5)))

    assert sorted(len(run) for run in runs) == [0, 0, 0, 0, 2]
    world.clock.forward(hours=3)
    assert await names(world) == []
    world.clock.forward(days=1)
    assert len(await names(world)) == 2


async def test_the_day_is_that_of_ha_noi(world: World) -> None:
    world.clock.time = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # 23:30 in Hà Nội
    await world.open()
    world.clock.time = datetime(2026, 3, 5, 16, 59, tzinfo=UTC)
    first = await names(world)

    world.clock.forward(minutes=2)

    assert first == await names(world) == [NoticeName.STAFF_ACKNOWLEDGE_LATE]


async def test_closed_tickets_and_a_sent_reminder_of_today_are_left_alone(world: World) -> None:
    await world.completed()
    await world.open(TicketKind.ACCESS)
    world.clock.forward(days=11)
    assert len(await names(world)) == 2
    await world.send_all()

    assert await names(world) == []


async def test_a_notice_is_one_workers_until_its_lease_is_over(world: World) -> None:
    await world.open()

    (claimed,) = await world.service.claim_notices()
    assert await world.service.claim_notices() == []
    world.clock.forward(seconds=61)
    (again,) = await world.service.claim_notices()

    assert again == claimed


async def test_two_workers_never_claim_the_same_notice(world: World) -> None:
    for number in range(12):
        await world.open(TicketKind.COMPLAINT, separate=True, part=number)

    claims = await asyncio.gather(*(world.service.claim_notices(3) for _ in range(6)))

    ids = [notice.id for claim in claims for notice in claim]
    assert len(ids) == len(set(ids))
    remaining = [notice.id for notice in await world.service.claim_notices(100)]
    assert len({*ids, *remaining}) == len(ids) + len(remaining) == 12


async def test_once_sent_a_notice_is_gone_with_its_words(world: World) -> None:
    await world.open()

    (notice,) = await world.send_all()
    world.clock.forward(days=1)

    assert await world.service.claim_notices() == []
    (row,) = await world.rows(tables.notices)
    assert row.content is None and row.sent_at is not None
    assert notice.name is NoticeName.STAFF_OPENED
