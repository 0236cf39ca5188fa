"""A contact card shared in Telegram, as proof of a number (facts/telegram.md).

The card counts only when Telegram itself says that it is the sender's: anybody can forward somebody else's card.
"""

import logging

from bot.identity.contacts import Contact, read_mobile
from bot.identity.errors import DirectoryUnavailable
from bot.identity.models import Method, RefusalReason, SharedContact, Strength
from bot.identity.outcomes import Outcome, Proved, Refused
from bot.identity.places import Place
from bot.identity.ports import CustomerDirectory
from bot.identity.proving import Proving
from bot.identity.repository import disowning as disown_rows
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database

log = logging.getLogger(__name__)


class TelegramContacts:
    def __init__(self, database: Database, sealing: Sealing, directory: CustomerDirectory, proving: Proving) -> None:
        self._database = database
        self._sealing = sealing
        self._directory = directory
        self._proving = proving

    async def accept(self, place: Place, shared: SharedContact) -> Outcome:
        contact = _own_number(shared)
        if contact is None:
            return Refused(RefusalReason.FOREIGN_CONTACT)
        customer = await self._number_on_record(place.organisation, contact)
        strength = Strength.CONTACT if customer is None else Strength.ON_RECORD
        async with self._database.transaction() as connection:
            if await disown_rows.frozen(connection, place.conversation, self._sealing.subject(contact)):
                return Refused(RefusalReason.FOREIGN_CONTACT)
            proof = await self._proving.make(connection, place, contact, Method.TELEGRAM_CONTACT, strength, customer)
        return Proved((proof,))

    async def _number_on_record(self, organisation: str, contact: Contact) -> str | None:
        try:
            customer = await self._directory.find(organisation, contact)
        except DirectoryUnavailable as error:
            # The number is proved all the same. What needs a record waits for a code, which waits for the directory.
            log.warning("directory_unavailable organisation=%s reason=%s", organisation, error.reason)
            return None
        return customer.number if customer else None


def _own_number(shared: SharedContact) -> Contact | None:
    if shared.contact_user is None or shared.contact_user != shared.sender:
        return None
    if shared.forwarded or not shared.private_chat:
        return None
    # Telegram may leave the plus sign out.
    digits = shared.phone.strip().removeprefix("+")
    return read_mobile(f"+{digits}") if digits.isascii() and digits.isdigit() else None
