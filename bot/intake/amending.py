"""Corrections of what was given before, at whatever step: "à nhầm, số khác 09…", "không phải email đó", "xóa luôn cả ảnh"."""

import re

from bot.intake.case import Case
from bot.intake.kinds import SCOPED, Kind
from bot.intake.models import Heard
from bot.intake.moves import Move, Taken
from bot.intake.proving import Proofs
from bot.intake.reading.agreement import stops
from bot.intake.reading.contacts import corrects, only_contact, takes_back
from bot.intake.reading.scopes import find_scope
from bot.intake.reading.values import asked_changes, merged
from bot.intake.reading.wishes import kind_of
from bot.intake.state import Step
from bot.intake.steps.changes import notes
from bot.language.text import fold
from bot.tickets.requests import EVERYTHING

_READ_THEMSELVES = frozenset({Step.CONTACT, Step.CODE, Step.TICKET_CODE, Step.PICK})


_CONTACT_STEPS, _CONTACTS = frozenset({Step.CONTACT, Step.CODE}), frozenset({"phone", "email"})
_NEW = re.compile(r"\b(?:so|sdt|dien thoai|email|mail)(?: \w+){0,2} moi\b")
_SHORT = 6


class Amending:
    def __init__(self, proofs: Proofs) -> None:
        self._proofs = proofs

    async def before(self, case: Case, heard: Heard, *, is_story: bool) -> Move | None:
        """What is a correction even where it looks like an answer: "không phải email đó" is no "no"."""
        if not heard.is_typed or is_story or heard.turns_aside or stops(heard):
            return None
        if case.state.step in _CONTACT_STEPS:
            return _value(case, heard) if case.kind is Kind.CORRECTION else None
        if case.state.step in _READ_THEMSELVES:
            return None
        if case.kind is Kind.CORRECTION and corrects(heard.text) and (move := _changes(case, heard)):
            return move
        return await self._contact(case, heard)

    async def amend(self, case: Case, heard: Heard, *, is_story: bool) -> Move | None:
        """None where the message corrects nothing. In a story, words of correction belong to the story."""
        if not heard.is_typed or is_story:
            return None
        move = _changes(case, heard) if case.kind is Kind.CORRECTION else None
        return move or _scope(case, heard)

    async def _contact(self, case: Case, heard: Heard) -> Move | None:
        given = case.given
        if not given.contact and case.proof is None:
            return None
        found = only_contact(heard.text)
        if found is not None:
            return await self._proofs.send(case, found, given) if corrects(heard.text) else None
        # "sai số căn cước, sửa giúp" is a wish of its own; "sai số rồi" is about the contact.
        wish = heard.means("request_correction") and len(heard.text.split()) > _SHORT
        return Taken(given.but(reopened="contact")) if takes_back(heard.text) and not wish else None


def _value(case: Case, heard: Heard) -> Move | None:
    """Where a contact is asked for, "số mới là 09…" still means the correction, and not where the code goes to."""
    found = asked_changes(heard.text)
    about_record = _NEW.search(fold(heard.text)) is not None or any(one.field not in _CONTACTS for one in found)
    if not any(one.new for one in found) or not about_record:
        return None
    return Taken(case.given.but(changes=merged(case.given.changes, found)), notes(found))


def _changes(case: Case, heard: Heard) -> Move | None:
    if not (heard.means("request_correction") or corrects(heard.text)):
        return None
    found = asked_changes(heard.text)
    if not found or (case.state.step in _READ_THEMSELVES and not any(one.new for one in found)):
        return None
    return Taken(case.given.but(changes=merged(case.given.changes, found)), notes(found))


def _scope(case: Case, heard: Heard) -> Move | None:
    given = case.given
    if case.kind not in SCOPED or kind_of(heard) is not case.kind or not heard.means(heard.intent):
        return None
    found = find_scope(heard.text, case.kind, case.rules.purposes)
    if not found or case.state.step is Step.SCOPE:
        return None
    if corrects(heard.text) or EVERYTHING in found or not given.scope:
        return Taken(given.but(scope=found, scope_closed=True))
    if EVERYTHING in given.scope:
        return Taken(given)
    return Taken(given.but(scope=tuple(dict.fromkeys((*given.scope, *found)))))
