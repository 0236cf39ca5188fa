"""A model trained on the repository's own `nlu/`, once for each content of it, and an engine that has it loaded."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from actions import wording
from actions.registry import build_actions
from actions.services import Services
from bot.dialogue.engine import DialogueEngine
from bot.dialogue.records import MemoryRecords
from bot.dialogue.training import train
from bot.identity.places import Place
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Turn, say
from bot.intake.state import State, Step
from bot.knowledge.models import Answer, Citation, Contact, OfficeHours, Organisation, Policy

ROOT = Path(__file__).resolve().parents[3]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
CITATION = Citation("Chính sách Acme", "1.0", "Lưu trữ", "Giữ 5 năm.", "luu-tru", date(2025, 1, 1))


class FakeDesk:
    """Knows how long Acme keeps data, and nothing else."""

    def __init__(self) -> None:
        self.broken = False

    def organisation(self, slug: str) -> Organisation:
        return Organisation(
            slug=slug,
            name=f"Công ty {slug.capitalize()}",
            policy=Policy(slug, "Chính sách", "1.0", date(2025, 1, 1), ()),
            contact=Contact(email="rieng-tu@acme.vn"),
            office_hours=(OfficeHours(WEEKDAYS, time(8), time(17)),),
        )

    def ask(self, slug: str, question: str) -> Answer:
        if self.broken:
            raise RuntimeError(question)
        if "bao lâu" in question:
            return Answer(question, True, "“Giữ 5 năm.”\n\nTheo mục Lưu trữ.", (CITATION,), 0.9)
        return Answer(question, False, "Chính sách không nêu.\n\nGần nhất: …", (), 0.1)


class FakeIntake:
    """Opens on a deletion and closes with the next message; says a name for every other wish."""

    async def begin(self, wish: Heard, place: Place) -> Turn:
        now = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
        state = State(Kind.DELETION, Step.CONTACT, now, now) if wish.intent == "request_access" else None
        return Turn(state, (say("utter_intake_begin", kind=wish.intent),))

    async def go_on(self, state: State, heard: Heard, place: Place) -> Turn:
        if heard.intent == "ask_policy":
            return Turn(state, (say("utter_intake_begin", kind="again"),), aside="ask_policy")
        return Turn(None, (say("utter_intake_stopped"),))


@asynccontextmanager
async def no_transaction() -> AsyncIterator[None]:
    yield


async def no_receipt(organisation: str, code: str) -> str:
    return ""


@pytest.fixture(scope="session")
def model() -> Path:
    return train(ROOT / "nlu", ROOT / "var" / "models")


@pytest.fixture(scope="session")
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture(scope="session")
def records() -> MemoryRecords:
    return MemoryRecords()


@pytest.fixture(scope="session")
def engine(model: Path, desk: FakeDesk, records: MemoryRecords) -> Iterator[DialogueEngine]:
    actions = build_actions(
        Services(desk, FakeIntake(), no_transaction, no_receipt, now=lambda: datetime(2026, 3, 2, 3, 0, tzinfo=UTC))
    )
    made = DialogueEngine(
        model,
        ROOT / "nlu",
        actions,
        lambda slug: desk.organisation(slug).name,
        phrases=wording.PHRASES,
        records=records,
    )
    asyncio.run(made.initialize())
    yield made
    asyncio.run(made.shutdown())
