"""What is forgotten with a conversation, and what after ninety days."""

import pytest

from bot.identity.errors import TooManyTries
from bot.identity.models import Purpose, RefusalReason, RepresentativeKind
from bot.identity.outcomes import Refused
from bot.identity.representatives import Representatives
from bot.identity.retention import IdentityRetention
from tests.unit.identity.world import CONVERSATION, LAN_PHONE, World, wrong

TABLES = ("challenges", "disown_links", "deliveries", "mailbox", "proofs", "site_tokens", "subjects", "representations")


async def rows(world: World) -> dict[str, int]:
    async with world.database.transaction() as connection:
        return {
            table: (await connection.exec_driver_sql(f"SELECT count(*) FROM identity_{table}")).scalar_one()
            for table in TABLES
        }


async def test_a_conversation_is_forgotten_and_no_other(world: World) -> None:
    await world.prove()
    await world.begin(LAN_PHONE, Purpose.COMPLAINT)
    await world.prove(LAN_PHONE.replace("678", "679"), Purpose.COMPLAINT, "another")
    retention = IdentityRetention(world.database, world.keyring, world.clock)
    await retention.forget(CONVERSATION)

    assert await world.service.proofs(CONVERSATION) == ()
    assert await world.mailbox.latest_code(CONVERSATION) is None
    assert len(await world.service.proofs("another")) == 1
    assert await rows(world) == {
        "challenges": 1,
        "disown_links": 1,
        "deliveries": 1,
        "mailbox": 1,
        "proofs": 1,
        "site_tokens": 0,
        # Counts hold across conversations.
        "subjects": 3,
        "representations": 0,
    }


async def test_old_rows_go_and_open_questions_stay(world: World) -> None:
    await world.prove()
    representatives = Representatives(world.database, world.keyring, world.clock)
    for number in range(2):
        last = await representatives.declare(
            "medring", f"talk-{number}", RepresentativeKind.AUTHORISED, "Lan", "giấy ủy quyền"
        )
    await representatives.confirm(last.id, staff="hoa", note="")
    retention = IdentityRetention(world.database, world.keyring, world.clock)
    before = await rows(world)
    world.clock.forward(days=89)
    await retention.purge()
    assert await rows(world) == before | {"subjects": 0}
    world.clock.forward(days=2)
    await retention.purge()
    assert await rows(world) == dict.fromkeys(TABLES, 0) | {"representations": 1}


async def test_limits_outlive_a_purge_for_as_long_as_they_hold(world: World) -> None:
    await world.begin()
    code = await world.code()
    for _ in range(5):
        await world.service.answer(CONVERSATION, wrong(code))
    retention = IdentityRetention(world.database, world.keyring, world.clock)
    await retention.purge()
    assert await world.service.answer(CONVERSATION, code or "") == Refused(RefusalReason.LOCKED)
    with pytest.raises(TooManyTries):
        await world.begin(conversation="another")
    world.clock.forward(days=3)
    await retention.purge()
    await world.begin()
