"""What tickets need from others."""

from typing import Protocol

from bot.tickets.deadlines import Deadlines


class DeadlinesOf(Protocol):
    """The periods, the calendar and the promises of an organisation. Quick, and the same object each time or an equal one."""

    def __call__(self, organisation: str) -> Deadlines: ...
