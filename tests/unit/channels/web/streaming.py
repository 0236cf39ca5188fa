"""Reads a response while it is being made, which httpx's own transport cannot."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import ASGIApp, Message, Scope


class Streaming:
    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.ended = asyncio.Event()
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self._rest = ""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            return
        if body := message.get("body"):
            await self._chunks.put(body)
        if not message.get("more_body"):
            self.ended.set()

    async def frame(self) -> str:
        """The next frame of the stream; fails after two seconds."""
        while "\n\n" not in self._rest:
            chunk = await asyncio.wait_for(self._chunks.get(), 2)
            self._rest += chunk.decode().replace("\r", "")
        frame, _, self._rest = self._rest.partition("\n\n")
        return frame

    async def event(self) -> dict[str, Any]:
        """The next frame that is an event, with its data."""
        while True:
            fields = dict(line.split(": ", 1) for line in (await self.frame()).splitlines() if not line.startswith(":"))
            if "data" in fields:
                return {"id": fields["id"], **json.loads(fields["data"])}


@asynccontextmanager
async def streaming(app: ASGIApp, path: str, headers: dict[str, str]) -> AsyncIterator[Streaming]:
    """GET `path` (with its query) and read the answer as it comes; leaving the block hangs up."""
    stream = Streaming()
    hung_up = asyncio.Event()
    requested = False
    bare, _, query = path.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": bare,
        "raw_path": bare.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("lachan.test", 80),
    }

    async def receive() -> Message:
        nonlocal requested
        if not requested:
            requested = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await hung_up.wait()
        return {"type": "http.disconnect"}

    task = asyncio.create_task(app(scope, receive, stream.send))  # type: ignore[arg-type]
    try:
        yield stream
    finally:
        hung_up.set()
        await asyncio.wait_for(task, 5)
