"""Both directions over real HTTP: our worker and our endpoint against a server on this machine that plays the organisation's."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.systems import systems_router
from bot.storage.database import Database
from bot.systems.settings import Webhook
from bot.systems.tables import instructions
from bot.tickets.states import Status
from tests.unit.systems.world import SECRET, Connected
from tests.unit.tickets.world import ORG

Handler = Callable[[Request], Awaitable[Response]]
PATIENCE = 0.5  # seconds that our client waits


def signature(timestamp: str, body: bytes, secret: str = SECRET) -> str:
    """As an organisation would write it from the description, without our code."""
    return "v1=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class TheirServer:
    """Checks what it gets, and does with it what `behave` says."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.behave: list[Handler] = []

    async def take(self, request: Request) -> Response:
        body = await request.body()
        headers = dict(request.headers)
        if headers["x-lachan-signature"] != signature(headers["x-lachan-timestamp"], body):
            return Response(status_code=401)
        self.headers.append(headers)
        self.got.append(json.loads(body))
        return await self.behave.pop(0)(request) if self.behave else Response(status_code=204)


def answer(status: int, **headers: str) -> Handler:
    async def handler(request: Request) -> Response:
        return Response(b"x" * 100_000, status, headers)

    return handler


@contextlib.asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """The address of `app` on a free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="critical", ws="none", lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        async with asyncio.timeout(20):
            while not server.started:  # noqa: ASYNC110 - uvicorn tells it by no event
                await asyncio.sleep(0)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


@pytest.fixture
async def theirs() -> AsyncIterator[TheirServer]:
    server = TheirServer()
    async with served(Starlette(routes=[Route("/lachan", server.take, methods=["POST"])])) as url:
        server.url = f"{url}/lachan"
        yield server


@pytest.fixture
async def world(database: Database, theirs: TheirServer) -> AsyncIterator[Connected]:
    async with httpx.AsyncClient(follow_redirects=True) as client:
        webhook = Webhook(ORG, theirs.url, (SECRET,), timeout=PATIENCE)
        yield Connected(database, client, {ORG: webhook})


@pytest.fixture
async def ours(world: Connected) -> AsyncIterator[str]:
    """The address at which an organisation answers."""
    app = FastAPI()
    app.include_router(systems_router(world.answering))
    async with served(app) as url:
        yield f"{url}/api/v1/systems/{ORG}/answers"


async def offered(world: Connected) -> str:
    ticket = await world.open()
    await world.systems.offer(ORG, ticket.code)
    await world.worker.run_due()
    return ticket.code


async def send(world: Connected, url: str, table: dict[str, str], **changes: str) -> httpx.Response:
    body = json.dumps(table).encode()
    timestamp = changes.get("timestamp") or str(int(world.clock().timestamp()))
    headers = {
        "X-Lachan-Timestamp": timestamp,
        "X-Lachan-Signature": signature(timestamp, body, changes.get("secret", SECRET)),
    }
    async with httpx.AsyncClient() as client:
        return await client.post(url, content=body, headers=headers)


async def test_an_instruction_arrives_signed_and_named(world: Connected, theirs: TheirServer) -> None:
    code = await offered(world)
    (told,) = theirs.got
    assert told["ticket"] == code
    assert theirs.headers[0]["idempotency-key"] == told["id"]
    assert theirs.headers[0]["content-type"] == "application/json"
    assert theirs.headers[0]["x-lachan-timestamp"] == str(int(world.clock().timestamp()))
    assert await world.states() == [("carry_out", "sent")]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_every_success_is_one(world: Connected, theirs: TheirServer, status: int) -> None:
    theirs.behave = [answer(status) if status != 204 else _empty]
    await offered(world)
    assert await world.states() == [("carry_out", "sent")]


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
async def test_a_failure_is_tried_again_with_the_same_id(
    world: Connected, theirs: TheirServer, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    theirs.behave = [answer(status)]
    await offered(world)
    assert await world.states() == [("carry_out", "queued")]
    assert f"reason=http_{status}" in caplog.text

    world.clock.forward(minutes=1)
    await world.worker.run_due()
    assert await world.states() == [("carry_out", "sent")]
    first, second = theirs.got
    assert first == second
    assert theirs.headers[0]["x-lachan-signature"] != theirs.headers[1]["x-lachan-signature"]


async def test_who_asks_for_time_gets_it(world: Connected, theirs: TheirServer) -> None:
    theirs.behave = [answer(503, **{"Retry-After": "120"})]
    await offered(world)
    (row,) = await world.rows(instructions)
    assert (row.due_at - world.clock()).total_seconds() == 120


async def test_a_redirect_is_not_followed_with_what_a_person_asked(world: Connected, theirs: TheirServer) -> None:
    async def elsewhere(request: Request) -> Response:
        return RedirectResponse(theirs.url, 307)

    theirs.behave = [elsewhere]
    await offered(world)
    assert len(theirs.got) == 1
    assert await world.states() == [("carry_out", "queued")]


async def test_who_does_not_answer_in_time_is_asked_again(
    world: Connected, theirs: TheirServer, caplog: pytest.LogCaptureFixture
) -> None:
    done = asyncio.Event()

    async def never(request: Request) -> Response:
        await done.wait()
        return Response(status_code=204)

    theirs.behave = [never]
    await offered(world)
    done.set()
    assert await world.states() == [("carry_out", "queued")]
    assert "reason=ReadTimeout" in caplog.text
    world.clock.forward(minutes=1)
    await world.worker.run_due()
    assert [told["id"] for told in theirs.got] == [theirs.got[0]["id"]] * 2


async def test_nobody_there_is_a_failure_too(world: Connected, caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    world.webhooks[ORG] = Webhook(ORG, f"http://127.0.0.1:{port}/lachan", (SECRET,), timeout=PATIENCE)
    await offered(world)
    assert "reason=ConnectError" in caplog.text
    assert await world.states() == [("carry_out", "queued")]


async def test_no_log_holds_what_was_sent_or_where_to(
    world: Connected, theirs: TheirServer, caplog: pytest.LogCaptureFixture
) -> None:
    theirs.behave = [answer(500)]
    with caplog.at_level("DEBUG", "bot"):
        code = await offered(world)
        world.clock.forward(minutes=1)
        await world.worker.run_due()
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert ours
    for line in ours:
        assert code not in line
        assert SECRET not in line
        assert "+84900123456" not in line
        assert theirs.url not in line


async def test_there_and_back_again(world: Connected, theirs: TheirServer, ours: str) -> None:
    code = await offered(world)
    table = {"id": "xong-0001", "instruction": theirs.got[0]["id"], "result": "done", "message": "Đã xóa."}

    first = await send(world, ours, table)
    assert (first.status_code, first.json()) == (200, {"ticket": code, "status": "completed", "duplicate": False})
    replayed = await send(world, ours, table)
    assert (replayed.status_code, replayed.json()["duplicate"]) == (200, True)
    assert (await world.service.status(ORG, code)).status is Status.COMPLETED
    assert len((await world.service.staff_view(ORG, code)).history) == 4


async def test_a_refusal_comes_back_and_waits_for_a_person(world: Connected, theirs: TheirServer, ours: str) -> None:
    await offered(world)
    table = {"id": "khong-001", "instruction": theirs.got[0]["id"], "result": "cannot", "reason": "còn hợp đồng"}
    taken = await send(world, ours, table)
    assert (taken.status_code, taken.json()["status"]) == (200, "in_progress")
    assert [note.detail for note in await world.notes()] == ["còn hợp đồng"]


async def test_every_refused_answer_has_its_status_and_changes_nothing(
    world: Connected, theirs: TheirServer, ours: str
) -> None:
    code = await offered(world)
    table = {"id": "xong-0001", "instruction": theirs.got[0]["id"], "result": "done"}
    old = str(int(world.clock().timestamp()) - 301)

    async with httpx.AsyncClient() as client:
        unsigned = await client.post(ours, json=table)
    wrong = await send(world, ours, table, secret="x" * 40)
    stale = await send(world, ours, table, timestamp=old)
    nobody = await send(world, ours.replace(ORG, "nobody"), table)
    malformed = await send(world, ours, table | {"result": "deleted"})
    unknown = await send(world, ours, table | {"instruction": "0" * 26})

    assert [answer.status_code for answer in (unsigned, wrong, stale, nobody)] == [401] * 4
    assert len({answer.text for answer in (unsigned, wrong, stale, nobody)}) == 1
    assert unsigned.json()["error"]["code"] == "not_signed"
    assert (malformed.status_code, malformed.json()["error"]["code"]) == (400, "invalid_request")
    assert "result" in malformed.json()["error"]["message"]
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "unknown_instruction")
    assert len((await world.service.staff_view(ORG, code)).history) == 1

    assert (await send(world, ours, table)).status_code == 200
    conflict = await send(world, ours, table | {"result": "cannot", "reason": "nhầm"})
    assert (conflict.status_code, conflict.json()["error"]["code"]) == (409, "answer_conflict")


async def _empty(request: Request) -> Response:
    return Response(status_code=204)
