"""An open ticket of the same person about the same matter: add to it, or open another one."""

import re

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.drafting import added_text, draft_of
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Over, Taken
from bot.intake.ports import Tickets
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.language.text import fold
from bot.tickets import wording as ticket_wording
from bot.tickets.errors import TicketError
from bot.tickets.models import Ticket

_ADD = re.compile(r"\b(?:bo sung|them vao|gop vao|phieu (?:cu|do|kia|ay)|cai cu)\b")
_ANOTHER = re.compile(r"\b(?:phieu (?:moi|khac)|mo (?:moi|cai moi|them)|cai moi|van mo)\b")


class Duplicate(StepHandler):
    step = Step.DUPLICATE

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def needed(self, case: Case) -> bool:
        return await self._found(case) is not None

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_duplicate", *_buttons(), sentence=await self._sentence(case)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_duplicate_simply", *_buttons()),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        text = fold(heard.text) if heard.is_typed and not heard.turns_aside else ""
        if heard.chosen == "separate" or _ANOTHER.search(text):
            return Taken(case.given.but(separate=True))
        if heard.chosen == "add" or _ADD.search(text):
            return await self._add(case)
        return None

    async def _add(self, case: Case) -> Move:
        ticket = await self._found(case)
        if ticket is None:
            return Taken(case.given)
        try:
            changed = await self._tickets.add_information(
                case.place.organisation, ticket.code, added_text(case), proof=case.proof
            )
        except TicketError as error:
            return Over((say("utter_intake_problem", sentence=str(error)),))
        due = self._tickets.due_text(changed.ticket)
        return Over((say("utter_intake_added", code=ticket.code, due=due),))

    async def _found(self, case: Case) -> Ticket | None:
        if case.kind.ticket is None or case.given.separate or case.proof is None:
            return None
        try:
            return await self._tickets.find_open(draft_of(case), case.proof)
        except TicketError:
            # What is wrong with the draft is said when it is opened.
            return None

    async def _sentence(self, case: Case) -> str:
        ticket = await self._found(case)
        assert ticket is not None  # the step is needed
        return ticket_wording.open_already(ticket.code, ticket.kind, ticket.status)


def _buttons() -> tuple[Option, ...]:
    return choice(wording.ADD_TO_IT, "add"), choice(wording.OPEN_ANOTHER, "separate")
