import asyncio
from typing import Any

import pytest

from bot.conversations.errors import UnknownConversation
from bot.conversations.models import Message
from bot.conversations.service import ConversationService
from bot.conversations.store import MESSAGES


async def test_an_idle_conversation_is_forgotten_after_a_day(
    service: ConversationService, dialogue: Any, clock: Any
) -> None:
    old, live = await service.start("acme", "web"), await service.start("acme", "web")
    clock.forward(hours=20)
    await service.say(live.id, "còn đây")
    clock.forward(hours=5)

    assert await service.evict_idle() == 1
    assert dialogue.forgotten == [old.id]
    with pytest.raises(UnknownConversation):
        await service.events_since(old.id)
    assert await service.events_since(live.id)


async def test_the_least_active_conversation_makes_room(service: ConversationService, dialogue: Any) -> None:
    first, second, _ = [await service.start("acme", "web") for _ in range(3)]
    await service.say(first.id, "còn đây")
    await service.start("acme", "web")

    assert dialogue.forgotten == [second.id]
    assert (await service.get(first.id)).organisation == "acme"


async def test_a_subscriber_gets_the_past_and_the_future(service: ConversationService) -> None:
    started = await service.start("acme", "web")
    await service.say(started.id, "một")
    heard: list[Message] = []

    async def listen() -> None:
        async for message in service.subscribe(started.id, after=1):
            heard.append(message)
            if message.seq == 4:
                return

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0)
    await service.say(started.id, "hai")
    async with asyncio.timeout(1):
        await listening

    assert [m.seq for m in heard] == [2, 3, 4]


async def test_a_subscriber_that_leaves_is_not_kept(service: ConversationService) -> None:
    started = await service.start("acme", "web")
    await service.say(started.id, "một")
    stream = service.subscribe(started.id)
    await anext(stream)
    assert service._broadcast.count(started.id) == 1
    await stream.aclose()

    assert service._broadcast.count(started.id) == 0


async def test_a_subscription_ends_with_its_conversation(service: ConversationService, clock: Any) -> None:
    started = await service.start("acme", "web")
    stream = service.subscribe(started.id)
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    clock.forward(hours=25)
    await service.evict_idle()

    with pytest.raises(UnknownConversation):
        await waiting


async def test_a_long_conversation_keeps_its_newest_messages(service: ConversationService) -> None:
    started = await service.start("acme", "web")
    for n in range(MESSAGES // 2 + 10):
        await service.say(started.id, str(n))
    messages = await service.events_since(started.id)

    assert len(messages) == MESSAGES
    assert messages[-1].seq == MESSAGES + 20
