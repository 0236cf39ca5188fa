"""The same person, kind and matter; merging; and that a duplicate never punishes."""

from datetime import timedelta

import pytest

from bot.identity.models import Strength
from bot.tickets.errors import IllegalAction, MergeRefused, TicketNotFound, TooLong
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold
from bot.tickets.notices import NoticeName
from bot.tickets.opening import AlreadyOpen, Opened
from bot.tickets.requests import Complaint, Correction, Representative, Request
from bot.tickets.states import Status
from tests.unit.tickets.world import EMAIL, ORG, OTHER_ORG, PHONE, STAFF, World, texts


def correcting(*names: str, new: str = "mới") -> Request:
    return Request(corrections=tuple(Correction(name, "cũ", new) for name in names))


@pytest.mark.parametrize(
    ("kind", "first", "second", "same"),
    [
        (TicketKind.DELETION, Request(scope=("*",)), Request(scope=("*",)), True),
        (TicketKind.DELETION, Request(scope=("*",)), Request(scope=("số điện thoại",)), True),
        (TicketKind.DELETION, Request(scope=("số điện thoại",)), Request(scope=("*",)), False),
        (TicketKind.DELETION, Request(scope=("ảnh", "email")), Request(scope=("Email",)), True),
        (TicketKind.DELETION, Request(scope=("ảnh",)), Request(scope=("ảnh", "email")), False),
        (TicketKind.DELETION, Request(scope=("Số điện thoại",)), Request(scope=("so  dien thoai",)), True),
        (TicketKind.CORRECTION, correcting("email"), correcting("email", new="khác nữa"), True),
        (TicketKind.CORRECTION, correcting("email"), correcting("địa chỉ"), False),
        (TicketKind.CORRECTION, correcting("email", "tên"), correcting("tên"), True),
        (
            TicketKind.COMPLAINT,
            Request(complaint=Complaint("Bị gọi lúc nửa đêm", "xin lỗi")),
            Request(complaint=Complaint("bị gọi  lúc nửa đêm", "bồi thường")),
            True,
        ),
        (
            TicketKind.COMPLAINT,
            Request(complaint=Complaint("bị gọi lúc nửa đêm")),
            Request(complaint=Complaint("lộ địa chỉ")),
            False,
        ),
        (
            TicketKind.ACCESS,
            Request(scope=("*",)),
            Request(scope=("*",), representative=Representative("bé Na")),
            False,
        ),
        (
            TicketKind.ACCESS,
            Request(scope=("*",), representative=Representative("Bé Na", "mẹ")),
            Request(scope=("ảnh",), representative=Representative("bé na", "má")),
            True,
        ),
    ],
)
async def test_what_counts_as_the_same_matter(
    world: World, kind: TicketKind, first: Request, second: Request, same: bool
) -> None:
    ticket = await world.open(kind, request=first)

    again = await world.service.open(world.draft(kind, request=second), world.proof())

    assert isinstance(again, AlreadyOpen) is same
    assert (again.ticket == ticket) is same


async def test_the_open_ticket_is_recognised_before_anything_is_confirmed(world: World) -> None:
    ticket = await world.open()

    assert await world.service.find_open(world.draft(), world.proof()) == ticket
    assert await world.service.find_open(world.draft(TicketKind.ACCESS), world.proof()) is None
    assert await world.service.find_open(world.draft(), world.proof(EMAIL)) is None
    assert await world.service.find_open(world.draft(), None) is None
    assert await world.service.find_open(world.draft(), world.proof(expires_at=world.clock())) is None
    with pytest.raises(TooLong):
        await world.service.find_open(world.draft(request=Request("a" * 5_000, scope=("*",))), world.proof())


async def test_the_same_person_is_known_across_channels_and_contacts_but_not_across_organisations(world: World) -> None:
    ticket = await world.open(proof=world.proof(customer="KH-1"))
    elsewhere = world.draft(conversation="telegram:1")
    by_email = world.proof(EMAIL, customer="KH-1", conversation="telegram:1")
    abroad = world.draft(organisation=OTHER_ORG)

    found = await world.service.open(elsewhere, by_email)
    opened = await world.service.open(abroad, world.proof(organisation=OTHER_ORG, customer="KH-1"))

    assert isinstance(found, AlreadyOpen) and found.ticket == ticket
    assert isinstance(opened, Opened)


async def test_a_closed_ticket_is_no_duplicate_and_who_insists_gets_a_second(world: World) -> None:
    await world.completed()
    first = await world.open()

    second = await world.service.open(world.draft(separate=True), world.proof())

    assert isinstance(second, Opened)
    assert second.ticket.code != first.code


async def test_a_draft_without_a_proof_learns_nothing_of_other_tickets(world: World) -> None:
    await world.open()

    opened = await world.service.open(world.draft(claimed=PHONE))

    assert isinstance(opened, Opened)
    assert opened.ticket.holds == {Hold.IDENTITY_UNPROVEN}


async def test_a_ticket_without_a_proof_does_not_stand_in_the_way_of_a_proven_one(world: World) -> None:
    await world.open(claimed=PHONE)

    opened = await world.service.open(world.draft(), world.proof())

    assert isinstance(opened, Opened)
    assert opened.ticket.holds == frozenset()


