"""Doubts about a contact: what is held, until when, and what is not held by somebody else's mistake."""

import pytest

from bot.identity.models import Disowned, DisownedKind
from bot.tickets import tables
from bot.tickets.errors import Held, IllegalAction, Incomplete, UnknownHold
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold, Ticket
from bot.tickets.notices import NoticeName
from bot.tickets.requests import Representative, Request
from bot.tickets.states import Status
from tests.unit.tickets.world import EMAIL, ORG, PHONE, STAFF, World, texts


def event(world: World, kind: DisownedKind = DisownedKind.CODE, conversation: str = "web:1") -> Disowned:
    return Disowned(ORG, conversation, world.proof().subject, kind, world.clock())


async def holds(world: World, *tickets: Ticket) -> list[frozenset[Hold]]:
    return [(await world.now(ticket)).holds for ticket in tickets]


async def test_a_disowned_contact_keeps_a_ticket_from_being_completed_until_staff_confirm(world: World) -> None:
    ticket = await world.in_progress()

    (changed,) = await world.service.disowned(event(world))

    assert changed.ticket.holds == {Hold.CONTACT_DISOWNED}
    assert [notice.name for notice in changed.notices] == [NoticeName.FROZEN, NoticeName.STAFF_FROZEN]
    assert "chủ liên hệ báo “Không phải tôi”" in texts(changed.notices)[1]
    with pytest.raises(Held, match="Không phải tôi"):
        await world.service.complete(ORG, ticket.code, STAFF)
    with pytest.raises(Held):
        await world.service.complete_partly(ORG, ticket.code, STAFF, ground="deletion_excluded", reason="còn nợ")
    confirmed = await world.service.confirm(ORG, ticket.code, STAFF, "contact_disowned", "đã gọi lại, đúng người")
    assert [notice.name for notice in confirmed.notices] == [NoticeName.UNFROZEN]
    assert (await world.service.complete(ORG, ticket.code, STAFF)).ticket.status is Status.COMPLETED


async def test_a_frozen_ticket_can_be_refused_but_not_withdrawn(world: World) -> None:
    ticket = await world.open()
    asked = await world.service.ask_withdrawal(ORG, ticket.code, world.proof())
    await world.service.disowned(event(world))

    with pytest.raises(Held):
        await world.service.withdraw(ORG, ticket.code, world.proof(), asked.token)
    with pytest.raises(Held):
        await world.service.ask_withdrawal(ORG, ticket.code, world.proof())
    changed = await world.service.refuse(ORG, ticket.code, STAFF, ground="identity_not_confirmed", reason="không đúng")

    assert changed.ticket.status is Status.REFUSED


async def test_a_stranger_who_asks_a_code_for_a_contact_does_not_freeze_its_owners_tickets(world: World) -> None:
    owner = await world.open()
    stranger = await world.open(TicketKind.ACCESS, claimed=PHONE, conversation="web:stranger")

    frozen = await world.service.disowned(event(world, conversation="web:stranger"))

    assert [changed.ticket.code for changed in frozen] == [stranger.code]
    assert await holds(world, owner) == [frozenset()]
    later = await world.open(TicketKind.ACCESS)
    assert later.holds == frozenset()


async def test_a_mistyped_contact_does_not_freeze_what_was_proved_by_the_right_one(world: World) -> None:
    proved = await world.open(proof=world.proof(EMAIL))

    assert await world.service.disowned(event(world)) == []

    assert await holds(world, proved) == [frozenset()]


async def test_after_a_mistyped_contact_the_right_one_opens_tickets_that_are_not_held(world: World) -> None:
    await world.service.disowned(event(world))

    ticket = await world.open(proof=world.proof(EMAIL))

    assert ticket.holds == frozenset()


async def test_who_refuses_to_lose_a_contact_freezes_the_whole_conversation(world: World) -> None:
    correction = await world.open(TicketKind.CORRECTION, world.proof(EMAIL))
    deletion = await world.open(proof=world.proof(EMAIL))
    elsewhere = await world.open(proof=world.proof(EMAIL, conversation="web:2"), conversation="web:2", separate=True)

    frozen = await world.service.disowned(event(world, DisownedKind.CONTACT_CHANGE))

    assert {changed.ticket.code for changed in frozen} == {correction.code, deletion.code}
    assert await holds(world, elsewhere) == [frozenset()]


async def test_what_is_opened_while_a_contact_is_in_doubt_is_held_too(world: World) -> None:
    await world.service.disowned(event(world))

    ticket = await world.open()

    assert ticket.holds == {Hold.CONTACT_DISOWNED}
    await world.service.confirm(ORG, ticket.code, STAFF, "contact_disowned", "đã gặp trực tiếp")
    assert (await world.open(TicketKind.ACCESS)).holds == frozenset()


async def test_staff_who_suspect_a_contact_freeze_all_that_rests_on_it(world: World) -> None:
    here = await world.open()
    there = await world.open(TicketKind.ACCESS, world.proof(conversation="web:2"), conversation="web:2")
    other = await world.open(proof=world.proof(EMAIL))
    closed = await world.completed(TicketKind.OBJECTION)

    changed = await world.service.suspect(ORG, here.code, STAFF, "giọng đọc sẵn")

    assert {one.ticket.code for one in changed} == {here.code, there.code}
    assert await holds(world, other, closed) == [frozenset(), frozenset()]
    assert (await world.open(TicketKind.COMPLAINT, conversation="web:3")).holds == {Hold.CONTACT_SUSPECTED}
    assert (await world.service.verify()).broken is None


async def test_the_same_doubt_twice_is_recorded_once(world: World) -> None:
    ticket = await world.open()
    await world.service.disowned(event(world))

    assert await world.service.disowned(event(world)) == []

    assert (await world.now(ticket)).version == 2
    await world.service.confirm(ORG, ticket.code, STAFF, "contact_disowned", "ổn")
    assert all(row.lifted_at is not None for row in await world.rows(tables.freezes))


async def test_authority_and_identity_are_confirmed_by_staff(world: World) -> None:
    request = Request(scope=("*",), representative=Representative("ông Tư", "con"))
    ticket = await world.in_progress(TicketKind.ACCESS, claimed=PHONE, request=request)
    assert ticket.holds == {Hold.AUTHORITY_UNCHECKED, Hold.IDENTITY_UNPROVEN}

    for hold in ("authority_unchecked", "identity_unproven"):
        with pytest.raises(Held):
            await world.service.complete(ORG, ticket.code, STAFF)
        changed = await world.service.confirm(ORG, ticket.code, STAFF, hold, "đã xem giấy tờ")
        assert changed.notices == ()

    assert (await world.service.complete(ORG, ticket.code, STAFF)).ticket.status is Status.COMPLETED


async def test_a_confirmation_says_what_and_why_and_a_closed_ticket_is_not_suspected(world: World) -> None:
    ticket, closed = await world.open(TicketKind.ACCESS), await world.completed()

    with pytest.raises(UnknownHold, match="contact_disowned"):
        await world.service.confirm(ORG, ticket.code, STAFF, "everything", "ổn")
    with pytest.raises(Incomplete, match="ghi chú"):
        await world.service.confirm(ORG, ticket.code, STAFF, "contact_disowned", " ")
    with pytest.raises(Incomplete):
        await world.service.suspect(ORG, ticket.code, STAFF, "")
    with pytest.raises(IllegalAction):
        await world.service.suspect(ORG, closed.code, STAFF, "lạ")

    assert await world.now(ticket) == ticket
    assert await world.rows(tables.freezes) == []
