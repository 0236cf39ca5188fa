"""A real Chromium on the real application, served by uvicorn on a free loopback port."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.app import create_app
from bot.knowledge.loading import load_organisation, organisations
from bot.settings import Paths, Settings, Web
from tests.unit.channels.web.fakes import FakeServices

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("LACHAN_TEST_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@dataclass
class Site:
    """The application under its address; `services.dialogue` can be slowed down."""

    url: str
    services: FakeServices


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    policies = ROOT / "policies"
    served = {slug: load_organisation(policies, slug) for slug in organisations(policies)}
    services = FakeServices.over(served)
    web = Web(sessions_per_minute=10_000, turns_per_minute=1_000)
    paths = Paths(policies=policies, nlu=ROOT / "nlu", var=tmp_path_factory.mktemp("var"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            create_app(services, Settings(paths=paths, web=web)),
            log_level="error",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        limit = time.monotonic() + 20
        while not server.started and time.monotonic() < limit:
            time.sleep(0.02)
        assert server.started
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", services)
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each module: while Playwright's synchronous interface is open, no asynchronous test can run."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium, or set LACHAN_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """`visit("/path", size=PHONE, scheme="dark")` opens a page in a fresh profile.

    Whatever the page writes to the console as an error, and whatever it asks of another host, fails the test.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(path: str, size: dict[str, int] = DESKTOP, scheme: str = "light", **options: Any) -> Page:
        context = browser.new_context(viewport=size, color_scheme=scheme, has_touch=size is PHONE, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if _is_problem(message) else None)
        page.on("request", lambda r: None if r.url.startswith((site.url, "data:")) else problems.append(r.url))
        page.goto(site.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems


@pytest.fixture(autouse=True)
def quick_answers(site: Site) -> Iterator[None]:
    yield
    site.services.dialogue.delay = 0.0


def _is_problem(message: Any) -> bool:
    # The browser reports each failed request by itself; tests that cut the network mean to have those.
    return message.type == "error" and "Failed to load resource" not in message.text
