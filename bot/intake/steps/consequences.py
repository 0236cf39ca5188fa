"""A deletion is taken only from who accepts what follows from it (Luật 91/2025/QH15 Điều 14 khoản 1)."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Stay, Taken
from bot.intake.reading.agreement import agrees
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler


class Consequences(StepHandler):
    step = Step.CONSEQUENCES

    async def needed(self, case: Case) -> bool:
        return case.kind is Kind.DELETION and not case.given.accepts

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_consequences", *_buttons()),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_consequences_simply", *_buttons()),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        # The button has a choice of its own: pressed twice, "yes" would confirm the summary that follows.
        if heard.chosen == "accept" or (heard.is_typed and agrees(heard)):
            return Taken(case.given.but(accepts=True))
        if heard.chosen == "refuse" or (heard.is_typed and agrees(heard) is False):
            buttons = (choice(wording.ACCEPT, "accept"), Option(wording.STOP, "/stop"))
            return Stay((say("utter_intake_consequences_refused", *buttons),), asked=True)
        return None


def _buttons() -> tuple[Option, ...]:
    return choice(wording.ACCEPT, "accept"), choice(wording.REFUSE, "refuse")
