"""Rows of `identity_mailbox`, the mailbox of the demo."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.messages import Message, MessageKind
from bot.identity.repository.sealing import Sealing
from bot.identity.tables import mailbox
from bot.storage.ids import new_id


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as the page /mailbox shows it. `to` is in clear: the reader is the one who runs the demo."""

    id: str
    organisation: str
    kind: MessageKind
    at: datetime
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    code: str = field(repr=False)


class MailboxRows:
    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing

    async def add(self, connection: AsyncConnection, message: Message, body: str, now: datetime) -> None:
        letter = {
            "to": message.recipient.value,
            "subject": message.subject,
            "body": body,
            "code": message.code,
        }
        await connection.execute(
            insert(mailbox).values(
                id=new_id(),
                organisation=message.organisation,
                conversation=message.conversation,
                kind=message.kind.value,
                message=self._sealing.seal(json.dumps(letter, ensure_ascii=False), "mailbox"),
                made_at=now,
            )
        )

    async def list(self, connection: AsyncConnection, organisation: str | None, limit: int) -> list[Letter]:
        """Newest first."""
        statement = select(mailbox).order_by(mailbox.c.made_at.desc(), mailbox.c.id.desc()).limit(limit)
        if organisation is not None:
            statement = statement.where(mailbox.c.organisation == organisation)
        return [
            Letter(
                row.id,
                row.organisation,
                MessageKind(row.kind),
                row.made_at,
                **json.loads(self._sealing.open(row.message, "mailbox")),
            )
            for row in await connection.execute(statement)
        ]

    async def latest_code(self, connection: AsyncConnection, conversation: str) -> str | None:
        statement = (
            select(mailbox.c.message)
            .where(mailbox.c.conversation == conversation, mailbox.c.kind == MessageKind.CODE.value)
            .order_by(mailbox.c.made_at.desc(), mailbox.c.id.desc())
            .limit(1)
        )
        token = (await connection.execute(statement)).scalar_one_or_none()
        return str(json.loads(self._sealing.open(token, "mailbox"))["code"]) if token else None

    async def forget(self, connection: AsyncConnection, conversation: str) -> None:
        await connection.execute(delete(mailbox).where(mailbox.c.conversation == conversation))

    async def purge(self, connection: AsyncConnection, before: datetime) -> None:
        await connection.execute(delete(mailbox).where(mailbox.c.made_at < before))
