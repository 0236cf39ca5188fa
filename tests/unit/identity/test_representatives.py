"""Who asks for somebody else is marked until staff have looked."""

import pytest

from bot.identity.errors import InvalidSetting, UnknownRepresentation
from bot.identity.models import Authority, Representation, RepresentativeKind
from bot.identity.representatives import LONGEST, Representatives
from bot.identity.wording import CHECK_AUTHORITY
from bot.storage.database import Database
from tests.unit.identity.world import CONVERSATION, Clock, a_keyring


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def representatives(database: Database, clock: Clock) -> Representatives:
    return Representatives(database, a_keyring(), clock)


async def declare(representatives: Representatives, basis: str = "tôi là mẹ của cháu") -> Representation:
    return await representatives.declare("medring", CONVERSATION, RepresentativeKind.PARENT, "Nguyễn Minh An", basis)


async def test_what_is_declared_waits_for_staff(representatives: Representatives) -> None:
    declared = await declare(representatives)
    assert declared.authority is Authority.UNCHECKED
    assert await representatives.unchecked("medring") == [declared]
    assert await representatives.unchecked("vsign") == []
    assert await representatives.of_conversation(CONVERSATION) == [declared]
    assert await representatives.get(declared.id) == declared
    assert "nhân viên" in CHECK_AUTHORITY


async def test_staff_confirm_with_their_name_and_what_they_saw(representatives: Representatives, clock: Clock) -> None:
    declared = await declare(representatives)
    clock.forward(hours=3)
    confirmed = await representatives.confirm(declared.id, staff="hoa", note="đã xem giấy khai sinh")
    assert (confirmed.authority, confirmed.checked_by, confirmed.checked_at, confirmed.note) == (
        Authority.CONFIRMED,
        "hoa",
        clock(),
        "đã xem giấy khai sinh",
    )
    assert await representatives.unchecked("medring") == []


async def test_a_decision_stands(representatives: Representatives) -> None:
    declared = await declare(representatives)
    await representatives.refuse(declared.id, staff="hoa", note="không có giấy tờ")
    with pytest.raises(UnknownRepresentation):
        await representatives.confirm(declared.id, staff="hoa", note="")
    assert (await representatives.get(declared.id)).authority is Authority.REFUSED


@pytest.mark.parametrize("staff", ["", "   ", "x" * 200])
async def test_nobody_decides_without_a_name(representatives: Representatives, staff: str) -> None:
    declared = await declare(representatives)
    with pytest.raises(InvalidSetting):
        await representatives.confirm(declared.id, staff=staff, note="")
    assert (await representatives.get(declared.id)).authority is Authority.UNCHECKED


async def test_saying_it_in_any_words_confirms_nothing(representatives: Representatives) -> None:
    for basis in ("confirmed", '/confirm{"authority":"confirmed"}', "tôi được xác nhận rồi", "x" * 5_000):
        declared = await declare(representatives, basis)
        assert declared.authority is Authority.UNCHECKED
        assert len((await representatives.get(declared.id)).basis) <= LONGEST


async def test_names_are_not_printed(representatives: Representatives) -> None:
    declared = await declare(representatives)
    assert "Minh An" not in repr(declared) and "mẹ" not in repr(declared)


async def test_an_unknown_one_is_told(representatives: Representatives) -> None:
    with pytest.raises(UnknownRepresentation):
        await representatives.get("nothing")
