"""A complaint: what outcome is wanted. It need not be said."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Say, choice, say
from bot.intake.moves import Move, Taken, Unsure
from bot.intake.reading.agreement import agrees, skips
from bot.intake.reading.strays import strays
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler, kept_text
from bot.tickets.cleaning import WANTED

_SKIP = choice(wording.SKIP, "skip")


class Wanted(StepHandler):
    step = Step.WANTED
    limit = WANTED.limit
    is_story = True

    async def needed(self, case: Case) -> bool:
        complains = case.kind in (Kind.COMPLAINT, Kind.APPEAL)
        return complains and (case.given.wanted is None or case.given.reopened == "wanted")

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_wanted", _SKIP),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_wanted_simply", _SKIP),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        return Taken(case.given.but(wanted="")) if skips(heard) else None

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        if agrees(heard) is not None:
            return None
        return Unsure() if strays(heard) else await self.accept(case, heard.text)

    async def accept(self, case: Case, text: str) -> Move | None:
        kept = kept_text(text)
        return Taken(case.given.but(wanted=kept)) if kept else None
