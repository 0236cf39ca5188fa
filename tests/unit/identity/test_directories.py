"""One contract for every directory: the imported table, and the look-up over HTTP with a real exchange of messages."""

import json
from collections.abc import AsyncIterator
from typing import Protocol

import httpx
import pytest

from bot.identity.contacts import Contact, ContactKind, account, read_contact
from bot.identity.directories.by_organisation import DirectoryByOrganisation
from bot.identity.directories.http import DirectoryService, HttpDirectory
from bot.identity.directories.table import TableDirectory
from bot.identity.directory_import import CustomerImport
from bot.identity.ports import CustomerDirectory
from bot.storage.database import Database
from tests.unit.identity.world import CUSTOMERS, LAN, LAN_PHONE, STRANGER, Clock, a_keyring


class Adapter(Protocol):
    """A directory that knows the customer of CUSTOMERS at medring."""

    def __call__(self) -> CustomerDirectory: ...


def answer(request: httpx.Request) -> httpx.Response:
    asked = json.loads(request.content)
    known = asked["organisation"] == "medring" and asked["value"] in (LAN, "+84912345678")
    if not known:
        return httpx.Response(200, json={"found": False})
    customer = {
        "id": "MR-1",
        "name": "Nguyễn Thị Lan",
        "phone": LAN_PHONE,
        "email": [LAN],
        "birth_date": "17/05/1990",
    }
    return httpx.Response(200, json={"found": True, "customer": customer})


@pytest.fixture(params=["table", "http", "by_organisation"])
async def directory(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[CustomerDirectory]:
    table = TableDirectory(database, a_keyring())
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        http = HttpDirectory(DirectoryService("https://crm.example/find", "k", "s"), client, Clock())
        if request.param == "http":
            yield http
        elif request.param == "by_organisation":
            yield DirectoryByOrganisation({"medring": http}, table)
        else:
            await CustomerImport(database, a_keyring(), Clock()).run(CUSTOMERS.encode(), "medring")
            yield table


def contact(text: str) -> Contact:
    found = read_contact(text)
    assert found is not None
    return found


@pytest.mark.parametrize("written", [LAN, LAN.upper(), LAN_PHONE, "+84 912 345 678", "0912.345.678"])
async def test_a_customer_is_found_by_any_contact(directory: CustomerDirectory, written: str) -> None:
    customer = await directory.find("medring", contact(written))
    assert customer is not None
    assert (customer.number, customer.name, customer.birth_date) == ("MR-1", "Nguyễn Thị Lan", "1990-05-17")
    assert customer.contacts == (contact(LAN_PHONE), contact(LAN))


@pytest.mark.parametrize("other", [contact(STRANGER), contact("0912345679"), account("medring", "MR-1")])
async def test_anybody_else_is_nobody(directory: CustomerDirectory, other: Contact) -> None:
    assert await directory.find("medring", other) is None


async def test_organisations_are_kept_apart(directory: CustomerDirectory) -> None:
    assert await directory.find("vsign", contact(LAN)) is None


async def test_names_are_not_printed(directory: CustomerDirectory) -> None:
    customer = await directory.find("medring", contact(LAN))
    assert "Lan" not in repr(customer) and "MR-1" not in repr(customer)


async def test_odd_values_find_nobody(directory: CustomerDirectory) -> None:
    for value in ("' OR 1=1 --", "<b>", "", "x" * 5_000, "\x00", "😀"):
        assert await directory.find("medring", Contact(ContactKind.EMAIL, value)) is None
