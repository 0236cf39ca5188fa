"""Proofs: made by codes, Telegram contacts and site tokens, used by purpose, ended by time or by "Không phải tôi"."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.contacts import Contact
from bot.identity.limits import PROOF_CAP, PROOF_LIFE
from bot.identity.models import Method, Proof, Purpose, Strength
from bot.identity.places import Place
from bot.identity.repository.proofs import ProofRows
from bot.identity.repository.sealing import Sealing
from bot.identity.rules import required_strength
from bot.storage.database import Database
from bot.storage.ids import new_id


class Proving:
    def __init__(self, database: Database, sealing: Sealing, now: Callable[[], datetime]) -> None:
        self._database = database
        self._sealing = sealing
        self._rows = ProofRows(sealing)
        self._now = now

    async def make(
        self,
        connection: AsyncConnection,
        place: Place,
        contact: Contact,
        method: Method,
        strength: Strength,
        customer: str | None,
    ) -> Proof:
        now = self._now()
        proof = Proof(
            id=new_id(),
            organisation=place.organisation,
            channel=place.channel,
            conversation=place.conversation,
            subject=self._sealing.subject(contact),
            contact=contact,
            method=method,
            strength=strength,
            customer=customer,
            made_at=now,
            expires_at=now + PROOF_LIFE,
            ends_at=now + PROOF_CAP,
        )
        await self._rows.add(connection, proof)
        return proof

    async def for_purpose(self, conversation: str, purpose: Purpose) -> Proof | None:
        """The strongest valid proof that is enough, now good for another `PROOF_LIFE`."""
        now = self._now()
        async with self._database.transaction() as connection:
            for proof in await self._rows.valid(connection, conversation, now):
                if proof.strength < required_strength(purpose):
                    return None
                if used := await self._rows.use(connection, proof.id, now):
                    return used
        return None

    async def valid(self, conversation: str) -> tuple[Proof, ...]:
        """The strongest first, one a contact. Looking is not using: their time runs on."""
        async with self._database.transaction() as connection:
            found = await self._rows.valid(connection, conversation, self._now())
        by_subject: dict[str, Proof] = {}
        for proof in found:
            by_subject.setdefault(proof.subject, proof)
        return tuple(by_subject.values())
