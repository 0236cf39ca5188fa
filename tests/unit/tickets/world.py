"""A ticket desk over a real database, with a clock that the test moves and people who have proved themselves."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, select, update

from bot.identity.contacts import Contact, ContactKind
from bot.identity.models import Method, Proof, Strength
from bot.language.entities import ticket_codes
from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.storage.ids import new_id
from bot.tickets.calendar import load_calendar
from bot.tickets.deadlines import Deadlines
from bot.tickets.desk import staff
from bot.tickets.grounds import load_grounds
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Ticket
from bot.tickets.notices import Notice
from bot.tickets.opening import Opened
from bot.tickets.periods import load_periods
from bot.tickets.requests import EVERYTHING, Complaint, Correction, Draft, Request
from bot.tickets.service import TicketService
from bot.tickets.wording_notices import notice_text

ORG, OTHER_ORG = "medring", "vsign"
START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday, 9:00 in Hà Nội
STAFF, OTHER_STAFF = staff("lan.nguyen"), staff("binh")
PHONE = Contact(ContactKind.PHONE, "+84900123456")
EMAIL = Contact(ContactKind.EMAIL, "hoa.le@example.com")

KEYS, INDEX_KEY = [("test", b"k" * 32)], b"i" * 32
_DEADLINES = Deadlines(load_periods(), load_calendar())
_GROUNDS = load_grounds()

REQUESTS: Mapping[TicketKind, Request] = {
    TicketKind.DELETION: Request("xóa giúp tôi", "Lê Thị Hoa", scope=(EVERYTHING,)),
    TicketKind.CORRECTION: Request(corrections=(Correction("email", "cu@example.com", "moi@example.com"),)),
    TicketKind.COMPLAINT: Request(complaint=Complaint("bị gọi quảng cáo lúc nửa đêm", "đừng gọi nữa")),
    TicketKind.ACCESS: Request(scope=(EVERYTHING,)),
    TicketKind.WITHDRAW_CONSENT: Request(scope=("quảng cáo",)),
    TicketKind.OBJECTION: Request(scope=("chấm điểm tự động",)),
    TicketKind.RESTRICTION: Request(scope=("vị trí",)),
}


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


class World:
    def __init__(self, database: Database, make_code: Callable[[str], str] = ticket_codes.make) -> None:
        self.database = database
        self.clock = Clock()
        self.keyring = Keyring(KEYS, INDEX_KEY)
        self.service = self.served_with(self.keyring, make_code)
        self.deadlines, self.grounds = _DEADLINES, _GROUNDS
        self._turns = 0

    def served_with(self, keyring: Keyring, make_code: Callable[[str], str] = ticket_codes.make) -> TicketService:
        """Another service over the same database, as another process has it."""
        return TicketService(self.database, keyring, lambda slug: _DEADLINES, _GROUNDS, self.clock, make_code)

    def proof(
        self,
        contact: Contact = PHONE,
        strength: Strength = Strength.ON_RECORD,
        *,
        customer: str | None = None,
        conversation: str = "web:1",
        organisation: str = ORG,
        **changes: Any,
    ) -> Proof:
        """Live for a quarter of an hour. `subject` is one for each contact, as identity makes it."""
        proof = Proof(
            id=new_id(),
            organisation=organisation,
            channel=conversation.partition(":")[0],
            conversation=conversation,
            subject=self.keyring.blind_index(contact.value, "identity.subject"),
            contact=contact,
            method=Method.OTP_EMAIL if contact.kind is ContactKind.EMAIL else Method.OTP_SMS,
            strength=strength,
            customer=customer,
            made_at=self.clock(),
            expires_at=self.clock() + timedelta(minutes=15),
            ends_at=self.clock() + timedelta(hours=2),
        )
        return replace(proof, **changes)

    def draft(self, kind: TicketKind = TicketKind.DELETION, **changes: Any) -> Draft:
        """Of a turn of its own."""
        self._turns += 1
        draft = Draft(
            organisation=ORG,
            kind=kind,
            request=REQUESTS[kind],
            channel="web",
            conversation="web:1",
            turn=f"turn-{self._turns}",
            accepts_consequences=True,
        )
        return replace(draft, **changes)

    async def open(self, kind: TicketKind = TicketKind.DELETION, proof: Proof | None = None, **changes: Any) -> Ticket:
        """A new ticket; of a proven person unless `claimed` says otherwise."""
        draft = self.draft(kind, **changes)
        if proof is None and draft.claimed is None:
            proof = self.proof(conversation=draft.conversation, organisation=draft.organisation)
        opened = await self.service.open(draft, proof)
        assert isinstance(opened, Opened)
        assert opened.fresh
        return opened.ticket

    async def in_progress(self, kind: TicketKind = TicketKind.DELETION, **changes: Any) -> Ticket:
        ticket = await self.open(kind, **changes)
        await self.service.acknowledge(ticket.organisation, ticket.code, STAFF)
        return (await self.service.start(ticket.organisation, ticket.code, STAFF)).ticket

    async def completed(self, kind: TicketKind = TicketKind.DELETION, **changes: Any) -> Ticket:
        ticket = await self.in_progress(kind, **changes)
        return (await self.service.complete(ticket.organisation, ticket.code, STAFF)).ticket

    async def now(self, ticket: Ticket) -> Ticket:
        """As it is stored."""
        return (await self.service.staff_view(ticket.organisation, ticket.code)).ticket

    async def send_all(self) -> list[Notice]:
        """Everything that waits, as if it had been delivered."""
        notices = await self.service.claim_notices(1_000)
        for notice in notices:
            await self.service.notice_sent(notice)
        return notices

    async def rows(self, table: Table) -> list[Any]:
        async with self.database.transaction() as connection:
            return list(await connection.execute(select(table)))

    async def tamper(self, table: Table, values: dict[str, Any], **where: Any) -> None:
        """Changes rows behind the service's back."""
        async with self.database.transaction() as connection:
            conditions = [table.c[name] == value for name, value in where.items()]
            changed = await connection.execute(update(table).where(*conditions).values(values))
            assert changed.rowcount > 0


def texts(notices: tuple[Notice, ...] | list[Notice]) -> list[str]:
    return [notice_text(notice) for notice in notices]
