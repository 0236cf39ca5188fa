"""People who ask on somebody else's behalf: parents and guardians (Luật 91/2025 Điều 24), authorised adults.

What they say is taken down and marked `wording.CHECK_AUTHORITY`. Only `confirm` and `refuse`, which staff call, say
anything about it; no method that a conversation reaches does.
"""

from collections.abc import Callable
from datetime import datetime

from bot.identity import wording
from bot.identity.errors import InvalidSetting, UnknownRepresentation
from bot.identity.models import Authority, Representation, RepresentativeKind
from bot.identity.repository.representations import RepresentationRows
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.storage.ids import new_id

LONGEST = 1_000
"""Characters kept of a name, a basis or a note."""
_LONGEST_STAFF = 128


class Representatives:
    def __init__(self, database: Database, keyring: Keyring, now: Callable[[], datetime]) -> None:
        self._database = database
        self._rows = RepresentationRows(Sealing(keyring))
        self._now = now

    async def declare(
        self, organisation: str, conversation: str, kind: RepresentativeKind, represented: str, basis: str
    ) -> Representation:
        """`represented` names the person the data is about, `basis` is what the right to act rests on, in the speaker's
        words.
        """
        new = Representation(
            id=new_id(),
            organisation=organisation,
            conversation=conversation,
            kind=kind,
            represented=represented[:LONGEST],
            basis=basis[:LONGEST],
            authority=Authority.UNCHECKED,
            made_at=self._now(),
        )
        async with self._database.transaction() as connection:
            await self._rows.add(connection, new)
        return new

    async def get(self, representation: str) -> Representation:
        """Raises `UnknownRepresentation`."""
        async with self._database.transaction() as connection:
            found = await self._rows.get(connection, representation)
        if found is None:
            raise UnknownRepresentation
        return found

    async def of_conversation(self, conversation: str) -> list[Representation]:
        """Oldest first."""
        async with self._database.transaction() as connection:
            return await self._rows.of_conversation(connection, conversation)

    async def unchecked(self, organisation: str) -> list[Representation]:
        """What staff have to look at, oldest first."""
        async with self._database.transaction() as connection:
            return await self._rows.unchecked(connection, organisation)

    async def confirm(self, representation: str, *, staff: str, note: str) -> Representation:
        """`note` says what was seen. Raises `UnknownRepresentation` also when somebody decided before."""
        return await self._decide(representation, Authority.CONFIRMED, staff, note)

    async def refuse(self, representation: str, *, staff: str, note: str) -> Representation:
        """Raises `UnknownRepresentation` also when somebody decided before."""
        return await self._decide(representation, Authority.REFUSED, staff, note)

    async def _decide(self, representation: str, authority: Authority, staff: str, note: str) -> Representation:
        if not staff.strip() or len(staff) > _LONGEST_STAFF:
            raise InvalidSetting(wording.NO_PERSON)
        async with self._database.transaction() as connection:
            decided = await self._rows.decide(connection, representation, authority, staff, note[:LONGEST], self._now())
        if decided is None:
            raise UnknownRepresentation
        return decided
