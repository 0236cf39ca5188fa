"""What the person does: add, answer, withdraw with a confirmation, prove later, complain about the outcome."""

import asyncio
from dataclasses import replace

import pytest

from bot.identity.models import Strength
from bot.tickets import tables
from bot.tickets.errors import ConfirmationInvalid, IllegalAction, Incomplete, ProofNeeded, TicketNotFound, TooLong
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold
from bot.tickets.notices import NoticeName
from bot.tickets.opening import AlreadyOpen, Opened
from bot.tickets.person_acts import CONFIRMATION_LIFE
from bot.tickets.requests import Complaint
from bot.tickets.states import Action, Status
from tests.unit.tickets.world import EMAIL, ORG, PHONE, STAFF, World, texts


async def test_what_the_person_adds_is_kept_and_staff_are_told(world: World) -> None:
    ticket = await world.open()

    changed = await world.service.add_information(ORG, ticket.code, "số cũ là của chồng tôi", proof=world.proof())

    assert [notice.name for notice in changed.notices] == [NoticeName.INFORMATION_TAKEN, NoticeName.STAFF_INFORMATION]
    assert changed.ticket.status is Status.RECEIVED
    assert changed.ticket.clock == ticket.clock
    seen = await world.service.details(ORG, ticket.code, world.proof())
    assert seen.history[-1].told == {"text": "số cũ là của chồng tôi"}


async def test_while_a_question_is_open_what_the_person_adds_is_the_answer(world: World) -> None:
    ticket = await world.in_progress()
    await world.service.ask_person(ORG, ticket.code, STAFF, "Email nào ạ?")

    changed = await world.service.add_information(ORG, ticket.code, "email công ty", proof=world.proof())

    assert changed.ticket.status is Status.IN_PROGRESS
    assert changed.notices[1].name is NoticeName.STAFF_ANSWER


async def test_staff_add_what_they_heard_on_the_telephone(world: World) -> None:
    ticket = await world.open()

    changed = await world.service.add_information(ORG, ticket.code, "gọi lại sau 17h", actor=STAFF)

    assert changed.notices == ()
    assert changed.ticket.version == 2


async def test_nothing_or_too_much_adds_nothing(world: World) -> None:
    ticket = await world.open()

    with pytest.raises(Incomplete):
        await world.service.add_information(ORG, ticket.code, " ", proof=world.proof())
    with pytest.raises(TooLong):
        await world.service.add_information(ORG, ticket.code, "a" * 5_000, proof=world.proof())

    assert await world.now(ticket) == ticket


async def test_a_ticket_is_withdrawn_in_two_steps(world: World) -> None:
    ticket = await world.open()
    asked = await world.service.ask_withdrawal(ORG, ticket.code, world.proof())
    assert (await world.now(ticket)).status is Status.RECEIVED

    changed = await world.service.withdraw(ORG, ticket.code, world.proof(), asked.token)

    assert changed.ticket.status is Status.WITHDRAWN
    assert "đã được rút" in texts(changed.notices)[0]
    assert asked.token not in str(await world.rows(tables.confirmations))


async def test_a_replayed_button_withdraws_nothing_more(world: World) -> None:
    one, two = await world.open(), await world.open(TicketKind.ACCESS)
    asked = await world.service.ask_withdrawal(ORG, one.code, world.proof())
    await world.service.withdraw(ORG, one.code, world.proof(), asked.token)

    with pytest.raises(IllegalAction):
        await world.service.withdraw(ORG, one.code, world.proof(), asked.token)
    with pytest.raises(ConfirmationInvalid):
        await world.service.withdraw(ORG, two.code, world.proof(), asked.token)

    assert (await world.now(two)).status is Status.RECEIVED


