"""What the systems answer, and what becomes of the ticket. An answer counts once; a refusal always waits for a person."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.systems import repository, signing, wording
from bot.systems.errors import AnswerConflict, MalformedAnswer, UnknownInstruction
from bot.systems.models import Answer, Attention, Event, Instruction, Result, State, Taken
from bot.systems.ports import Tickets
from bot.systems.service import DETAIL
from bot.systems.settings import Webhook
from bot.tickets.errors import ActionRefused, InvalidRequest, TicketChanged
from bot.tickets.models import SYSTEM
from bot.tickets.reading import read_table
from bot.tickets.states import OPEN, Status

_LONGEST = 4_000  # characters, as a ticket takes them


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class _Table:
    id: Annotated[str, Field(strict=True, pattern=r"^[A-Za-z0-9_.:\-]{8,64}$")]
    instruction: Annotated[str, Field(strict=True, pattern=r"^[0-9A-Z]{26}$")]
    result: Result
    reason: Annotated[str, Field(strict=True, max_length=_LONGEST)] = ""
    message: Annotated[str, Field(strict=True, max_length=_LONGEST)] = ""


class Answering:
    """
    {"id": "…", "instruction": "<the id of the instruction>", "result": "done" | "partly" | "cannot", "reason": "…", "message": "…"}

    `id` is the systems' own name for this answer, 8 to 64 letters, digits and `_ . : -`; sent again under the same id, the same
    answer does nothing new. `reason` is for staff and must be there unless it is done; `message` is told to the person when it is.
    """

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        tickets: Tickets,
        webhooks: Mapping[str, Webhook],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._tickets = tickets
        self._webhooks = webhooks
        self._now = now

    async def take(self, organisation: str, timestamp: str, signature: str, body: bytes) -> Taken:
        """Raises `NotSigned`, `MalformedAnswer`, `UnknownInstruction` or `AnswerConflict`, and then nothing has happened."""
        webhook = self._webhooks.get(organisation)
        signing.check(webhook.secrets if webhook else (), body, timestamp, signature, self._now())
        answer = parse(body)
        async with self._database.transaction() as connection:
            instruction = await repository.get(connection, answer.instruction, organisation)
            if instruction is None or instruction.event is not Event.CARRY_OUT:
                raise UnknownInstruction
            # The ticket first: it is locked from here on, and the instruction is read as it is then.
            ticket = await repository.standing(connection, organisation, instruction.code)
            instruction = await repository.get(connection, answer.instruction)
            if ticket is None or instruction is None:
                raise UnknownInstruction
            if not await self._is_first(connection, organisation, answer, body):
                return Taken(instruction.code, ticket.status, duplicate=True)
            if instruction.result is Result.DONE:
                raise AnswerConflict(wording.ALREADY_DONE)
            attention, detail = await self._apply(instruction, answer)
            await self._record(connection, instruction, answer, attention, detail)
            after = await repository.standing(connection, organisation, instruction.code)
        return Taken(instruction.code, after.status if after else ticket.status)

    async def _is_first(self, connection: AsyncConnection, organisation: str, answer: Answer, body: bytes) -> bool:
        """Raises `AnswerConflict` if the id was used for something else."""
        row = {
            "organisation": organisation,
            "answer": answer.id,
            "body_hash": hashlib.sha256(body).hexdigest(),
            "instruction": answer.instruction,
            "at": self._now(),
        }
        used = await repository.use_answer(connection, row)
        if used is not None and used.body_hash != row["body_hash"]:
            raise AnswerConflict(wording.ANSWER_ID_USED)
        return used is None

    async def _apply(self, instruction: Instruction, answer: Answer) -> tuple[Attention | None, str]:
        """What a person has to look into, if anything."""
        place = instruction.organisation, instruction.code
        if answer.result is not Result.DONE:
            return await self._propose(place, answer)
        try:
            async with self._database.savepoint():
                problem = await self._complete(place, answer)
        except (ActionRefused, InvalidRequest, TicketChanged) as error:
            problem = str(error)
        if not problem:
            return None, ""
        return Attention.NOT_COMPLETED, "\n".join(filter(None, (problem, answer.reason, answer.message)))

    async def _complete(self, place: tuple[str, str], answer: Answer) -> str:
        """Why it was not completed; empty if it is."""
        status = await self._status(place)
        if status in (Status.COMPLETED, Status.PARTLY_COMPLETED):
            return ""  # staff were quicker
        if status is Status.WAITING_FOR_PERSON:
            return wording.WAITS_FOR_PERSON
        if status is Status.RECEIVED:
            status = (await self._tickets.acknowledge(*place, SYSTEM)).ticket.status
        if status is Status.ACKNOWLEDGED:
            await self._tickets.start(*place, SYSTEM)
        note = wording.history_note(answer.result, answer.reason)
        await self._tickets.complete(*place, SYSTEM, answer.message, note=note)
        return ""

    async def _propose(self, place: tuple[str, str], answer: Answer) -> tuple[Attention | None, str]:
        """Brings the ticket to those that are worked on. Whether it is refused, and on what ground, a person decides."""
        status = await self._status(place)
        if status not in OPEN:
            return None, ""
        note = wording.history_note(answer.result, answer.reason)
        if status is Status.RECEIVED:
            status = (await self._tickets.acknowledge(*place, SYSTEM)).ticket.status
        if status is Status.ACKNOWLEDGED:
            await self._tickets.start(*place, SYSTEM, note=note)
        elif status is Status.WAITING_FOR_THIRD_PARTY:
            await self._tickets.resume(*place, SYSTEM, note=note)
        attention = Attention.PARTLY if answer.result is Result.PARTLY else Attention.CANNOT
        return attention, "\n".join(filter(None, (answer.reason, answer.message)))

    async def _status(self, place: tuple[str, str]) -> Status:
        return (await self._tickets.staff_view(*place)).ticket.status

    async def _record(
        self,
        connection: AsyncConnection,
        instruction: Instruction,
        answer: Answer,
        attention: Attention | None,
        detail: str,
    ) -> None:
        # One that was stopped stays so, or it could be told again as if nothing had been.
        stopped = instruction.state in (State.REPLACED, State.DROPPED)
        changes: dict[str, Any] = {
            "state": instruction.state.value if stopped else State.ANSWERED.value,
            "result": answer.result.value,
            "attention": attention.value if attention else None,
            "attention_at": self._now() if attention else None,
            "detail": self._keyring.encrypt(detail, DETAIL) if detail else None,
        }
        await repository.change(connection, instruction.id, changes)


def parse(body: bytes) -> Answer:
    """Raises `MalformedAnswer`."""
    try:
        table = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise MalformedAnswer(wording.NOT_AN_OBJECT) from None
    if not isinstance(table, dict):
        raise MalformedAnswer(wording.NOT_AN_OBJECT)
    try:
        read = read_table(_Table, table)
    except ValueError as error:
        raise MalformedAnswer(str(error)) from None
    if read.result is not Result.DONE and not read.reason.strip():
        raise MalformedAnswer(wording.REASON_NEEDED)
    return Answer(read.id, read.instruction, read.result, read.reason.strip(), read.message.strip())
