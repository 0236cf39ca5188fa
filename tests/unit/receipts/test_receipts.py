"""What a receipt says, to whom, and what checking it against the books finds."""

import json
import re
from base64 import urlsafe_b64decode

import jwt
import pytest

from bot.identity.models import Strength
from bot.receipts.errors import NotGenuine
from bot.receipts.keys import SigningKeys
from bot.receipts.models import MERGED, Verdict
from bot.receipts.service import ReceiptService
from bot.tickets import tables
from bot.tickets.errors import TicketNotFound
from bot.tickets.kinds import TicketKind
from bot.tickets.states import Status
from tests.unit.receipts.desks import SEED, VERIFY, desk
from tests.unit.tickets.world import EMAIL, ORG, OTHER_ORG, PHONE, REQUESTS, STAFF, World


def payload(text: str) -> dict[str, object]:
    part = text.split(".")[1]
    table: dict[str, object] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return table


async def test_a_receipt_states_how_the_ticket_stands_and_where_its_history_ends(
    world: World, receipts: ReceiptService
) -> None:
    ticket = await world.open()
    receipt = receipts.issue(ticket)

    assert payload(receipt.text) == {
        "v": 1,
        "org": "medring",
        "name": "Medring",
        "code": ticket.code,
        "kind": "deletion",
        "status": "received",
        "received": "2026-03-02T02:00:00Z",
        "due": "2026-03-22",
        "seq": 1,
        "head": ticket.head,
        "issued": "2026-03-02T02:00:00Z",
    }
    assert receipt.link == f"{VERIFY}#{receipt.text}"
    assert receipts.read(receipt.link) == receipt


async def test_issued_by_code_or_by_ticket_it_is_the_same(world: World, receipts: ReceiptService) -> None:
    ticket = await world.open()
    assert await receipts.issue_for(ORG, ticket.code.lower().replace("-", " ")) == receipts.issue(ticket)
    with pytest.raises(TicketNotFound):
        await receipts.issue_for(OTHER_ORG, ticket.code)


@pytest.mark.parametrize("kind", list(TicketKind))
async def test_nothing_of_the_person_stands_in_a_receipt(
    world: World, receipts: ReceiptService, kind: TicketKind
) -> None:
    proof = world.proof(EMAIL, customer="KH-0042")
    ticket = await world.open(kind, proof)
    said = json.dumps(payload(receipts.issue(ticket).text), ensure_ascii=False)

    request = REQUESTS[kind]
    personal = [EMAIL.value, EMAIL.masked, PHONE.value, "KH-0042", "web:1", ticket.id, proof.id, proof.subject]
    personal += [request.words, request.name, *request.scope, *(c.new for c in request.corrections)]
    for value in filter(None, personal):
        assert value not in said


async def test_a_receipt_is_current_until_something_changes(world: World, receipts: ReceiptService) -> None:
    ticket = await world.open()
    first = receipts.issue(ticket)
    assert (await receipts.check(first.text)).verdict is Verdict.CURRENT

    changed = await world.service.acknowledge(ORG, ticket.code, STAFF)
    checked = await receipts.check(first.link)
    assert checked.verdict is Verdict.MOVED_ON
    assert checked.receipt == first
    assert checked.now is not None
    assert checked.now.status == Status.ACKNOWLEDGED

    second = receipts.issue(changed.ticket)
    assert (await receipts.check(second.text)).verdict is Verdict.CURRENT
    # Every receipt stays good for what it says.
    assert (await receipts.check(first.text)).verdict is Verdict.MOVED_ON


async def test_an_erased_ticket_still_has_its_receipts(world: World, receipts: ReceiptService) -> None:
    ticket = await world.completed()
    receipt = receipts.issue(ticket)
    await world.send_all()
    erasure = await world.service.erase_person(ORG, world.proof().subject)
    assert erasure.erased == (ticket.code,)

    assert (await receipts.check(receipt.text)).verdict is Verdict.MOVED_ON
    assert (await receipts.check((await receipts.issue_for(ORG, ticket.code)).text)).verdict is Verdict.CURRENT


async def test_books_that_were_changed_do_not_agree_with_the_receipt(world: World, receipts: ReceiptService) -> None:
    ticket = await world.open()
    first = receipts.issue(ticket)
    second = receipts.issue((await world.service.acknowledge(ORG, ticket.code, STAFF)).ticket)

    await world.tamper(tables.history, {"hash": "0" * 64}, ticket=ticket.id, sequence=1)
    assert (await receipts.check(first.text)).verdict is Verdict.DISAGREES
    assert (await receipts.check(second.text)).verdict is Verdict.CURRENT

    await world.tamper(tables.tickets, {"status": "completed"}, id=ticket.id)
    assert (await receipts.check(second.text)).verdict is Verdict.DISAGREES


