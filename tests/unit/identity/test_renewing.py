"""A new key takes over from an old one without a value being lost."""

import pytest
from sqlalchemy import Text

from bot.identity import tables
from bot.identity.models import Purpose, RepresentativeKind
from bot.identity.renewing import FIELDS, IdentityKeys
from bot.identity.representatives import Representatives
from bot.storage.encryption import Keyring
from bot.storage.errors import DecryptionFailed
from bot.storage.metadata import metadata
from tests.unit.identity.world import CONVERSATION, LAN, STRANGER, World

OLD, NEW, INDEX = ("k1", b"a" * 32), ("k2", b"n" * 32), b"b" * 32


def test_every_encrypted_column_is_renewed() -> None:
    # All text without a limit is encrypted, and nothing else is.
    encrypted = {
        column
        for table in metadata.tables.values()
        if table.name.startswith("identity_")
        for column in table.columns
        if isinstance(column.type, Text)
    }
    assert {field.column for field in FIELDS} == encrypted
    assert tables.proofs.c.contact in encrypted


async def test_the_old_key_can_go_afterwards(world: World) -> None:
    await world.prove()
    await world.begin(STRANGER, Purpose.COMPLAINT, conversation="waiting")
    representatives = Representatives(world.database, world.keyring, world.clock)
    declared = await representatives.declare("medring", CONVERSATION, RepresentativeKind.PARENT, "An", "mẹ")
    await representatives.confirm(declared.id, staff="hoa", note="giấy khai sinh")

    keys = IdentityKeys(world.database, Keyring([NEW, OLD], INDEX))
    assert await keys.renew() > 8
    assert await keys.renew() == 0

    after = World(world.database, clock=world.clock, keyring=Keyring([NEW], INDEX))
    assert [contact.value for contact in await after.service.contacts(CONVERSATION)] == [LAN]
    assert await after.code("waiting") is not None
    assert (await Representatives(after.database, after.keyring, after.clock).get(declared.id)).basis == "mẹ"
    contact = (await after.service.contacts(CONVERSATION))[0]
    customer = await after.records.find("medring", contact)
    assert customer is not None and customer.name == "Nguyễn Thị Lan"


async def test_more_rows_than_one_page(world: World) -> None:
    lines = "".join(f"{n},Khách {n},,nguoi.{n}@example.com\n" for n in range(450))
    await world.import_customers(f"id,name,phone,email\n{lines}", "vsign")
    assert await IdentityKeys(world.database, Keyring([NEW, OLD], INDEX)).renew() == 451


async def test_a_key_that_is_gone_is_told(world: World) -> None:
    with pytest.raises(DecryptionFailed):
        await IdentityKeys(world.database, Keyring([NEW], INDEX)).renew()
