"""What the three steps of a correction share."""

from bot.intake.given import Change, Given
from bot.intake.models import Heard, Say, say
from bot.intake.reading.strays import is_outburst
from bot.intake.reading.values import NEVER_TAKEN, answered_change, merged
from bot.language.entities import corrections
from bot.language.text import fold

UNNAMED = ""
"""The field of a change that the person will name."""
WORDS = frozenset({"name", "address"})
"""Fields whose values are words, which only the person can tell from other words."""
_LONGEST, _SHORT = 12, 3
_REOPENED = "change:"


def reopened_change(field: str) -> str:
    """What `Given.reopened` is while this field is changed from the summary."""
    return _REOPENED + field


def without_new(given: Given) -> Change | None:
    for change in given.changes:
        if given.reopened == reopened_change(change.field) or (change.field and not change.new):
            return change
    return None


def without_old(given: Given) -> Change | None:
    return next((change for change in given.changes if change.new and change.old is None), None)


def added(changes: tuple[Change, ...], more: tuple[Change, ...]) -> tuple[Change, ...]:
    """With more fields, one of which was still to be named."""
    return merged(tuple(change for change in changes if change.field != UNNAMED), more)


def notes(changes: tuple[Change, ...]) -> tuple[Say, ...]:
    """What is told about numbers that are not taken in chat."""
    taken = any(change.field in NEVER_TAKEN for change in changes)
    return (say("utter_intake_number_asked_apart"),) if taken else ()


def looks_like_value(field: str, heard: Heard) -> bool:
    """Whether free text is the value of this field; a short one may well be, whatever the classifier takes it for."""
    text = heard.text
    if is_outburst(text):
        return False
    if field == "address":
        return any(character.isdigit() for character in text) or "," in text
    if field == "name":
        change = answered_change(field, text)
        return change is not None and change.new is not None and len(change.new.split()) > 1
    words = len(fold(text).split())
    return not corrections.read(text) and words <= (_SHORT if heard.means("out_of_scope") else _LONGEST)
