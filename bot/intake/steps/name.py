"""The person's name, where a complaint must give it."""

from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Say, say
from bot.intake.moves import Missed, Move, Taken, Unsure
from bot.intake.reading.agreement import agrees
from bot.intake.reading.names import is_likely_name, is_surely_name, read_name
from bot.intake.reading.strays import is_outburst
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler, kept_text


class Name(StepHandler):
    step = Step.NAME
    limit = 200

    async def needed(self, case: Case) -> bool:
        asked = case.rules.complaint_name and case.kind is Kind.COMPLAINT
        return asked and (not case.given.name or case.given.reopened == "name")

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_name"),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_name_simply"),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        name = read_name(heard.text) if heard.is_typed else None
        return Taken(case.given.but(name=name)) if name and is_surely_name(name) else None

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        name = read_name(heard.text)
        if agrees(heard) is not None:
            return None
        if name is None:
            return Missed((say("utter_intake_name_unfit"),))
        if is_likely_name(name) and not is_outburst(heard.text):
            return Taken(case.given.but(name=name))
        return Unsure()

    async def accept(self, case: Case, text: str) -> Move | None:
        name = kept_text(read_name(text) or text)
        return Taken(case.given.but(name=name)) if any(c.isalpha() for c in name) else None
