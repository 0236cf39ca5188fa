"""The code of a ticket, or that it is not remembered."""

import re

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Given
from bot.intake.kinds import ABOUT_TICKETS, Kind
from bot.intake.models import Heard, Say, choice, say
from bot.intake.moves import Missed, Move, Taken
from bot.intake.ports import Tickets
from bot.intake.reading.agreement import agrees
from bot.intake.reading.wishes import code_in, looks_like_code
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.language.text import fold
from bot.tickets.errors import TicketError

_FORGOT = re.compile(
    r"\b(?:khong|ko|k|hong|chua|chang) (?:nho|co|biet|thay|luu|giu)\b|\bquen\b|\bmat (?:ma|tin)|\bkhong co ma\b"
    r"|\b(?:cac|nhung) (?:phieu|yeu cau)\b"
)
_FORGOTTEN = choice(wording.FORGOT_CODE, "forgot")


class TicketCode(StepHandler):
    step = Step.TICKET_CODE

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def needed(self, case: Case) -> bool:
        if case.kind not in ABOUT_TICKETS or case.kind is Kind.OWN_TICKETS:
            return False
        return not case.given.ticket and not case.given.ticket_unknown

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_ticket_code", _FORGOTTEN),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_ticket_code_simply", _FORGOTTEN),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if heard.chosen == "forgot":
            return _unknown(case.given, case.kind)
        if not heard.is_typed:
            return None
        if looks_like_code(heard):
            return await self._known(case, code_in(heard))
        if heard.turns_aside:
            return None
        if _FORGOT.search(fold(heard.text)) or agrees(heard) is False:
            return _unknown(case.given, case.kind)
        return None

    async def _known(self, case: Case, code: str) -> Move:
        """A wrong code is looked up as well, so that it takes the same time as an unknown one."""
        try:
            await self._tickets.status(case.place.organisation, code)
        except TicketError as error:
            return Missed((say("utter_intake_problem", sentence=str(error)),))
        return Taken(case.given.but(ticket=code))


def _unknown(given: Given, kind: Kind) -> Move:
    """By a proof, the person's own tickets are found."""
    return Taken(given.but(ticket_unknown=True), kind=Kind.OWN_TICKETS if kind is Kind.STATUS else None)
