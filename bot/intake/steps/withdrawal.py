"""A ticket is withdrawn in two steps: asked for, then confirmed."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Over, Taken
from bot.intake.ports import Tickets
from bot.intake.reading.agreement import agrees
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.language.entities import ticket_codes
from bot.tickets.errors import ConfirmationInvalid, ProofNeeded, TicketError
from bot.tickets.kinds import TicketKind


class Withdrawal(StepHandler):
    step = Step.WITHDRAWAL

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def needed(self, case: Case) -> bool:
        return case.kind is Kind.WITHDRAWAL

    async def prepare(self, case: Case) -> Move | None:
        given = case.given
        if given.token:
            return None
        try:
            asked = await self._tickets.ask_withdrawal(case.place.organisation, given.ticket, case.proof)
        except TicketError as error:
            return Over((say("utter_intake_problem", sentence=str(error)),))
        return Taken(given.but(token=asked.token))

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_withdrawal", *_buttons(case), code=case.given.ticket, kind=_kind(case)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_withdrawal_simply", *_buttons(case), code=case.given.ticket),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if heard.chosen == f"withdraw-{case.given.ticket}" or (heard.is_typed and agrees(heard)):
            return await self._withdraw(case)
        if heard.chosen == "keep" or (heard.is_typed and agrees(heard) is False):
            return Over((say("utter_intake_withdrawal_dropped", code=case.given.ticket),))
        return None

    async def _withdraw(self, case: Case) -> Move:
        given = case.given
        try:
            changed = await self._tickets.withdraw(case.place.organisation, given.ticket, case.proof, given.token)
        except (ConfirmationInvalid, ProofNeeded) as error:
            return Taken(given.but(token="", owned=False), (say("utter_intake_problem", sentence=str(error)),))
        except TicketError as error:
            return Over((say("utter_intake_problem", sentence=str(error)),))
        return Over((say("utter_intake_withdrawn", code=changed.ticket.code),))


def _kind(case: Case) -> str:
    name = ticket_codes.kind_of(case.given.ticket)
    return TicketKind(name).label if name else case.kind.label


def _buttons(case: Case) -> tuple[Option, ...]:
    return choice(wording.WITHDRAW, f"withdraw-{case.given.ticket}"), choice(wording.KEEP, "keep")
