"""Which part of the summary is to be changed."""

import re

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Change, Given
from bot.intake.kinds import SCOPED, Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Taken
from bot.intake.proving import purpose_of
from bot.intake.reading.agreement import agrees
from bot.intake.reading.values import asked_changes, merged, shown_field
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.intake.steps.changes import UNNAMED, notes, reopened_change
from bot.language.text import fold

_WORDS = {
    "scope": r"pham vi|du lieu nao|muc dich|phan (?:du lieu|nao)",
    "more_changes": r"them (?:thong tin|muc|truong)|sua them",
    "about": r"noi dung|su viec|cau chuyen|mo ta",
    "wanted": r"mong muon|dieu muon|yeu cau xu ly",
    "name": r"(?:ho )?ten",
    "represented": r"nguoi (?:duoc )?(?:lam thay|dai dien|kia)",
    "contact": r"lien he|cach lien lac",
    "addition": r"noi dung|bo sung",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b") for name, words in _WORDS.items()}


class Edit(StepHandler):
    step = Step.EDIT

    async def needed(self, case: Case) -> bool:
        return case.given.editing

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_edit", *_buttons(case)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_edit_simply", *_buttons(case)),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if heard.chosen == "nothing" or (heard.is_typed and (heard.means("deny") or agrees(heard) is False)):
            return Taken(case.given.but(editing=False))
        if heard.chosen and heard.chosen.startswith("edit-"):
            part = heard.chosen.removeprefix("edit-")
            return Taken(_opened(case.given, part)) if part in parts(case) else None
        if not heard.is_typed or heard.turns_aside:
            return None
        return edited(case, heard.text)


def edited(case: Case, text: str) -> Move | None:
    """What a text such as "sửa nội dung" or "số mới là 09…" wants to have changed."""
    given = case.given
    if case.kind is Kind.CORRECTION and (found := asked_changes(text)):
        if any(one.new for one in found):
            return Taken(given.but(changes=merged(given.changes, found), editing=False), notes(found))
        known = next((one for one in found if any(one.field == had.field for had in given.changes)), None)
        if known is not None:
            return Taken(_opened(given, reopened_change(known.field)))
        return Taken(given.but(changes=merged(given.changes, found), editing=False), notes(found))
    folded = fold(text)
    for part in parts(case):
        pattern = _PATTERNS.get(part)
        named = part.startswith("change:") and fold(shown_field(part.removeprefix("change:"))) in folded
        if named or (pattern is not None and pattern.search(folded)):
            return Taken(_opened(given, part))
    return None


def parts(case: Case) -> tuple[str, ...]:
    """What the summary shows and may be changed."""
    kind, given = case.kind, case.given
    found: list[str] = []
    if kind in SCOPED:
        found.append("scope")
    if kind is Kind.CORRECTION:
        found += [reopened_change(change.field) for change in given.changes]
        found.append("more_changes")
    if kind in (Kind.COMPLAINT, Kind.APPEAL):
        found += ["about", "wanted"]
    if kind is Kind.ADDITION:
        found.append("addition")
    if given.name:
        found.append("name")
    if given.acting and given.represented:
        found.append("represented")
    if kind.ticket is not None and purpose_of(kind, given) is not None:
        found.append("contact")
    return tuple(found)


def _opened(given: Given, part: str) -> Given:
    if part == "more_changes":
        return given.but(editing=False, changes=(*given.changes, Change(UNNAMED)))
    return given.but(editing=False, reopened=part)


def _buttons(case: Case) -> tuple[Option, ...]:
    offered = (choice(_title(part), f"edit-{part}") for part in parts(case))
    return (*offered, choice(wording.STAY_AS_IS, "nothing"))


def _title(part: str) -> str:
    if part.startswith("change:"):
        return wording.upper_first(shown_field(part.removeprefix("change:")))
    return wording.PARTS[part]