async def test_a_token_is_good_for_its_own_ticket_only_and_trying_it_elsewhere_does_not_use_it_up(world: World) -> None:
    one, two = await world.open(), await world.open(TicketKind.ACCESS)
    asked = await world.service.ask_withdrawal(ORG, one.code, world.proof())

    with pytest.raises(ConfirmationInvalid):
        await world.service.withdraw(ORG, two.code, world.proof(), asked.token)

    assert await world.now(two) == two
    assert (await world.service.withdraw(ORG, one.code, world.proof(), asked.token)).ticket.status is Status.WITHDRAWN


async def test_a_forged_token_withdraws_nothing(world: World) -> None:
    ticket = await world.open()
    await world.service.ask_withdrawal(ORG, ticket.code, world.proof())

    for token in ("", "x", "A" * 24, "' OR 1=1 --", "🙂" * 500):
        with pytest.raises(ConfirmationInvalid, match="không còn hiệu lực"):
            await world.service.withdraw(ORG, ticket.code, world.proof(), token)

    assert await world.now(ticket) == ticket


async def test_a_token_differs_by_case_and_is_good_for_a_while_only(world: World) -> None:
    ticket = await world.open()
    asked = await world.service.ask_withdrawal(ORG, ticket.code, world.proof())

    with pytest.raises(ConfirmationInvalid):
        await world.service.withdraw(ORG, ticket.code, world.proof(), asked.token.swapcase())
    world.clock.forward(seconds=CONFIRMATION_LIFE.total_seconds())
    with pytest.raises(ConfirmationInvalid):
        await world.service.withdraw(ORG, ticket.code, world.proof(), asked.token)


async def test_a_token_is_good_in_its_own_conversation_only(world: World) -> None:
    ticket = await world.open()
    asked = await world.service.ask_withdrawal(ORG, ticket.code, world.proof())

    with pytest.raises(ConfirmationInvalid):
        await world.service.withdraw(ORG, ticket.code, world.proof(conversation="telegram:7"), asked.token)

    assert (await world.now(ticket)).status is Status.RECEIVED


async def test_a_button_pressed_ten_times_at_once_withdraws_once(world: World) -> None:
    ticket = await world.open()
    asked = await world.service.ask_withdrawal(ORG, ticket.code, world.proof())

    done = await asyncio.gather(
        *(world.service.withdraw(ORG, ticket.code, world.proof(), asked.token) for _ in range(10)),
        return_exceptions=True,
    )

    assert sum(not isinstance(one, Exception) for one in done) == 1
    assert all(isinstance(one, IllegalAction) for one in done if isinstance(one, Exception))
    assert (await world.now(ticket)).version == 2


async def test_other_people_do_nothing_with_a_ticket(world: World) -> None:
    ticket = await world.open()
    asked = await world.service.ask_withdrawal(ORG, ticket.code, world.proof())
    for proof in (
        None,
        world.proof(EMAIL),
        replace(world.proof(), expires_at=world.clock()),
        replace(world.proof(), revoked_at=world.clock()),
        world.proof(organisation="vsign"),
    ):
        with pytest.raises(ProofNeeded):
            await world.service.add_information(ORG, ticket.code, "xin chào", proof=proof)
        with pytest.raises(ProofNeeded):
            await world.service.ask_withdrawal(ORG, ticket.code, proof)
        with pytest.raises(ProofNeeded):
            await world.service.withdraw(ORG, ticket.code, proof, asked.token)
        with pytest.raises(ProofNeeded):
            await world.service.details(ORG, ticket.code, proof)

    assert await world.now(ticket) == ticket


async def test_a_customer_acts_on_their_ticket_by_another_contact_of_theirs(world: World) -> None:
    ticket = await world.open(proof=world.proof(customer="KH-9"))

    changed = await world.service.add_information(
        ORG, ticket.code, "tôi đây", proof=world.proof(EMAIL, customer="KH-9", conversation="telegram:1")
    )
    with pytest.raises(ProofNeeded):
        await world.service.details(ORG, ticket.code, world.proof(EMAIL, customer="kh-9"))

    assert changed.ticket.version == 2


