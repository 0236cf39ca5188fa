"""A ticket desk whose organisation has systems: what is sent is kept by `Systems`, which answers as it is told to."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.storage.database import Database
from bot.systems import signing
from bot.systems.answering import Answering
from bot.systems.delivery import HttpDelivery
from bot.systems.errors import NotDelivered
from bot.systems.models import Instruction, StaffNote, Taken
from bot.systems.service import SystemsService
from bot.systems.settings import Webhook
from bot.systems.tables import instructions
from bot.systems.worker import SystemsWorker
from bot.tickets.models import Ticket
from tests.unit.tickets.world import ORG, World

SECRET = "s" * 40
WEBHOOK = Webhook(ORG, "https://he-thong.example.com/lachan", (SECRET,))


@dataclass
class Systems:
    """The other side, without a network. `failures` are raised one after the other before it takes anything."""

    received: list[dict[str, Any]] = field(default_factory=list)
    failures: list[NotDelivered] = field(default_factory=list)
    meanwhile: Callable[[], Any] | None = None

    async def deliver(self, webhook: Webhook, instruction: Instruction, body: bytes) -> None:
        if self.meanwhile is not None:
            await self.meanwhile()
        if self.failures:
            raise self.failures.pop(0)
        self.received.append(json.loads(body))

    @property
    def events(self) -> list[tuple[str, int]]:
        return [(told["event"], told["number"]) for told in self.received]


class Connected(World):
    """`World` with everything of `bot.systems`; with a client, over HTTP."""

    def __init__(
        self,
        database: Database,
        client: httpx.AsyncClient | None = None,
        webhooks: dict[str, Webhook] | None = None,
    ) -> None:
        super().__init__(database)
        self.webhooks = {ORG: WEBHOOK} if webhooks is None else webhooks
        self.other_side = Systems()
        self.chance = 0.0
        self.systems = SystemsService(database, self.keyring, self.webhooks, self.clock)
        self.worker = SystemsWorker(
            database,
            self.systems,
            self.service,
            self.webhooks,
            HttpDelivery(client, self.clock) if client else self.other_side,
            lambda slug: f"https://quyen.example.com/api/v1/systems/{slug}/answers",
            self.clock,
            random=lambda: self.chance,
        )
        self.answering = Answering(database, self.keyring, self.service, self.webhooks, self.clock)
        self._answers = 0

    async def told(self, **changes: Any) -> tuple[Ticket, str]:
        """A new ticket of which the systems know, and the id of the instruction."""
        ticket = await self.open(**changes)
        await self.systems.offer(ticket.organisation, ticket.code)
        await self.worker.run_due()
        return ticket, str(self.other_side.received[-1]["id"])

    async def answer(self, instruction: str, result: str = "done", **more: str) -> Taken:
        self._answers += 1
        table = {"id": f"answer-{self._answers:04d}", "instruction": instruction, "result": result, **more}
        return await self.send(json.dumps(table).encode())

    async def send(self, body: bytes, organisation: str = ORG, secret: str = SECRET) -> Taken:
        headers = signing.headers(secret, body, self.clock())
        return await self.answering.take(organisation, headers[signing.TIMESTAMP], headers[signing.SIGNATURE], body)

    async def notes(self) -> list[StaffNote]:
        return await self.systems.staff_notes()

    async def states(self) -> list[tuple[str, str]]:
        """Event and state of every instruction, in order."""
        rows = sorted(await self.rows(instructions), key=lambda row: (row.ticket, row.number))
        return [(row.event, row.state) for row in rows]
