"""What identity keeps no longer than it is of use."""

from collections.abc import Callable
from datetime import datetime

from bot.identity.limits import KEPT, LIMITS_KEPT
from bot.identity.repository import disowning, site_tokens, subjects
from bot.identity.repository.challenges import ChallengeRows
from bot.identity.repository.deliveries import DeliveryRows
from bot.identity.repository.mailbox import MailboxRows
from bot.identity.repository.proofs import ProofRows
from bot.identity.repository.representations import RepresentationRows
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database
from bot.storage.encryption import Keyring


class IdentityRetention:
    def __init__(self, database: Database, keyring: Keyring, now: Callable[[], datetime]) -> None:
        sealing = Sealing(keyring)
        self._database = database
        self._challenges = ChallengeRows(sealing)
        self._deliveries = DeliveryRows(sealing)
        self._mailbox = MailboxRows(sealing)
        self._proofs = ProofRows(sealing)
        self._representations = RepresentationRows(sealing)
        self._now = now

    async def forget(self, conversation: str) -> None:
        """Everything this conversation proved or asked to prove. Limits of contacts stay: they name nobody.
        Representations stay until staff have decided on them, for their ticket rests on them.
        """
        async with self._database.transaction() as connection:
            await self._deliveries.forget(connection, conversation)
            await self._challenges.forget(connection, conversation)
            await self._proofs.forget(connection, conversation)
            await self._mailbox.forget(connection, conversation)
            await disowning.forget(connection, conversation)

    async def purge(self) -> None:
        """What is older than `limits.KEPT`. To be called once a day."""
        now = self._now()
        before = now - KEPT
        async with self._database.transaction() as connection:
            await self._deliveries.purge(connection, before)
            await self._challenges.purge(connection, before)
            await self._proofs.purge(connection, before)
            await self._mailbox.purge(connection, before)
            await self._representations.purge(connection, before)
            await disowning.purge(connection, before)
            await site_tokens.purge(connection, now)
            await subjects.purge(connection, now - LIMITS_KEPT)
