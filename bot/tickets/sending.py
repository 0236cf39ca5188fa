"""Sends the notices of tickets, beside the conversations: to the person in the chat while it is open and to the contact that the ticket
has; to staff at the organisation's own address.
"""

import asyncio
import logging
from typing import Protocol

from bot.identity.contacts import Contact
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.tickets.notices import Audience, Notice
from bot.tickets.service import TicketService
from bot.tickets.wording_notices import STAFF_SUBJECT, SUBJECT, notice_text

log = logging.getLogger(__name__)

POLL = 2.0  # seconds between looks
REMINDED_EVERY = 300  # looks between two rounds of reminders: ten minutes


class Post(Protocol):
    """`bot.identity.service.IdentityService`: queues a message, in the caller's transaction."""

    async def notify(
        self, organisation: str, conversation: str, contact: Contact, *, subject: str, body: str, short: str
    ) -> None: ...


class Chat(Protocol):
    """Says something in a conversation; False where it is not open any more."""

    async def __call__(self, conversation: str, text: str, /) -> bool: ...


class Receipts(Protocol):
    """The sentence with the link to the signed receipt of a ticket as it stands."""

    async def __call__(self, organisation: str, code: str) -> str: ...


class StaffAddress(Protocol):
    """Where the staff of an organisation read their mail."""

    def __call__(self, organisation: str) -> Contact | None: ...


async def nowhere(conversation: str, text: str) -> bool:
    return False


class NoticeSender:
    """A notice is forgotten in the transaction that hands it on, so a crash sends it again rather than never."""

    def __init__(
        self, database: Database, tickets: TicketService, post: Post, receipts: Receipts, staff: StaffAddress
    ) -> None:
        self._database = database
        self._tickets = tickets
        self._post = post
        self._receipts = receipts
        self._staff = staff
        self.chat: Chat = nowhere
        """Set by who holds the conversations."""

    async def run(self) -> None:
        """Until cancelled."""
        looks = 0
        while True:
            try:
                if looks % REMINDED_EVERY == 0:
                    async with self._database.transaction():
                        await self._tickets.reminders()
                await self.run_due()
            except StorageError as error:
                log.error("notices_stopped error=%s", type(error).__name__)
            looks += 1
            await asyncio.sleep(POLL)

    async def run_due(self) -> int:
        """Hands on what waits; how many went on. Not to be called inside a transaction."""
        async with self._database.transaction():
            claimed = await self._tickets.claim_notices()
        return sum([await self._guarded(notice) for notice in claimed])

    async def _guarded(self, notice: Notice) -> bool:
        """Whatever one notice meets, the others go on; it is tried again when its claim has run out."""
        try:
            async with self._database.transaction():
                await self._hand_on(notice)
                await self._tickets.notice_sent(notice)
            if notice.audience is Audience.PERSON and notice.conversation:
                await self.chat(notice.conversation, notice_text(notice))
        except Exception as error:
            log.error("notice_broken id=%s error=%s", notice.id, type(error).__name__)
            return False
        return True

    async def _hand_on(self, notice: Notice) -> None:
        text = notice_text(notice)
        if notice.audience is Audience.STAFF:
            contact, subject = self._staff(notice.organisation), STAFF_SUBJECT
            if contact is None:
                log.warning("staff_not_reached notice=%s ticket=%s", notice.name.value, notice.ticket)
        else:
            contact, subject = notice.contact, SUBJECT
            text = f"{text}\n\n{await self._receipts(notice.organisation, notice.code)}"
        if contact is not None:
            await self._post.notify(
                notice.organisation,
                notice.conversation or "",
                contact,
                subject=subject.format(code=notice.code),
                body=text,
                short=notice_text(notice),
            )
