"""Sending again and giving up."""

import asyncio
from datetime import timedelta

import pytest

from bot.storage.database import Database
from bot.systems.errors import NotDelivered
from bot.systems.models import Attention
from bot.systems.tables import instructions
from bot.systems.wording import staff_note
from bot.systems.worker import FIRST_PAUSE, LEASE, LONGEST_PAUSE
from bot.tickets.states import Status
from tests.unit.systems.world import Connected
from tests.unit.tickets.world import ORG, STAFF


def failing(times: int, retry_after: float | None = None) -> list[NotDelivered]:
    return [NotDelivered("http_503", retry_after) for _ in range(times)]


async def queued(world: Connected) -> str:
    ticket = await world.open()
    await world.systems.offer(ORG, ticket.code)
    return ticket.code


async def due_in(world: Connected) -> timedelta:
    (row,) = await world.rows(instructions)
    due: timedelta = row.due_at - world.clock()
    return due


async def test_a_failure_is_tried_again_at_growing_intervals_under_the_same_id(world: Connected) -> None:
    await queued(world)
    world.other_side.failures = failing(14)
    pauses = []
    while world.other_side.failures:
        assert await world.worker.run_due() == 1
        pauses.append(await due_in(world))
        assert await world.worker.run_due() == 0
        world.clock.time += pauses[-1]
    await world.worker.run_due()

    assert pauses[:4] == [FIRST_PAUSE * factor for factor in (1, 2, 4, 8)]
    assert pauses[-1] == LONGEST_PAUSE
    assert await world.states() == [("carry_out", "sent")]
    (row,) = await world.rows(instructions)
    assert row.attempts == 15
    assert world.other_side.received[0]["id"] == row.id


async def test_chance_shortens_a_pause_by_half_at_most(world: Connected) -> None:
    await queued(world)
    world.chance = 1.0
    world.other_side.failures = failing(1)
    await world.worker.run_due()
    assert await due_in(world) == FIRST_PAUSE / 2


async def test_who_says_when_to_come_back_is_left_alone_until_then(world: Connected) -> None:
    await queued(world)
    world.other_side.failures = failing(1, retry_after=300)
    await world.worker.run_due()
    assert await due_in(world) == timedelta(seconds=300)


async def test_after_a_day_a_person_is_told(world: Connected) -> None:
    code = await queued(world)
    world.other_side.failures = failing(1_000)
    for _ in range(200):
        await world.worker.run_due()
        world.clock.forward(minutes=15)
    assert await world.states() == [("carry_out", "given_up")]

    (note,) = await world.notes()
    assert (note.code, note.attention) == (code, Attention.UNREACHABLE)
    assert "24 giờ" in staff_note(note)
    (row,) = await world.rows(instructions)
    assert timedelta(hours=24) <= note.at - row.made_at < timedelta(hours=26)
    assert await world.worker.run_due() == 0


async def test_once_it_is_mended_staff_have_it_told_again(world: Connected) -> None:
    code = await queued(world)
    world.clock.forward(hours=24)
    await world.worker.run_due()
    assert (await world.notes())[0].attention is Attention.UNREACHABLE

    again = await world.systems.again(ORG, code)
    assert again is not None
    await world.worker.run_due()
    assert world.other_side.events == [("carry_out", 2)]
    assert await world.notes() == []
    assert await world.systems.again(ORG, code) is None


async def test_a_withdrawn_ticket_is_not_told_again(world: Connected) -> None:
    code = await queued(world)
    world.clock.forward(hours=24)
    await world.worker.run_due()
    await world.service.refuse(ORG, code, STAFF, ground="deletion_excluded", reason="không được xóa")
    assert await world.systems.again(ORG, code) is None


async def test_a_note_that_was_seen_is_gone(world: Connected) -> None:
    await queued(world)
    world.clock.forward(hours=24)
    await world.worker.run_due()
    (note,) = await world.notes()
    await world.systems.seen("vsign", note.id)
    assert await world.notes() == [note]
    await world.systems.seen(ORG, note.id)
    assert await world.notes() == []


