"""From what was given to the draft of a ticket."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.reading.scopes import shown
from bot.intake.reading.values import shown_field, shown_value
from bot.tickets.cleaning import WORDS
from bot.tickets.requests import Complaint, Correction, Draft, Representative, Request


def draft_of(case: Case) -> Draft:
    """The draft as things stand; `case.kind` opens tickets."""
    kind, given = case.kind.ticket, case.given
    assert kind is not None
    complaint = Complaint(given.about, given.wanted or "") if case.kind is Kind.COMPLAINT else None
    request = Request(
        words=_words(case),
        name=given.name,
        scope=given.scope,
        corrections=tuple(Correction(one.field, one.old or "", one.new or "") for one in given.changes),
        complaint=complaint,
        representative=_representative(case),
    )
    return Draft(
        organisation=case.place.organisation,
        kind=kind,
        request=request,
        channel=case.place.channel,
        conversation=case.place.conversation,
        turn=case.turn_id,
        received_at=case.state.received_at,
        accepts_consequences=given.accepts,
        separate=given.separate,
    )


def added_text(case: Case) -> str:
    """What was asked for, in words, to add to a ticket that is open already."""
    given = case.given
    parts = [*marks(case)]
    if given.scope:
        parts.append(shown(given.scope))
    parts += [change_line(one.field, one.old or "", one.new or "") for one in given.changes]
    parts += [text for text in (given.about, given.wanted, *given.words) if text]
    return "\n".join(parts)[: WORDS.limit]


def change_line(field: str, old: str, new: str) -> str:
    name = wording.upper_first(shown_field(field))
    if old:
        return wording.CHANGE.format(field=name, old=shown_value(field, old), new=shown_value(field, new))
    return wording.CHANGE_FROM_NOTHING.format(field=name, new=shown_value(field, new))


def marks(case: Case) -> list[str]:
    """What staff must see first."""
    given = case.given
    handled_by = case.rules.handled_by.get(case.kind.ticket) if case.kind.ticket else None
    found = [wording.MARK_URGENT] if given.urgent else []
    found += [wording.MARK_HANDLED_BY.format(by=handled_by)] if handled_by else []
    found += [wording.MARK_STAFF_CHECK] if given.staff_check else []
    found += [wording.MARK_OTHERS_AGREE.format(whom=given.other)] if given.others_agree and given.other else []
    found += [wording.MARK_NEWS] if given.news else []
    return found


def _words(case: Case) -> str:
    return "\n".join([*marks(case), *case.given.words])[: WORDS.limit]


def _representative(case: Case) -> Representative | None:
    given = case.given
    if not (given.acting and given.represented):
        return None
    return Representative(given.represented, given.other, wording.BASIS_TEXTS.get(given.basis, given.basis))
