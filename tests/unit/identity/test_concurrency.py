"""Counts and single uses when everybody comes at once, on both databases for real."""

import asyncio

from bot.identity.errors import CodeTooSoon
from bot.identity.models import Purpose, RefusalReason
from bot.identity.outcomes import Proved, Refused, Sent
from tests.unit.identity.world import CONVERSATION, LAN, World, wrong


async def test_of_fifty_guesses_at_once_five_are_compared(world: World) -> None:
    await world.begin()
    code = await world.code()
    guess = wrong(code)
    answers = await asyncio.gather(*(world.service.answer(CONVERSATION, guess) for _ in range(50)))

    assert world.codes.compared <= 5
    assert {type(answer) for answer in answers} == {Refused}
    assert answers.count(Refused(RefusalReason.LOCKED)) >= 45
    assert code is not None
    assert await world.service.answer(CONVERSATION, code) == Refused(RefusalReason.LOCKED)


async def test_of_fifty_guesses_in_three_conversations_five_are_compared(world: World) -> None:
    talks = ["a", "b", "c"]
    codes = set()
    for talk in talks:
        await world.begin(conversation=talk)
        codes.add(await world.code(talk))
        world.clock.forward(seconds=30)
    guess = next(f"{number:06d}" for number in range(10) if f"{number:06d}" not in codes)
    await asyncio.gather(*(world.service.answer(talks[number % 3], guess) for number in range(51)))

    assert world.codes.compared <= 5


async def test_a_right_code_that_is_sent_ten_times_at_once_proves_once(world: World) -> None:
    await world.begin()
    code = await world.code()
    assert code is not None
    answers = await asyncio.gather(*(world.service.answer(CONVERSATION, code) for _ in range(10)))

    assert sum(isinstance(answer, Proved) for answer in answers) == 1
    assert len(await world.service.proofs(CONVERSATION)) == 1


async def test_of_ten_requests_at_once_one_sends_a_code(world: World) -> None:
    async def ask(talk: int) -> Sent | CodeTooSoon:
        try:
            return await world.begin(LAN, conversation=f"talk-{talk}")
        except CodeTooSoon as error:
            return error

    answers = await asyncio.gather(*map(ask, range(10)))
    assert sum(isinstance(answer, Sent) for answer in answers) == 1
    await world.worker.run_due()
    assert len(await world.mailbox.letters()) == 1


async def test_one_message_is_sent_by_one_of_many_workers(world: World) -> None:
    contacts = [f"nguoi.{number}@example.com" for number in range(10)]
    for contact in contacts:
        await world.begin(contact, Purpose.COMPLAINT, conversation=contact)
    others = [World(world.database, clock=world.clock) for _ in range(4)]
    tried = await asyncio.gather(*(one.worker.run_due() for one in [world, *others]))

    assert sum(tried) == 10
    assert sorted(letter.to for letter in await world.mailbox.letters()) == contacts


async def test_a_link_that_is_opened_ten_times_at_once_works_once(world: World) -> None:
    await world.begin()
    token = world.codes.tokens[-1]
    events = await asyncio.gather(*(world.service.disown(token) for _ in range(10)))
    assert sum(event is not None for event in events) == 1
    assert len(await world.service.disowned(CONVERSATION)) == 1
