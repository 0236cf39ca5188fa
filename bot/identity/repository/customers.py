"""Rows of `identity_customers` and `identity_customer_contacts`."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.contacts import Contact, ContactKind
from bot.identity.models import Customer
from bot.identity.repository.sealing import Sealing
from bot.identity.tables import customer_contacts, customers
from bot.storage.ids import new_id

_AT_ONCE = 500  # rows a statement


@dataclass(frozen=True, slots=True)
class Kept:
    """What an import needs to know of a customer that is there already."""

    id: str
    number_index: str
    record_index: str


class CustomerRows:
    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing

    def number_index(self, customer: Customer) -> str:
        return self._sealing.exact(customer.number, "customer_number")

    def record_index(self, customer: Customer) -> str:
        return self._sealing.exact(_written(customer), "customer_record")

    def subjects(self, customer: Customer) -> list[str]:
        return [self._sealing.subject(contact) for contact in customer.contacts]

    async def find(self, connection: AsyncConnection, organisation: str, contact: Contact) -> Customer | None:
        statement = (
            select(customers.c.record)
            .join(customer_contacts, customer_contacts.c.customer == customers.c.id)
            .where(
                customer_contacts.c.organisation == organisation,
                customer_contacts.c.subject == self._sealing.subject(contact),
            )
        )
        token = (await connection.execute(statement)).scalar_one_or_none()
        return _read(self._sealing.open(token, "customer_record")) if token else None

    async def kept(self, connection: AsyncConnection, organisation: str) -> list[Kept]:
        statement = select(customers.c.id, customers.c.number_index, customers.c.record_index).where(
            customers.c.organisation == organisation
        )
        return [Kept(*row) for row in await connection.execute(statement)]

    async def owners(self, connection: AsyncConnection, organisation: str) -> dict[str, str]:
        """Which customer has which contact: id by subject."""
        statement = select(customer_contacts.c.subject, customer_contacts.c.customer).where(
            customer_contacts.c.organisation == organisation
        )
        return {row.subject: row.customer for row in await connection.execute(statement)}

    async def add(self, connection: AsyncConnection, organisation: str, new: Sequence[Customer]) -> list[str]:
        """The ids, in order. Their contacts are added by `add_contacts`."""
        ids = [new_id() for _ in new]
        await _insert(
            connection,
            customers,
            [
                {"id": id_, "organisation": organisation, "number_index": self.number_index(customer)}
                | self._record(customer)
                for id_, customer in zip(ids, new, strict=True)
            ],
        )
        return ids

    async def change(self, connection: AsyncConnection, customer_id: str, customer: Customer) -> None:
        """Takes the contacts away too, so that another customer may get one of them."""
        await connection.execute(
            update(customers).where(customers.c.id == customer_id).values(**self._record(customer))
        )
        await connection.execute(delete(customer_contacts).where(customer_contacts.c.customer == customer_id))

    async def add_contacts(
        self, connection: AsyncConnection, organisation: str, owned: Iterable[tuple[str, Customer]]
    ) -> None:
        rows = [
            {"organisation": organisation, "subject": subject, "customer": customer_id}
            for customer_id, customer in owned
            for subject in self.subjects(customer)
        ]
        await _insert(connection, customer_contacts, rows)

    async def remove(self, connection: AsyncConnection, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            await connection.execute(delete(customer_contacts).where(customer_contacts.c.customer.in_(some)))
            await connection.execute(delete(customers).where(customers.c.id.in_(some)))

    def _record(self, customer: Customer) -> dict[str, str]:
        return {
            "record": self._sealing.seal(_written(customer), "customer_record"),
            "record_index": self.record_index(customer),
        }


async def _insert(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        await connection.execute(insert(table), rows[start : start + _AT_ONCE])


def _written(customer: Customer) -> str:
    return json.dumps(
        {
            "number": customer.number,
            "name": customer.name,
            "contacts": [[contact.kind.value, contact.value] for contact in customer.contacts],
            "birth_date": customer.birth_date,
            "more": customer.more,
        },
        ensure_ascii=False,
    )


def _read(text: str) -> Customer:
    record = json.loads(text)
    return Customer(
        number=record["number"],
        name=record["name"],
        contacts=tuple(Contact(ContactKind(kind), value) for kind, value in record["contacts"]),
        birth_date=record["birth_date"],
        more=tuple((name, value) for name, value in record["more"]),
    )
