"""A correction: what it should be."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Change, Given
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Say, say
from bot.intake.moves import Missed, Move, Taken, Unsure
from bot.intake.reading.agreement import agrees
from bot.intake.reading.values import answered_change, asked_changes, merged, shown_field
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.intake.steps.changes import WORDS, looks_like_value, notes, without_new


class NewValue(StepHandler):
    step = Step.NEW_VALUE

    async def needed(self, case: Case) -> bool:
        return case.kind is Kind.CORRECTION and without_new(case.given) is not None

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_new_value", field=shown_field(_asked(case.given).field)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_new_value_simply", field=shown_field(_asked(case.given).field)),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if not heard.is_typed or heard.turns_aside:
            return None
        given, change = case.given, _asked(case.given)
        if heard.means("deny") and len(given.changes) > 1 and not given.reopened:
            left = tuple(one for one in given.changes if one.field != change.field)
            return Taken(
                given.but(changes=left), (say("utter_intake_field_left_out", field=shown_field(change.field)),)
            )
        if found := asked_changes(heard.text):
            return Taken(given.but(changes=merged(given.changes, found)), notes(found))
        if change.field in wording.FIELDS and change.field not in WORDS:
            found_one = answered_change(change.field, heard.text)
            if found_one is not None and found_one.new:
                return Taken(given.but(changes=merged(given.changes, (found_one,))))
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
        change = answered_change(_asked(case.given).field, text)
        if change is None or not change.new:
            return None
        return Taken(case.given.but(changes=merged(case.given.changes, (change,))))


def _asked(given: Given) -> Change:
    found = without_new(given)
    assert found is not None  # the step is needed
    return found
