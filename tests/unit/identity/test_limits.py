"""How often codes are sent and guesses compared: per contact, whatever the code, the conversation, the organisation."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.identity.errors import CodeTooSoon, TooManyCodes, TooManyTries
from bot.identity.models import Purpose, RefusalReason
from bot.identity.outcomes import Proved, Refused
from tests.unit.identity.world import CONVERSATION, LAN, LAN_PHONE, STRANGER, World, wrong

NOT_VALID, LOCKED = Refused(RefusalReason.NOT_VALID), Refused(RefusalReason.LOCKED)


async def test_the_next_code_comes_after_thirty_seconds(world: World) -> None:
    await world.begin()
    world.clock.forward(seconds=29)
    with pytest.raises(CodeTooSoon, match="1 giây") as caught:
        await world.service.resend(CONVERSATION)
    assert caught.value.wait == timedelta(seconds=1)
    world.clock.forward(seconds=1)
    sent = await world.service.resend(CONVERSATION)
    assert sent.resend_at == world.clock() + timedelta(seconds=30)


async def test_three_codes_an_hour_in_any_window(world: World) -> None:
    for _ in range(3):
        await world.begin()
        world.clock.forward(minutes=10)
    with pytest.raises(TooManyCodes, match="30 phút"):
        await world.begin(conversation="another")
    world.clock.forward(minutes=30)
    await world.begin()
    with pytest.raises(TooManyCodes, match="10 phút"):
        await world.begin()


async def test_the_person_is_told_when_the_next_code_can_be_asked_for(world: World) -> None:
    first = world.clock()
    resend_at = []
    for _ in range(3):
        resend_at.append((await world.begin()).resend_at - first)
        world.clock.forward(minutes=1)
    assert resend_at == [timedelta(seconds=30), timedelta(seconds=90), timedelta(hours=1)]
    world.clock.time = first + resend_at[-1]
    await world.begin()


async def test_codes_are_counted_across_organisations(world: World) -> None:
    for organisation in ("medring", "vsign", "tungduong"):
        await world.begin(conversation=organisation, organisation=organisation)
        world.clock.forward(minutes=1)
    with pytest.raises(TooManyCodes):
        await world.begin(conversation="other", organisation="medicallog")


async def test_a_conversation_cannot_walk_through_a_list(world: World) -> None:
    for number in range(6):
        await world.begin(f"nguoi.{number}@example.com")
    with pytest.raises(TooManyCodes):
        await world.begin("nguoi.7@example.com")
    world.clock.forward(hours=1)
    await world.begin("nguoi.7@example.com")


async def test_a_refused_code_is_not_counted(world: World) -> None:
    await world.begin()
    for _ in range(5):
        with pytest.raises(CodeTooSoon):
            await world.begin()
    for _ in range(2):
        world.clock.forward(seconds=30)
        await world.begin()


async def test_five_guesses_a_day_across_codes_and_conversations(world: World) -> None:
    await world.begin(conversation="a")
    first = await world.code("a")
    for _ in range(3):
        assert await world.service.answer("a", wrong(first)) == NOT_VALID
    world.clock.forward(minutes=1)
    await world.begin(conversation="b")
    second = await world.code("b")
    for _ in range(2):
        assert await world.service.answer("b", wrong(second)) == NOT_VALID
    assert second is not None
    # A new code did not start the count anew: not even the right one is looked at.
    assert await world.service.answer("b", second) == LOCKED
    assert world.codes.compared == 5
    world.clock.forward(minutes=1)
    with pytest.raises(TooManyTries) as caught:
        await world.begin(conversation="c")
    assert str(caught.value) == LOCKED.sentence


async def test_another_contact_is_not_locked(world: World) -> None:
    await world.begin()
    code = await world.code()
    for _ in range(5):
        await world.service.answer(CONVERSATION, wrong(code))
    assert isinstance(await world.prove(LAN_PHONE), Proved)


async def test_tries_come_back_at_midnight_in_hanoi(world: World) -> None:
    world.clock.time = datetime(2026, 3, 2, 16, 58, tzinfo=UTC)  # 23:58
    await world.begin()
    code = await world.code()
    for _ in range(5):
        await world.service.answer(CONVERSATION, wrong(code))
    with pytest.raises(TooManyTries):
        await world.begin(conversation="late")
    world.clock.time = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 00:00
    await world.begin(conversation="early")
    code = await world.code("early")
    assert code is not None
    assert isinstance(await world.service.answer("early", code), Proved)


async def test_one_code_is_compared_five_times_even_over_midnight(world: World) -> None:
    world.clock.time = datetime(2026, 3, 2, 16, 58, tzinfo=UTC)
    await world.begin()
    code = await world.code()
    for _ in range(5):
        await world.service.answer(CONVERSATION, wrong(code))
    world.clock.time = datetime(2026, 3, 2, 17, 1, tzinfo=UTC)
    assert code is not None
    assert await world.service.answer(CONVERSATION, code) == NOT_VALID
    assert world.codes.compared == 5


async def test_a_clock_that_is_a_day_behind_does_not_start_the_count_anew(world: World) -> None:
    world.clock.time = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    await world.begin()
    code = await world.code()
    for _ in range(3):
        await world.service.answer(CONVERSATION, wrong(code))
    for minute in (59, 0, 59, 0):
        world.clock.time = datetime(2026, 3, 2, 16 if minute else 17, minute, tzinfo=UTC)
        await world.service.answer(CONVERSATION, wrong(code))
    assert world.codes.compared == 5


async def test_right_codes_use_up_no_tries(world: World) -> None:
    for round_ in range(8):
        assert isinstance(await world.prove(conversation=f"talk-{round_}"), Proved)
        world.clock.forward(minutes=20)


async def test_a_late_code_uses_up_no_tries(world: World) -> None:
    await world.begin()
    code = await world.code()
    world.clock.forward(minutes=6)
    for _ in range(6):
        assert await world.service.answer(CONVERSATION, code or "") == NOT_VALID
    assert isinstance(await world.prove(), Proved)


async def test_a_stranger_is_counted_like_a_customer(world: World) -> None:
    for contact in (LAN, STRANGER):
        await world.begin(contact, Purpose.DELETION, conversation=contact)
        await world.worker.run_due()
        answers = [await world.service.answer(contact, "123456") for _ in range(6)]
        assert answers == [NOT_VALID] * 5 + [LOCKED]
