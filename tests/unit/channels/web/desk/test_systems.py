"""The endpoint for answers inside the application: limits, form of errors, description."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.web.systems import LARGEST, systems_router
from bot.systems.errors import NotSigned
from bot.systems.models import Taken

PATH = "/api/v1/systems/medring/answers"


class Nobody:
    """Takes no answer; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, bytes]] = []

    async def take(self, organisation: str, timestamp: str, signature: str, body: bytes) -> Taken:
        self.asked.append((organisation, timestamp, signature, body))
        raise NotSigned("signature")


@pytest.fixture
def answers(app: FastAPI) -> Nobody:
    nobody = Nobody()
    app.include_router(systems_router(nobody))
    return nobody


async def test_the_body_is_handed_on_as_it_came(client: httpx.AsyncClient, answers: Nobody) -> None:
    body = b' {"a":\n1} '
    refused = await client.post(PATH, content=body, headers={"X-Lachan-Timestamp": "1", "X-Lachan-Signature": "v1=a"})
    assert answers.asked == [("medring", "1", "v1=a", body)]
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "not_signed"
    assert refused.headers["cache-control"] == "no-store"


async def test_a_body_without_end_is_cut_off(client: httpx.AsyncClient, answers: Nobody) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * LARGEST

    refused = await client.post(PATH, content=endless())
    assert refused.status_code == 413
    assert answers.asked == []


async def test_other_methods_are_not_taken(client: httpx.AsyncClient, answers: Nobody) -> None:
    assert (await client.get(PATH)).status_code == 405


async def test_who_connects_a_system_finds_it_described(client: httpx.AsyncClient, answers: Nobody) -> None:
    described = (await client.get("/openapi.json")).json()["paths"]["/api/v1/systems/{slug}/answers"]["post"]
    assert described["summary"]
    assert "HMAC-SHA-256" in described["description"]
    assert {parameter["name"] for parameter in described["parameters"]} >= {"X-Lachan-Timestamp", "X-Lachan-Signature"}
    assert {"400", "401", "404", "409", "413"} <= set(described["responses"])
    assert "422" not in described["responses"]
    schema = described["requestBody"]["content"]["application/json"]["schema"]
    assert set(schema["required"]) == {"id", "instruction", "result"}
