"""What the systems are told, and of which tickets."""

import asyncio
import itertools
import json

import pytest

from bot.identity.models import Strength
from bot.systems.models import Event, Instruction, Next, Standing, State, next_of
from bot.systems.tables import instructions
from bot.tickets.errors import TicketNotFound
from bot.tickets.kinds import TicketKind
from bot.tickets.requests import EVERYTHING, Representative, Request
from bot.tickets.states import OPEN, Status
from tests.unit.systems.world import Connected
from tests.unit.tickets.world import EMAIL, ORG, OTHER_ORG, PHONE, STAFF, START

CARRY_OUT, STOP = Event.CARRY_OUT, Event.STOP


async def test_a_confirmed_deletion_is_told_with_what_is_needed_and_no_more(world: Connected) -> None:
    ticket, instruction = await world.told(proof=world.proof(EMAIL, customer="KH-0042"))

    (told,) = world.other_side.received
    assert told == {
        "version": 1,
        "id": instruction,
        "event": "carry_out",
        "organisation": ORG,
        "ticket": ticket.code,
        "number": 1,
        "kind": "deletion",
        "received_at": "2026-03-02T09:00:00+07:00",
        "due": "2026-03-22T23:59:59+07:00",
        "contact": {"kind": "email", "value": EMAIL.value},
        "on_record": True,
        "only_given": False,
        "for_another": False,
        "everything": True,
        "scope": [],
        "corrections": [],
        "answer_to": f"https://quyen.example.com/api/v1/systems/{ORG}/answers",
    }
    assert await world.states() == [("carry_out", "sent")]


async def test_a_correction_is_told_field_by_field(world: Connected) -> None:
    await world.told(kind=TicketKind.CORRECTION)
    (told,) = world.other_side.received
    assert told["corrections"] == [{"field": "email", "old": "cu@example.com", "new": "moi@example.com"}]
    assert not told["everything"]


async def test_a_deletion_by_who_is_not_on_record_is_of_what_they_gave(world: Connected) -> None:
    await world.told(proof=world.proof(strength=Strength.CONTACT))
    (told,) = world.other_side.received
    assert (told["on_record"], told["only_given"]) == (False, True)


@pytest.mark.parametrize("kind", sorted(set(TicketKind) - {TicketKind.DELETION, TicketKind.CORRECTION}))
async def test_other_kinds_are_for_people(world: Connected, kind: TicketKind) -> None:
    ticket = await world.open(kind)
    assert await world.systems.offer(ORG, ticket.code) is None
    assert await world.systems.offer_all() == 0


async def test_an_organisation_without_systems_tells_nobody(world: Connected) -> None:
    ticket = await world.open(organisation=OTHER_ORG)
    assert await world.systems.offer(OTHER_ORG, ticket.code) is None
    assert await world.systems.offer_all() == 0
    with pytest.raises(TicketNotFound):
        await world.systems.offer(ORG, ticket.code)


async def test_what_is_not_proved_or_in_doubt_waits_until_staff_have_looked(world: Connected) -> None:
    unproved = await world.open(claimed=PHONE)
    asked = Request(scope=(EVERYTHING,), representative=Representative("Lê Văn Bảo", "mẹ"))
    for_another = await world.open(request=asked)
    for ticket in (unproved, for_another):
        assert await world.systems.offer(ORG, ticket.code) is None
    assert await world.systems.offer_all() == 0

    await world.service.confirm(ORG, for_another.code, STAFF, "authority_unchecked", "đã xem giấy khai sinh")
    assert await world.systems.offer_all() == 1
    await world.worker.run_due()
    (told,) = world.other_side.received
    assert told["ticket"] == for_another.code
    assert told["for_another"]
    assert "Bảo" not in json.dumps(told, ensure_ascii=False)


async def test_nothing_personal_waits_in_the_table(world: Connected) -> None:
    ticket = await world.open(TicketKind.CORRECTION, world.proof(EMAIL))
    await world.systems.offer(ORG, ticket.code)
    (row,) = await world.rows(instructions)
    for personal in (EMAIL.value, "moi@example.com", "cu@example.com", ticket.person.subject or ""):
        assert personal not in str(tuple(row))


async def test_offered_often_and_by_many_it_is_told_once(world: Connected) -> None:
    ticket = await world.open()
    await asyncio.gather(*(world.systems.offer(ORG, ticket.code) for _ in range(8)))
    await asyncio.gather(*(world.systems.offer_all() for _ in range(4)))
    await asyncio.gather(*(world.worker.run_due() for _ in range(4)))
    assert world.other_side.events == [("carry_out", 1)]


