"""A code tells little, and the same to everybody; a proof tells its own person everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields

import pytest
from sqlalchemy import Engine, event

from bot.language.entities import ticket_codes
from bot.storage.errors import DecryptionFailed
from bot.tickets import tables
from bot.tickets.errors import ProofNeeded, TicketNotFound
from bot.tickets.kinds import TicketKind
from bot.tickets.models import PublicStatus
from bot.tickets.states import Action, Status
from bot.tickets.status import status_text
from tests.unit.tickets.world import EMAIL, ORG, OTHER_ORG, PHONE, STAFF, World

WRONG_CODES = [
    "XD-7K4M-92QF",
    "XD-7K4M-92Q",
    "",
    "không nhớ mã",
    "7" * 5_000,
    "'; DROP TABLE tickets; --",
    "<script>alert(1)</script>",
    "XX-0000-0000",
    "\x00",
]


@contextmanager
def operations() -> Iterator[list[str]]:
    """Everything that is sent to a database, statements and the ends of transactions."""
    seen: list[str] = []

    def statement(connection: object, cursor: object, text: str, *rest: object) -> None:
        seen.append(text)

    def ending(name: str) -> "object":
        return lambda connection: seen.append(name)

    hooks = [("before_cursor_execute", statement), ("begin", ending("begin"))]
    hooks += [("commit", ending("commit")), ("rollback", ending("rollback"))]
    for name, hook in hooks:
        event.listen(Engine, name, hook)
    try:
        yield seen
    finally:
        for name, hook in hooks:
            event.remove(Engine, name, hook)


async def test_a_code_alone_tells_the_public_facts_and_no_more(world: World) -> None:
    ticket = await world.open()

    status = await world.service.status(ORG, ticket.code)

    assert {field.name for field in fields(PublicStatus)} == {"kind", "status", "received_on", "due_on", "merged"}
    said = status_text(status)
    assert said.startswith("Yêu cầu xóa dữ liệu: đã tiếp nhận. Ngày nhận 02/03/2026, hạn hoàn thành 22/03/2026.")


async def test_days_are_those_of_ha_noi(world: World) -> None:
    world.clock.forward(hours=16)  # 1:00 on 3 March in Hà Nội, still the 2nd in UTC
    ticket = await world.open()

    status = await world.service.status(ORG, ticket.code)

    assert (status.received_on.day, status.due_on.day) == (3, 23)


async def test_every_wrong_code_gets_the_same_answer_after_the_same_steps(world: World) -> None:
    ticket = await world.open()
    elsewhere = await world.open(organisation=OTHER_ORG)
    with operations() as known:
        await world.service.status(ORG, ticket.code)

    answers = []
    for code in [*WRONG_CODES, elsewhere.code, ticket_codes.make("deletion")]:
        with operations() as steps, pytest.raises(TicketNotFound) as refused:
            await world.service.status(ORG, code)
        answers.append(str(refused.value))
        assert steps == known

    assert sum(step.startswith("SELECT") for step in known) == 1
    assert len(set(answers)) == 1


async def test_a_code_is_read_in_whatever_spelling(world: World) -> None:
    ticket = await world.open()

    for spelling in (ticket.code.lower(), ticket.code.replace("-", " "), ticket_codes.spoken(ticket.code)):
        assert (await world.service.status(ORG, spelling)).kind is TicketKind.DELETION


async def test_the_code_of_another_organisation_tells_nothing(world: World) -> None:
    ticket = await world.open()

    with pytest.raises(TicketNotFound):
        await world.service.status(OTHER_ORG, ticket.code)
    assert await world.service.organisation_of(ticket.code) == ORG
    with pytest.raises(TicketNotFound):
        await world.service.organisation_of("XD-7K4M-92QF")


async def test_its_person_sees_all_of_a_ticket_but_what_is_for_staff(world: World) -> None:
    ticket = await world.open()
    await world.service.suspect(ORG, ticket.code, STAFF, "giọng lạ")

    seen = await world.service.details(ORG, ticket.code, world.proof())

    assert seen.ticket.request == ticket.request
    assert [entry.action for entry in seen.history] == [Action.OPEN]
    assert "holds" not in seen.history[0].facts


async def test_for_its_person_notes_are_not_even_decrypted(world: World) -> None:
    ticket = await world.open()
    await world.service.acknowledge(ORG, ticket.code, STAFF, note="khách hay gọi")
    await world.tamper(tables.history, {"note": "v1.test.AAAA"}, sequence=2)

    seen = await world.service.details(ORG, ticket.code, world.proof())

    assert len(seen.history) == 2
    with pytest.raises(DecryptionFailed):
        await world.service.staff_view(ORG, ticket.code)


async def test_a_proven_person_finds_their_tickets_from_every_channel(world: World) -> None:
    closed = await world.completed(TicketKind.ACCESS)
    web = await world.open()
    telegram = await world.open(TicketKind.COMPLAINT, conversation="telegram:5", channel="telegram")
    await world.open(proof=world.proof(EMAIL))
    await world.open(TicketKind.ACCESS, claimed=PHONE, conversation="web:2")
    await world.open(organisation=OTHER_ORG)

    mine = await world.service.mine(ORG, world.proof(conversation="zalo:3"))

    assert [ticket.code for ticket in mine] == [telegram.code, web.code, closed.code]


async def test_nobody_lists_tickets_without_a_live_proof_of_this_organisation(world: World) -> None:
    await world.open()

    for proof in (world.proof(organisation=OTHER_ORG), world.proof(expires_at=world.clock())):
        with pytest.raises(ProofNeeded):
            await world.service.mine(ORG, proof)


async def test_staff_list_what_is_due_first(world: World) -> None:
    late = await world.open()
    soon = await world.open(TicketKind.ACCESS)
    done = await world.completed(TicketKind.OBJECTION)
    other = await world.open(TicketKind.ACCESS, organisation=OTHER_ORG)

    assert [ticket.code for ticket in await world.service.listing(ORG)] == [soon.code, late.code]
    assert {ticket.code for ticket in await world.service.listing()} == {soon.code, late.code, other.code}
    assert [ticket.code for ticket in await world.service.listing(ORG, [Status.COMPLETED])] == [done.code]
    assert len(await world.service.listing(limit=1)) == 1
