"""The page behind "Không phải tôi": opening it does nothing, its button acts, and it tells nothing."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
import structlog
from fastapi import FastAPI

from bot.channels.web.assets import Assets
from bot.channels.web.not_me import not_me_router
from bot.channels.web.views import Views
from bot.identity import wording
from bot.identity.models import DisownedKind
from bot.storage.database import Database
from tests.unit.identity.world import CONVERSATION, World

UNKNOWN = "abcdefghijklmnopqrstuv-_"


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
async def pages(app: FastAPI, assets: Assets, world: World) -> AsyncIterator[httpx.AsyncClient]:
    app.include_router(not_me_router(Views(assets), world.service))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://lachan.test") as client:
        yield client


async def token_of(world: World) -> str:
    """The token in the message that a request for a code has caused."""
    await world.import_customers()
    await world.begin()
    await world.worker.run_due()
    (letter,) = await world.mailbox.letters()
    found = re.search(r"Không phải tôi: \S*?([A-Za-z0-9_\-]{24})\s", letter.body)
    assert found
    return found[1]


async def test_opening_the_link_does_nothing(pages: httpx.AsyncClient, world: World) -> None:
    token = await token_of(world)
    for _ in range(3):
        page = await pages.get(f"/not-me/{token}")
        assert page.status_code == 200
        assert '<form method="post"' in page.text
        await pages.head(f"/not-me/{token}")
    assert await world.service.disowned(CONVERSATION) == []


async def test_the_button_ends_the_request(pages: httpx.AsyncClient, world: World) -> None:
    token = await token_of(world)
    page = await pages.post(f"/not-me/{token}")

    assert wording.DISOWNED in page.text
    (event,) = await world.service.disowned(CONVERSATION)
    assert event.kind is DisownedKind.CODE


async def test_known_unknown_used_and_broken_tokens_get_the_same_pages(pages: httpx.AsyncClient, world: World) -> None:
    token = await token_of(world)
    await pages.post(f"/not-me/{token}")
    tokens = [token, UNKNOWN, "x", "%00", "%3Cscript%3E", "a" * 5_000]
    for ask in (pages.get, pages.post):
        answers = [await ask(f"/not-me/{one}") for one in tokens]
        assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}
        assert "<script>" not in answers[0].text


async def test_the_token_is_in_no_log_and_no_other_site_learns_it(
    pages: httpx.AsyncClient, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    token = await token_of(world)
    caplog.clear()
    with caplog.at_level(0), structlog.testing.capture_logs() as logged:
        asked, acted = await pages.get(f"/not-me/{token}"), await pages.post(f"/not-me/{token}")
        await world.database.shutdown()
        failed = await pages.post(f"/not-me/{token}")

    assert failed.status_code == 503
    assert logged == [{"event": "not_me_failed", "error": "NotInitialized", "log_level": "error"}]
    ours = [record.getMessage() for record in caplog.records if record.name != "httpx"]
    assert not [line for line in [*ours, *map(str, logged)] if token in line]
    for answer in (asked, acted, failed):
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert token not in answer.text
    # Nobody is told that it was stopped when it was not.
    assert wording.DISOWNED not in failed.text
    assert '<form method="post"' in failed.text
    await world.database.initialize()
