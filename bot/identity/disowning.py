""" "Không phải tôi": the link in every code message, and what its use ends."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.codes import Codes, is_token
from bot.identity.models import Disowned, DisownedKind
from bot.identity.repository import disowning as rows
from bot.identity.repository.challenges import ChallengeRows
from bot.identity.repository.proofs import ProofRows
from bot.identity.repository.sealing import Sealing
from bot.storage.database import Database

log = logging.getLogger(__name__)


class Disowning:
    def __init__(self, database: Database, sealing: Sealing, codes: Codes, now: Callable[[], datetime]) -> None:
        self._database = database
        self._challenges = ChallengeRows(sealing)
        self._proofs = ProofRows(sealing)
        self._codes = codes
        self._now = now

    async def new_token(
        self, connection: AsyncConnection, organisation: str, conversation: str, subject: str, kind: DisownedKind
    ) -> str:
        token = self._codes.new_token()
        await rows.add(
            connection,
            self._codes.token_hash(token),
            organisation=organisation,
            conversation=conversation,
            subject=subject,
            kind=kind,
            now=self._now(),
        )
        return token

    async def use(self, token: str) -> Disowned | None:
        """Ends what the message of this token was part of. None: unknown or used before, which the reader is not told."""
        if not is_token(token):
            return None
        now = self._now()
        async with self._database.transaction() as connection:
            event = await rows.use(connection, self._codes.token_hash(token), now)
            if event is None:
                return None
            # Whoever had the contact refuses to lose it: then nothing that this conversation proved is to be trusted.
            subject = None if event.kind is DisownedKind.CONTACT_CHANGE else event.subject
            await self._challenges.void_all(connection, event.conversation, subject)
            await self._proofs.revoke(connection, event.conversation, subject, now)
        log.info("disowned organisation=%s kind=%s", event.organisation, event.kind.value)
        return event

    async def events(self, conversation: str) -> list[Disowned]:
        async with self._database.transaction() as connection:
            return await rows.events(connection, conversation)
