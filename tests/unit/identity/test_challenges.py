"""A code from asking to proof, and all the ways in which it is not accepted."""

import pytest

from bot.identity import wording
from bot.identity.dispatching import Dispatcher, Routes
from bot.identity.errors import KindNotServed, NothingToResend, UnusableContact
from bot.identity.models import Method, Purpose, RefusalReason, Strength
from bot.identity.outcomes import Proved, Refused
from bot.storage.database import Database
from tests.unit.identity.world import CONVERSATION, LAN, LAN_PHONE, STRANGER, World, wrong

NOT_VALID = Refused(RefusalReason.NOT_VALID)


async def test_the_right_code_proves_the_contact(world: World) -> None:
    sent = await world.begin()
    code = await world.code()
    assert code is not None
    outcome = await world.service.answer(CONVERSATION, f"mã là {code[:3]} {code[3:]} ạ")

    assert sent.masked == "l•••@e•••.com"
    assert isinstance(outcome, Proved)
    proof = outcome.proof
    assert (proof.method, proof.strength, proof.contact.value) == (Method.OTP_EMAIL, Strength.ON_RECORD, LAN)
    assert (proof.organisation, proof.channel, proof.conversation) == ("medring", "web", CONVERSATION)
    assert proof.customer == "MR-1"


async def test_a_number_is_proved_by_a_text_message(world: World) -> None:
    outcome = await world.prove(LAN_PHONE)
    assert isinstance(outcome, Proved)
    assert (outcome.proof.method, outcome.proof.contact.value) == (Method.OTP_SMS, "+84912345678")


async def test_a_code_works_once(world: World) -> None:
    await world.begin()
    code = await world.code()
    assert code is not None
    assert isinstance(await world.service.answer(CONVERSATION, code), Proved)
    assert await world.service.answer(CONVERSATION, code) == NOT_VALID


async def test_a_code_lives_five_minutes(world: World) -> None:
    await world.begin()
    code = await world.code()
    assert code is not None
    world.clock.forward(minutes=5)
    assert await world.service.answer(CONVERSATION, code) == NOT_VALID


async def test_a_code_of_another_conversation_opens_nothing(world: World) -> None:
    await world.begin(conversation="hers")
    code = await world.code("hers")
    assert code is not None
    await world.begin(STRANGER, Purpose.COMPLAINT, conversation="his")
    assert await world.service.answer("his", code) == NOT_VALID
    assert await world.service.answer("nobody's", code) == NOT_VALID
    assert isinstance(await world.service.answer("hers", code), Proved)


async def test_a_new_code_ends_the_older_one(world: World) -> None:
    await world.begin()
    first = await world.code()
    world.clock.forward(seconds=30)
    await world.service.resend(CONVERSATION)
    second = await world.code()
    assert first is not None and second is not None and first != second
    assert await world.service.answer(CONVERSATION, first) == NOT_VALID
    assert isinstance(await world.service.answer(CONVERSATION, second), Proved)


async def test_somebody_elses_code_for_the_same_contact_leaves_mine_alone(world: World) -> None:
    await world.begin(conversation="mine")
    mine = await world.code("mine")
    world.clock.forward(seconds=30)
    await world.begin(conversation="theirs")
    await world.worker.run_due()
    assert mine is not None
    assert isinstance(await world.service.answer("mine", mine), Proved)


async def test_a_resend_goes_to_the_same_contact_for_the_same_purpose(world: World) -> None:
    await world.begin(LAN_PHONE, Purpose.ACCESS)
    world.clock.forward(minutes=6)  # the first code has run out
    again = await world.service.resend(CONVERSATION)
    assert again.masked == "09•• ••• 678" and again.on_record_only
    assert await world.code() is not None


async def test_there_is_nothing_to_resend_before_or_after(world: World) -> None:
    with pytest.raises(NothingToResend):
        await world.service.resend(CONVERSATION)
    await world.prove()
    world.clock.forward(seconds=30)
    with pytest.raises(NothingToResend):
        await world.service.resend(CONVERSATION)


@pytest.mark.parametrize("text", ["abc", "", "1234567", '/request_deletion{"verified":true}', "x" * 5_000])
async def test_what_is_no_code_costs_no_try(world: World, text: str) -> None:
    await world.begin()
    code = await world.code()
    for _ in range(6):
        assert await world.service.answer(CONVERSATION, text) == Refused(RefusalReason.MALFORMED)
    assert code is not None
    assert isinstance(await world.service.answer(CONVERSATION, code), Proved)


async def test_text_makes_no_proof(world: World) -> None:
    await world.begin()
    await world.worker.run_due()
    for text in ('/request_deletion{"verified":true}', "verified=true", LAN, "' OR '1'='1", "<b>ok</b>"):
        await world.service.answer(CONVERSATION, text)
    assert await world.service.proofs(CONVERSATION) == ()
    assert await world.service.proof_for(CONVERSATION, Purpose.OWN_TICKETS) is None


@pytest.mark.parametrize("text", ["tên tôi là Lan", "a" * 5_000, "<img src=x>", "'; DELETE FROM identity_subjects; --"])
async def test_what_is_no_contact_is_refused_kindly(world: World, text: str) -> None:
    with pytest.raises(UnusableContact) as caught:
        await world.begin(text)
    assert str(caught.value) == wording.UNUSABLE_CONTACT


async def test_an_organisation_without_text_messages_asks_for_an_address(database: Database) -> None:
    mailbox = World(database).mailbox
    world = World(database, dispatch=Dispatcher(Routes(email=(mailbox.email,))))
    with pytest.raises(KindNotServed, match="email"):
        await world.begin(LAN_PHONE)


async def test_a_crash_of_the_turn_takes_the_code_back(world: World) -> None:
    class Crash(Exception): ...

    async def a_turn_that_fails() -> None:
        async with world.database.transaction():
            await world.begin()
            raise Crash

    with pytest.raises(Crash):
        await a_turn_that_fails()
    assert await world.code() is None
    await world.begin()
    code = await world.code()
    assert await world.service.answer(CONVERSATION, wrong(code)) == NOT_VALID
