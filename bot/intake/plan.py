"""In which order things are asked. The first step that is needed is the open one; a step that has its answer never comes back."""

from collections.abc import Mapping

from bot.intake.kinds import Kind
from bot.intake.state import Step

_FOR_OTHERS = (Step.OTHERS_CONSENT, Step.WHOSE, Step.REPRESENTED, Step.BASIS)
_PROVING = (Step.CONTACT, Step.CODE)
_ENDING = (Step.CONSEQUENCES, Step.DUPLICATE, Step.EDIT, Step.SUMMARY)
_OF_A_TICKET = (Step.TICKET_CODE, *_PROVING, Step.PICK)
_SCOPED = (Step.SELF_SERVICE, Step.SCOPE, Step.MORE_PURPOSES, *_FOR_OTHERS, *_PROVING, *_ENDING)

PLANS: Mapping[Kind, tuple[Step, ...]] = {
    Kind.DELETION: _SCOPED,
    Kind.ACCESS: _SCOPED,
    Kind.WITHDRAW_CONSENT: _SCOPED,
    Kind.OBJECTION: _SCOPED,
    Kind.RESTRICTION: _SCOPED,
    Kind.CORRECTION: (
        Step.SELF_SERVICE,
        Step.FIELD,
        Step.NEW_VALUE,
        Step.OLD_VALUE,
        *_FOR_OTHERS,
        *_PROVING,
        *_ENDING,
    ),
    Kind.COMPLAINT: (Step.ABOUT, Step.WANTED, Step.NAME, *_FOR_OTHERS, *_PROVING, *_ENDING),
    Kind.STATUS: (Step.TICKET_CODE, Step.NEXT),
    Kind.OWN_TICKETS: (*_PROVING, Step.NEXT),
    Kind.DETAILS: (*_OF_A_TICKET, Step.NEXT),
    Kind.WITHDRAWAL: (*_OF_A_TICKET, Step.WITHDRAWAL),
    Kind.ADDITION: (*_OF_A_TICKET, Step.ADDITION, Step.EDIT, Step.SUMMARY),
    Kind.APPEAL: (*_OF_A_TICKET, Step.ABOUT, Step.WANTED, Step.EDIT, Step.SUMMARY),
}
