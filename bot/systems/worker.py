"""Tells the systems what is queued, beside the conversations: again and again for a day, at growing intervals."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import SystemRandom

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.systems import repository
from bot.systems.errors import NotDelivered
from bot.systems.models import Attention, Event, Instruction, State
from bot.systems.ports import AnswerUrl, Delivery, Tickets
from bot.systems.service import SystemsService
from bot.systems.settings import Webhook
from bot.systems.telling import body_of

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""Longer than any delivery takes; after it another worker may try."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
_AT_ONCE = 20
_RANDOM = SystemRandom()
_POLL = 5.0  # seconds between looks when nobody rings


class SystemsWorker:
    """Any number may run, in any number of processes. A crash between sending and saying so sends an instruction twice, under
    the same id, never not at all. `random` gives numbers from 0 to 1."""

    def __init__(
        self,
        database: Database,
        service: SystemsService,
        tickets: Tickets,
        webhooks: Mapping[str, Webhook],
        delivery: Delivery,
        answer_url: AnswerUrl,
        now: Callable[[], datetime],
        random: Callable[[], float] = _RANDOM.random,
    ) -> None:
        self._database = database
        self._service = service
        self._tickets = tickets
        self._webhooks = webhooks
        self._delivery = delivery
        self._answer_url = answer_url
        self._now = now
        self._random = random
        self._bell = asyncio.Event()

    def wake(self) -> None:
        """Something was queued. It is found within five seconds without this too."""
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled. Returns at once where no organisation has systems."""
        while self._webhooks:
            self._bell.clear()
            try:
                await self._service.offer_all()
                busy = await self.run_due() == _AT_ONCE
            except StorageError as error:
                log.error("systems_stopped error=%s", type(error).__name__)
                busy = False
            if not busy:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._bell.wait(), _POLL)

    async def run_due(self) -> int:
        """Tries what is due now, twenty at most; how many it tried. Not to be called inside a transaction."""
        async with self._database.transaction() as connection:
            claimed = await repository.claim(connection, self._now(), LEASE, _AT_ONCE)
        await asyncio.gather(*(self._guarded(instruction) for instruction in claimed))
        return len(claimed)

    async def _guarded(self, instruction: Instruction) -> None:
        """Whatever one meets, the others go out; its lease runs out and it is tried again."""
        try:
            await self._tell(instruction)
        except Exception as error:
            log.error("instruction_broken id=%s error=%s", instruction.id, type(error).__name__)

    async def _tell(self, instruction: Instruction) -> None:
        if self._now() >= instruction.give_up_at:
            log.error("instruction_given_up id=%s attempts=%s", instruction.id, instruction.attempts)
            await self._settle(instruction, state=State.GIVEN_UP, attention=Attention.UNREACHABLE)
            return
        attempt = await self._attempt(instruction)
        if attempt is None:
            return
        number, body = attempt
        webhook = self._webhooks.get(instruction.organisation)
        try:
            if webhook is None:
                raise NotDelivered("no_webhook")
            await self._delivery.deliver(webhook, instruction, body)
        except NotDelivered as error:
            log.warning("instruction_postponed id=%s reason=%s attempts=%s", instruction.id, error.reason, number)
            async with self._database.transaction() as connection:
                due_at = self._now() + self._pause(number, error.retry_after)
                await repository.change(connection, instruction.id, {"due_at": due_at}, only_queued=True)
        else:
            log.info("instruction_sent id=%s attempts=%s", instruction.id, number)
            await self._settle(instruction, state=State.SENT)

    async def _attempt(self, instruction: Instruction) -> tuple[int, bytes] | None:
        """The number of this attempt and what to send, noted before it is sent; None if it is not to be sent any more.

        The ticket is looked at as late as can be: what its person has withdrawn, or refused as "Không phải tôi", must not go out.
        """
        async with self._database.transaction() as connection:
            ticket = await repository.standing(connection, instruction.organisation, instruction.code)
            now = await repository.get(connection, instruction.id)
            if ticket is None or now is None or now.state is not State.QUEUED:
                return None
            if instruction.event is Event.CARRY_OUT and not ticket.may_be_carried_out:
                await self._service.offer(instruction.organisation, instruction.code)
                return None
            view = await self._tickets.staff_view(instruction.organisation, instruction.code)
            attempts = now.attempts + 1
            await repository.change(connection, instruction.id, {"attempts": attempts})
        return attempts, body_of(instruction, view.ticket, self._answer_url(instruction.organisation))

    async def _settle(self, instruction: Instruction, *, state: State, attention: Attention | None = None) -> None:
        changes: dict[str, object] = {"state": state.value}
        if attention is not None:
            changes |= {"attention": attention.value, "attention_at": self._now()}
        async with self._database.transaction() as connection:
            # An answer may have been quicker than the response to the instruction.
            await repository.change(connection, instruction.id, changes, only_queued=True)

    def _pause(self, attempts: int, retry_after: float | None) -> timedelta:
        """5 s, 10 s, 20 s … an hour, each shortened by up to a half at random, so that not all come back in the same instant."""
        full = min(FIRST_PAUSE * (1 << min(attempts - 1, 12)), LONGEST_PAUSE)
        pause = full * (1 - self._random() / 2)
        return pause if retry_after is None else max(pause, timedelta(seconds=retry_after))
