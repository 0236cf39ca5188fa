"""One desk with everything that is real but the clock: both databases, the table of customers, the development mailbox."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.identity.codes import Codes
from bot.identity.delivering import DeliveryWorker
from bot.identity.directories.table import TableDirectory
from bot.identity.directory_import import CustomerImport
from bot.identity.dispatching import Dispatcher, Routes
from bot.identity.models import Purpose
from bot.identity.outcomes import Outcome, Proved, Sent
from bot.identity.ports import CustomerDirectory, Dispatch
from bot.identity.senders.mailbox import Mailbox
from bot.identity.service import IdentityService
from bot.identity.site_keys import SiteKey
from bot.storage.database import Database
from bot.storage.encryption import Keyring

ORGANISATION = "medring"
CONVERSATION = "talk-1"
# On record at ORGANISATION.
LAN = "lan.nguyen@example.com"
LAN_PHONE = "0912 345 678"
# Known to nobody.
STRANGER = "khach.la@example.com"
CUSTOMERS = f"id,name,phone,email,birth_date\nMR-1,Nguyễn Thị Lan,{LAN_PHONE},{LAN},1990-05-17\n"
LINK = "https://desk.example/khong-phai-toi/"


class Clock:
    """10:00 in Hà Nội, until moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


class CountingCodes(Codes):
    """Remembers how many guesses were compared, and the tokens it made."""

    def __init__(self, keyring: Keyring) -> None:
        super().__init__(keyring)
        self.compared = 0
        self.tokens: list[str] = []

    def matches(self, challenge_id: str, code: str, code_hash: str) -> bool:
        self.compared += 1
        return super().matches(challenge_id, code, code_hash)

    def new_token(self) -> str:
        self.tokens.append(super().new_token())
        return self.tokens[-1]


def a_keyring() -> Keyring:
    return Keyring([("k1", b"a" * 32)], b"b" * 32)


def a_name(organisation: str) -> str:
    return {"medring": "Medring"}.get(organisation, organisation)


@dataclass
class World:
    database: Database
    site_keys: dict[str, SiteKey] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    keyring: Keyring = field(default_factory=a_keyring)
    dispatch: Dispatch | None = None
    directory: CustomerDirectory | None = None

    def __post_init__(self) -> None:
        self.codes = CountingCodes(self.keyring)
        self.mailbox = Mailbox(self.database, self.keyring, self.clock)
        self.sender = self.dispatch or Dispatcher(Routes((self.mailbox.email,), (self.mailbox.phone,)))
        self.records = self.directory or TableDirectory(self.database, self.keyring)
        self.worker = DeliveryWorker(self.database, self.keyring, self.sender, self.records, a_name, self.clock)
        self.service = IdentityService(
            self.database,
            self.keyring,
            dispatch=self.sender,
            directory=self.records,
            links=lambda token: LINK + token,
            now=self.clock,
            site_keys=self.site_keys,
            on_queued=self.worker.wake,
            codes=self.codes,
        )

    async def import_customers(self, text: str = CUSTOMERS, organisation: str = ORGANISATION) -> None:
        await CustomerImport(self.database, self.keyring, self.clock).run(text.encode(), organisation)

    async def begin(
        self,
        contact: str = LAN,
        purpose: Purpose = Purpose.DELETION,
        conversation: str = CONVERSATION,
        organisation: str = ORGANISATION,
    ) -> Sent:
        return await self.service.begin(organisation, conversation, "web", contact, purpose)

    async def code(self, conversation: str = CONVERSATION) -> str | None:
        """What the person reads after the worker has had its turn."""
        await self.worker.run_due()
        return await self.mailbox.latest_code(conversation)

    async def prove(
        self, contact: str = LAN, purpose: Purpose = Purpose.DELETION, conversation: str = CONVERSATION
    ) -> Outcome:
        await self.begin(contact, purpose, conversation)
        code = await self.code(conversation)
        assert code is not None
        outcome = await self.service.answer(conversation, code)
        assert isinstance(outcome, Proved)
        return outcome


WorldMaker = Callable[..., World]


def wrong(code: str | None) -> str:
    """Six digits that are not the code."""
    return "000000" if code != "000000" else "000001"
