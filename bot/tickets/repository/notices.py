"""Rows of `ticket_notices`."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.contacts import Contact, ContactKind
from bot.storage.encryption import Keyring
from bot.tickets.notices import Notice, NoticeName
from bot.tickets.repository.inserting import insert_once
from bot.tickets.repository.rows import CONTACT
from bot.tickets.sealing import Sealer
from bot.tickets.tables import notices, tickets

CONTENT = "tickets.notice"
"""The context of the encrypted values."""


class NoticeRows:
    def __init__(self, keyring: Keyring, sealer: Sealer) -> None:
        self._keyring = keyring
        self._sealer = sealer

    async def add(self, connection: AsyncConnection, notice: Notice, once: str | None = None) -> bool:
        """False if a notice with the same `once` is there, sent or not."""
        row = {
            "id": notice.id,
            "organisation": notice.organisation,
            "ticket": notice.ticket,
            "name": notice.name.value,
            "content": self._sealer.seal(notice.values, CONTENT).token,
            "made_at": notice.made_at,
            "once": once,
        }
        return await insert_once(connection, notices, row)

    async def claim(self, connection: AsyncConnection, now: datetime, lease: timedelta, limit: int) -> list[Notice]:
        """The oldest that are not sent and nobody else has claimed; they are the caller's until `lease` is over."""
        free = or_(notices.c.claimed_until.is_(None), notices.c.claimed_until <= now)
        wanted = (
            select(notices.c.id)
            .where(notices.c.sent_at.is_(None), notices.c.content.is_not(None), free)
            .order_by(notices.c.made_at, notices.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list((await connection.execute(wanted)).scalars())
        if not ids:
            return []
        await connection.execute(update(notices).where(notices.c.id.in_(ids)).values(claimed_until=now + lease))
        return await self._read_all(connection, ids)

    async def sent(self, connection: AsyncConnection, notice_id: str, now: datetime) -> None:
        await connection.execute(
            update(notices)
            .where(notices.c.id == notice_id, notices.c.sent_at.is_(None))
            .values(sent_at=now, content=None)
        )

    async def unsent_to_person(self, connection: AsyncConnection, ticket: str) -> bool:
        statement = select(notices.c.name).where(notices.c.ticket == ticket, notices.c.sent_at.is_(None))
        names = [NoticeName(name) for name in (await connection.execute(statement)).scalars()]
        return any(not name.value.startswith("staff") for name in names)

    async def forget(self, connection: AsyncConnection, ticket: str) -> None:
        """The words of all notices of a ticket; those that are not sent yet never will be."""
        await connection.execute(update(notices).where(notices.c.ticket == ticket).values(content=None))

    async def _read_all(self, connection: AsyncConnection, ids: list[str]) -> list[Notice]:
        statement = (
            select(notices, tickets.c.code, tickets.c.channel, tickets.c.conversation)
            .add_columns(tickets.c.contact_kind, tickets.c.contact)
            .join(tickets, tickets.c.id == notices.c.ticket)
            .where(notices.c.id.in_(ids))
            .order_by(notices.c.made_at, notices.c.id)
        )
        return [self._read(row) for row in await connection.execute(statement)]

    def _read(self, row: Row[Any]) -> Notice:
        contact = None
        if row.contact is not None:
            contact = Contact(ContactKind(row.contact_kind), self._keyring.decrypt(row.contact, CONTACT))
        return Notice(
            id=row.id,
            organisation=row.organisation,
            ticket=row.ticket,
            code=row.code,
            name=NoticeName(row.name),
            values=self._sealer.open(row.content, CONTENT),
            made_at=row.made_at,
            channel=row.channel,
            conversation=row.conversation,
            contact=contact,
        )
