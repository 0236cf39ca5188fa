"""Following a conversation: as a stream that resumes, and by asking."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from tests.unit.channels.web.conftest import Talk
from tests.unit.channels.web.fakes import FakeServices
from tests.unit.channels.web.streaming import streaming

SSE = {"Accept": "text/event-stream"}


async def test_the_stream_opens_at_once_and_must_not_be_buffered(app: FastAPI, talk: Talk) -> None:
    async with streaming(app, f"{talk.path}/events", talk.headers | SSE) as stream:
        assert (await stream.frame()).splitlines()[0] == ": ok"
        assert stream.status == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in stream.headers


async def test_the_stream_gives_what_was_said_and_what_comes(app: FastAPI, talk: Talk) -> None:
    await talk.say("Câu một", "client-0001")
    async with streaming(app, f"{talk.path}/events", talk.headers | SSE) as stream:
        assert [(await stream.event())["seq"] for _ in range(2)] == [1, 2]
        await talk.say("Câu hai", "client-0002")
        third, fourth = await stream.event(), await stream.event()
    assert (third["id"], third["text"], third["author"]) == ("3", "Câu hai", "person")
    assert fourth["author"] == "bot"


@pytest.mark.parametrize("how", ["header", "query", "header wins"])
async def test_the_stream_resumes_after_what_the_browser_has(app: FastAPI, talk: Talk, how: str) -> None:
    await talk.say("Câu một", "client-0001")
    await talk.say("Câu hai", "client-0002")
    headers, query = {
        "header": ({"Last-Event-ID": "3"}, ""),
        "query": ({}, "?after=3"),
        "header wins": ({"Last-Event-ID": "3"}, "?after=0"),
    }[how]
    async with streaming(app, f"{talk.path}/events{query}", talk.headers | SSE | headers) as stream:
        assert (await stream.event())["seq"] == 4


async def test_asking_gives_the_same_events(talk: Talk) -> None:
    await talk.say("Câu một")
    response = await talk.client.get(f"{talk.path}/events", headers=talk.headers | {"Accept": "application/json"})
    assert response.json()["last"] == 2
    assert response.headers["cache-control"] == "no-store"
    assert [e["seq"] for e in await talk.events(after=1)] == [2]
    empty = await talk.client.get(f"{talk.path}/events?after=2", headers=talk.headers)
    assert empty.json() == {"events": [], "last": 2}


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "٣", "9" * 20, "1e3"])
async def test_a_number_that_is_none_is_400(talk: Talk, after: str) -> None:
    response = await talk.client.get(f"{talk.path}/events", params={"after": after}, headers=talk.headers)
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "invalid_parameter"


async def test_a_conversation_may_be_followed_in_a_few_places_only(app: FastAPI, talk: Talk) -> None:
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        done = asyncio.Event()

        async def follow() -> None:
            async with streaming(app, f"{talk.path}/events", talk.headers | SSE) as stream:
                await stream.frame()
                opened.release()
                await done.wait()

        opened = asyncio.Semaphore(0)
        for _ in range(4):
            group.create_task(follow())
        for _ in range(4):
            await opened.acquire()
        fifth = await talk.client.get(f"{talk.path}/events", headers=talk.headers | SSE)
        assert fifth.status_code == 429
        assert fifth.json()["error"]["code"] == "too_many_streams"
        done.set()
    # Those who hung up have made room.
    async with streaming(app, f"{talk.path}/events", talk.headers | SSE) as stream:
        await stream.frame()
        assert stream.status == 200


async def test_the_stream_ends_when_the_conversation_is_forgotten(
    app: FastAPI, talk: Talk, services: FakeServices, client: httpx.AsyncClient
) -> None:
    await talk.say("Câu một")
    async with streaming(app, f"{talk.path}/events", talk.headers | SSE) as stream:
        await stream.event()
        services.clock.skipped = timedelta(days=2)
        assert await services.conversations.evict_idle() == 1
        await asyncio.wait_for(stream.ended.wait(), 2)
    assert (await client.get(f"{talk.path}/events", headers=talk.headers)).status_code == 404