async def test_a_ticket_that_is_in_no_book_is_told(world: World, receipts: ReceiptService) -> None:
    ticket = await world.open()
    receipt = receipts.issue(ticket)
    await world.tamper(tables.tickets, {"code": "XD-0000-0000"}, id=ticket.id)

    checked = await receipts.check(receipt.text)
    assert (checked.verdict, checked.now) == (Verdict.DISAGREES, None)


async def test_merging_shows_only_to_whom_the_ticket_is_proved(world: World, receipts: ReceiptService) -> None:
    kept, proved = await world.open(), await world.open(separate=True)
    claimed = await world.open(claimed=PHONE)
    for ticket in (proved, claimed):
        await world.service.merge(ORG, ticket.code, STAFF, kept.code)

    assert (await receipts.issue_for(ORG, proved.code)).statement.facts.status == MERGED
    assert (await receipts.issue_for(ORG, claimed.code)).statement.facts.status == Status.WITHDRAWN
    merged = await world.now(proved)
    assert merged.proof is not None
    assert merged.proof.strength > Strength.NONE
    assert receipts.issue(merged).statement.facts.status == MERGED


@pytest.mark.parametrize("place", ["header", "payload", "signature"])
async def test_one_changed_letter_anywhere_and_it_is_not_genuine(
    world: World, receipts: ReceiptService, place: str
) -> None:
    text = receipts.issue(await world.open()).text
    parts = text.split(".")
    index = ["header", "payload", "signature"].index(place)
    for at in range(len(parts[index])):
        letter = parts[index][at]
        changed = parts[index][:at] + ("A" if letter != "A" else "B") + parts[index][at + 1 :]
        forged = ".".join([*parts[:index], changed, *parts[index + 1 :]])
        with pytest.raises(NotGenuine):
            receipts.read(forged)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "abc",
        "..",
        "a.b.c",
        "https://quyen.example.com/receipts/verify#",
        "é" * 400,
        "x" * 100_000,
        "\x00",
        "\ud800",
    ],
)
async def test_what_is_no_receipt_is_not_genuine_and_nothing_of_it_is_repeated(
    receipts: ReceiptService, text: str
) -> None:
    checked = await receipts.check(text)
    assert (checked.verdict, checked.receipt, checked.now) == (Verdict.NOT_GENUINE, None, None)


async def test_what_another_installation_signed_is_not_genuine(world: World, receipts: ReceiptService) -> None:
    theirs = desk(world, SigningKeys(b"s" * 32)).issue(await world.open())
    assert (await receipts.check(theirs.text)).verdict is Verdict.NOT_GENUINE


async def test_no_other_algorithm_is_taken(world: World, receipts: ReceiptService) -> None:
    ticket = await world.open()
    body = payload(receipts.issue(ticket).text)
    key = receipts.public_keys[0]
    unsigned = jwt.encode(body, None, algorithm="none", headers={"kid": key.id})
    # The public key, which everybody has, taken for a shared secret.
    confused = jwt.encode(body, key.raw, algorithm="HS256", headers={"kid": key.id})
    for text in (unsigned, confused):
        assert (await receipts.check(text)).verdict is Verdict.NOT_GENUINE


async def test_anybody_can_check_it_with_the_published_key(world: World, receipts: ReceiptService) -> None:
    text = receipts.issue(await world.open()).text
    published = jwt.PyJWK(receipts.public_keys[0].jwk)
    assert jwt.decode(text, published, algorithms=["EdDSA"]) == payload(text)
    assert jwt.get_unverified_header(text) == {"alg": "EdDSA", "kid": receipts.public_keys[0].id}


async def test_a_replaced_key_still_checks_what_it_signed(world: World, receipts: ReceiptService) -> None:
    old = receipts.issue(await world.open())
    renewed = desk(world, SigningKeys(b"n" * 32, old=[SigningKeys(SEED).current.raw]))

    assert (await renewed.check(old.text)).verdict is Verdict.CURRENT
    assert [key.id for key in renewed.public_keys][1:] == [receipts.public_keys[0].id]
    assert old.text.split(".")[0] != (await renewed.issue_for(ORG, old.statement.facts.code)).text.split(".")[0]


async def test_a_link_that_a_mail_program_broke_over_lines_is_read(world: World, receipts: ReceiptService) -> None:
    receipt = receipts.issue(await world.open())
    broken = "\r\n ".join(re.findall(r".{1,60}", receipt.link))
    assert receipts.read(f"  {broken}\n") == receipt


async def test_the_name_is_the_one_that_people_knew_then(world: World, receipts: ReceiptService) -> None:
    receipt = receipts.issue(await world.open())
    checked = await desk(world, medring="Tên mới").check(receipt.text)
    assert checked.verdict is Verdict.CURRENT
    assert checked.receipt is not None
    assert checked.receipt.statement.name == "Medring"