async def test_who_proves_the_contact_later_lifts_the_hold(world: World) -> None:
    ticket = await world.open(TicketKind.ACCESS, claimed=PHONE)
    with pytest.raises(ProofNeeded):
        await world.service.add_information(ORG, ticket.code, "của tôi", proof=world.proof())

    changed = await world.service.prove(ORG, ticket.code, world.proof())

    assert changed.ticket.holds == frozenset()
    assert changed.ticket.proof is not None and changed.ticket.proof.strength is Strength.ON_RECORD
    assert (await world.service.mine(ORG, world.proof())) == [changed.ticket]
    assert (await world.service.verify()).broken is None


async def test_a_proof_too_weak_is_noted_and_the_hold_stays(world: World) -> None:
    ticket = await world.open(TicketKind.ACCESS, claimed=PHONE)

    changed = await world.service.prove(ORG, ticket.code, world.proof(strength=Strength.CONTACT))

    assert changed.ticket.holds == {Hold.IDENTITY_UNPROVEN}


async def test_only_the_claimed_contact_proves_a_ticket_and_only_once(world: World) -> None:
    ticket, proven = await world.open(TicketKind.ACCESS, claimed=PHONE), await world.open()

    with pytest.raises(ProofNeeded):
        await world.service.prove(ORG, ticket.code, world.proof(EMAIL))
    with pytest.raises(ProofNeeded):
        await world.service.prove(ORG, proven.code, world.proof())

    assert await world.now(ticket) == ticket


async def test_a_complaint_about_the_outcome_is_a_linked_ticket_of_its_own(world: World) -> None:
    ticket = await world.completed()

    opened = await world.service.complain_about_outcome(
        ORG, ticket.code, world.proof(), Complaint("vẫn nhận quảng cáo"), turn="t9"
    )

    assert isinstance(opened, Opened)
    assert opened.ticket.kind is TicketKind.COMPLAINT
    assert opened.ticket.linked == ticket.code
    assert opened.ticket.clock.received_at == world.clock()
    seen = await world.service.staff_view(ORG, ticket.code)
    assert seen.ticket.status is Status.COMPLETED
    assert seen.history[-1].action is Action.COMPLAIN
    assert seen.history[-1].facts["complaint"] == opened.ticket.code
    assert (await world.service.verify()).broken is None


async def test_a_second_complaint_about_the_same_outcome_is_offered_the_first(world: World) -> None:
    ticket = await world.completed()
    proof = world.proof()
    first = await world.service.complain_about_outcome(ORG, ticket.code, proof, Complaint("chưa xong"), turn="t1")

    replayed = await world.service.complain_about_outcome(ORG, ticket.code, proof, Complaint("chưa xong"), turn="t1")
    second = await world.service.complain_about_outcome(ORG, ticket.code, proof, Complaint("quá tệ"), turn="t2")

    assert isinstance(replayed, Opened) and not replayed.fresh
    assert isinstance(second, AlreadyOpen)
    assert second.ticket == replayed.ticket == first.ticket


async def test_there_is_no_complaint_before_an_outcome_or_by_another_person(world: World) -> None:
    still_open, done = await world.open(TicketKind.ACCESS), await world.completed()
    complaint = Complaint("lâu quá")

    with pytest.raises(IllegalAction):
        await world.service.complain_about_outcome(ORG, still_open.code, world.proof(), complaint, turn="a")
    with pytest.raises(ProofNeeded):
        await world.service.complain_about_outcome(ORG, done.code, world.proof(EMAIL), complaint, turn="b")
    with pytest.raises(Incomplete):
        await world.service.complain_about_outcome(ORG, done.code, world.proof(), Complaint(" "), turn="c")
    with pytest.raises(TicketNotFound):
        await world.service.complain_about_outcome(ORG, "XD-0000-0000", world.proof(), complaint, turn="d")

    assert len(await world.rows(tables.tickets)) == 2
