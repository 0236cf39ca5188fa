"""Rows of `identity_representations`."""

from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.models import Authority, Representation, RepresentativeKind
from bot.identity.repository.sealing import Sealing
from bot.identity.tables import representations


class RepresentationRows:
    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing

    async def add(self, connection: AsyncConnection, new: Representation) -> None:
        await connection.execute(
            insert(representations).values(
                id=new.id,
                organisation=new.organisation,
                conversation=new.conversation,
                kind=new.kind.value,
                represented=self._sealing.seal(new.represented, "represented"),
                basis=self._sealing.seal(new.basis, "basis"),
                state=new.authority.value,
                made_at=new.made_at,
            )
        )

    async def decide(
        self, connection: AsyncConnection, representation: str, authority: Authority, by: str, note: str, now: datetime
    ) -> Representation | None:
        """Unchecked → `authority`, once."""
        statement = (
            update(representations)
            .where(representations.c.id == representation, representations.c.state == Authority.UNCHECKED.value)
            .values(
                state=authority.value,
                checked_by=by,
                checked_at=now,
                note=self._sealing.seal(note, "authority_note"),
            )
            .returning(*representations.c)
        )
        row = (await connection.execute(statement)).first()
        return self._read(row) if row else None

    async def get(self, connection: AsyncConnection, representation: str) -> Representation | None:
        statement = select(representations).where(representations.c.id == representation)
        row = (await connection.execute(statement)).first()
        return self._read(row) if row else None

    async def of_conversation(self, connection: AsyncConnection, conversation: str) -> list[Representation]:
        statement = (
            select(representations)
            .where(representations.c.conversation == conversation)
            .order_by(representations.c.made_at, representations.c.id)
        )
        return [self._read(row) for row in await connection.execute(statement)]

    async def unchecked(self, connection: AsyncConnection, organisation: str) -> list[Representation]:
        """Oldest first."""
        statement = (
            select(representations)
            .where(
                representations.c.organisation == organisation,
                representations.c.state == Authority.UNCHECKED.value,
            )
            .order_by(representations.c.made_at, representations.c.id)
        )
        return [self._read(row) for row in await connection.execute(statement)]

    async def purge(self, connection: AsyncConnection, before: datetime) -> None:
        """Those that were decided before this moment; an open one stays until somebody decides."""
        await connection.execute(delete(representations).where(representations.c.checked_at < before))

    def _read(self, row: Row[tuple[object, ...]]) -> Representation:
        return Representation(
            id=row.id,
            organisation=row.organisation,
            conversation=row.conversation,
            kind=RepresentativeKind(row.kind),
            represented=self._sealing.open(row.represented, "represented"),
            basis=self._sealing.open(row.basis, "basis"),
            authority=Authority(row.state),
            made_at=row.made_at,
            checked_by=row.checked_by,
            checked_at=row.checked_at,
            note=self._sealing.open_optional(row.note, "authority_note"),
        )
