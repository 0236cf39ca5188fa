"""Erasing a person: nothing that tells who they were stays, what proves the handling does, and the chain still verifies."""

import pytest

from bot.identity.models import Strength
from bot.tickets import tables
from bot.tickets.chain import Fault
from bot.tickets.errors import ProofNeeded
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Person, Ticket
from bot.tickets.requests import Complaint
from bot.tickets.states import Action, Role, Status
from tests.unit.tickets.world import EMAIL, ORG, OTHER_ORG, PHONE, STAFF, World


async def closed(world: World, **changes: object) -> Ticket:
    ticket = await world.in_progress(TicketKind.CORRECTION, **changes)
    await world.service.ask_person(ORG, ticket.code, STAFF, "Số nào ạ?", note="chị này nói nhỏ")
    await world.service.add_information(ORG, ticket.code, "số của mẹ tôi", actor=STAFF)
    await world.service.complete_partly(
        ORG, ticket.code, STAFF, ground="correction_not_possible", reason="Hồ sơ cũ đã khóa.", note="hỏi phòng lưu trữ"
    )
    await world.send_all()
    return await world.now(ticket)


async def test_an_erased_ticket_keeps_the_legal_minimum_and_nothing_of_the_person(world: World) -> None:
    before = await closed(world)

    erasure = await world.service.erase_person(ORG, world.proof().subject)

    assert erasure.erased == (before.code,) and erasure.kept == ()
    assert "chứng minh" in erasure.stays
    seen = await world.service.staff_view(ORG, before.code)
    after = seen.ticket
    assert after.person == Person()
    assert (after.contact, after.request, after.conversation, after.turn) == (None, None, None, None)
    assert after.matter == frozenset()
    assert (after.code, after.kind, after.status, after.clock, after.ground, after.proof, after.closed_at) == (
        before.code,
        before.kind,
        before.status,
        before.clock,
        before.ground,
        before.proof,
        before.closed_at,
    )
    assert all(entry.told == {} and entry.note == "" for entry in seen.history)
    assert [entry.action for entry in seen.history][-2:] == [Action.COMPLETE_PARTLY, Action.ERASE]
    (row,) = await world.rows(tables.tickets)
    assert row.contact is None and row.contact_kind is None
    for entry in await world.rows(tables.history):
        assert entry.told is None and entry.note is None


async def test_the_chain_of_an_erased_ticket_verifies_and_still_shows_tampering(world: World) -> None:
    ticket = await closed(world)
    await world.service.erase_person(ORG, world.proof().subject)
    assert (await world.service.verify()).broken is None

    await world.tamper(tables.history, {"status_after": "refused"}, sequence=6)

    broken = (await world.service.verify()).broken
    assert broken is not None and (broken.code, broken.sequence, broken.fault) == (ticket.code, 6, Fault.ALTERED)


async def test_the_public_status_of_an_erased_ticket_is_told_as_before(world: World) -> None:
    ticket = await closed(world)
    before = await world.service.status(ORG, ticket.code)

    await world.service.erase_person(ORG, world.proof().subject)

    assert await world.service.status(ORG, ticket.code) == before
    with pytest.raises(ProofNeeded):
        await world.service.details(ORG, ticket.code, world.proof())
    assert await world.service.mine(ORG, world.proof()) == []


async def test_open_tickets_and_outcomes_that_nobody_was_told_stay(world: World) -> None:
    still_open = await world.open()
    untold = await world.completed(TicketKind.ACCESS)

    first = await world.service.erase_person(ORG, world.proof().subject)
    assert (first.erased, first.kept) == ((), (still_open.code, untold.code))
    assert await world.now(untold) == untold
    await world.send_all()
    second = await world.service.erase_person(ORG, world.proof().subject)

    assert (second.erased, second.kept) == ((untold.code,), (still_open.code,))


async def test_another_person_and_another_organisation_are_left_alone(world: World) -> None:
    mine = await world.completed()
    theirs = await world.completed(proof=world.proof(EMAIL))
    elsewhere = await world.completed(organisation=OTHER_ORG)
    await world.send_all()

    erasure = await world.service.erase_person(ORG, world.proof().subject)

    assert erasure.erased == (mine.code,)
    assert await world.now(theirs) == theirs
    assert await world.now(elsewhere) == elsewhere


async def test_with_number_and_contact_all_that_belongs_to_the_person_is_found(world: World) -> None:
    by_phone = await world.completed(proof=world.proof(customer="KH-1"))
    by_email = await world.completed(proof=world.proof(EMAIL, customer="KH-1"), separate=True)
    claimed = await world.open(TicketKind.ACCESS, claimed=PHONE)
    await world.service.refuse(ORG, claimed.code, STAFF, ground="identity_not_confirmed", reason="không rõ ai")
    await world.send_all()

    erasure = await world.service.erase_person(ORG, world.proof().subject, customer="KH-1", contact=PHONE)

    assert erasure.erased == (by_phone.code, by_email.code, claimed.code)
    assert (await world.service.verify()).broken is None


async def test_erasing_twice_erases_nothing_more(world: World) -> None:
    ticket = await closed(world)
    await world.service.erase_person(ORG, world.proof().subject)
    version = (await world.now(ticket)).version

    assert (await world.service.erase_person(ORG, world.proof().subject, contact=PHONE)).erased == ()

    assert (await world.now(ticket)).version == version


async def test_confirmations_and_lifted_doubts_go_and_a_doubt_in_force_stays(world: World) -> None:
    ticket = await world.open()
    await world.service.ask_withdrawal(ORG, ticket.code, world.proof())
    await world.service.suspect(ORG, ticket.code, STAFF, "lạ")
    await world.service.confirm(ORG, ticket.code, STAFF, "contact_suspected", "ổn")
    await world.service.suspect(ORG, ticket.code, STAFF, "lại lạ")
    await world.service.refuse(ORG, ticket.code, STAFF, ground="identity_not_confirmed", reason="không đúng người")
    await world.send_all()

    await world.service.erase_person(ORG, world.proof().subject)

    assert await world.rows(tables.confirmations) == []
    (freeze,) = await world.rows(tables.freezes)
    assert freeze.lifted_at is None


async def test_who_opens_the_next_ticket_in_that_conversation_gets_a_new_one(world: World) -> None:
    await closed(world)
    await world.service.erase_person(ORG, world.proof().subject)

    ticket = await world.open(TicketKind.CORRECTION, world.proof(strength=Strength.CONTACT))

    assert ticket.number == 2
    assert (await world.service.verify()).broken is None


async def test_an_erased_outcome_keeps_the_complaint_that_was_made_about_it(world: World) -> None:
    ticket = await world.completed()
    complaint = await world.service.complain_about_outcome(
        ORG, ticket.code, world.proof(), Complaint("vẫn bị gọi"), turn="x"
    )
    await world.send_all()

    erasure = await world.service.erase_person(ORG, world.proof().subject)

    assert erasure.kept == (complaint.ticket.code,)
    history = (await world.service.staff_view(ORG, ticket.code)).history
    assert history[-1].actor.role is Role.SYSTEM
    assert (await world.now(complaint.ticket)).status is Status.RECEIVED
