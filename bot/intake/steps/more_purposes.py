"""Consents are withdrawn one by one: after each, whether there is another purpose."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Given
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Stay, Taken
from bot.intake.reading.agreement import agrees
from bot.intake.reading.scopes import find_scope, options, shown
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.intake.steps.scope import chosen_scope, scope_buttons
from bot.tickets.requests import EVERYTHING


class MorePurposes(StepHandler):
    step = Step.MORE_PURPOSES

    async def needed(self, case: Case) -> bool:
        given = case.given
        if case.kind is not Kind.WITHDRAW_CONSENT or not case.rules.purposes or given.scope_closed:
            return False
        left = [text for _, text in options(case.kind, case.rules.purposes) if text not in (EVERYTHING, *given.scope)]
        return bool(left) and EVERYTHING not in given.scope

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_more_purposes", *_buttons(case), scope=shown(case.given.scope)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_more_purposes_simply", *_buttons(case)),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        given = case.given
        if heard.chosen == "enough" or (heard.is_typed and agrees(heard) is False):
            return Taken(given.but(scope_closed=True))
        if chosen := chosen_scope(case, heard):
            return Taken(_with(case, (chosen,)))
        if heard.is_typed and not heard.turns_aside:
            if named := find_scope(heard.text, case.kind, case.rules.purposes):
                return Taken(_with(case, named))
            return Stay() if agrees(heard) else None
        return None


def _with(case: Case, more: tuple[str, ...]) -> Given:
    if EVERYTHING in more:
        return case.given.but(scope=(EVERYTHING,), scope_closed=True)
    return case.given.but(scope=tuple(dict.fromkeys((*case.given.scope, *more))))


def _buttons(case: Case) -> tuple[Option, ...]:
    return (*scope_buttons(case, case.given.scope), choice(wording.ENOUGH, "enough"))
