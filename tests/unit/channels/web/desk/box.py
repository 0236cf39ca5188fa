"""The development mailbox with a clock, and letters as identity writes them."""

from datetime import UTC, datetime, timedelta

from bot.identity import wording
from bot.identity.contacts import Contact, ContactKind
from bot.identity.messages import Message, MessageKind
from bot.identity.senders.mailbox import Mailbox
from bot.storage.database import Database
from bot.storage.encryption import Keyring

NAMES = {"medring": "Medring", "vsign": "VSign <b>"}
LAN = Contact(ContactKind.EMAIL, "lan.tran@example.com")
HOA = Contact(ContactKind.PHONE, "+84912345678")
LINK = "https://quyen.example.com/not-me/abcdefghijklmnopqrstuv-_"


class Box:
    def __init__(self, database: Database) -> None:
        self.time = datetime(2026, 3, 2, 2, 0, 7, tzinfo=UTC)
        self.mailbox = Mailbox(database, Keyring([("test", b"k" * 32)], b"i" * 32), lambda: self.time)
        self.sent = 0

    async def send(self, to: Contact, organisation: str, code: str = "012345", **changes: str) -> None:
        self.sent += 1
        self.time += timedelta(minutes=1)
        texts = wording.code_message(NAMES[organisation], code, LINK)
        sender = self.mailbox.email if to.kind is ContactKind.EMAIL else self.mailbox.phone
        message = Message(
            id=f"{self.sent:026d}",
            organisation=organisation,
            organisation_name=NAMES[organisation],
            conversation="web:1",
            kind=MessageKind.CODE if code else MessageKind.NOTICE,
            recipient=to,
            subject=changes.get("subject", texts.subject),
            body=changes.get("body", texts.body),
            short=texts.short,
            code=code,
            link=LINK,
        )
        await sender.send(message)
