"""Nothing personal lies in the database in clear, nor in what objects and errors print."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.identity.models import Disowned, DisownedKind
from bot.storage.database import Database
from bot.tickets import tables
from bot.tickets.errors import TicketError
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Ticket
from bot.tickets.notices import Audience
from bot.tickets.opening import Opened
from bot.tickets.requests import Complaint, Correction, Representative, Request, to_table
from tests.unit.tickets.world import EMAIL, ORG, PHONE, STAFF, World, texts

# Each stands in one field, and in no other.
SECRETS = {
    "words": "con mèo nhà tôi",
    "name": "Trần Văn Bưởi",
    "scope": "ảnh chụp ở Đà Lạt",
    "field": "địa chỉ giao hàng",
    "old": "12 ngõ Hẹp",
    "new": "34 phố Rộng",
    "about": "nhân viên đọc bệnh án",
    "wanted": "xin lỗi bằng thư",
    "represented": "bà cụ Mận",
    "relation": "cháu ngoại",
    "basis": "giấy ủy quyền số 77",
    "question": "tên đường cũ là gì",
    "answer": "đường Hoa Sữa",
    "added": "gọi buổi sáng",
    "reason": "hồ sơ đang tranh chấp",
    "result": "đã gỡ khỏi ba hệ thống",
    "law": "khoản 9 Điều 99 Luật Giả Định",
    "note": "khách nói rất to",
    "whom": "Công ty Vận Chuyển Rùa",
    "message": "hẹn thứ Năm",
    "phone": PHONE.value,
    "email": EMAIL.value,
    "customer": "KH-000777",
}
S = SECRETS


async def lives(world: World) -> list[Ticket]:
    """Tickets that hold every secret, in every table."""
    service = world.service
    proof = world.proof(customer=S["customer"])
    request = Request(
        S["words"],
        S["name"],
        (S["scope"],),
        representative=Representative(S["represented"], S["relation"], S["basis"]),
    )
    one = await world.open(TicketKind.DELETION, proof, request=request)
    await service.acknowledge(ORG, one.code, STAFF, S["message"])
    await service.ask_person(ORG, one.code, STAFF, S["question"], note=S["note"])
    await service.add_information(ORG, one.code, S["answer"], proof=proof)
    await service.add_information(ORG, one.code, S["added"], proof=proof)
    await service.confirm(ORG, one.code, STAFF, "authority_unchecked", S["note"])
    await service.wait_for_third_party(ORG, one.code, STAFF, S["whom"])
    await service.ask_withdrawal(ORG, one.code, proof)
    await service.complete_partly(
        ORG, one.code, STAFF, ground="retention_duty", reason=S["reason"], result=S["result"], law=S["law"]
    )
    correction = Request(corrections=(Correction(S["field"], S["old"], S["new"]),))
    two = await world.open(TicketKind.CORRECTION, request=correction, claimed=EMAIL)
    complained = await service.complain_about_outcome(
        ORG, one.code, proof, Complaint(S["about"], S["wanted"]), turn="z"
    )
    await service.suspect(ORG, two.code, STAFF, S["note"])
    await service.disowned(Disowned(ORG, "web:1", proof.subject, DisownedKind.CODE, world.clock()))
    return [await world.now(ticket) for ticket in (one, two, complained.ticket)]


async def dump(database: Database) -> str:
    """Every value of every table of tickets."""
    out = []
    async with database.transaction() as connection:
        for table in (
            tables.tickets,
            tables.history,
            tables.ledgers,
            tables.confirmations,
            tables.freezes,
            tables.notices,
        ):
            rows = (await connection.execute(text(f'SELECT * FROM "{table.name}"'))).all()
            assert rows, f"{table.name} is empty: the test proves nothing about it"
            out += [repr(tuple(row)) for row in rows]
    return "\n".join(out)


async def test_no_table_holds_a_personal_value_in_clear(world: World) -> None:
    await lives(world)

    dumped = await dump(world.database)

    assert [name for name, secret in SECRETS.items() if secret.lower() in dumped.lower()] == []


async def test_the_database_file_holds_no_personal_value_in_clear(
    world: World, database: Database, database_url: str
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL keeps its files to itself")
    await lives(world)
    await database.shutdown()
    path = make_url(database_url).database
    assert path is not None

    content = b"".join(file.read_bytes() for file in Path(path).parent.iterdir())

    assert b"ticket_history" in content
    assert [name for name, secret in SECRETS.items() if secret.encode() in content] == []


async def test_after_an_erasure_not_even_the_index_of_the_person_is_left(world: World) -> None:
    tickets = await lives(world)
    for ticket in tickets[1:]:
        await world.service.refuse(ORG, ticket.code, STAFF, ground="own_rights_only", reason=S["reason"])
    await world.send_all()
    proof = world.proof()
    indexes = [ticket.person for ticket in tickets]

    erased = await world.service.erase_person(ORG, proof.subject, customer=S["customer"], contact=EMAIL)

    assert set(erased.erased) == {ticket.code for ticket in tickets}
    rows = str(
        [*await world.rows(tables.tickets), *await world.rows(tables.history), *await world.rows(tables.notices)]
    )
    assert "v1.test." not in rows
    assert "web:1" not in rows
    for person in indexes:
        for index in (person.subject, person.customer, person.contact):
            assert index is None or index not in rows


async def test_every_secret_can_be_read_back_by_who_has_the_key(world: World) -> None:
    one, two, three = await lives(world)
    views = [await world.service.staff_view(ORG, ticket.code) for ticket in (one, two, three)]

    known = str([to_table(view.ticket.request) for view in views if view.ticket.request])
    known += str([(entry.told, entry.note) for view in views for entry in view.history])
    known += str([(ticket.contact and ticket.contact.value) for ticket in (one, two)])

    # The customer's number is an index only.
    assert [name for name, secret in SECRETS.items() if secret not in known and name != "customer"] == []


async def test_nothing_prints_a_personal_value(world: World) -> None:
    tickets = await lives(world)
    views = [await world.service.details(ORG, tickets[0].code, world.proof(customer=S["customer"]))]
    views += [await world.service.staff_view(ORG, ticket.code) for ticket in tickets]
    notices = await world.service.claim_notices(100)
    draft = world.draft(request=Request(S["words"], S["name"], ("*",)), claimed=EMAIL)
    opened = await world.service.open(draft)

    printed = f"{tickets} {views} {notices} {draft} {opened} {world.service}"

    assert [name for name, secret in SECRETS.items() if secret in printed] == []


async def test_staff_notices_hold_nothing_personal(world: World) -> None:
    await lives(world)

    notices = [one for one in await world.service.claim_notices(100) if one.audience is Audience.STAFF]
    world.clock.forward(days=90)
    notices += await world.service.reminders()

    said = "\n".join(texts(notices))
    assert len(notices) > 5
    assert [name for name, secret in SECRETS.items() if secret in said] == []


async def test_no_error_repeats_what_was_given(world: World) -> None:
    ticket = await world.open()
    secret = S["reason"]
    attempts = [
        world.service.refuse(ORG, ticket.code, STAFF, ground=secret, reason=secret),
        world.service.refuse(ORG, ticket.code, STAFF, ground="", reason=secret * 500),
        world.service.withdraw(ORG, ticket.code, world.proof(), secret),
        world.service.status(ORG, secret),
        world.service.details(ORG, ticket.code, world.proof(EMAIL)),
        world.service.open(replace(world.draft(), request=Request(secret * 500, scope=("*",)))),
        world.service.confirm(ORG, ticket.code, STAFF, secret, secret),
        world.service.complete(ORG, ticket.code, STAFF, secret),
    ]
    for attempt in attempts:
        with pytest.raises(TicketError) as refused:
            await attempt
        assert secret not in str(refused.value)
        assert ticket.code not in str(refused.value)


async def test_typed_card_and_identity_numbers_are_masked_before_they_are_kept(world: World) -> None:
    number = "079203012345"
    request = Request(f"cccd của tôi {number}", scope=("*",))

    opened = await world.service.open(world.draft(request=request), world.proof())
    assert isinstance(opened, Opened)
    await world.service.add_information(ORG, opened.ticket.code, f"số căn cước {number}", proof=world.proof())

    view = await world.service.staff_view(ORG, opened.ticket.code)
    assert opened.ticket.request is not None
    assert number not in opened.ticket.request.words + view.history[1].told["text"]
    assert "45" in view.history[1].told["text"]