async def test_it_joins_the_turn_that_opens_the_ticket(world: Connected) -> None:
    async def broken_turn() -> None:
        async with world.database.transaction():
            ticket = await world.open()
            assert await world.systems.offer(ORG, ticket.code) is not None
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await broken_turn()
    assert await world.states() == []


async def test_what_nobody_offers_is_found(world: Connected) -> None:
    for turn in range(3):
        await world.open(conversation=f"web:{turn}", proof=world.proof(conversation=f"web:{turn}"), separate=True)
    assert await world.systems.offer_all() == 3
    assert await world.systems.offer_all() == 0


async def test_a_withdrawal_before_it_is_sent_sends_nothing(world: Connected) -> None:
    ticket = await world.open()
    await world.systems.offer(ORG, ticket.code)
    await _withdraw(world, ticket.code)
    await world.worker.run_due()

    assert world.other_side.received == []
    assert await world.states() == [("carry_out", "dropped")]
    assert await world.systems.offer_all() == 0


async def test_a_withdrawal_after_it_was_sent_stops_it(world: Connected) -> None:
    ticket, _ = await world.told()
    await _withdraw(world, ticket.code)
    assert await world.systems.offer_all() == 1
    await world.worker.run_due()

    stop = world.other_side.received[-1]
    assert {key: stop[key] for key in ("event", "ticket", "number")} == {
        "event": "stop",
        "ticket": ticket.code,
        "number": 2,
    }
    assert "contact" not in stop
    assert await world.systems.offer_all() == 0


async def test_not_me_stops_it_until_staff_have_looked(world: Connected) -> None:
    ticket, _ = await world.told()
    await world.service.suspect(ORG, ticket.code, STAFF, "số này bị mất")
    await world.systems.offer_all()
    await world.worker.run_due()
    await world.service.confirm(ORG, ticket.code, STAFF, "contact_suspected", "đã gọi lại")
    await world.systems.offer_all()
    await world.worker.run_due()

    assert world.other_side.events == [("carry_out", 1), ("stop", 2), ("carry_out", 3)]


async def test_what_staff_did_themselves_is_not_stopped(world: Connected) -> None:
    ticket, _ = await world.told()
    await world.service.acknowledge(ORG, ticket.code, STAFF)
    await world.service.start(ORG, ticket.code, STAFF)
    await world.service.complete(ORG, ticket.code, STAFF)
    assert await world.systems.offer_all() == 0
    assert world.other_side.events == [("carry_out", 1)]


async def test_an_erased_ticket_is_told_to_nobody(world: Connected) -> None:
    ticket = await world.open()
    await world.systems.offer(ORG, ticket.code)
    await _withdraw(world, ticket.code)
    await world.send_all()
    await world.service.erase_person(ORG, world.proof().subject)
    await world.worker.run_due()
    assert world.other_side.received == []


def instruction(event: Event, state: State, number: int, attempts: int) -> Instruction:
    return Instruction("I", ORG, "T", "XD", number, event, state, attempts, None, START, START)


def test_whatever_was_told_the_systems_never_go_on_with_what_may_not_be_carried_out() -> None:
    told = [instruction(*each) for each in itertools.product(Event, State, (1, 3), (0, 1))]
    for status, held, last in itertools.product(Status, (False, True), [None, *told]):
        standing = Standing("T", ORG, "XD", TicketKind.DELETION, status, held)
        may = status in OPEN and not held
        step = next_of(standing, last)

        assert step.add is not (STOP if may else CARRY_OUT)
        if last and last.state is State.QUEUED and last.event is CARRY_OUT and not may:
            # It is taken out of the queue, and unless the systems cannot know of the ticket or it is done, they are told to stop.
            assert step.last_becomes in (State.DROPPED, State.REPLACED)
            unknown = last.attempts == 0 and last.number == 1
            assert (step.add is STOP) is not (unknown or standing.is_done)
        if step.add is not None:
            # Once told, asking again gives nothing.
            assert next_of(standing, instruction(step.add, State.QUEUED, 9, 0)) == Next()


async def _withdraw(world: Connected, code: str) -> None:
    proof = world.proof()
    asked = await world.service.ask_withdrawal(ORG, code, proof)
    await world.service.withdraw(ORG, code, proof, asked.token)
