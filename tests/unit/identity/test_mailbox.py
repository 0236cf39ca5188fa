"""The development mailbox: what /mailbox and `lachan chat` read."""

from bot.identity.messages import MessageKind
from bot.identity.models import Purpose
from tests.unit.identity.world import CONVERSATION, LAN, LAN_PHONE, World


async def test_letters_are_listed_newest_first(world: World) -> None:
    await world.begin()
    await world.worker.run_due()
    world.clock.forward(minutes=1)
    await world.begin(LAN_PHONE, organisation="vsign", purpose=Purpose.COMPLAINT)
    await world.worker.run_due()

    letters = await world.mailbox.letters()
    assert [letter.to for letter in letters] == ["+84912345678", LAN]
    assert [letter.organisation for letter in letters] == ["vsign", "medring"]
    assert [letter.kind for letter in letters] == [MessageKind.CODE] * 2
    assert [letter.to for letter in await world.mailbox.letters("medring")] == [LAN]
    assert len(await world.mailbox.letters(limit=1)) == 1
    for letter in letters:
        assert letter.code in letter.body


async def test_the_latest_code_is_the_conversations_own(world: World) -> None:
    assert await world.mailbox.latest_code(CONVERSATION) is None
    await world.begin()
    first = await world.code()
    world.clock.forward(minutes=1)
    await world.begin(LAN_PHONE, conversation="another")
    another = await world.code("another")
    world.clock.forward(minutes=1)
    await world.service.resend(CONVERSATION)
    second = await world.code()
    assert len({first, another, second}) == 3
    assert await world.mailbox.latest_code("another") == another


async def test_a_notice_is_no_code(world: World) -> None:
    sent = await world.begin()
    code = await world.code()
    await world.service.notify("medring", CONVERSATION, sent.contact, subject="s", body="b", short="b")
    assert await world.code() == code
