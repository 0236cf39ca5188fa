"""The site of the folder above, with the pages of receipts, the mailbox and "Không phải tôi" over a real database."""

import asyncio
import socket
import threading
import time
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import uvicorn

from bot.app import create_app
from bot.channels.web.assets import Assets
from bot.channels.web.fonts import font_files
from bot.channels.web.mailbox import mailbox_router
from bot.channels.web.not_me import not_me_router
from bot.channels.web.receipts import receipts_router
from bot.channels.web.views import Views
from bot.receipts.keys import SigningKeys
from bot.receipts.service import ReceiptService
from bot.settings import Paths, Settings
from bot.storage.database import Database
from bot.storage.upgrading import upgrade
from tests.browser.conftest import ROOT, Site
from tests.unit.channels.web.desk.box import NAMES, Box
from tests.unit.channels.web.fakes import FakeServices
from tests.unit.tickets.world import World

T = TypeVar("T")


class Refusals:
    """What "Không phải tôi" reaches: remembers the tokens."""

    def __init__(self) -> None:
        self.tokens: list[str] = []

    async def disown(self, token: str) -> object:
        self.tokens.append(token)
        return None


@dataclass
class DeskServices(FakeServices):
    """Opens the database in the server's own event loop."""

    database: Database | None = None
    loop: asyncio.AbstractEventLoop | None = None

    async def initialize(self) -> None:
        assert self.database
        await self.database.initialize()
        self.loop = asyncio.get_running_loop()
        await super().initialize()

    async def shutdown(self) -> None:
        assert self.database
        await self.database.shutdown()
        await super().shutdown()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Waits for `work` in the server's loop."""
        assert self.loop
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)


@dataclass
class Desk(Site):
    services: DeskServices
    world: World
    receipts: ReceiptService
    box: Box
    refusals: Refusals


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("desk")
    address = f"sqlite+aiosqlite:///{folder / 'desk.db'}"
    upgrade(address)
    database = Database(address)
    served = FakeServices.over({})
    services = DeskServices({}, served.conversations, served.dialogue, served.clock, database=database)
    settings = Settings(paths=Paths(policies=ROOT / "policies", nlu=ROOT / "nlu", var=folder))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        world, box, refusals = World(database), Box(database), Refusals()
        receipts = ReceiptService(
            database,
            SigningKeys(bytes(range(32)), old=[SigningKeys(b"o" * 32).current.raw]),
            names=lambda slug: NAMES[slug],
            verify_url=f"{url}/receipts/verify",
            now=world.clock,
        )
        app = create_app(services, settings)
        views = Views(Assets.load(font_files(settings.paths.var / "fonts")))
        app.include_router(receipts_router(views, receipts, per_minute=10_000))
        app.include_router(mailbox_router(views, box.mailbox, lambda: NAMES, "development"))
        app.include_router(not_me_router(views, refusals))
        config = uvicorn.Config(app, log_level="error", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        limit = time.monotonic() + 20
        while not server.started and time.monotonic() < limit:
            time.sleep(0.02)
        assert server.started
        yield Desk(url, services, world, receipts, box, refusals)
        server.should_exit = True
        thread.join(10)
