"""A model trained on the repository's own `nlu/`, once for each content of it, and an engine that has it loaded."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from actions import wording
from actions.registry import build_actions
from actions.services import Services
from bot.dialogue.engine import DialogueEngine
from bot.dialogue.records import MemoryRecords
from bot.dialogue.training import train
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
    actions = build_actions(Services(desk, now=lambda: datetime(2026, 3, 2, 3, 0, tzinfo=UTC)))
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
