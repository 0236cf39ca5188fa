"""What is added to a ticket."""

from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Say, say
from bot.intake.moves import Missed, Move, Taken, Unsure
from bot.intake.reading.strays import strays
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler, kept_text
from bot.language.text import fold
from bot.tickets.cleaning import INFORMATION

_FEWEST_WORDS = 2


class Addition(StepHandler):
    step = Step.ADDITION
    limit = INFORMATION.limit
    is_story = True

    async def needed(self, case: Case) -> bool:
        return case.kind is Kind.ADDITION and (not case.given.addition or case.given.reopened == "addition")

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_addition", code=case.given.ticket),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_addition_simply"),)

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        if heard.means("affirm", "deny"):
            return None
        if len(fold(heard.text).split()) < _FEWEST_WORDS:
            return Missed((say("utter_intake_addition_short"),))
        return Unsure() if strays(heard) else await self.accept(case, heard.text)

    async def accept(self, case: Case, text: str) -> Move | None:
        kept = kept_text(text)
        return Taken(case.given.but(addition=kept)) if kept else None
