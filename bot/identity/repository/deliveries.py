"""Rows of `identity_deliveries`. `due_at` is when a message may next be tried, and of one that is being sent, when its
worker is given up for dead.
"""

import json
import logging
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.contacts import Contact
from bot.identity.messages import Content, Delivery, DeliveryState, MessageKind
from bot.identity.repository.sealing import Sealing
from bot.identity.tables import deliveries
from bot.storage.errors import DecryptionFailed
from bot.storage.ids import new_id

log = logging.getLogger(__name__)

_OPEN = [DeliveryState.QUEUED.value, DeliveryState.SENDING.value]


class DeliveryRows:
    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing

    async def add(
        self,
        connection: AsyncConnection,
        *,
        organisation: str,
        conversation: str,
        challenge: str | None,
        kind: MessageKind,
        recipient: Contact,
        content: Content,
        now: datetime,
        expires_at: datetime,
    ) -> None:
        await connection.execute(
            insert(deliveries).values(
                id=new_id(),
                organisation=organisation,
                conversation=conversation,
                challenge=challenge,
                kind=kind.value,
                contact_kind=recipient.kind.value,
                recipient=self._sealing.seal(recipient.value, "contact"),
                content=self._sealing.seal(json.dumps(asdict(content)), "content"),
                state=DeliveryState.QUEUED.value,
                attempts=0,
                made_at=now,
                due_at=now,
                expires_at=expires_at,
            )
        )

    async def claim(self, connection: AsyncConnection, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """Messages that are due, for this caller alone until `now + lease`."""
        due = (
            select(deliveries.c.id)
            .where(deliveries.c.state.in_(_OPEN), deliveries.c.due_at <= now)
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = [*(await connection.execute(due)).scalars()]
        statement = (
            update(deliveries)
            .where(deliveries.c.id.in_(ids))
            .values(state=DeliveryState.SENDING.value, attempts=deliveries.c.attempts + 1, due_at=now + lease)
            .returning(*deliveries.c)
        )
        claimed = []
        for row in (await connection.execute(statement)).all():
            try:
                claimed.append(self._read(row, now))
            except DecryptionFailed:
                # A message whose key is gone must not keep the others from going out.
                log.error("delivery_unreadable id=%s", row.id)
                await self.settle(connection, row.id, DeliveryState.FAILED)
        return claimed

    async def settle(self, connection: AsyncConnection, delivery_id: str, state: DeliveryState) -> None:
        """Recipient and content are gone after this."""
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.id == delivery_id)
            .values(state=state.value, recipient=None, content=None)
        )

    async def postpone(self, connection: AsyncConnection, delivery_id: str, due_at: datetime) -> None:
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.id == delivery_id)
            .values(state=DeliveryState.QUEUED.value, due_at=due_at)
        )

    async def forget(self, connection: AsyncConnection, conversation: str) -> None:
        await connection.execute(delete(deliveries).where(deliveries.c.conversation == conversation))

    async def purge(self, connection: AsyncConnection, before: datetime) -> None:
        await connection.execute(
            delete(deliveries).where(deliveries.c.made_at < before, deliveries.c.state.not_in(_OPEN))
        )

    def _read(self, row: Row[tuple[object, ...]], now: datetime) -> Delivery:
        return Delivery(
            id=row.id,
            organisation=row.organisation,
            conversation=row.conversation,
            challenge=row.challenge,
            kind=MessageKind(row.kind),
            recipient=self._sealing.contact(row.contact_kind, row.recipient),
            content=Content(**json.loads(self._sealing.open(row.content, "content"))),
            attempts=row.attempts,
            expired=row.expires_at <= now,
        )
