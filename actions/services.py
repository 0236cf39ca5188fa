"""What the actions call. `bot.bootstrap` makes one `Services` and hands it to `registry.build_actions`."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.identity.places import Place
from bot.intake.models import Heard, Turn
from bot.intake.state import State
from bot.knowledge.models import Answer, Organisation


class Desk(Protocol):
    """Answers from policies: `bot.knowledge.service.PolicyDesk`. Raises `bot.knowledge.errors.KnowledgeError`."""

    def organisation(self, slug: str) -> Organisation: ...
    def ask(self, slug: str, question: str) -> Answer: ...


class Intake(Protocol):
    """From a wish to a ticket: `bot.intake.service.Intake`."""

    async def begin(self, wish: Heard, place: Place) -> Turn: ...
    async def go_on(self, state: State, heard: Heard, place: Place) -> Turn: ...


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """`now` gives an aware time; tests give another one. What an intake does, it does inside one `transaction()`.
    `receipt` gives the sentence with the link to the receipt of a ticket, by organisation and code.
    """

    desk: Desk
    intake: Intake
    transaction: Callable[[], AbstractAsyncContextManager[object]]
    receipt: Callable[[str, str], Awaitable[str]]
    now: Callable[[], datetime] = utc_now
