"""Key rotation: every value under the new key, every chain as it was."""

import pytest

from bot.storage.encryption import Keyring
from bot.storage.errors import DecryptionFailed
from bot.tickets import tables
from bot.tickets.kinds import TicketKind
from tests.unit.tickets.world import ORG, STAFF, World

OLD, NEW, INDEX = ("test", b"k" * 32), ("new", b"n" * 32), b"i" * 32


async def tokens(world: World) -> list[str]:
    rows = [*await world.rows(tables.tickets), *await world.rows(tables.history), *await world.rows(tables.notices)]
    return [value for row in rows for value in row if isinstance(value, str) and value.startswith("v1.")]


async def test_after_renewing_the_old_key_can_go(world: World) -> None:
    ticket = await world.in_progress()
    await world.service.ask_person(ORG, ticket.code, STAFF, "Số nào?", note="gấp")
    await world.open(TicketKind.COMPLAINT)
    before = [await world.now(ticket), (await world.service.staff_view(ORG, ticket.code)).history]
    old = await tokens(world)

    renewed = await world.served_with(Keyring([NEW, OLD], INDEX)).renew_keys()

    assert renewed == len(old) > 8
    assert all(token.startswith("v1.new.") for token in await tokens(world))
    service = world.served_with(Keyring([NEW], INDEX))
    view = await service.staff_view(ORG, ticket.code)
    assert [view.ticket, view.history] == before
    assert (await service.verify()).broken is None
    assert [one.code for one in await service.mine(ORG, world.proof())][-1] == ticket.code
    assert len(await service.claim_notices(100)) > 3


async def test_renewing_again_changes_nothing_and_erased_values_stay_erased(world: World) -> None:
    await world.completed()
    await world.send_all()
    await world.service.erase_person(ORG, world.proof().subject)
    service = world.served_with(Keyring([NEW, OLD], INDEX))

    assert await service.renew_keys() == 0
    assert await tokens(world) == []
    assert (await service.verify()).broken is None


async def test_many_values_are_renewed_page_by_page(world: World) -> None:
    ticket = await world.open()
    for number in range(205):
        await world.service.add_information(ORG, ticket.code, f"thêm {number}", actor=STAFF)

    assert await world.served_with(Keyring([NEW, OLD], INDEX)).renew_keys() == 208


async def test_without_the_old_key_renewing_stops_and_nothing_is_lost(world: World) -> None:
    ticket = await world.open()

    with pytest.raises(DecryptionFailed):
        await world.served_with(Keyring([NEW], INDEX)).renew_keys()

    assert await world.now(ticket) == ticket
    assert (await world.service.verify()).broken is None
