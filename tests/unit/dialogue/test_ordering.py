import asyncio

import pytest

from bot.dialogue.errors import ConversationBusy
from bot.dialogue.ordering import TurnOrder


async def test_turns_of_one_conversation_follow_each_other() -> None:
    order, seen = TurnOrder(), []

    async def turn(name: str, seconds: float) -> None:
        async with order.turn("c"):
            await asyncio.sleep(seconds)
            seen.append(name)

    await asyncio.gather(turn("first", 0.02), turn("second", 0.0), turn("third", 0.0))

    assert seen == ["first", "second", "third"]
    assert len(order) == 0


async def test_another_conversation_does_not_wait() -> None:
    order = TurnOrder()
    async with order.turn("a"), asyncio.timeout(1), order.turn("b"):
        pass


async def test_a_conversation_with_too_many_waiting_is_busy() -> None:
    order = TurnOrder(limit=2)

    async def turn() -> None:
        async with order.turn("c"):
            await asyncio.sleep(0.01)

    results = await asyncio.gather(*(turn() for _ in range(5)), return_exceptions=True)

    assert [type(r) for r in results].count(ConversationBusy) == 2


async def test_a_turn_that_breaks_lets_the_next_one_in() -> None:
    order = TurnOrder()
    with pytest.raises(ValueError, match="x"):
        async with order.turn("c"):
            raise ValueError("x")
    async with asyncio.timeout(1), order.turn("c"):
        pass
