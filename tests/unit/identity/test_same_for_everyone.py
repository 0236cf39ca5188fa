"""Nobody learns from the desk whether a contact is on record: the same answers, the same work, the same tables."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.identity.models import Purpose, RefusalReason, Strength
from bot.identity.outcomes import Proved, Refused
from bot.identity.rules import RULES
from tests.unit.identity.world import CONVERSATION, LAN, STRANGER, World

ON_RECORD = [purpose for purpose, rule in RULES.items() if rule.on_record_only]
OPEN_TO_ALL = [purpose for purpose in Purpose if purpose not in ON_RECORD]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that any engine is given meanwhile: each is one wait for the database."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_asking_and_answering_wait_for_the_same_things(world: World) -> None:
    work = {}
    for contact in (LAN, STRANGER):
        with statements() as seen:
            sent = await world.begin(contact, conversation=contact)
        asked = [*seen]
        await world.worker.run_due()
        with statements() as seen:
            answers = [await world.service.answer(contact, "123456") for _ in range(7)]
        answered = [*seen]
        world.clock.forward(minutes=1)
        work[contact] = (asked, answered, answers, sent.on_record_only, sent.resend_at - sent.expires_at)
    assert work[LAN] == work[STRANGER]
    assert len(work[LAN][0]) > 5


async def test_before_and_after_the_worker_asking_again_is_the_same(world: World) -> None:
    work = {}
    for contact in (LAN, STRANGER):
        await world.begin(contact, conversation=contact)
        await world.worker.run_due()
        world.clock.forward(seconds=30)
        with statements() as seen:
            again = await world.service.resend(contact)
        work[contact] = ([*seen], again.sentence.replace(again.masked, "…"))
        world.clock.forward(minutes=1)
    assert work[LAN] == work[STRANGER]


@pytest.mark.parametrize("purpose", ON_RECORD)
async def test_what_needs_a_record_sends_a_stranger_nothing(world: World, purpose: Purpose) -> None:
    known = await world.begin(LAN, purpose, conversation="known")
    unknown = await world.begin(STRANGER, purpose, conversation="unknown")
    await world.worker.run_due()

    assert known.sentence.replace(known.masked, "") == unknown.sentence.replace(unknown.masked, "")
    assert [letter.to for letter in await world.mailbox.letters()] == [LAN]


async def test_no_code_at_all_is_right_for_a_stranger(world: World) -> None:
    class EveryCode(World):
        def __post_init__(self) -> None:
            super().__post_init__()
            # Whatever is typed agrees with the hash.
            self.codes.matches = lambda *_: True  # type: ignore[method-assign]

    guesser = EveryCode(world.database, clock=world.clock)
    await guesser.begin(STRANGER)
    assert await guesser.service.answer(CONVERSATION, "123456") == Refused(RefusalReason.NOT_VALID)
    await guesser.worker.run_due()
    assert await guesser.service.answer(CONVERSATION, "123456") == Refused(RefusalReason.NOT_VALID)
    assert await guesser.service.proofs(CONVERSATION) == ()


@pytest.mark.parametrize("purpose", OPEN_TO_ALL)
async def test_a_stranger_can_prove_a_contact_for_what_needs_no_record(world: World, purpose: Purpose) -> None:
    outcome = await world.prove(STRANGER, purpose)
    assert isinstance(outcome, Proved)
    assert outcome.proof.strength is Strength.CONTACT
    assert outcome.proof.customer is None
    assert await world.service.proof_for(CONVERSATION, Purpose.COMPLAINT) is not None
    assert await world.service.proof_for(CONVERSATION, Purpose.DELETION_OF_GIVEN) is not None
    assert await world.service.proof_for(CONVERSATION, Purpose.DELETION) is None


async def test_a_customer_of_one_organisation_is_a_stranger_to_another(world: World) -> None:
    await world.begin(LAN, Purpose.DELETION, organisation="vsign")
    assert await world.code() is None


async def test_unknown_expired_replaced_and_wrong_read_the_same(world: World) -> None:
    await world.begin()
    first = await world.code()
    world.clock.forward(seconds=30)
    await world.service.resend(CONVERSATION)
    second = await world.code()
    assert first and second
    replaced = await world.service.answer(CONVERSATION, first)
    wrong = await world.service.answer(CONVERSATION, "000000" if second != "000000" else "000001")
    world.clock.forward(minutes=6)
    expired = await world.service.answer(CONVERSATION, second)
    nothing = await world.service.answer("never-asked", second)
    assert replaced == wrong == expired == nothing == Refused(RefusalReason.NOT_VALID)
    assert len({outcome.sentence for outcome in (replaced, wrong, expired, nothing)}) == 1
