"""The look-up over HTTP: what it sends, what it believes, what it remembers."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.contacts import Contact, ContactKind
from bot.identity.directories.answers import customer_of
from bot.identity.directories.http import LARGEST_ANSWER, DirectoryService, HttpDirectory
from bot.identity.errors import DirectoryUnavailable
from tests.unit.identity.world import LAN, Clock

CONTACT = Contact(ContactKind.EMAIL, LAN)
FOUND = {"found": True, "customer": {"id": 17, "name": "Lan"}}
SERVICE = DirectoryService("https://crm.example/find", "key-1", "s3cret", timeout=2.5)


class Crm:
    def __init__(self, answer: httpx.Response | Exception | Callable[[], httpx.Response]) -> None:
        self.answer = answer
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer() if callable(self.answer) else self.answer


@asynccontextmanager
async def directory_of(crm: Crm, clock: Clock) -> AsyncIterator[HttpDirectory]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(crm)) as client:
        yield HttpDirectory(SERVICE, client, clock)


async def test_the_request_is_signed() -> None:
    crm, clock = Crm(httpx.Response(200, json=FOUND)), Clock()
    async with directory_of(crm, clock) as directory:
        customer = await directory.find("medring", CONTACT)
    assert customer is not None and (customer.number, customer.contacts) == ("17", ())
    (request,) = crm.requests
    assert json.loads(request.content) == {"organisation": "medring", "kind": "email", "value": LAN}
    timestamp = str(int(clock().timestamp()))
    signature = hmac.new(b"s3cret", timestamp.encode() + b"." + request.content, hashlib.sha256).hexdigest()
    assert request.headers["X-Lachan-Key"] == "key-1"
    assert request.headers["X-Lachan-Timestamp"] == timestamp
    assert request.headers["X-Lachan-Signature"] == f"v1={signature}"
    assert request.extensions["timeout"]["read"] == 2.5
    assert "s3cret" not in repr(SERVICE)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (httpx.Response(404), "http_404"),
        (httpx.Response(401), "http_401"),
        (httpx.Response(500), "http_500"),
        (httpx.Response(302, headers={"location": "https://elsewhere.example"}), "http_302"),
        (httpx.Response(200, text="<html>"), "not_json"),
        (httpx.Response(200, text="[" * 100_000), "answer_too_large"),
        (httpx.Response(200, text="[" * 60_000), "not_json"),
        (httpx.Response(200, json=[]), "no_found"),
        (httpx.Response(200, json={"found": "yes"}), "no_found"),
        (httpx.Response(200, json={"found": True}), "no_customer"),
        (httpx.Response(200, json={"found": True, "customer": {"name": "Lan"}}), "no_id"),
        (httpx.Response(200, json={"found": True, "customer": {"id": True}}), "no_id"),
        (httpx.Response(200, json={"found": True, "customer": {"id": "x" * 201}}), "no_id"),
        (httpx.ConnectError(LAN), "ConnectError"),
        (httpx.ReadTimeout(LAN), "ReadTimeout"),
    ],
)
async def test_anything_not_as_agreed_is_an_outage(answer: httpx.Response | Exception, reason: str) -> None:
    async with directory_of(Crm(answer), Clock()) as directory:
        with pytest.raises(DirectoryUnavailable) as caught:
            await directory.find("medring", CONTACT)
    assert caught.value.reason == reason
    assert caught.value.__cause__ is None
    assert LAN not in str(caught.value)


async def test_an_endless_answer_is_not_read_to_its_end() -> None:
    pieces = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal pieces
        while True:
            pieces += 1
            yield b" " * 1_024

    async with directory_of(Crm(lambda: httpx.Response(200, content=endless())), Clock()) as directory:
        with pytest.raises(DirectoryUnavailable, match="answer_too_large"):
            await directory.find("medring", CONTACT)
    assert pieces * 1_024 <= LARGEST_ANSWER + 2_048


@pytest.mark.parametrize("answer", [FOUND, {"found": False}])
async def test_an_answer_is_remembered_for_a_minute(answer: dict[str, object]) -> None:
    crm, clock = Crm(lambda: httpx.Response(200, json=answer)), Clock()
    async with directory_of(crm, clock) as directory:
        first = await directory.find("medring", CONTACT)
        clock.forward(seconds=59)
        assert await directory.find("medring", CONTACT) == first
        assert len(crm.requests) == 1
        await directory.find("vsign", CONTACT)
        assert len(crm.requests) == 2
        clock.forward(seconds=1)
        await directory.find("medring", CONTACT)
        assert len(crm.requests) == 3


async def test_an_outage_is_remembered_for_ten_seconds_for_every_contact() -> None:
    crm, clock = Crm(lambda: httpx.Response(503)), Clock()
    async with directory_of(crm, clock) as directory:
        for value in (LAN, "mai@example.com"):
            with pytest.raises(DirectoryUnavailable, match="http_503"):
                await directory.find("medring", Contact(ContactKind.EMAIL, value))
        assert len(crm.requests) == 1
        crm.answer = lambda: httpx.Response(200, json=FOUND)
        clock.forward(seconds=10)
        assert await directory.find("medring", CONTACT) is not None


async def test_what_is_remembered_is_bounded() -> None:
    crm, clock = Crm(lambda: httpx.Response(200, json={"found": False})), Clock()
    async with directory_of(crm, clock) as directory:
        for number in range(1_001):
            await directory.find("medring", Contact(ContactKind.EMAIL, f"{number}@example.com"))
        await directory.find("medring", Contact(ContactKind.EMAIL, "1000@example.com"))
        assert len(crm.requests) == 1_001
        await directory.find("medring", Contact(ContactKind.EMAIL, "0@example.com"))
        assert len(crm.requests) == 1_002


def test_contacts_of_an_answer_are_read_like_typed_ones() -> None:
    customer = customer_of(
        json.dumps(
            {
                "found": True,
                "customer": {
                    "id": " 9 ",
                    "phone": ["0912 345 678", "+84912345678", "1900 1234", 5],
                    "email": "Lan@Example.com",
                    "birth_date": "31/02/1990",
                    "name": "x" * 5_000,
                },
            }
        ).encode()
    )
    assert customer is not None
    assert [contact.value for contact in customer.contacts] == ["+84912345678", "lan@example.com"]
    assert (customer.number, customer.birth_date, len(customer.name)) == ("9", "", 200)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["found", "customer", "id", "phone"]), x),
        max_leaves=8,
    ).map(lambda value: json.dumps(value).encode())
)
def test_no_answer_breaks_it(answer: bytes) -> None:
    try:
        customer = customer_of(answer)
    except DirectoryUnavailable:
        return
    assert customer is None or customer.number
