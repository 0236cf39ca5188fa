"""Two members of staff, a person and a worker at the same time, on each database."""

import asyncio
from collections.abc import Awaitable

from bot.storage.database import Database
from bot.tickets import tables
from bot.tickets.errors import ActionRefused, IllegalAction, TicketChanged
from bot.tickets.kinds import TicketKind
from bot.tickets.opening import AlreadyOpen, Opened
from bot.tickets.requests import Complaint
from bot.tickets.states import Status
from tests.unit.tickets.world import ORG, OTHER_STAFF, STAFF, World


async def test_of_two_who_close_a_ticket_at_once_one_succeeds(world: World) -> None:
    ticket = await world.in_progress()

    done = await asyncio.gather(
        world.service.complete(ORG, ticket.code, STAFF),
        world.service.refuse(ORG, ticket.code, OTHER_STAFF, ground="rights_of_others", reason="lộ người khác"),
        return_exceptions=True,
    )

    assert sorted(type(one).__name__ for one in done) == ["Changed", "IllegalAction"]
    stored = await world.now(ticket)
    assert stored.status in {Status.COMPLETED, Status.REFUSED}
    assert stored.version == ticket.version + 1
    assert (await world.service.verify()).broken is None


async def test_of_two_who_saw_the_same_version_one_is_told_to_look_again(world: World) -> None:
    ticket = await world.in_progress()

    done = await asyncio.gather(
        world.service.extend(ORG, ticket.code, STAFF, reason="nhiều", version=ticket.version),
        world.service.ask_person(ORG, ticket.code, OTHER_STAFF, "Số nào?", version=ticket.version),
        return_exceptions=True,
    )

    assert sum(isinstance(one, TicketChanged) for one in done) == 1
    assert (await world.now(ticket)).version == ticket.version + 1


async def test_two_processes_meet_in_the_database_alone(world: World, database_url: str) -> None:
    ticket = await world.in_progress()
    other = Database(database_url)
    await other.initialize()
    elsewhere = World(other)
    try:
        done = await asyncio.gather(
            *(
                desk.service.extend(ORG, ticket.code, STAFF, reason="nhiều")
                for desk in (world, elsewhere, world, elsewhere)
            ),
            return_exceptions=True,
        )
    finally:
        await other.shutdown()

    assert sum(not isinstance(one, BaseException) for one in done) == 1
    assert all(isinstance(one, ActionRefused) for one in done if isinstance(one, BaseException))
    assert (await world.service.verify()).broken is None


async def test_the_same_matter_from_two_channels_at_once_is_one_ticket(world: World) -> None:
    drafts = [world.draft(conversation=f"web:{number}") for number in range(6)]

    done = await asyncio.gather(
        *(world.service.open(draft, world.proof(conversation=draft.conversation)) for draft in drafts)
    )

    assert sum(isinstance(one, Opened) for one in done) == 1
    assert sum(isinstance(one, AlreadyOpen) for one in done) == 5
    assert len({one.ticket.code for one in done}) == 1


async def test_a_withdrawal_and_a_completion_at_once_leave_one_outcome(world: World) -> None:
    ticket = await world.in_progress()
    asked = await world.service.ask_withdrawal(ORG, ticket.code, world.proof())

    done = await asyncio.gather(
        world.service.withdraw(ORG, ticket.code, world.proof(), asked.token),
        world.service.complete(ORG, ticket.code, STAFF),
        return_exceptions=True,
    )

    assert sum(isinstance(one, IllegalAction) for one in done) == 1
    assert len(await world.rows(tables.history)) == 4


async def test_merging_two_tickets_into_each_other_at_once_keeps_one(world: World) -> None:
    one, two = await world.open(), await world.open(separate=True)

    done = await asyncio.gather(
        world.service.merge(ORG, one.code, STAFF, two.code),
        world.service.merge(ORG, two.code, OTHER_STAFF, one.code),
        return_exceptions=True,
    )

    assert sum(isinstance(each, IllegalAction) for each in done) == 1
    stored = [await world.now(ticket) for ticket in (one, two)]
    assert sum(ticket.is_open for ticket in stored) == 1
    assert (await world.service.verify()).broken is None


async def test_everything_at_once_ends_and_verifies(world: World) -> None:
    done_one = await world.completed()
    tickets = [await world.in_progress(TicketKind.ACCESS, separate=True) for _ in range(3)]
    codes = [ticket.code for ticket in tickets]

    async def tried(work: Awaitable[object]) -> None:
        try:
            await work
        except ActionRefused:
            return

    await asyncio.gather(
        *(tried(world.service.open(world.draft(TicketKind.COMPLAINT), world.proof())) for _ in range(4)),
        *(tried(world.service.suspect(ORG, code, STAFF, "lạ")) for code in codes),
        *(tried(world.service.merge(ORG, codes[0], STAFF, code)) for code in codes[1:]),
        *(tried(world.service.complete(ORG, code, STAFF)) for code in codes),
        *(
            tried(
                world.service.complain_about_outcome(
                    ORG, done_one.code, world.proof(), Complaint("chưa xong"), turn=f"c{number}"
                )
            )
            for number in range(3)
        ),
        world.service.reminders(),
        world.service.verify(),
    )

    assert (await world.service.verify()).broken is None
