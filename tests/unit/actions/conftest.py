"""A tracker as rasa-sdk hands it to an action, and a desk that answers what it is told to."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import Services
from bot.knowledge.models import Answer, Contact, OfficeHours, Organisation, Policy

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
ACME = Organisation(
    slug="acme",
    name="Công ty Acme",
    policy=Policy("acme", "Chính sách", "1.0", date(2025, 1, 1), ()),
    contact=Contact(email="rieng-tu@acme.vn", phone="1900 1234", department="Ban dữ liệu"),
    office_hours=(OfficeHours(WEEKDAYS, time(8), time(12)), OfficeHours(WEEKDAYS, time(13, 30), time(17))),
)


class FakeDesk:
    def __init__(self) -> None:
        self.acme = ACME
        self.asked: list[str] = []
        self.result: Answer | Exception = Answer("", False, "Chính sách không nêu.", (), 0.1)

    def organisation(self, slug: str) -> Organisation:
        return replace(self.acme, slug=slug)

    def ask(self, slug: str, question: str) -> Answer:
        self.asked.append(question)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def services(desk: FakeDesk) -> Services:
    # No action of these tests takes requests: those are told in tests/scenarios.
    return Services(desk, None, nullcontext, None, now=lambda: datetime(2026, 3, 2, 3, 0, tzinfo=UTC))  # type: ignore[arg-type]


@pytest.fixture
def dispatcher() -> CollectingDispatcher:
    return CollectingDispatcher()


@pytest.fixture
def said() -> Callable[..., Tracker]:
    def make(text: str, intent: str = "ask_policy", pressed: bool = False, **more: Any) -> Tracker:
        message = {"text": text, "intent": {"name": intent}, "intent_ranking": more.get("ranking", [])}
        message["metadata"] = {"organisation": "acme", "organisation_name": "Công ty Acme", "pressed": pressed}
        message |= {"doubt": more["doubt"]} if "doubt" in more else {}
        return Tracker("c", {}, message, more.get("events", []), False, None, {}, None)

    return make
