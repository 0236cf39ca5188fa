"""Who gives another person's data says that this person agreed, where the organisation's policy asks for it."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Stay, Taken
from bot.intake.reading.agreement import agrees
from bot.intake.reading.others import speaks_of_oneself
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler


class OthersConsent(StepHandler):
    step = Step.OTHERS_CONSENT

    async def needed(self, case: Case) -> bool:
        given = case.given
        asked = case.rules.others_consent and case.kind.ticket is not None
        return asked and bool(given.other) and not given.others_agree

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_others_consent", *_buttons(), whom=case.given.other),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_others_consent_simply", *_buttons()),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if heard.chosen == "own" or (heard.is_typed and not heard.turns_aside and speaks_of_oneself(heard.text)):
            return Taken(case.given.but(other="", acting=False, own_data=True, represented="", basis=""))
        if heard.chosen == "agreed" or (heard.is_typed and agrees(heard)):
            return Taken(case.given.but(others_agree=True))
        if heard.chosen == "not_agreed" or (heard.is_typed and agrees(heard) is False):
            buttons = (choice(wording.AGREED, "agreed"), choice(wording.OWN_DATA, "own"), Option(wording.STOP, "/stop"))
            return Stay((say("utter_intake_others_consent_missing", *buttons, whom=case.given.other),), asked=True)
        return None


def _buttons() -> tuple[Option, ...]:
    return choice(wording.AGREED, "agreed"), choice(wording.NOT_AGREED, "not_agreed"), choice(wording.OWN_DATA, "own")
