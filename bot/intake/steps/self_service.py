"""How to do it oneself, offered before a ticket, where the organisation's policy says how."""

import re

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.kinds import WISH_OF
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Over, Taken
from bot.intake.reading.agreement import agrees
from bot.intake.reading.values import asked_changes
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.language.text import fold

_PLAIN_NO = re.compile(
    r"(?:da |a )?(?:khong|ko|k|thoi)(?: (?:can|muon|mo))?(?: (?:phieu|dau|a|nhe|nha|em|cam on))*[ .!]*"
)
_MYSELF = re.compile(r"\btu (?:lam|sua|vao|doi|cap nhat)\b")


class SelfService(StepHandler):
    step = Step.SELF_SERVICE

    async def needed(self, case: Case) -> bool:
        kind = case.kind.ticket
        offered = kind in case.rules.self_service and case.kind.value in case.organisation.where
        return offered and not case.given.self_service_declined

    async def ask(self, case: Case) -> tuple[Say, ...]:
        how = next(exercise.text for kind, exercise in case.organisation.where.items() if kind == case.kind.value)
        return (say("utter_intake_ask_self_service", *_buttons(), how=how),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_self_service_simply", *_buttons()),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if heard.chosen == "myself" or (heard.is_typed and _MYSELF.search(fold(heard.text))):
            return Over((say("utter_intake_self_service_chosen"),))
        if heard.chosen == "open" or (heard.is_typed and agrees(heard)):
            return Taken(case.given.but(self_service_declined=True))
        # To say the wish again is to ask for it to be done; only a plain no is a no, for it ends everything.
        if heard.is_typed and heard.means(WISH_OF[case.kind]) and not asked_changes(heard.text):
            return Taken(case.given.but(self_service_declined=True))
        if heard.is_typed and _PLAIN_NO.fullmatch(fold(heard.text)):
            return Over((say("utter_intake_self_service_chosen"),))
        return None


def _buttons() -> tuple[Option, Option]:
    return choice(wording.OPEN_TICKET, "open"), choice(wording.DO_IT_MYSELF, "myself")
