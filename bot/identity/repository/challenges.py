"""Rows of `identity_challenges`."""

from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.limits import CODE_TRIES
from bot.identity.models import LIVE, UNSETTLED, Challenge, ChallengeState, Method, Purpose
from bot.identity.repository.sealing import Sealing
from bot.identity.tables import challenges

_LIVE = [state.value for state in LIVE]
_UNSETTLED = [state.value for state in UNSETTLED]


class ChallengeRows:
    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing

    async def add(self, connection: AsyncConnection, challenge: Challenge) -> None:
        await connection.execute(
            insert(challenges).values(
                id=challenge.id,
                organisation=challenge.organisation,
                channel=challenge.channel,
                conversation=challenge.conversation,
                subject=challenge.subject,
                contact_kind=challenge.contact.kind.value,
                contact=self._sealing.seal(challenge.contact.value, "contact"),
                purpose=challenge.purpose.value,
                code_hash=challenge.code_hash,
                state=challenge.state.value,
                tries=0,
                made_at=challenge.made_at,
                expires_at=challenge.expires_at,
            )
        )

    async def get(self, connection: AsyncConnection, challenge_id: str) -> Challenge | None:
        row = (await connection.execute(select(challenges).where(challenges.c.id == challenge_id))).first()
        return self._read(row) if row else None

    async def live(self, connection: AsyncConnection, conversation: str, now: datetime) -> Challenge | None:
        """The one that an answer in this conversation can only be about."""
        statement = (
            select(challenges)
            .where(
                challenges.c.conversation == conversation,
                challenges.c.state.in_(_LIVE),
                challenges.c.expires_at > now,
            )
            .order_by(challenges.c.made_at.desc(), challenges.c.id.desc())
            .limit(1)
        )
        row = (await connection.execute(statement)).first()
        return self._read(row) if row else None

    async def latest(self, connection: AsyncConnection, conversation: str, since: datetime) -> Challenge | None:
        """The last one asked for, too old or not, that was not answered."""
        statement = (
            select(challenges)
            .where(challenges.c.conversation == conversation, challenges.c.made_at > since)
            .order_by(challenges.c.made_at.desc(), challenges.c.id.desc())
            .limit(1)
        )
        row = (await connection.execute(statement)).first()
        return self._read(row) if row and row.state != ChallengeState.USED.value else None

    async def times(self, connection: AsyncConnection, conversation: str, since: datetime) -> list[datetime]:
        """When this conversation asked for codes, oldest first."""
        statement = (
            select(challenges.c.made_at)
            .where(challenges.c.conversation == conversation, challenges.c.made_at > since)
            .order_by(challenges.c.made_at)
        )
        return [*(await connection.execute(statement)).scalars()]

    async def take_try(self, connection: AsyncConnection, challenge_id: str, now: datetime) -> str | None:
        """Counts one more guess of this code and gives the hash to compare it with; None if no guess may be compared."""
        statement = (
            update(challenges)
            .where(
                challenges.c.id == challenge_id,
                challenges.c.state.in_(_LIVE),
                challenges.c.tries < CODE_TRIES,
                challenges.c.expires_at > now,
            )
            .values(tries=challenges.c.tries + 1)
            .returning(challenges.c.code_hash)
        )
        found: str | None = (await connection.execute(statement)).scalar_one_or_none()
        return found

    async def use(self, connection: AsyncConnection, challenge_id: str) -> Challenge | None:
        """Armed → used, once."""
        statement = (
            update(challenges)
            .where(challenges.c.id == challenge_id, challenges.c.state == ChallengeState.ARMED.value)
            .values(state=ChallengeState.USED.value)
            .returning(*challenges.c)
        )
        row = (await connection.execute(statement)).first()
        return self._read(row) if row else None

    async def arm(self, connection: AsyncConnection, challenge_id: str, method: Method, customer: str | None) -> bool:
        """Pending → armed. Whether a code may be sent: not if the challenge was replaced or voided meanwhile."""
        statement = (
            update(challenges)
            .where(challenges.c.id == challenge_id, challenges.c.state.in_(_UNSETTLED))
            .values(
                state=ChallengeState.ARMED.value,
                method=method.value,
                customer=self._sealing.seal_optional(customer, "customer"),
            )
            .returning(challenges.c.id)
        )
        return (await connection.execute(statement)).first() is not None

    async def set_method(self, connection: AsyncConnection, challenge_id: str, method: Method) -> None:
        await connection.execute(update(challenges).where(challenges.c.id == challenge_id).values(method=method.value))

    async def void(self, connection: AsyncConnection, challenge_id: str) -> None:
        await connection.execute(
            update(challenges)
            .where(challenges.c.id == challenge_id, challenges.c.state.in_(_UNSETTLED))
            .values(state=ChallengeState.VOID.value)
        )

    async def void_all(self, connection: AsyncConnection, conversation: str, subject: str | None) -> None:
        """Of one subject, or of all with None."""
        statement = update(challenges).where(
            challenges.c.conversation == conversation, challenges.c.state.in_(_UNSETTLED)
        )
        if subject is not None:
            statement = statement.where(challenges.c.subject == subject)
        await connection.execute(statement.values(state=ChallengeState.VOID.value))

    async def revoke_live(self, connection: AsyncConnection, conversation: str) -> None:
        await connection.execute(
            update(challenges)
            .where(challenges.c.conversation == conversation, challenges.c.state.in_(_LIVE))
            .values(state=ChallengeState.REVOKED.value)
        )

    async def forget(self, connection: AsyncConnection, conversation: str) -> None:
        await connection.execute(delete(challenges).where(challenges.c.conversation == conversation))

    async def purge(self, connection: AsyncConnection, before: datetime) -> None:
        await connection.execute(delete(challenges).where(challenges.c.made_at < before))

    def _read(self, row: Row[tuple[object, ...]]) -> Challenge:
        return Challenge(
            id=row.id,
            organisation=row.organisation,
            channel=row.channel,
            conversation=row.conversation,
            subject=row.subject,
            contact=self._sealing.contact(row.contact_kind, row.contact),
            purpose=Purpose(row.purpose),
            code_hash=row.code_hash,
            state=ChallengeState(row.state),
            method=Method(row.method) if row.method else None,
            customer=self._sealing.open_optional(row.customer, "customer"),
            made_at=row.made_at,
            expires_at=row.expires_at,
        )
