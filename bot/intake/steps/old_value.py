"""A correction: what stands there now, as far as the person knows."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Change, Given
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Say, choice, say
from bot.intake.moves import Missed, Move, Taken, Unsure
from bot.intake.reading.agreement import agrees, skips
from bot.intake.reading.values import answered_change, asked_changes, merged, shown_field
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.intake.steps.changes import WORDS, looks_like_value, notes, without_old

_SKIP = choice(wording.SKIP, "skip")


class OldValue(StepHandler):
    step = Step.OLD_VALUE

    async def needed(self, case: Case) -> bool:
        return case.kind is Kind.CORRECTION and without_old(case.given) is not None

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_old_value", _SKIP, field=shown_field(_asked(case.given).field)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_old_value_simply", _SKIP, field=shown_field(_asked(case.given).field)),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        change = _asked(case.given)
        if skips(heard):
            return self._with(case, change, "")
        if not heard.is_typed or heard.turns_aside:
            return None
        if found := asked_changes(heard.text):
            return Taken(case.given.but(changes=merged(case.given.changes, found)), notes(found))
        if change.field in wording.FIELDS and change.field not in WORDS:
            answered = answered_change(change.field, heard.text)
            value = answered and (answered.old or answered.new)
            return self._with(case, change, value) if value else None
        return None

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        change = _asked(case.given)
        if agrees(heard) is not None:
            return None
        if change.field in wording.FIELDS and change.field not in WORDS:
            return Missed((say("utter_intake_value_unfit", field=shown_field(change.field)),))
        if not looks_like_value(change.field, heard):
            return Unsure()
        return await self.accept(case, heard.text)

    async def accept(self, case: Case, text: str) -> Move | None:
        change = _asked(case.given)
        answered = answered_change(change.field, text)
        return self._with(case, change, answered.new) if answered is not None and answered.new else None

    @staticmethod
    def _with(case: Case, change: Change, old: str) -> Move:
        return Taken(case.given.but(changes=merged(case.given.changes, (Change(change.field, old=old),))))


def _asked(given: Given) -> Change:
    found = without_old(given)
    assert found is not None  # the step is needed
    return found