async def test_a_worker_that_died_leaves_its_instruction_to_the_next(world: Connected) -> None:
    await queued(world)

    async def killed() -> None:
        raise asyncio.CancelledError

    world.other_side.meanwhile = killed
    with pytest.raises(asyncio.CancelledError):
        await world.worker.run_due()
    world.other_side.meanwhile = None

    assert await world.worker.run_due() == 0
    world.clock.time += LEASE
    assert await world.worker.run_due() == 1
    assert world.other_side.events == [("carry_out", 1)]


async def test_several_workers_share_the_work(database: Database) -> None:
    world = Connected(database)
    for turn in range(30):
        conversation = f"web:{turn}"
        ticket = await world.open(
            conversation=conversation, proof=world.proof(conversation=conversation), separate=True
        )
        await world.systems.offer(ORG, ticket.code)
    tried = await asyncio.gather(*(world.worker.run_due() for _ in range(4)))
    assert sum(tried) == 30
    codes = [told["ticket"] for told in world.other_side.received]
    assert len(codes) == len(set(codes)) == 30


async def test_what_is_stopped_while_it_is_tried_is_followed_by_the_stop(world: Connected) -> None:
    code = await queued(world)

    async def suspected() -> None:
        world.other_side.meanwhile = None
        await world.service.suspect(ORG, code, STAFF, "số này bị mất")
        await world.systems.offer(ORG, code)

    world.other_side.meanwhile = suspected
    await world.worker.run_due()
    await world.worker.run_due()
    assert world.other_side.events == [("carry_out", 1), ("stop", 2)]
    assert await world.states() == [("carry_out", "replaced"), ("stop", "sent")]


async def test_an_answer_that_is_quicker_than_the_response_counts(world: Connected) -> None:
    code = await queued(world)
    (row,) = await world.rows(instructions)

    async def answered() -> None:
        world.other_side.meanwhile = None
        await world.answer(row.id)

    world.other_side.meanwhile = answered
    world.other_side.failures = failing(1)
    await world.worker.run_due()
    assert await world.states() == [("carry_out", "answered")]
    assert (await world.service.status(ORG, code)).status is Status.COMPLETED


async def test_systems_that_are_taken_out_of_the_settings_are_waited_for(world: Connected) -> None:
    await queued(world)
    webhook = world.webhooks.pop(ORG)
    await world.worker.run_due()
    assert await world.states() == [("carry_out", "queued")]
    world.webhooks[ORG] = webhook
    world.clock.time += FIRST_PAUSE
    await world.worker.run_due()
    assert world.other_side.events == [("carry_out", 1)]


async def test_one_that_breaks_does_not_keep_the_others(world: Connected, caplog: pytest.LogCaptureFixture) -> None:
    await queued(world)
    second = await world.open(conversation="web:2", proof=world.proof(conversation="web:2"), separate=True)
    await world.systems.offer(ORG, second.code)
    broken = [RuntimeError("bí mật")]

    async def breaks() -> None:
        if broken:
            raise broken.pop()

    world.other_side.meanwhile = breaks
    assert await world.worker.run_due() == 2
    assert len(world.other_side.received) == 1
    assert "RuntimeError" in caplog.text
    assert "bí mật" not in caplog.text


async def test_the_worker_runs_until_it_is_stopped_and_finds_what_nobody_offered(world: Connected) -> None:
    ticket = await world.open()
    running = asyncio.create_task(world.worker.run())
    try:
        async with asyncio.timeout(10):
            while not world.other_side.received:
                world.worker.wake()
                await asyncio.sleep(0)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert world.other_side.received[0]["ticket"] == ticket.code


async def test_where_no_organisation_has_systems_the_worker_has_nothing_to_do(database: Database) -> None:
    await asyncio.wait_for(Connected(database, webhooks={}).worker.run(), 1)
