"""From a draft to a ticket: what it holds, what it says, and that it is opened once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.identity.contacts import Contact, ContactKind
from bot.identity.models import Strength
from bot.language.entities import ticket_codes
from bot.storage.database import Database
from bot.tickets import tables
from bot.tickets.deadlines import HANOI
from bot.tickets.errors import ConsequencesNotAccepted, Incomplete, ProofNeeded, TooLong, TooMany
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold
from bot.tickets.notices import Audience, NoticeName
from bot.tickets.opening import AlreadyOpen, Opened
from bot.tickets.requests import Complaint, Correction, Representative, Request
from bot.tickets.states import Status
from tests.unit.tickets.world import EMAIL, ORG, PHONE, REQUESTS, START, World, texts


@pytest.mark.parametrize("kind", list(TicketKind))
async def test_a_ticket_of_every_kind_has_a_code_a_clock_and_what_was_asked(world: World, kind: TicketKind) -> None:
    ticket = await world.open(kind)

    stored = await world.now(ticket)
    assert stored == ticket
    assert ticket_codes.kind_of(stored.code) == kind.value
    assert stored.status is Status.RECEIVED
    assert stored.request == REQUESTS[kind]
    assert stored.contact == PHONE
    assert stored.proof is not None and stored.proof.strength is Strength.ON_RECORD
    assert stored.clock.received_at == START
    assert stored.holds == frozenset()


async def test_the_clock_starts_when_the_person_first_asked(world: World) -> None:
    asked = world.clock() - timedelta(days=2)

    ticket = await world.open(received_at=asked)

    assert ticket.clock.received_at == asked
    assert ticket.clock.complete_by.astimezone(HANOI).date() == (asked + timedelta(days=20)).date()


async def test_a_clock_never_starts_in_the_future(world: World) -> None:
    ticket = await world.open(received_at=world.clock() + timedelta(days=30))

    assert ticket.clock.received_at == START


async def test_a_third_party_lengthens_the_clock_when_the_ticket_is_opened(world: World) -> None:
    alone = await world.open()
    together = await world.open(third_party=True, separate=True)

    assert together.clock.complete_by - alone.clock.complete_by == timedelta(days=10)


async def test_the_person_hears_code_and_dates_at_once_and_staff_by_a_stored_notice(world: World) -> None:
    opened = await world.service.open(world.draft(), world.proof())

    assert isinstance(opened, Opened)
    to_person, to_staff = opened.notices
    assert to_person.name is NoticeName.OPENED and to_person.in_reply
    said, _ = texts(opened.notices)
    assert opened.ticket.code in said
    assert "chậm nhất Chủ nhật 22/03/2026" in said
    assert "chậm nhất Thứ Tư 04/03/2026" in said
    waiting = await world.service.claim_notices()
    assert [notice.id for notice in waiting] == [to_staff.id]
    assert to_staff.audience is Audience.STAFF


async def test_a_turn_opens_a_ticket_once_however_often_it_is_replayed(world: World) -> None:
    draft, proof = world.draft(), world.proof()
    first = await world.service.open(draft, proof)

    # The proof has run out when the turn is replayed: the answer is the ticket all the same.
    world.clock.forward(hours=1)
    again = await world.service.open(draft, proof)

    assert isinstance(first, Opened) and isinstance(again, Opened)
    assert not again.fresh and again.notices == ()
    assert again.ticket == first.ticket
    assert len(await world.rows(tables.tickets)) == 1


async def test_one_message_may_open_several_tickets(world: World) -> None:
    proof = world.proof()
    one = world.draft(TicketKind.DELETION, turn="t", part=0)
    two = world.draft(TicketKind.COMPLAINT, turn="t", part=1)

    opened = [await world.service.open(draft, proof) for draft in (one, two, one, two)]

    codes = [each.ticket.code for each in opened]
    assert codes[:2] == codes[2:]
    assert len(set(codes)) == 2


async def test_twenty_copies_of_one_turn_at_a_time_make_one_ticket(world: World) -> None:
    draft, proof = world.draft(), world.proof()

    opened = await asyncio.gather(*(world.service.open(draft, proof) for _ in range(20)))

    assert len({each.ticket.code for each in opened}) == 1
    assert sum(isinstance(each, Opened) and each.fresh for each in opened) == 1
    assert len(await world.rows(tables.tickets)) == 1
    assert len(await world.rows(tables.history)) == 1
    assert (await world.service.verify()).broken is None


async def test_twenty_people_at_a_time_get_twenty_tickets_in_one_unbroken_row(world: World) -> None:
    async def one(number: int) -> str:
        contact = Contact(ContactKind.PHONE, f"+849001234{number:02}")
        conversation = f"web:{number}"
        draft = world.draft(TicketKind.ACCESS, conversation=conversation)
        return (await world.service.open(draft, world.proof(contact, conversation=conversation))).ticket.code

    codes = await asyncio.gather(*(one(number) for number in range(20)))

    assert len(set(codes)) == 20
    assert sorted(row.number for row in await world.rows(tables.tickets)) == list(range(1, 21))
    assert (await world.service.verify(ORG)).broken is None


async def test_a_code_that_is_taken_is_drawn_again(database: Database) -> None:
    codes = [ticket_codes.make("access") for _ in range(2)]
    drawn = iter([codes[0], codes[0], codes[0], codes[1]])
    world = World(database, make_code=lambda kind: next(drawn))

    first = await world.open(TicketKind.ACCESS)
    second = await world.open(TicketKind.ACCESS, separate=True)

    assert [first.code, second.code] == codes
    assert (await world.service.verify()).broken is None


async def test_if_every_drawn_code_is_taken_nothing_is_opened(database: Database) -> None:
    world = World(database, make_code=lambda kind: "TC-0000-000H")
    await world.open(TicketKind.ACCESS)

    with pytest.raises(RuntimeError, match="taken"):
        await world.open(TicketKind.ACCESS, separate=True)

    assert len(await world.rows(tables.tickets)) == 1
    assert (await world.service.verify()).broken is None


async def test_an_opening_is_undone_with_the_turn_that_it_belongs_to(world: World) -> None:
    async def fail() -> None:
        async with world.database.transaction():
            await world.open()
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await fail()

    assert await world.rows(tables.tickets) == []
    assert (await world.service.verify()).broken is None


async def test_a_deletion_needs_the_person_to_accept_what_follows(world: World) -> None:
    with pytest.raises(ConsequencesNotAccepted, match="chấp nhận"):
        await world.open(accepts_consequences=False)

    assert await world.rows(tables.tickets) == []
    ticket = await world.open()
    (entry,) = (await world.service.staff_view(ORG, ticket.code)).history
    assert entry.facts["consequences_accepted"] is True


async def test_a_request_without_what_it_is_about_is_refused(world: World) -> None:
    for kind, request in (
        (TicketKind.DELETION, Request(words="xóa đi")),
        (TicketKind.ACCESS, Request(scope=("  ",))),
        (TicketKind.CORRECTION, Request(words="sửa đi")),
        (TicketKind.CORRECTION, Request(corrections=(Correction("email", "", " "),))),
        (TicketKind.CORRECTION, Request(corrections=(Correction("", "a", "b"),))),
        (TicketKind.COMPLAINT, Request(words="bực quá")),
        (TicketKind.COMPLAINT, Request(complaint=Complaint("\n"))),
        (TicketKind.OBJECTION, Request(scope=("gọi điện",), representative=Representative(""))),
    ):
        with pytest.raises(Incomplete, match=r"^Còn thiếu .+\.$"):
            await world.open(kind, request=request)

    assert await world.rows(tables.tickets) == []


async def test_a_ticket_takes_only_so_many_parts(world: World) -> None:
    with pytest.raises(TooMany, match="30"):
        await world.open(TicketKind.ACCESS, request=Request(scope=tuple(str(n) for n in range(31))))


async def test_five_thousand_letters_are_refused_in_one_sentence_that_does_not_repeat_them(world: World) -> None:
    with pytest.raises(TooLong, match=r"dài 5\.000 ký tự") as refused:
        await world.open(request=Request(name="ă" * 5_000, scope=("*",)))

    assert "ăă" not in str(refused.value)
    assert await world.rows(tables.tickets) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"organisation": "vsign"},
        {"conversation": "telegram:9"},
        {"expires_at": START},
        {"revoked_at": START},
    ],
)
async def test_a_proof_that_is_no_longer_good_here_opens_nothing(world: World, changes: dict[str, object]) -> None:
    proof = replace(world.proof(), **changes)

    with pytest.raises(ProofNeeded):
        await world.service.open(world.draft(), proof)

    assert await world.rows(tables.tickets) == []


@pytest.mark.parametrize(
    ("kind", "strength", "held"),
    [
        (TicketKind.COMPLAINT, Strength.CONTACT, False),
        (TicketKind.OBJECTION, Strength.CONTACT, False),
        (TicketKind.DELETION, Strength.CONTACT, False),
        (TicketKind.CORRECTION, Strength.CONTACT, True),
        (TicketKind.ACCESS, Strength.CONTACT, True),
        (TicketKind.ACCESS, Strength.ON_RECORD, False),
    ],
)
async def test_a_proof_too_weak_for_the_kind_is_held_for_staff(
    world: World, kind: TicketKind, strength: Strength, held: bool
) -> None:
    ticket = await world.open(kind, world.proof(strength=strength))

    assert (Hold.IDENTITY_UNPROVEN in ticket.holds) is held


async def test_who_is_not_on_record_has_only_deleted_what_they_gave_and_staff_are_told(world: World) -> None:
    opened = await world.service.open(world.draft(), world.proof(strength=Strength.CONTACT))

    assert opened.ticket.of_given_only
    assert isinstance(opened, Opened)
    assert "chỉ xóa dữ liệu đã gửi kèm chính liên hệ này" in texts(opened.notices)[1]
    assert not (await world.open(separate=True)).of_given_only


async def test_without_a_proof_the_ticket_is_opened_and_held(world: World) -> None:
    opened = await world.service.open(world.draft(TicketKind.ACCESS, claimed=EMAIL))

    assert isinstance(opened, Opened)
    assert opened.ticket.holds == {Hold.IDENTITY_UNPROVEN}
    assert opened.ticket.proof is None and opened.ticket.contact == EMAIL
    assert "chưa đủ căn cứ xác nhận người yêu cầu" in texts(opened.notices)[1]


async def test_a_representative_is_taken_as_such_and_held_for_staff(world: World) -> None:
    request = Request(scope=("*",), representative=Representative("bé Na", "mẹ", "giấy khai sinh"))

    ticket = await world.open(request=request)

    assert ticket.holds == {Hold.AUTHORITY_UNCHECKED}
    assert (await world.now(ticket)).request == request


async def test_the_same_matter_of_the_same_person_is_offered_the_open_ticket(world: World) -> None:
    ticket = await world.open()

    found = await world.service.open(world.draft(), world.proof())

    assert isinstance(found, AlreadyOpen)
    assert found.ticket == ticket
    assert ticket.code in found.sentence
    assert len(await world.rows(tables.tickets)) == 1
