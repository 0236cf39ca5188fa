"""The name of who is represented. What is said about it is taken down for staff to check, and gives no right by itself."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.models import Heard, Say, choice, say
from bot.intake.moves import Missed, Move, Taken, Unsure
from bot.intake.reading.agreement import agrees
from bot.intake.reading.names import is_likely_name, is_surely_name, read_name
from bot.intake.reading.strays import is_outburst
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler, kept_text

_OWN = choice(wording.OWN_DATA, "own")


class Represented(StepHandler):
    step = Step.REPRESENTED
    limit = 200

    async def needed(self, case: Case) -> bool:
        given = case.given
        asked = case.kind.ticket is not None and given.acting
        return asked and (not given.represented or given.reopened == "represented")

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_represented", _OWN, whom=case.given.other or wording.SOMEBODY),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_represented_simply", _OWN),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if heard.chosen == "own":
            return Taken(case.given.but(acting=False, own_data=True, represented="", basis=""))
        name = read_name(heard.text) if heard.is_typed else None
        return Taken(case.given.but(represented=name)) if name and is_surely_name(name) else None

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        name = read_name(heard.text)
        if agrees(heard) is not None:
            return None
        if name is None:
            return Missed((say("utter_intake_name_unfit"),))
        if is_likely_name(name) and not is_outburst(heard.text):
            return Taken(case.given.but(represented=name))
        return Unsure()

    async def accept(self, case: Case, text: str) -> Move | None:
        name = kept_text(read_name(text) or text)
        return Taken(case.given.but(represented=name)) if any(c.isalpha() for c in name) else None
