"""What the actions call. `bot.bootstrap` makes one `Services` and hands it to `registry.build_actions`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.knowledge.models import Answer, Organisation


class Desk(Protocol):
    """Answers from policies: `bot.knowledge.service.PolicyDesk`. Raises `bot.knowledge.errors.KnowledgeError`."""

    def organisation(self, slug: str) -> Organisation: ...
    def ask(self, slug: str, question: str) -> Answer: ...


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """`now` gives an aware time; tests give another one."""

    desk: Desk
    now: Callable[[], datetime] = utc_now
