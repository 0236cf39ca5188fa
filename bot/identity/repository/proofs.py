"""Rows of `identity_proofs`."""

from datetime import datetime

from sqlalchemy import Row, case, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.limits import PROOF_LIFE
from bot.identity.models import Method, Proof, Strength
from bot.identity.repository.sealing import Sealing
from bot.identity.tables import proofs
from bot.storage.types import UtcDateTime


class ProofRows:
    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing

    async def add(self, connection: AsyncConnection, proof: Proof) -> None:
        await connection.execute(
            insert(proofs).values(
                id=proof.id,
                organisation=proof.organisation,
                channel=proof.channel,
                conversation=proof.conversation,
                subject=proof.subject,
                contact_kind=proof.contact.kind.value,
                contact=self._sealing.seal(proof.contact.value, "contact"),
                method=proof.method.value,
                strength=int(proof.strength),
                customer=self._sealing.seal_optional(proof.customer, "customer"),
                made_at=proof.made_at,
                expires_at=proof.expires_at,
                ends_at=proof.ends_at,
            )
        )

    async def valid(self, connection: AsyncConnection, conversation: str, now: datetime) -> list[Proof]:
        """The strongest first, of equal ones the newest."""
        statement = (
            select(proofs)
            .where(proofs.c.conversation == conversation, proofs.c.revoked_at.is_(None), proofs.c.expires_at > now)
            .order_by(proofs.c.strength.desc(), proofs.c.made_at.desc(), proofs.c.id.desc())
        )
        return [self._read(row) for row in await connection.execute(statement)]

    async def use(self, connection: AsyncConnection, proof_id: str, now: datetime) -> Proof | None:
        """The proof with its new expiry; None if it was revoked or ran out meanwhile."""
        # With its type: inside CASE a bare value is bound as it is, and loses its zone on SQLite.
        later = literal(now + PROOF_LIFE, UtcDateTime())
        statement = (
            update(proofs)
            .where(proofs.c.id == proof_id, proofs.c.revoked_at.is_(None), proofs.c.expires_at > now)
            .values(expires_at=case((proofs.c.ends_at < later, proofs.c.ends_at), else_=later))
            .returning(*proofs.c)
        )
        row = (await connection.execute(statement)).first()
        return self._read(row) if row else None

    async def revoke(self, connection: AsyncConnection, conversation: str, subject: str | None, now: datetime) -> None:
        """Of one subject, or of all with None."""
        statement = update(proofs).where(proofs.c.conversation == conversation, proofs.c.revoked_at.is_(None))
        if subject is not None:
            statement = statement.where(proofs.c.subject == subject)
        await connection.execute(statement.values(revoked_at=now))

    async def forget(self, connection: AsyncConnection, conversation: str) -> None:
        await connection.execute(delete(proofs).where(proofs.c.conversation == conversation))

    async def purge(self, connection: AsyncConnection, before: datetime) -> None:
        await connection.execute(delete(proofs).where(proofs.c.ends_at < before))

    def _read(self, row: Row[tuple[object, ...]]) -> Proof:
        return Proof(
            id=row.id,
            organisation=row.organisation,
            channel=row.channel,
            conversation=row.conversation,
            subject=row.subject,
            contact=self._sealing.contact(row.contact_kind, row.contact),
            method=Method(row.method),
            strength=Strength(row.strength),
            customer=self._sealing.open_optional(row.customer, "customer"),
            made_at=row.made_at,
            expires_at=row.expires_at,
            ends_at=row.ends_at,
            revoked_at=row.revoked_at,
        )
