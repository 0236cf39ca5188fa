"""Whose data it is, where the words speak of somebody else."""

import re

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Taken
from bot.intake.reading.others import speaks_of_oneself
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.language.text import fold

_OTHER = re.compile(
    r"\b(?:lam thay|thay (?:mat|cho)?|lam (?:ho|giup|gium)|(?:cua|cho) (?:nguoi|me|bo|con|vo|chong|ong|ba))\b"
)


class Whose(StepHandler):
    step = Step.WHOSE

    async def needed(self, case: Case) -> bool:
        given = case.given
        # What happened to others belongs to a complaint; it makes nobody a representative.
        asked = case.kind.ticket is not None and case.kind is not Kind.COMPLAINT
        return asked and bool(given.other) and not given.acting and not given.own_data

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_whose", *_buttons(), whom=case.given.other),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_whose_simply", *_buttons()),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if heard.turns_aside:
            return None
        text = fold(heard.text) if heard.is_typed else ""
        other = heard.chosen == "other" or _OTHER.search(text) is not None
        if heard.chosen == "own" or (not other and speaks_of_oneself(heard.text)):
            return Taken(case.given.but(own_data=True))
        return Taken(case.given.but(acting=True)) if other else None


def _buttons() -> tuple[Option, ...]:
    return choice(wording.OWN_DATA, "own"), choice(wording.FOR_OTHER, "other")
