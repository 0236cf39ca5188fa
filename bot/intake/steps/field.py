"""A correction: which information."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Change
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Stay, Taken, Unsure
from bot.intake.reading.agreement import agrees
from bot.intake.reading.values import LONGEST_FIELD, asked_changes, kept, settled
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.intake.steps.changes import UNNAMED, added, notes


class Field(StepHandler):
    step = Step.FIELD

    async def needed(self, case: Case) -> bool:
        if case.kind is not Kind.CORRECTION:
            return False
        return not case.given.changes or any(change.field == UNNAMED for change in case.given.changes)

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_field", *_field_buttons()),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_field_simply", *_field_buttons()),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if heard.chosen and heard.chosen.startswith("field-"):
            return _named(case, heard.chosen.removeprefix("field-"))
        if heard.chosen == "other_field":
            return Stay((say("utter_intake_ask_other_field"),), asked=True)
        if not heard.is_typed or heard.turns_aside:
            return None
        found = asked_changes(heard.text) or asked_changes(f"sửa {heard.text}")
        return Taken(case.given.but(changes=added(case.given.changes, found)), notes(found)) if found else None

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        if agrees(heard) is not None or len(heard.text) > LONGEST_FIELD:
            return None
        return Unsure() if not heard.means("request_correction") else None

    async def accept(self, case: Case, text: str) -> Move | None:
        field = (kept(text) or "").lower()
        return _named(case, field) if field and len(field) <= LONGEST_FIELD else None


def _named(case: Case, field: str) -> Move:
    change = settled(Change(field))
    return Taken(case.given.but(changes=added(case.given.changes, (change,))), notes((change,)))


def _field_buttons() -> tuple[Option, ...]:
    named = (choice(wording.upper_first(wording.FIELDS[field]), f"field-{field}") for field in wording.OFFERED_FIELDS)
    return (*named, choice(wording.OTHER_FIELD, "other_field"))
