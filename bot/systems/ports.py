"""What this package needs from others."""

from typing import Protocol, Unpack

from bot.systems.models import Instruction
from bot.systems.settings import Webhook
from bot.tickets.desk import Changed
from bot.tickets.models import Actor, TicketView
from bot.tickets.recording import Extras


class Tickets(Protocol):
    """`bot.tickets.service.TicketService`."""

    async def staff_view(self, organisation: str, code: str) -> TicketView: ...
    async def acknowledge(
        self, organisation: str, code: str, actor: Actor, message: str = "", **extras: Unpack[Extras]
    ) -> Changed: ...
    async def start(self, organisation: str, code: str, actor: Actor, **extras: Unpack[Extras]) -> Changed: ...
    async def resume(self, organisation: str, code: str, actor: Actor, **extras: Unpack[Extras]) -> Changed: ...
    async def complete(
        self, organisation: str, code: str, actor: Actor, result: str = "", **extras: Unpack[Extras]
    ) -> Changed: ...


class Delivery(Protocol):
    """`bot.systems.delivery.HttpDelivery`."""

    async def deliver(self, webhook: Webhook, instruction: Instruction, body: bytes) -> None:
        """Raises `bot.systems.errors.NotDelivered`, and no error of another kind."""
        ...


class AnswerUrl(Protocol):
    """The public address at which an organisation's systems answer."""

    def __call__(self, organisation: str) -> str: ...
