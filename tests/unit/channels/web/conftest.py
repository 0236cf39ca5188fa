"""An application over two organisations: a small one with hostile text in its policy, and one of the samples."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.app import create_app
from bot.knowledge.loading import load_organisation
from bot.knowledge.models import Block, Contact, OfficeHours, Organisation, Policy, Section
from bot.settings import Paths, Settings, Web
from tests.unit.channels.web.fakes import FakeServices

ROOT = Path(__file__).resolve().parents[4]
HOSTILE = "<script>alert('x')</script> & <img src=x onerror=alert(1)>"

ACME = Organisation(
    slug="acme",
    name='Công ty "Acme" & con',
    official=False,
    description=f"Bán hàng. {HOSTILE}",
    contact=Contact(email="rieng-tu@acme.vn", phone="1900 1234", address="1 Lê Lợi", website="acme.vn"),
    office_hours=(OfficeHours(("mon", "tue", "wed", "thu", "fri"), time(8), time(17)),),
    policy=Policy(
        organisation="acme",
        title="Chính sách <b>Acme</b>",
        version="2.1",
        effective_date=date(2025, 3, 1),
        official=False,
        sections=(
            Section(f"Thu thập {HOSTILE}", 2, "thu-thap", (Block(f"Acme thu thập họ tên. {HOSTILE}"),)),
            Section(
                "Lưu trữ",
                2,
                "luu-tru",
                (
                    Block("Acme lưu trữ dữ liệu của khách hàng trong 5 năm, ở các nơi:"),
                    Block("máy chủ tại Hà Nội", 1, "a)"),
                    Block("bản sao lưu", 2, "-"),
                    Block("máy chủ dự phòng", 1, "b)"),
                    Block("Mọi dữ liệu khác được xóa sau 30 ngày kể từ ngày đóng tài khoản."),
                ),
            ),
        ),
    ),
)


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def settings(font_cache: Path) -> Settings:
    web = Web(turns_per_minute=8, sessions_per_minute=5, body_limit=2_048)
    return Settings(paths=Paths(policies=ROOT / "policies", nlu=ROOT / "nlu", var=font_cache), web=web)


@pytest.fixture
def services() -> FakeServices:
    medring = load_organisation(ROOT / "policies", "medring")
    return FakeServices.over({"acme": ACME, "medring": replace(medring, official=True)})


@pytest.fixture
async def app(services: FakeServices, settings: Settings) -> AsyncIterator[FastAPI]:
    app = create_app(services, settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://lachan.test") as client:
        yield client


@pytest.fixture
async def talk(client: httpx.AsyncClient) -> "Talk":
    return await Talk.begin(client)


class Talk:
    """One person's conversation over HTTP."""

    def __init__(self, client: httpx.AsyncClient, conversation: str, token: str) -> None:
        self.client = client
        self.path = f"/api/v1/conversations/{conversation}"
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"}

    @classmethod
    async def begin(cls, client: httpx.AsyncClient) -> "Talk":
        started = await client.post("/api/v1/organisations/acme/conversations", json={})
        assert started.status_code == 201
        return cls(client, **started.json())

    async def say(self, text: str, client_id: str = "client-0001", **headers: str) -> httpx.Response:
        body = {"text": text, "client_id": client_id}
        return await self.client.post(f"{self.path}/messages", json=body, headers={**self.headers, **headers})

    async def press(self, button: str, client_id: str = "client-0002") -> httpx.Response:
        body = {"button": button, "client_id": client_id}
        return await self.client.post(f"{self.path}/buttons", json=body, headers=self.headers)

    async def events(self, after: int = 0) -> list[dict[str, object]]:
        answer = await self.client.get(f"{self.path}/events", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200
        return list(answer.json()["events"])
