"""Rows of `ticket_history`. Rows are added, and their personal values erased; nothing else is ever changed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.tickets.chain import Link, StoredLink, Unreadable
from bot.tickets.models import Actor, HistoryEntry
from bot.tickets.sealing import Sealed, Sealer
from bot.tickets.states import Action, Role, Status
from bot.tickets.tables import history

TOLD, NOTE = "tickets.told", "tickets.note"
"""The contexts of the encrypted values."""
REQUEST, OWNER = "request", "owner"
"""What stands beside the words in the first entry; an owner also in later ones that set another."""


class HistoryRows:
    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def seal(self, values: Mapping[str, Any], context: str) -> Sealed | None:
        """None for nothing."""
        return self._sealer.seal(values, context) if values else None

    async def add(self, connection: AsyncConnection, link: Link, told: Sealed | None, note: Sealed | None) -> None:
        """`told` and `note` are what the link commits to."""
        await connection.execute(
            insert(history).values(
                ticket=link.ticket,
                sequence=link.sequence,
                at=link.at,
                action=link.action.value,
                role=link.actor.role.value,
                actor=link.actor.id,
                status_before=link.before.value if link.before else None,
                status_after=link.after.value,
                facts=dict(link.facts),
                told=told.token if told else None,
                told_hash=link.told,
                note=note.token if note else None,
                note_hash=link.note,
                previous=link.previous,
                hash=link.hash,
            )
        )

    async def of(self, connection: AsyncConnection, ticket: str, *, with_notes: bool) -> tuple[HistoryEntry, ...]:
        """Without notes, they are not even decrypted."""
        return tuple(self._entry(row, with_notes) for row in await self._rows(connection, ticket))

    async def links(self, connection: AsyncConnection, ticket: str) -> list[StoredLink]:
        """For verifying: with what the stored values commit to now. Raises `chain.Unreadable`."""
        out = []
        for row in await self._rows(connection, ticket):
            try:
                out.append(self._stored(row))
            except ValueError as error:
                raise Unreadable(ticket, row.sequence) from error
        return out

    async def erase(self, connection: AsyncConnection, ticket: str) -> None:
        await connection.execute(update(history).where(history.c.ticket == ticket).values(told=None, note=None))

    async def _rows(self, connection: AsyncConnection, ticket: str) -> list[Row[Any]]:
        statement = select(history).where(history.c.ticket == ticket).order_by(history.c.sequence)
        return list((await connection.execute(statement)).all())

    def _entry(self, row: Row[Any], with_notes: bool) -> HistoryEntry:
        told = self._sealer.open(row.told, TOLD) if row.told is not None else {}
        note = self._sealer.open(row.note, NOTE)["note"] if row.note is not None and with_notes else ""
        return HistoryEntry(
            sequence=row.sequence,
            at=row.at,
            action=Action(row.action),
            actor=Actor(Role(row.role), row.actor),
            before=Status(row.status_before) if row.status_before else None,
            after=Status(row.status_after),
            facts=row.facts,
            # The request and the owner are no words: they are read as parts of the ticket.
            told={name: value for name, value in told.items() if isinstance(value, str)},
            note=note,
            previous=row.previous,
            hash=row.hash,
        )

    def _stored(self, row: Row[Any]) -> StoredLink:
        link = Link(
            ticket=row.ticket,
            sequence=row.sequence,
            at=row.at,
            action=Action(row.action),
            actor=Actor(Role(row.role), row.actor),
            before=Status(row.status_before) if row.status_before else None,
            after=Status(row.status_after),
            facts=row.facts,
            told=row.told_hash,
            note=row.note_hash,
            previous=row.previous,
        )
        told_now, told = (None, {}) if row.told is None else self._sealer.examine(row.told, TOLD)
        note_now = None if row.note is None else self._sealer.examine(row.note, NOTE)[0]
        return StoredLink(link, row.hash, told_now, note_now, told.get(OWNER))
