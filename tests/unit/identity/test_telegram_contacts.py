"""A contact shared in Telegram proves a number only if it is the sender's own."""

from dataclasses import replace

import pytest

from bot.identity.contacts import Contact
from bot.identity.errors import DirectoryUnavailable
from bot.identity.models import Customer, Method, Purpose, RefusalReason, SharedContact, Strength
from bot.identity.outcomes import Proved, Refused
from bot.storage.database import Database
from tests.unit.identity.world import CONVERSATION, LAN_PHONE, World

OWN = SharedContact(sender=77, contact_user=77, phone="84912345678", private_chat=True, forwarded=False)
REFUSED = Refused(RefusalReason.FOREIGN_CONTACT)


@pytest.mark.parametrize("phone", ["84912345678", "+84912345678", "+84912345678 "])
async def test_ones_own_contact_is_a_proof(world: World, phone: str) -> None:
    outcome = await world.service.accept_telegram_contact("medring", CONVERSATION, replace(OWN, phone=phone))
    assert isinstance(outcome, Proved)
    proof = outcome.proof
    assert (proof.contact.value, proof.method, proof.channel) == (
        "+84912345678",
        Method.TELEGRAM_CONTACT,
        "telegram",
    )
    assert (proof.strength, proof.customer) == (Strength.ON_RECORD, "MR-1")
    assert await world.service.proof_for(CONVERSATION, Purpose.DELETION) is not None


@pytest.mark.parametrize(
    "shared",
    [
        replace(OWN, contact_user=78),
        replace(OWN, contact_user=None),
        replace(OWN, forwarded=True),
        replace(OWN, private_chat=False),
        replace(OWN, phone="14155552671"),
        replace(OWN, phone="0912345678 0987654321"),
        replace(OWN, phone="lan.nguyen@example.com"),
        replace(OWN, phone=""),
        replace(OWN, phone="8" * 5_000),
    ],
)
async def test_any_other_is_none(world: World, shared: SharedContact) -> None:
    assert await world.service.accept_telegram_contact("medring", CONVERSATION, shared) == REFUSED
    assert await world.service.proofs(CONVERSATION) == ()


async def test_a_number_that_is_on_nobodys_record_proves_the_contact(world: World) -> None:
    shared = replace(OWN, phone="84987654321")
    outcome = await world.service.accept_telegram_contact("medring", CONVERSATION, shared)
    assert isinstance(outcome, Proved) and outcome.proof.strength is Strength.CONTACT
    assert await world.service.proof_for(CONVERSATION, Purpose.COMPLAINT) is not None
    assert await world.service.proof_for(CONVERSATION, Purpose.DELETION) is None


async def test_while_the_directory_is_away_the_contact_is_proved_and_no_more(database: Database) -> None:
    class Away:
        async def find(self, organisation: str, contact: Contact) -> Customer | None:
            raise DirectoryUnavailable("ConnectError")

    world = World(database, directory=Away())
    outcome = await world.service.accept_telegram_contact("medring", CONVERSATION, OWN)
    assert isinstance(outcome, Proved) and outcome.proof.strength is Strength.CONTACT


async def test_who_refused_the_conversation_is_not_proved_in_it(world: World) -> None:
    await world.begin(LAN_PHONE)
    await world.service.disown(world.codes.tokens[-1])
    assert await world.service.accept_telegram_contact("medring", CONVERSATION, OWN) == REFUSED
