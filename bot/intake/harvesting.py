"""What a message gives beside the answer to the open question, the first one above all."""

import re

from bot.identity.contacts import ContactKind
from bot.intake.case import Case
from bot.intake.given import Given
from bot.intake.kinds import SCOPED, Kind
from bot.intake.models import Heard, Say, say
from bot.intake.reading.contacts import only_contact
from bot.intake.reading.names import find_name
from bot.intake.reading.others import acts_for, data_of
from bot.intake.reading.scopes import find_scope
from bot.intake.reading.stories import has_story
from bot.intake.reading.urgency import is_urgent
from bot.intake.reading.values import asked_changes
from bot.intake.reading.wishes import code_in
from bot.intake.rules import Rules
from bot.intake.steps.base import kept_text
from bot.language.text import fold

_LONGEST_WORDS = 1_500
_FEWEST_WORDS_OF_APPEAL = 8
_OWN_CONTACT = re.compile(
    r"\b(?:lien he|(?:so|sdt|email|mail|dien thoai)(?: cua)? (?:toi|minh|em)|(?:toi|minh|em) la)\b"
)


def harvest(kind: Kind, rules: Rules, heard: Heard) -> Given:
    """From the first message."""
    if not heard.is_typed or not heard.text.strip():
        return Given()
    text = heard.text
    given = Given(words=(kept_text(text)[:_LONGEST_WORDS],), ticket="" if kind.ticket else code_in(heard))
    if kind in SCOPED:
        scope = find_scope(text, kind, rules.purposes)
        given = given.but(scope=scope, scope_closed=bool(scope))
    if kind is Kind.CORRECTION:
        given = given.but(changes=asked_changes(text))
    if kind is Kind.APPEAL:
        given = given.but(about=kept_text(text) if has_story(text, _FEWEST_WORDS_OF_APPEAL) else "")
    if kind is Kind.COMPLAINT:
        given = given.but(
            about=kept_text(text) if has_story(text) else "", name=find_name(text) if rules.complaint_name else ""
        )
    return given.but(suggested=_suggested(kind, given, text))


def notice(case: Case, given: Given, text: str) -> tuple[Given, tuple[Say, ...]]:
    """What is to be heard in any text: that it is urgent, and that it is about somebody else."""
    if case.kind.ticket is None:
        return given, ()
    says: tuple[Say, ...] = ()
    if case.rules.urgent and not given.urgent and is_urgent(text):
        given = given.but(urgent=True)
        says = (say("utter_intake_urgent"),)
    if not given.other and not given.own_data:
        acting = acts_for(text)
        about_others = case.kind is not Kind.COMPLAINT or case.rules.others_consent
        other = acting or (data_of(text) if about_others else "")
        given = given.but(other=other, acting=bool(acting))
    return given, says


def _suggested(kind: Kind, given: Given, text: str) -> str:
    """The contact that a code may go to. Offered, never used unasked: in a complaint it may be the caller's who is complained
    of, in a correction it may be the one that is wrong."""
    if kind is Kind.CORRECTION:
        return next((one.old for one in given.changes if one.field in ("phone", "email") and one.old), "")
    found = only_contact(text)
    if found is None:
        return ""
    if kind is Kind.COMPLAINT:
        own = found.kind is ContactKind.EMAIL or _OWN_CONTACT.search(fold(text)) is not None
        return found.value if own else ""
    return found.value


def is_anything_given(given: Given) -> bool:
    """Whether there is something to lose; what only was noticed is not."""
    return given.but(words=(), suggested="", other="", acting=False, urgent=False) != Given()
