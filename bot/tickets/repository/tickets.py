"""Rows of `tickets` and `ticket_ledgers`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.contacts import Contact, ContactKind
from bot.identity.models import Strength
from bot.storage.encryption import Keyring
from bot.storage.errors import DecryptionFailed
from bot.tickets.chain import START, Unreadable
from bot.tickets.deadlines import hanoi_day
from bot.tickets.errors import TicketChanged
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Person, PublicStatus, Ticket
from bot.tickets.repository.history import REQUEST, TOLD
from bot.tickets.repository.inserting import insert_once
from bot.tickets.repository.rows import CONTACT, changing, to_row, to_ticket
from bot.tickets.requests import from_table
from bot.tickets.sealing import Sealer
from bot.tickets.states import WAITING, Status
from bot.tickets.tables import history, ledgers, tickets


class TicketRows:
    """A ticket is read together with its request, which is the first entry of its history."""

    def __init__(self, keyring: Keyring, sealer: Sealer) -> None:
        self._keyring = keyring
        self._sealer = sealer

    async def lock_ledger(self, connection: AsyncConnection, organisation: str) -> tuple[int, str]:
        """How many tickets the organisation has, and the hash of the last opening. Until the transaction ends, nobody else opens
        one there."""
        await insert_once(connection, ledgers, {"organisation": organisation, "opened": 0, "head": START})
        return await self.ledger(connection, organisation, lock=True)

    async def ledger(self, connection: AsyncConnection, organisation: str, *, lock: bool = False) -> tuple[int, str]:
        """As `lock_ledger`, without making one that is not there."""
        statement = select(ledgers).where(ledgers.c.organisation == organisation)
        row = (await connection.execute(statement.with_for_update() if lock else statement)).first()
        return (row.opened, row.head) if row else (0, START)

    async def organisations(self, connection: AsyncConnection) -> list[str]:
        """Those that have, or had, tickets."""
        found = select(ledgers.c.organisation).union(select(tickets.c.organisation)).order_by("organisation")
        return list((await connection.execute(found)).scalars())

    async def insert(self, connection: AsyncConnection, ticket: Ticket) -> bool:
        """False if the code is taken. The caller holds the ledger."""
        contact = self._keyring.encrypt(ticket.contact.value, CONTACT) if ticket.contact else None
        return await insert_once(connection, tickets, to_row(ticket, contact))

    async def note_opening(self, connection: AsyncConnection, organisation: str, count: int, head: str) -> None:
        await connection.execute(
            update(ledgers).where(ledgers.c.organisation == organisation).values(opened=count, head=head)
        )

    async def update(self, connection: AsyncConnection, ticket: Ticket, version: int) -> None:
        """Raises `TicketChanged` unless the stored ticket still has `version`."""
        values = changing(ticket)
        if ticket.erased_at is not None:
            values |= {"contact": None, "contact_kind": None}
        statement = update(tickets).where(tickets.c.id == ticket.id, tickets.c.version == version).values(values)
        if (await connection.execute(statement)).rowcount != 1:
            raise TicketChanged

    async def get(self, connection: AsyncConnection, organisation: str, code: str) -> Ticket | None:
        return await self._one(connection, _whole(_named(organisation, code)))

    async def locked(self, connection: AsyncConnection, organisation: str, code: str) -> Ticket | None:
        """As `get`; others that want to change it wait until the transaction ends."""
        return await self._one(connection, _whole(_named(organisation, code)).with_for_update(of=tickets))

    async def opened_by(
        self, connection: AsyncConnection, organisation: str, conversation: str, turn: str, part: int
    ) -> Ticket | None:
        return await self._one(
            connection,
            _whole(
                tickets.c.organisation == organisation,
                tickets.c.conversation == conversation,
                tickets.c.turn == turn,
                tickets.c.part == part,
            ),
        )

    async def organisation_of(self, connection: AsyncConnection, code: str) -> str | None:
        found = await connection.execute(select(tickets.c.organisation).where(tickets.c.code == code))
        return found.scalar_one_or_none()

    async def public(self, connection: AsyncConnection, organisation: str, code: str) -> PublicStatus | None:
        """What a code alone may tell; one query whatever the code, and nothing of the person is read."""
        table = tickets.c
        columns = (
            table.kind,
            table.status,
            table.received_at,
            table.complete_by,
            table.merged_into,
            table.proof_strength,
        )
        row = (await connection.execute(select(*columns).where(_named(organisation, code)))).first()
        if row is None:
            return None
        return PublicStatus(
            TicketKind(row.kind),
            Status(row.status),
            hanoi_day(row.received_at),
            hanoi_day(row.complete_by),
            # Without a proof it may have been somebody else's, who is not told that there is another ticket.
            merged=row.merged_into is not None and row.proof_strength > Strength.NONE,
        )

    async def of_person(
        self, connection: AsyncConnection, organisation: str, person: Person, kind: TicketKind | None = None
    ) -> list[Ticket]:
        """Those that the person has proved to be theirs, the newest first."""
        table = tickets.c
        same: list[ColumnElement[bool]] = []
        if person.subject is not None:
            same.append(table.subject == person.subject)
        if person.customer is not None:
            same.append(table.customer_index == person.customer)
        if not same:
            return []
        conditions: list[ColumnElement[bool]] = [table.organisation == organisation, or_(*same)]
        if kind is not None:
            conditions.append(table.kind == kind.value)
        return await self._many(connection, _whole(*conditions).order_by(table.number.desc()))

    async def claiming(self, connection: AsyncConnection, organisation: str, contact_index: str) -> list[Ticket]:
        """Those with this contact, proved or only claimed."""
        conditions = (tickets.c.organisation == organisation, tickets.c.contact_index == contact_index)
        return await self._many(connection, _whole(*conditions).order_by(tickets.c.number.desc()))

    async def frozen_by(
        self, connection: AsyncConnection, organisation: str, subject: str | None, conversation: str | None
    ) -> list[Ticket]:
        """The tickets that a freeze of this subject, this conversation, or both concerns (`repository.freezes`)."""
        table = tickets.c
        conditions: list[ColumnElement[bool]] = [table.organisation == organisation]
        if conversation is not None:
            conditions.append(table.conversation == conversation)
        if subject is not None:
            theirs: ColumnElement[bool] = table.subject == subject
            conditions.append(or_(theirs, table.subject.is_(None)) if conversation is not None else theirs)
        return await self._many(connection, _whole(*conditions).order_by(table.number))

    async def listing(
        self, connection: AsyncConnection, organisation: str | None, statuses: Iterable[Status], limit: int
    ) -> list[Ticket]:
        """What is due first comes first."""
        conditions: list[ColumnElement[bool]] = [tickets.c.status.in_([status.value for status in statuses])]
        if organisation is not None:
            conditions.append(tickets.c.organisation == organisation)
        return await self._many(
            connection, _whole(*conditions).order_by(tickets.c.complete_by, tickets.c.id).limit(limit)
        )

    async def pressing(
        self,
        connection: AsyncConnection,
        *,
        open_statuses: Iterable[Status],
        due_before: datetime,
        answer_before: datetime,
        waiting_since: datetime,
    ) -> list[Ticket]:
        """The open tickets that a reminder may be about."""
        table = tickets.c
        unanswered = and_(table.status == Status.RECEIVED.value, table.acknowledge_by <= answer_before)
        waiting = and_(table.status.in_([status.value for status in WAITING]), table.status_since <= waiting_since)
        return await self._many(
            connection,
            _whole(
                table.status.in_([status.value for status in open_statuses]),
                or_(table.complete_by <= due_before, unanswered, waiting),
            ).order_by(table.complete_by, table.id),
        )

    async def in_order(self, connection: AsyncConnection, organisation: str, after: int, limit: int) -> list[Ticket]:
        """The organisation's tickets by number, from the one after number `after`; locked, so that each agrees with its history.
        For verifying: without the request, and without a contact that cannot be decrypted. Raises `chain.Unreadable`."""
        conditions = (tickets.c.organisation == organisation, tickets.c.number > after)
        statement = select(tickets).where(*conditions).order_by(tickets.c.number).limit(limit).with_for_update()
        return [self._read_leniently(row) for row in await connection.execute(statement)]

    async def _one(self, connection: AsyncConnection, statement: Select[Any]) -> Ticket | None:
        row = (await connection.execute(statement)).first()
        return self._read(row) if row else None

    async def _many(self, connection: AsyncConnection, statement: Select[Any]) -> list[Ticket]:
        rows: Sequence[Row[Any]] = (await connection.execute(statement)).all()
        return [self._read(row) for row in rows]

    def _read(self, row: Row[Any]) -> Ticket:
        request = None if row.told is None else from_table(self._sealer.open(row.told, TOLD)[REQUEST])
        return to_ticket(row, self._contact(row), request)

    def _contact(self, row: Row[Any]) -> Contact | None:
        if row.contact is None:
            return None
        return Contact(ContactKind(row.contact_kind), self._keyring.decrypt(row.contact, CONTACT))

    def _read_leniently(self, row: Row[Any]) -> Ticket:
        try:
            contact = self._contact(row)
        except (DecryptionFailed, ValueError):
            contact = None
        try:
            return to_ticket(row, contact, None)
        except ValueError as error:
            raise Unreadable(row.code, 0) from error


def _named(organisation: str, code: str) -> ColumnElement[bool]:
    return and_(tickets.c.code == code, tickets.c.organisation == organisation)


def _whole(*conditions: ColumnElement[bool]) -> Select[Any]:
    first = and_(history.c.ticket == tickets.c.id, history.c.sequence == 1)
    return select(tickets, history.c.told).outerjoin(history, first).where(*conditions)
