"""`verify` over the database: what somebody with access to the tables could do, and how it shows."""

import asyncio

import pytest
from sqlalchemy import delete

from bot.tickets import tables
from bot.tickets.chain import Broken, Fault
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Ticket
from tests.unit.tickets.world import EMAIL, ORG, OTHER_ORG, STAFF, START, World


async def broken(world: World, organisation: str | None = None) -> Broken | None:
    return (await world.service.verify(organisation)).broken


@pytest.fixture
async def ticket(world: World) -> Ticket:
    """The second of three, with a history."""
    await world.open(TicketKind.ACCESS)
    ticket = await world.in_progress()
    await world.service.ask_person(ORG, ticket.code, STAFF, "Số nào?", note="gấp")
    await world.open(TicketKind.COMPLAINT)
    return await world.now(ticket)


async def test_an_untouched_database_verifies_and_is_counted(world: World, ticket: Ticket) -> None:
    await world.open(organisation=OTHER_ORG)

    everything, one = await world.service.verify(), await world.service.verify(ORG)

    assert (everything.tickets, everything.entries, everything.broken) == (4, 7, None)
    assert (one.tickets, one.entries, one.broken) == (3, 6, None)


async def test_an_empty_database_verifies(world: World) -> None:
    assert (await world.service.verify()).tickets == 0
    assert await broken(world, "unknown") is None


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"facts": {"holds": []}}, Fault.ALTERED),
        ({"actor": "binh"}, Fault.ALTERED),
        ({"told": None}, Fault.VALUES_MISSING),
        ({"note": "v1.test.AAAA"}, Fault.VALUES_ALTERED),
        ({"told": "không phải mã"}, Fault.VALUES_ALTERED),
    ],
)
async def test_a_changed_entry_is_the_first_that_is_reported(
    world: World, ticket: Ticket, values: dict[str, object], fault: Fault
) -> None:
    await world.tamper(tables.history, values, ticket=ticket.id, sequence=4)

    assert await broken(world) == Broken(ORG, ticket.code, 4, fault)


async def test_words_of_one_entry_do_not_pass_for_those_of_another(world: World, ticket: Ticket) -> None:
    await world.service.add_information(ORG, ticket.code, "số nhà", actor=STAFF)
    said = {row.sequence: row.told for row in await world.rows(tables.history) if row.ticket == ticket.id}

    await world.tamper(tables.history, {"told": said[4]}, ticket=ticket.id, sequence=5)

    assert await broken(world) == Broken(ORG, ticket.code, 5, Fault.VALUES_ALTERED)


async def test_an_entry_cut_off_at_the_end_shows(world: World, ticket: Ticket) -> None:
    async with world.database.transaction() as connection:
        table = tables.history
        await connection.execute(delete(table).where(table.c.ticket == ticket.id, table.c.sequence == 4))

    assert await broken(world) == Broken(ORG, ticket.code, 4, Fault.MISSING)


@pytest.mark.parametrize(
    "values", [{"status": "completed"}, {"holds": ["contact_suspected"]}, {"third_party": True}, {"proof_strength": 1}]
)
async def test_a_ticket_changed_behind_its_history_shows(
    world: World, ticket: Ticket, values: dict[str, object]
) -> None:
    await world.tamper(tables.tickets, values, id=ticket.id)

    assert await broken(world) == Broken(ORG, ticket.code, 0, Fault.TICKET_DIFFERS)


@pytest.mark.parametrize(
    "values",
    [
        {"contact": "không phải mã"},
        {"contact": None},
        {"contact_kind": "email"},
        {"contact_kind": "lạ"},
        {"subject": "0" * 64},
        {"customer_index": "0" * 64},
        {"conversation": "web:attacker"},
        {"acknowledged_at": None},
        {"closed_at": START},
        {"erased_at": START},
        {"status": "lạ"},
        {"kind": "lạ"},
    ],
)
async def test_a_ticket_made_somebody_elses_or_another_day_s_shows(
    world: World, ticket: Ticket, values: dict[str, object]
) -> None:
    await world.tamper(tables.tickets, values, id=ticket.id)

    assert await broken(world) == Broken(ORG, ticket.code, 0, Fault.TICKET_DIFFERS)


