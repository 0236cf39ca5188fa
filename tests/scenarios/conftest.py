"""The whole service for scenarios: the trained model once a session, a fresh database and a clock of its own for each."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from actions import wording
from actions.registry import build_actions
from actions.services import Services
from bot.bootstrap.desk import Desk, build_desk
from bot.conversations.service import ConversationService
from bot.conversations.store import MemoryConversationStore
from bot.dialogue.engine import DialogueEngine
from bot.dialogue.training import train
from bot.knowledge.service import PolicyDesk
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.storage.keys import development_keyring
from tests.scenarios.player import Player

ROOT = Path(__file__).resolve().parents[2]
START = datetime.fromisoformat("2026-11-11T10:00:00+07:00")  # a Wednesday without anything near


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, span: timedelta) -> None:
        self.now += span


class Behind:
    """What the one engine of a session calls: the desk of the scenario that is being played, and what its intake said last."""

    def __init__(self) -> None:
        self.desk: Desk | None = None
        self.open: str | None = None

    async def begin(self, *args: Any) -> Any:
        return self._noted(await self._now().intake.begin(*args))

    async def go_on(self, *args: Any) -> Any:
        return self._noted(await self._now().intake.go_on(*args))

    def transaction(self) -> Any:
        return self._now().database.transaction()

    async def receipt(self, organisation: str, code: str) -> str:
        return await self._now().receipt_sentence(organisation, code)

    def _noted(self, turn: Any) -> Any:
        self.open = turn.state.step.value if turn.state else None
        return turn

    def _now(self) -> Desk:
        assert self.desk is not None
        return self.desk


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def behind() -> Behind:
    return Behind()


@pytest.fixture(scope="session")
def engine(desk: PolicyDesk, behind: Behind, clock: Clock) -> Iterator[DialogueEngine]:
    made = DialogueEngine(
        train(ROOT / "nlu", ROOT / "var" / "models"),
        ROOT / "nlu",
        build_actions(Services(desk, behind, behind.transaction, behind.receipt, clock)),
        lambda slug: desk.organisation(slug).name,
        phrases=wording.PHRASES,
    )
    asyncio.run(made.initialize())
    yield made
    asyncio.run(made.shutdown())


@pytest.fixture(scope="session")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return development_keyring("", "", tmp_path_factory.mktemp("secrets"))


def _desk(path: Path, keyring: Keyring, policies: PolicyDesk, clock: Clock) -> Desk:
    url = f"sqlite+aiosqlite:///{path}"
    # Keys that sign receipts are made beside the database, not in the project.
    settings = Settings(_env_file=None, mode="development", storage={"url": url}, paths={"var": path.parent})  # type: ignore[call-arg]
    return build_desk(settings, Database(url), keyring, policies, clock)


@pytest.fixture(scope="session")
def with_customers(tmp_path_factory: pytest.TempPathFactory, keyring: Keyring, desk: PolicyDesk, clock: Clock) -> Path:
    """A database that holds the invented customers of the demo, and nothing else."""
    path = tmp_path_factory.mktemp("scenarios") / "customers.db"

    async def fill() -> None:
        made = _desk(path, keyring, desk, clock)
        await made.initialize(work=False)
        await made.shutdown()

    asyncio.run(fill())
    return path


@pytest.fixture
async def player(
    with_customers: Path,
    tmp_path: Path,
    keyring: Keyring,
    desk: PolicyDesk,
    clock: Clock,
    behind: Behind,
    engine: DialogueEngine,
) -> AsyncIterator[Player]:
    path = tmp_path / "lachan.db"
    shutil.copy(with_customers, path)
    clock.now = START
    made = _desk(path, keyring, desk, clock)
    await made.database.initialize()
    behind.desk, behind.open = made, None
    service = ConversationService(engine, MemoryConversationStore(), gate=made.gate, now=clock)
    yield Player(service, made, clock, behind, path)
    await made.database.shutdown()
