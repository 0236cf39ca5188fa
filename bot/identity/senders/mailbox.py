"""The development mailbox: sends nothing, keeps every message where the demo's page /mailbox and `lachan chat` find it.

Who can read it can prove any contact, so production never wires it.
"""

from collections.abc import Callable
from datetime import datetime

from bot.identity.contacts import ContactKind
from bot.identity.messages import Message
from bot.identity.models import Method
from bot.identity.repository.mailbox import Letter, MailboxRows
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database
from bot.storage.encryption import Keyring


class Mailbox:
    def __init__(self, database: Database, keyring: Keyring, now: Callable[[], datetime]) -> None:
        self._database = database
        self._rows = MailboxRows(Sealing(keyring))
        self._now = now

    @property
    def email(self) -> "MailboxSender":
        return MailboxSender(self, ContactKind.EMAIL)

    @property
    def phone(self) -> "MailboxSender":
        return MailboxSender(self, ContactKind.PHONE)

    async def keep(self, message: Message, body: str) -> None:
        async with self._database.transaction() as connection:
            await self._rows.add(connection, message, body, self._now())

    async def letters(self, organisation: str | None = None, limit: int = 100) -> list[Letter]:
        """Newest first, of one organisation or of all."""
        async with self._database.transaction() as connection:
            return await self._rows.list(connection, organisation, limit)

    async def latest_code(self, conversation: str) -> str | None:
        """The code that this conversation's last code message held."""
        async with self._database.transaction() as connection:
            return await self._rows.latest_code(connection, conversation)


class MailboxSender:
    """Keeps an e-mail as an e-mail reads, a text message as a text message."""

    def __init__(self, mailbox: Mailbox, kind: ContactKind) -> None:
        self._mailbox = mailbox
        self._kind = kind

    @property
    def method(self) -> Method:
        return Method.OTP_EMAIL if self._kind is ContactKind.EMAIL else Method.OTP_SMS

    async def send(self, message: Message) -> None:
        body = message.body if self._kind is ContactKind.EMAIL else message.short
        await self._mailbox.keep(message, body)
