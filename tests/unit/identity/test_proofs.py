"""Proofs: for how long and for what."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.identity.limits import PROOF_CAP, PROOF_LIFE
from bot.identity.models import Purpose, Strength
from tests.unit.identity.world import CONVERSATION, LAN, LAN_PHONE, STRANGER, World


async def test_a_proof_ends_fifteen_minutes_after_its_last_use(world: World) -> None:
    await world.prove()
    world.clock.forward(minutes=14, seconds=59)
    assert await world.service.proof_for(CONVERSATION, Purpose.DELETION) is not None
    world.clock.forward(minutes=14, seconds=59)
    used = await world.service.proof_for(CONVERSATION, Purpose.DELETION)
    assert used is not None and used.expires_at == world.clock() + timedelta(minutes=15)
    world.clock.forward(minutes=15)
    assert await world.service.proof_for(CONVERSATION, Purpose.OWN_TICKETS) is None


async def test_looking_at_a_proof_is_not_using_it(world: World) -> None:
    await world.prove()
    world.clock.forward(minutes=14)
    assert len(await world.service.contacts(CONVERSATION)) == 1
    world.clock.forward(minutes=1)
    assert await world.service.contacts(CONVERSATION) == ()


async def test_no_use_keeps_a_proof_longer_than_two_hours(world: World) -> None:
    await world.prove()
    for _ in range(11):
        world.clock.forward(minutes=10)
        assert await world.service.proof_for(CONVERSATION, Purpose.DELETION) is not None
    world.clock.forward(minutes=10)
    assert await world.service.proof_for(CONVERSATION, Purpose.DELETION) is None


async def test_a_use_that_is_not_allowed_does_not_prolong(world: World) -> None:
    await world.prove(STRANGER, Purpose.COMPLAINT)
    world.clock.forward(minutes=10)
    assert await world.service.proof_for(CONVERSATION, Purpose.DELETION) is None
    world.clock.forward(minutes=5)
    assert await world.service.proof_for(CONVERSATION, Purpose.COMPLAINT) is None


async def test_the_stronger_proof_is_used(world: World) -> None:
    await world.prove()
    world.clock.forward(minutes=1)
    await world.prove(STRANGER, Purpose.COMPLAINT)
    proof = await world.service.proof_for(CONVERSATION, Purpose.COMPLAINT)
    assert proof is not None and proof.strength is Strength.ON_RECORD
    assert [contact.value for contact in await world.service.contacts(CONVERSATION)] == [LAN, STRANGER]


async def test_both_contacts_of_one_person_are_listed_once_each(world: World) -> None:
    await world.prove()
    world.clock.forward(minutes=1)
    await world.prove()
    await world.prove(LAN_PHONE)
    proofs = await world.service.proofs(CONVERSATION)
    assert [proof.contact.value for proof in proofs] == ["+84912345678", LAN]
    assert {proof.customer for proof in proofs} == {"MR-1"}


async def test_a_proof_belongs_to_its_conversation(world: World) -> None:
    await world.prove()
    assert await world.service.proof_for("another", Purpose.OWN_TICKETS) is None


async def test_rows_hold_no_contact_in_clear(world: World) -> None:
    await world.prove()
    async with world.database.transaction() as connection:
        found = ""
        for table in ("challenges", "proofs", "deliveries", "mailbox", "customers", "customer_contacts", "subjects"):
            rows = await connection.exec_driver_sql(f"SELECT * FROM identity_{table}")
            found += repr(rows.all())
    assert found
    for secret in (LAN, "lan.nguyen", "912345678", "Nguyễn", "MR-1"):
        assert secret not in found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(1, 30), min_size=1, max_size=12))
async def test_a_proof_is_valid_exactly_while_used_often_enough(world: World, steps: list[int]) -> None:
    talk = f"talk-{world.clock()}"
    await world.prove(conversation=talk)
    made = last = world.clock()
    alive = True
    for minutes in steps:
        world.clock.forward(minutes=minutes)
        alive = alive and world.clock() < min(last + PROOF_LIFE, made + PROOF_CAP)
        found = await world.service.proof_for(talk, Purpose.ACCESS)
        assert (found is not None) == alive
        if alive:
            last = world.clock()
    world.clock.forward(hours=2)