async def test_staff_see_what_may_be_the_same(world: World) -> None:
    proven = await world.open()
    claimed = await world.open(claimed=PHONE)
    await world.open(TicketKind.ACCESS)
    await world.open(claimed=EMAIL)
    closed = await world.open(claimed=PHONE)
    await world.service.refuse(ORG, closed.code, STAFF, ground="identity_not_confirmed", reason="không rõ ai")

    assert [one.code for one in await world.service.possible_duplicates(ORG, proven.code)] == [claimed.code]
    assert [one.code for one in await world.service.possible_duplicates(ORG, claimed.code)] == [proven.code]


async def test_merging_keeps_the_earliest_clock_and_closes_the_other(world: World) -> None:
    early = await world.open(claimed=PHONE)
    world.clock.forward(days=3)
    target = await world.open()

    changed = await world.service.merge(ORG, early.code, STAFF, target.code, note="cùng một người")

    assert changed.ticket.code == target.code
    assert changed.ticket.clock.received_at == early.clock.received_at
    assert changed.ticket.clock.complete_by == early.clock.complete_by
    assert changed.ticket.status is Status.RECEIVED
    merged = await world.now(early)
    assert (merged.status, merged.merged_into) == (Status.WITHDRAWN, target.code)
    assert (await world.service.verify()).broken is None


async def test_merging_into_an_older_ticket_moves_no_date_later(world: World) -> None:
    target = await world.open()
    world.clock.forward(days=3)
    late = await world.open(separate=True)

    changed = await world.service.merge(ORG, late.code, STAFF, target.code)

    assert changed.ticket.clock == target.clock


async def test_the_person_hears_of_a_merge_where_they_wrote(world: World) -> None:
    target = await world.open()
    late = await world.open(
        proof=world.proof(conversation="telegram:1"), conversation="telegram:1", channel="telegram", separate=True
    )

    changed = await world.service.merge(ORG, late.code, STAFF, target.code)

    assert [(notice.name, notice.conversation) for notice in changed.notices] == [
        (NoticeName.MERGED, "web:1"),
        (NoticeName.MERGED, "telegram:1"),
    ]
    assert all(f"Phiếu {late.code} trùng với phiếu {target.code}" in said for said in texts(changed.notices))
    assert (await world.service.status(ORG, late.code)).merged


async def test_who_claimed_somebody_elses_contact_hears_nothing_of_a_merge(world: World) -> None:
    claimed = await world.open(claimed=PHONE, conversation="web:stranger")
    target = await world.open()

    changed = await world.service.merge(ORG, claimed.code, STAFF, target.code)

    assert {notice.conversation for notice in changed.notices} == {"web:1"}
    status = await world.service.status(ORG, claimed.code)
    assert (status.status, status.merged) == (Status.WITHDRAWN, False)


async def test_doubts_about_a_claimed_ticket_do_not_hold_up_the_proven_one(world: World) -> None:
    claimed = await world.open(claimed=PHONE, conversation="web:stranger")
    await world.service.suspect(ORG, claimed.code, STAFF, "giọng lạ")
    target = await world.open()

    merged = await world.service.merge(ORG, claimed.code, STAFF, target.code)

    assert merged.ticket.holds == frozenset()


async def test_doubts_about_a_proven_ticket_go_with_it(world: World) -> None:
    target = await world.open(TicketKind.ACCESS)
    late = await world.open(TicketKind.ACCESS, world.proof(strength=Strength.CONTACT), separate=True)

    merged = await world.service.merge(ORG, late.code, STAFF, target.code)

    assert merged.ticket.holds == {Hold.IDENTITY_UNPROVEN}


async def test_what_must_not_be_merged_is_not(world: World) -> None:
    proven = await world.open()
    claimed = await world.open(claimed=PHONE)
    another = await world.open(proof=world.proof(EMAIL))
    other_kind = await world.open(TicketKind.ACCESS)
    nameless = await world.open(claimed=EMAIL)
    closed = await world.completed(separate=True)
    for source, into, why in (
        (proven, proven, "chính nó"),
        (proven, other_kind, "cùng loại"),
        (proven, claimed, "chưa xác nhận"),
        (proven, another, "cùng một người"),
        (nameless, proven, "cùng một người"),
    ):
        with pytest.raises(MergeRefused, match=why):
            await world.service.merge(ORG, source.code, STAFF, into.code)
    for source, into in ((closed, proven), (proven, closed)):
        with pytest.raises(IllegalAction):
            await world.service.merge(ORG, source.code, STAFF, into.code)
    with pytest.raises(TicketNotFound):
        await world.service.merge(ORG, proven.code, STAFF, "XD-0000-0000")

    for ticket in (proven, claimed, another, other_kind, nameless, closed):
        assert await world.now(ticket) == ticket


async def test_an_extension_of_one_counts_for_both(world: World) -> None:
    target = await world.open()
    late = await world.open(separate=True)
    extended = await world.service.extend(ORG, late.code, STAFF, reason="nhiều", amount=1)
    assert extended.ticket.clock.complete_by - target.clock.complete_by == timedelta(days=1)

    merged = await world.service.merge(ORG, late.code, STAFF, target.code)

    assert merged.ticket.clock.extended
    assert merged.ticket.clock.complete_by == target.clock.complete_by