async def test_the_contact_of_another_ticket_does_not_pass(world: World, ticket: Ticket) -> None:
    other = await world.open(proof=world.proof(EMAIL))
    (stolen,) = [row.contact for row in await world.rows(tables.tickets) if row.code == other.code]

    await world.tamper(tables.tickets, {"contact": stolen, "contact_kind": "email"}, id=ticket.id)

    assert await broken(world) == Broken(ORG, ticket.code, 0, Fault.TICKET_DIFFERS)


@pytest.mark.parametrize("values", [{"told": "không phải mã"}, {"action": "lạ"}, {"status_after": "lạ"}])
async def test_a_first_entry_that_cannot_be_read_is_told_like_any_other(
    world: World, ticket: Ticket, values: dict[str, object]
) -> None:
    await world.tamper(tables.history, values, ticket=ticket.id, sequence=1)

    found = await broken(world)

    assert found is not None and (found.code, found.sequence) == (ticket.code, 1)


async def test_a_later_date_set_by_hand_shows(world: World, ticket: Ticket) -> None:
    await world.tamper(tables.tickets, {"complete_by": ticket.clock.complete_by.replace(year=2027)}, id=ticket.id)

    assert await broken(world) == Broken(ORG, ticket.code, 0, Fault.TICKET_DIFFERS)


async def test_a_ticket_that_was_deleted_with_its_history_shows(world: World, ticket: Ticket) -> None:
    async with world.database.transaction() as connection:
        await connection.execute(delete(tables.notices).where(tables.notices.c.ticket == ticket.id))
        await connection.execute(delete(tables.history).where(tables.history.c.ticket == ticket.id))
        await connection.execute(delete(tables.tickets).where(tables.tickets.c.id == ticket.id))

    found = await broken(world)

    assert found is not None and found.fault is Fault.TICKET_MISSING
    assert found.code != ticket.code


async def test_the_last_ticket_deleted_shows_against_the_ledger(world: World, ticket: Ticket) -> None:
    last = max(await world.service.listing(ORG), key=lambda one: one.number)
    async with world.database.transaction() as connection:
        await connection.execute(delete(tables.notices).where(tables.notices.c.ticket == last.id))
        await connection.execute(delete(tables.history).where(tables.history.c.ticket == last.id))
        await connection.execute(delete(tables.tickets).where(tables.tickets.c.id == last.id))

    assert await broken(world) == Broken(ORG, "", 0, Fault.TICKET_MISSING)


async def test_a_deleted_ledger_shows(world: World, ticket: Ticket) -> None:
    async with world.database.transaction() as connection:
        await connection.execute(delete(tables.ledgers))

    assert await broken(world) == Broken(ORG, "", 0, Fault.TICKET_MISSING)


async def test_another_organisation_is_looked_at_only_if_it_is_meant(world: World, ticket: Ticket) -> None:
    await world.open(organisation=OTHER_ORG)
    await world.tamper(tables.tickets, {"status": "refused"}, organisation=OTHER_ORG)

    assert await broken(world, ORG) is None
    found = await broken(world)
    assert found is not None and found.organisation == OTHER_ORG


async def test_more_tickets_than_a_page_are_all_looked_at(world: World) -> None:
    for number in range(51):
        await world.open(TicketKind.ACCESS, part=number, separate=True)
    assert (await world.service.verify()).tickets == 51
    last = max(await world.service.listing(ORG), key=lambda one: one.number)

    await world.tamper(tables.history, {"actor": "x"}, ticket=last.id)

    assert await broken(world) == Broken(ORG, last.code, 1, Fault.ALTERED)


async def test_verifying_while_people_work_finds_nothing_wrong(world: World) -> None:
    ticket = await world.in_progress()

    async def work(number: int) -> None:
        await world.open(TicketKind.ACCESS, separate=True, part=number)
        await world.service.add_information(ORG, ticket.code, f"thêm {number}", actor=STAFF)

    runs = await asyncio.gather(*(work(number) for number in range(10)), *(broken(world) for _ in range(10)))

    assert runs == [None] * 20
