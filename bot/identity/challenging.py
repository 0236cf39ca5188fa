"""One-time codes: asking for one and answering with one.

Asking does the same for every contact, known or not. Whether the code goes out is decided afterwards and elsewhere
(`bot.identity.delivering`), so that neither the answer nor its time depends on what the organisation has on record.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.codes import Codes, read_code
from bot.identity.contacts import Contact
from bot.identity.disowning import Disowning
from bot.identity.errors import CodeTooSoon, NothingToResend, TooManyCodes, TooManyTries, wait_until
from bot.identity.limits import CODE_LIFE, CODE_WINDOW, CODES_PER_CONVERSATION, RESEND_AFTER, day_of
from bot.identity.messages import Content, MessageKind
from bot.identity.models import Challenge, ChallengeState, DisownedKind, Proof, Purpose, RefusalReason, Strength
from bot.identity.outcomes import Outcome, Proved, Refused, Sent
from bot.identity.places import Place
from bot.identity.ports import Links
from bot.identity.proving import Proving
from bot.identity.repository import disowning as disown_rows
from bot.identity.repository import subjects
from bot.identity.repository.challenges import ChallengeRows
from bot.identity.repository.deliveries import DeliveryRows
from bot.identity.repository.sealing import Sealing
from bot.identity.rules import RULES
from bot.storage.database import Database
from bot.storage.ids import new_id


class Challenging:
    def __init__(
        self,
        database: Database,
        sealing: Sealing,
        codes: Codes,
        proving: Proving,
        disowning: Disowning,
        links: Links,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._sealing = sealing
        self._rows = ChallengeRows(sealing)
        self._deliveries = DeliveryRows(sealing)
        self._codes = codes
        self._proving = proving
        self._disowning = disowning
        self._links = links
        self._now = now

    async def ask(self, place: Place, contact: Contact, purpose: Purpose) -> Sent:
        """Raises `TooManyTries`, `TooManyCodes`, `CodeTooSoon`."""
        now = self._now()
        subject = self._sealing.subject(contact)
        async with self._database.transaction() as connection:
            resend_at = await self._within_limits(connection, place, subject, now)
            await self._rows.revoke_live(connection, place.conversation)
            frozen = await disown_rows.frozen(connection, place.conversation, subject)
            await self._queue(connection, place, contact, subject, purpose, now, frozen)
        return Sent(contact, RULES[purpose].on_record_only, resend_at, now + CODE_LIFE)

    async def ask_again(self, conversation: str) -> Sent:
        """For the last contact and purpose. Raises `NothingToResend` and what `ask` raises."""
        async with self._database.transaction() as connection:
            last = await self._rows.latest(connection, conversation, self._now() - CODE_WINDOW)
            if last is None:
                raise NothingToResend
            return await self.ask(Place(last.organisation, last.channel, last.conversation), last.contact, last.purpose)

    async def answer(self, conversation: str, text: str) -> Outcome:
        code = read_code(text)
        if code is None:
            return Refused(RefusalReason.MALFORMED)
        now = self._now()
        async with self._database.transaction() as connection:
            challenge = await self._rows.live(connection, conversation, now)
            if challenge is None:
                return Refused(RefusalReason.NOT_VALID)
            # Counting comes before comparing, each in one statement: of guesses in parallel no two see the same count.
            if not await subjects.take_try(connection, challenge.subject, day_of(now)):
                return Refused(RefusalReason.LOCKED)
            code_hash = await self._rows.take_try(connection, challenge.id, now)
            if code_hash is None or not self._codes.matches(challenge.id, code, code_hash):
                return Refused(RefusalReason.NOT_VALID)
            used = await self._rows.use(connection, challenge.id)
            if used is None:
                return Refused(RefusalReason.NOT_VALID)
            await subjects.give_back_try(connection, used.subject)
            return Proved((await self._prove(connection, used),))

    async def _within_limits(self, connection: AsyncConnection, place: Place, subject: str, now: datetime) -> datetime:
        """When the next code can be asked for. Raises what `ask` raises."""
        await subjects.ensure(connection, subject)
        if not await subjects.has_tries(connection, subject, day_of(now)):
            raise TooManyTries
        # The turns of one conversation come one after the other, so this count needs no lock.
        times = await self._rows.times(connection, place.conversation, now - CODE_WINDOW)
        if len(times) >= CODES_PER_CONVERSATION:
            raise TooManyCodes(wait_until(times[-CODES_PER_CONVERSATION] + CODE_WINDOW, now))
        if resend_at := await subjects.take_code(connection, subject, now):
            return resend_at
        last, third_last = await subjects.code_times(connection, subject)
        if third_last is not None and third_last > now - CODE_WINDOW:
            raise TooManyCodes(wait_until(third_last + CODE_WINDOW, now))
        assert last is not None
        raise CodeTooSoon(wait_until(last + RESEND_AFTER, now))

    async def _queue(
        self,
        connection: AsyncConnection,
        place: Place,
        contact: Contact,
        subject: str,
        purpose: Purpose,
        now: datetime,
        frozen: bool,
    ) -> None:
        challenge_id, code = new_id(), self._codes.new()
        challenge = Challenge(
            id=challenge_id,
            organisation=place.organisation,
            channel=place.channel,
            conversation=place.conversation,
            subject=subject,
            contact=contact,
            purpose=purpose,
            code_hash=self._codes.hash(challenge_id, code),
            state=ChallengeState.VOID if frozen else ChallengeState.PENDING,
            method=None,
            customer=None,
            made_at=now,
            expires_at=now + CODE_LIFE,
        )
        await self._rows.add(connection, challenge)
        token = await self._disowning.new_token(
            connection, place.organisation, place.conversation, subject, DisownedKind.CODE
        )
        await self._deliveries.add(
            connection,
            organisation=place.organisation,
            conversation=place.conversation,
            challenge=challenge_id,
            kind=MessageKind.CODE,
            recipient=contact,
            content=Content(code=code, link=self._links(token)),
            now=now,
            expires_at=challenge.expires_at,
        )

    async def _prove(self, connection: AsyncConnection, used: Challenge) -> Proof:
        strength = Strength.CONTACT if used.customer is None else Strength.ON_RECORD
        assert used.method is not None  # arming sets it
        place = Place(used.organisation, used.channel, used.conversation)
        return await self._proving.make(connection, place, used.contact, used.method, strength, used.customer)
