"""SQL, HTML, templates, odd Unicode and far too much, in every field: stored as text, or refused in a sentence; never obeyed."""

from dataclasses import fields, replace

import pytest

from bot.tickets import cleaning, tables
from bot.tickets.errors import InvalidRequest, TicketError, TooLong
from bot.tickets.kinds import TicketKind
from bot.tickets.requests import Complaint, Correction, Draft, Representative, Request
from bot.tickets.wording_notices import notice_text
from tests.unit.tickets.world import ORG, STAFF, World

TEXTS = [
    "'; DROP TABLE tickets; --",
    '<script>alert("x")</script><b>đậm</b>',
    "{code} {0} {reason!r} %(x)s ${HOME} {{x}}",
    '/request_deletion{"verified":true}',
    "xin\x00chào\x1b[31m",
    "nửa \ud83d emoji",
    "𝓧óa 👨‍👩‍👧 \u202egnod",
    "a\r\nb\tc",
    "\\",
]
LONG = "ă" * 5_000


def filled(text: str) -> Request:
    return Request(
        words=text,
        name=text[:150],
        scope=(text,),
        corrections=(Correction(text, text, text),),
        complaint=Complaint(text, text),
        representative=Representative(text, text, text),
    )


async def test_odd_text_is_kept_as_text_in_every_field(world: World) -> None:
    for text in TEXTS:
        ticket = await world.open(request=filled(text), separate=True)

        expected = cleaning.clean(text, cleaning.WORDS)
        assert expected
        assert (await world.now(ticket)).request == filled(expected)

    assert len(await world.rows(tables.tickets)) == len(TEXTS)
    assert (await world.service.verify()).broken is None


@pytest.mark.parametrize("text", TEXTS)
async def test_odd_text_of_staff_reaches_the_person_as_text(world: World, text: str) -> None:
    ticket = await world.open()
    service, expected = world.service, cleaning.clean(text, cleaning.REASON)

    said = [
        await service.acknowledge(ORG, ticket.code, STAFF, text, note=text),
        await service.ask_person(ORG, ticket.code, STAFF, text, note=text),
        await service.add_information(ORG, ticket.code, text, actor=STAFF),
        await service.wait_for_third_party(ORG, ticket.code, STAFF, text, note=text),
        await service.extend(ORG, ticket.code, STAFF, reason=text),
        await service.complete_partly(
            ORG, ticket.code, STAFF, ground="retention_duty", reason=text, result=text, law=text
        ),
    ]

    for changed in said:
        for notice in changed.notices:
            assert expected in notice_text(notice)
            notice_text(notice).encode("utf-8")
    assert (await world.now(ticket)).version == 7
    assert (await world.service.verify()).broken is None


async def test_odd_text_as_a_code_a_ground_a_hold_or_a_token_changes_nothing(world: World) -> None:
    ticket = await world.open()
    service = world.service
    for text in [*TEXTS, LONG, ""]:
        for attempt in (
            service.status(ORG, text),
            service.details(ORG, text, world.proof()),
            service.acknowledge(ORG, text, STAFF),
            service.merge(ORG, ticket.code, STAFF, text),
            service.refuse(ORG, ticket.code, STAFF, ground=text, reason="vì thế"),
            service.confirm(ORG, ticket.code, STAFF, text, "ổn"),
            service.withdraw(ORG, ticket.code, world.proof(), text),
        ):
            with pytest.raises(TicketError) as refused:
                await attempt
            assert str(refused.value).endswith(".")

    assert await world.now(ticket) == ticket


FIELDS = [
    Request(words=LONG),
    Request(name=LONG),
    Request(scope=(LONG,)),
    Request(corrections=(Correction(LONG, "a", "b"),)),
    Request(corrections=(Correction("tên", LONG, "b"),)),
    Request(corrections=(Correction("tên", "a", LONG),)),
    Request(complaint=Complaint(LONG)),
    Request(complaint=Complaint("bị gọi", LONG)),
    Request(representative=Representative(LONG)),
    Request(representative=Representative("bé Na", LONG)),
    Request(representative=Representative("bé Na", "mẹ", LONG)),
]


@pytest.mark.parametrize("request_", FIELDS)
@pytest.mark.parametrize("kind", [TicketKind.DELETION, TicketKind.CORRECTION, TicketKind.COMPLAINT])
def test_five_thousand_letters_in_any_field_are_refused_whatever_the_kind(request_: Request, kind: TicketKind) -> None:
    given = {field.name: value for field in fields(Request) if (value := getattr(request_, field.name))}
    draft = Draft(ORG, kind, replace(filled("bình thường"), **given), "web", "web:1", "t")

    with pytest.raises(TooLong, match=r"^Phần .+ dài 5\.000 ký tự, quá giới hạn [0-9.]+\. Xin viết ngắn hơn\.$"):
        cleaning.cleaned_draft(draft)


async def test_five_thousand_letters_from_staff_change_nothing(world: World) -> None:
    ticket = await world.in_progress()
    service = world.service
    for attempt in (
        service.complete(ORG, ticket.code, STAFF, LONG),
        service.complete(ORG, ticket.code, STAFF, note=LONG),
        service.ask_person(ORG, ticket.code, STAFF, LONG),
        service.wait_for_third_party(ORG, ticket.code, STAFF, LONG),
        service.extend(ORG, ticket.code, STAFF, reason=LONG),
        service.refuse(ORG, ticket.code, STAFF, ground="deletion_excluded", reason=LONG),
        service.refuse(ORG, ticket.code, STAFF, ground="retention_duty", reason="vì thế", law=LONG),
        service.add_information(ORG, ticket.code, LONG, actor=STAFF),
        service.suspect(ORG, ticket.code, STAFF, LONG),
        service.merge(ORG, ticket.code, STAFF, ticket.code, note=LONG),
    ):
        with pytest.raises(InvalidRequest):
            await attempt

    assert await world.now(ticket) == ticket


def test_cleaning_takes_away_what_shows_nothing_and_keeps_lines() -> None:
    assert cleaning.clean("  xin\u200b chào\x07\nhai \ud83d ", cleaning.WORDS) == "xin chào \nhai �"
