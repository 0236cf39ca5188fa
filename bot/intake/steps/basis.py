"""What gives somebody the right to act for another: being a parent, a guardian, or authorised."""

import re

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Taken
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.language.text import fold

_WORDS = (
    ("guardian", re.compile(r"\bgiam ho\b")),
    ("authorised", re.compile(r"\b(?:uy quyen|nho|giay to|cong chung|dai dien theo)\b")),
    ("parent", re.compile(r"\b(?:cha|me|bo|ba|ma|phu huynh|bo me|cha me)\b")),
)


class Basis(StepHandler):
    step = Step.BASIS

    async def needed(self, case: Case) -> bool:
        return case.kind.ticket is not None and case.given.acting and not case.given.basis

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_basis", *_buttons(), whom=case.given.represented),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_basis_simply", *_buttons()),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        known = dict(wording.BASIS_TEXTS)
        chosen = heard.chosen.removeprefix("basis-") if heard.chosen else ""
        if chosen not in known and heard.is_typed and not heard.turns_aside:
            text = fold(heard.text)
            chosen = next((name for name, words in _WORDS if words.search(text)), "")
        if chosen not in known:
            return None
        return Taken(case.given.but(basis=chosen), (say("utter_intake_representative_taken"),))


def _buttons() -> tuple[Option, ...]:
    return tuple(choice(title, f"basis-{name}") for title, name in wording.BASES)
