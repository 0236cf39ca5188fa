"""Sends what is queued, beside the conversations: no turn waits for a mail server, and none can feel whether anything
was sent.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.identity import wording
from bot.identity.contacts import ContactKind
from bot.identity.errors import DirectoryUnavailable, SenderUnavailable, SendingError
from bot.identity.messages import Delivery, DeliveryState, Message, MessageKind
from bot.identity.models import UNSETTLED, ChallengeState, DisownedKind, Method
from bot.identity.ports import CustomerDirectory, Dispatch, OrganisationNames
from bot.identity.repository.challenges import ChallengeRows
from bot.identity.repository.deliveries import DeliveryRows
from bot.identity.repository.sealing import Sealing
from bot.identity.rules import RULES
from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.storage.errors import StorageError

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""Longer than any sender takes; after it another worker may try."""
_AT_ONCE = 20
_POLL = 1.0  # seconds between looks when nobody rings
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)


class DeliveryWorker:
    """Any number may run, in any number of processes. A crash between sending and saying so sends a message twice,
    never not at all.
    """

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        dispatch: Dispatch,
        directory: CustomerDirectory,
        names: OrganisationNames,
        now: Callable[[], datetime],
    ) -> None:
        sealing = Sealing(keyring)
        self._database = database
        self._rows = DeliveryRows(sealing)
        self._challenges = ChallengeRows(sealing)
        self._dispatch = dispatch
        self._directory = directory
        self._names = names
        self._now = now
        self._bell = asyncio.Event()

    def wake(self) -> None:
        """Something was queued. It is found within a second without this too."""
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._bell.clear()
            try:
                busy = await self.run_due() == _AT_ONCE
            except StorageError as error:
                log.error("deliveries_stopped error=%s", type(error).__name__)
                busy = False
            if not busy:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._bell.wait(), _POLL)

    async def run_due(self) -> int:
        """Tries what is due now, twenty messages at most; how many it tried. Not to be called inside a transaction."""
        async with self._database.transaction() as connection:
            claimed = await self._rows.claim(connection, self._now(), LEASE, _AT_ONCE)
        await asyncio.gather(*(self._guarded(delivery) for delivery in claimed))
        return len(claimed)

    async def _guarded(self, delivery: Delivery) -> None:
        """Whatever one message meets, the others go out; its lease runs out and it is tried again."""
        try:
            await self._deliver(delivery)
        except Exception as error:
            log.error("delivery_broken id=%s error=%s", delivery.id, type(error).__name__)

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            if delivery.expired or not await self._wanted(delivery):
                await self._settle(delivery, DeliveryState.DROPPED)
                return
            method = await self._dispatch.send(self._message(delivery))
        except DirectoryUnavailable as error:
            log.warning("directory_unavailable delivery=%s reason=%s", delivery.id, error.reason)
            await self._postpone(delivery, None)
        except SenderUnavailable as error:
            log.warning("delivery_postponed id=%s reason=%s", delivery.id, error.reason)
            await self._postpone(delivery, error.retry_after)
        except SendingError as error:
            log.error("delivery_failed id=%s reason=%s", delivery.id, error.reason)
            await self._settle(delivery, DeliveryState.FAILED)
        else:
            log.info("delivery_sent id=%s method=%s attempts=%s", delivery.id, method.value, delivery.attempts)
            await self._settle(delivery, DeliveryState.SENT, method)

    async def _wanted(self, delivery: Delivery) -> bool:
        """For a code: whether its challenge still stands and whoever gets the code may have it. Arms the challenge."""
        if delivery.challenge is None:
            return True
        async with self._database.transaction() as connection:
            challenge = await self._challenges.get(connection, delivery.challenge)
        if challenge is None or challenge.state not in UNSETTLED:
            return False
        if challenge.state is ChallengeState.ARMED:
            return True
        customer = await self._directory.find(challenge.organisation, challenge.contact)
        async with self._database.transaction() as connection:
            if customer is None and RULES[challenge.purpose].on_record_only:
                await self._challenges.void(connection, challenge.id)
                return False
            method = Method.OTP_EMAIL if challenge.contact.kind is ContactKind.EMAIL else Method.OTP_SMS
            # Before sending, so that whoever types at once is not told that the code is wrong.
            return await self._challenges.arm(connection, challenge.id, method, customer.number if customer else None)

    def _message(self, delivery: Delivery) -> Message:
        name, content = self._names(delivery.organisation), delivery.content
        if delivery.kind is MessageKind.NOTICE:
            texts = wording.Texts(content.subject, content.body, content.short)
        else:
            texts = wording.disownable_message(DisownedKind(delivery.kind.value), name, content.code, content.link)
        return Message(
            id=delivery.id,
            organisation=delivery.organisation,
            organisation_name=name,
            conversation=delivery.conversation,
            kind=delivery.kind,
            recipient=delivery.recipient,
            subject=texts.subject,
            body=texts.body,
            short=texts.short,
            code=content.code,
            link=content.link,
        )

    async def _settle(self, delivery: Delivery, state: DeliveryState, method: Method | None = None) -> None:
        async with self._database.transaction() as connection:
            await self._rows.settle(connection, delivery.id, state)
            if delivery.challenge is not None and method is not None:
                await self._challenges.set_method(connection, delivery.challenge, method)

    async def _postpone(self, delivery: Delivery, retry_after: float | None) -> None:
        pause = min(_FIRST_PAUSE * 2 ** min(delivery.attempts - 1, 10), _LONGEST_PAUSE)
        if retry_after is not None:
            pause = max(pause, timedelta(seconds=retry_after))
        async with self._database.transaction() as connection:
            await self._rows.postpone(connection, delivery.id, self._now() + pause)
