"""The desk: database, identity, tickets and intake, wired together."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import httpx
import structlog

from actions import office_hours
from bot.identity.contacts import Contact, read_contact
from bot.identity.delivering import DeliveryWorker
from bot.identity.directories.table import TableDirectory
from bot.identity.directory_import import DEMO_CUSTOMERS, CustomerImport
from bot.identity.dispatching import Dispatcher, Routes
from bot.identity.gate import CodeGate
from bot.identity.ports import OrganisationNames
from bot.identity.representatives import Representatives
from bot.identity.retention import IdentityRetention
from bot.identity.senders.mailbox import Mailbox
from bot.identity.service import IdentityService
from bot.intake.ports import Opening
from bot.intake.rules import load_rules
from bot.intake.service import Intake
from bot.knowledge.service import PolicyDesk
from bot.receipts import wording as receipt_wording
from bot.receipts.keys import SigningKeys, development_keys, production_keys
from bot.receipts.service import ReceiptService
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.storage.upgrading import upgrade
from bot.systems.answering import Answering
from bot.systems.delivery import HttpDelivery
from bot.systems.service import SystemsService
from bot.systems.settings import load_webhooks
from bot.systems.upkeep import Upkeep
from bot.systems.worker import SystemsWorker
from bot.tickets.calendar import load_calendar
from bot.tickets.deadlines import Deadlines
from bot.tickets.grounds import load_grounds
from bot.tickets.periods import load_periods, parse_promises
from bot.tickets.ports import DeadlinesOf
from bot.tickets.sending import NoticeSender, Receipts, StaffAddress
from bot.tickets.service import TicketService

log = structlog.get_logger(__name__)

PURGED_EVERY = 24 * 3600.0  # seconds


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Desk:
    """What the actions, the channels and the commands call. Use between `initialize` and `shutdown`."""

    settings: Settings
    database: Database
    identity: IdentityService
    tickets: TicketService
    intake: Intake
    gate: CodeGate
    deliveries: DeliveryWorker
    mailbox: Mailbox | None
    retention: IdentityRetention
    customers: CustomerImport
    receipts: ReceiptService
    refusals: "Refusals"
    answers: Answering
    systems: SystemsWorker
    upkeep: Upkeep
    receipt_sentence: Receipts
    notices: NoticeSender
    client: httpx.AsyncClient
    _tasks: tuple[asyncio.Task[None], ...] = ()

    async def initialize(self, *, work: bool = True) -> None:
        """Upgrades and opens the database; `work` also sends what is queued, until `shutdown`.

        Raises `bot.storage.errors.StorageError`.
        """
        await asyncio.to_thread(upgrade, self.settings.database_url)
        await self.database.initialize()
        if self.settings.mode == "development":
            await self._demo_customers()
        if work:
            work_on = (self.deliveries.run(), self.notices.run(), self.systems.run(), self._purge())
            self._tasks = tuple(asyncio.create_task(task) for task in work_on)

    async def shutdown(self) -> None:
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = ()
        await self.client.aclose()
        await self.database.shutdown()

    async def latest_code(self, conversation: str) -> str | None:
        """The last one-time code that this conversation was sent; None in production, where nobody may read it."""
        if self.mailbox is None:
            return None
        await self.deliveries.run_due()
        return await self.mailbox.latest_code(conversation)

    async def _demo_customers(self) -> None:
        """Invented people for the sample organisations, so that a newcomer can prove a contact."""
        content = DEMO_CUSTOMERS.read_bytes()
        for slug in sorted(slug for slug in _organisations_of(content.decode("utf-8"))):
            await self.customers.run(content, slug)

    async def _purge(self) -> None:
        while True:
            await self.retention.purge()
            await self.upkeep.purge()
            await asyncio.sleep(PURGED_EVERY)


class Refusals:
    """ "Không phải tôi": what identity stops, tickets hold, both in one transaction."""

    def __init__(self, database: Database, identity: IdentityService, tickets: TicketService) -> None:
        self._database = database
        self._identity = identity
        self._tickets = tickets

    async def disown(self, token: str) -> None:
        async with self._database.transaction():
            event = await self._identity.disown(token)
            if event is not None:
                await self._tickets.disowned(event)


def build_desk(
    settings: Settings,
    database: Database,
    keyring: Keyring,
    policies: PolicyDesk,
    now: Callable[[], datetime] = utc_now,
) -> Desk:
    directory = TableDirectory(database, keyring)
    mailbox = Mailbox(database, keyring, now) if settings.mode == "development" else None
    dispatch = Dispatcher(Routes((mailbox.email,), (mailbox.phone,)) if mailbox else Routes())
    names = _names(policies)
    deliveries = DeliveryWorker(database, keyring, dispatch, directory, names, now)
    identity = IdentityService(
        database,
        keyring,
        dispatch=dispatch,
        directory=directory,
        links=lambda token: f"{settings.web.public_url.rstrip('/')}/not-me/{token}",
        now=now,
        on_queued=deliveries.wake,
    )
    tickets = TicketService(database, keyring, _deadlines_of(policies), load_grounds(), now)
    intake = Intake(
        identity,
        tickets,
        policies,
        now,
        rules=load_rules(),
        opening=_opening(policies),
        representing=Representatives(database, keyring, now),
    )
    public = settings.web.public_url.rstrip("/")
    webhooks = load_webhooks(settings.paths.policies, os.environ, settings.mode)
    client = httpx.AsyncClient()
    telling = SystemsService(database, keyring, webhooks, now)
    receipts = ReceiptService(
        database, _receipt_keys(settings), names=names, verify_url=f"{public}/receipts/verify", now=now
    )
    sentence = _receipt_sentence(receipts)
    return Desk(
        settings,
        database,
        identity,
        tickets,
        intake,
        CodeGate(database, keyring, now),
        deliveries,
        mailbox,
        IdentityRetention(database, keyring, now),
        CustomerImport(database, keyring, now),
        receipts,
        Refusals(database, identity, tickets),
        Answering(database, keyring, tickets, webhooks, now),
        SystemsWorker(
            database,
            telling,
            tickets,
            webhooks,
            HttpDelivery(client, now),
            lambda organisation: f"{public}/api/v1/systems/{organisation}/answers",
            now,
        ),
        Upkeep(database, keyring, now),
        sentence,
        NoticeSender(database, tickets, identity, sentence, _staff_address(policies)),
        client,
    )


def _receipt_keys(settings: Settings) -> SigningKeys:
    key, old = settings.secrets.receipt_key.get_secret_value(), settings.secrets.receipt_old_keys
    if settings.mode == "production":
        return production_keys(key, old)
    return development_keys(key, old, settings.paths.secrets)


def _deadlines_of(policies: PolicyDesk) -> DeadlinesOf:
    periods, calendar = load_periods(), load_calendar()

    @cache
    def deadlines(organisation: str) -> Deadlines:
        promised = policies.organisation(organisation)
        days = promised.complaint_answer_days
        source = f"cam kết của {promised.name}"
        table = {"complaint": {"complete": {"amount": days, "unit": "days", "source": source}}} if days else {}
        return Deadlines(periods, calendar, parse_promises(table, periods))

    return deadlines


def _names(policies: PolicyDesk) -> OrganisationNames:
    def name(organisation: str) -> str:
        return policies.organisation(organisation).name

    return name


def _receipt_sentence(receipts: ReceiptService) -> Receipts:
    async def sentence(organisation: str, code: str) -> str:
        return receipt_wording.link_sentence((await receipts.issue_for(organisation, code)).link)

    return sentence


def _staff_address(policies: PolicyDesk) -> StaffAddress:
    def address(organisation: str) -> Contact | None:
        email = policies.organisation(organisation).contact.email
        return read_contact(email) if email else None

    return address


def _opening(policies: PolicyDesk) -> Opening:
    def opening(organisation: str, now: datetime) -> str:
        found = policies.organisation(organisation)
        hours = office_hours.describe(found.office_hours)
        presence = office_hours.presence(found.office_hours, found.timezone, now)
        return f"Giờ làm việc: {hours}. {presence}" if hours else presence

    return opening


def _organisations_of(content: str) -> frozenset[str]:
    """The organisations that a customer file names in its column `organisation`."""
    head, *lines = content.strip().splitlines()
    place = head.split(",").index("organisation")
    return frozenset(line.split(",")[place] for line in lines)
