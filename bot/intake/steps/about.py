"""A complaint: what happened."""

from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Say, say
from bot.intake.moves import Missed, Move, Taken, Unsure
from bot.intake.reading.stories import is_long_enough
from bot.intake.reading.strays import strays
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler, kept_text
from bot.tickets.cleaning import ABOUT


class About(StepHandler):
    step = Step.ABOUT
    limit = ABOUT.limit
    is_story = True

    async def needed(self, case: Case) -> bool:
        complains = case.kind in (Kind.COMPLAINT, Kind.APPEAL)
        return complains and (not case.given.about or case.given.reopened == "about")

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_appeal" if case.kind is Kind.APPEAL else "utter_intake_ask_about"),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_about_simply"),)

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        if heard.means("affirm", "deny"):
            return None
        if not is_long_enough(heard.text):
            return Missed((say("utter_intake_about_short"),))
        return Unsure() if strays(heard) else await self.accept(case, heard.text)

    async def accept(self, case: Case, text: str) -> Move | None:
        kept = kept_text(text)
        return Taken(case.given.but(about=kept)) if is_long_enough(kept) else None
