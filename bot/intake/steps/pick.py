"""Which of the person's own tickets: the one whose code they gave, if it is theirs, or one of the list."""

from bot.intake.case import Case
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Over, Taken
from bot.intake.ports import Tickets
from bot.intake.reading.wishes import code_in, looks_like_code
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.tickets.errors import IllegalAction, ProofNeeded, TicketError, TicketNotFound
from bot.tickets.models import Ticket
from bot.tickets.states import Action, Role, Status, actions

_OWNED = frozenset({Kind.DETAILS, Kind.WITHDRAWAL, Kind.ADDITION, Kind.APPEAL})
_ACTIONS: dict[Kind, tuple[Action, ...]] = {
    Kind.WITHDRAWAL: (Action.WITHDRAW,),
    Kind.ADDITION: (Action.ADD_INFORMATION, Action.ANSWER),
    Kind.APPEAL: (Action.COMPLAIN,),
}
_MOST = 8


class Pick(StepHandler):
    step = Step.PICK

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def needed(self, case: Case) -> bool:
        return case.kind in _OWNED and not case.given.owned

    async def prepare(self, case: Case) -> Move | None:
        if case.given.ticket:
            return await self._check(case)
        fitting = await self._fitting(case)
        if not fitting and case.kind is Kind.APPEAL:
            return Taken(case.given.but(owned=True), (say("utter_intake_no_outcome_found"),), kind=Kind.COMPLAINT)
        if not fitting:
            return Over((say("utter_intake_no_tickets"),))
        if len(fitting) == 1:
            return Taken(case.given.but(ticket=fitting[0].code, owned=True))
        return None

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_pick", *await self._buttons(case), task=case.kind.label),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_pick_simply", *await self._buttons(case)),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        code = ""
        if heard.chosen and heard.chosen.startswith("ticket-"):
            code = heard.chosen.removeprefix("ticket-")
        elif heard.is_typed and looks_like_code(heard):
            code = code_in(heard)
        if any(ticket.code == code for ticket in await self._fitting(case)):
            return Taken(case.given.but(ticket=code, owned=True))
        return None

    async def _check(self, case: Case) -> Move:
        given = case.given
        try:
            view = await self._tickets.details(case.place.organisation, given.ticket, case.proof)
        except ProofNeeded as error:
            # Whoever was proved, it was not this ticket's person: only another contact can help.
            again = given.but(contact="", code_sent=False, suggested="", other_contact=True)
            return Taken(again, (say("utter_intake_problem", sentence=str(error)),))
        except TicketNotFound as error:
            return Taken(given.but(ticket=""), (say("utter_intake_problem", sentence=str(error)),))
        except TicketError as error:
            return Over((say("utter_intake_problem", sentence=str(error)),))
        status = view.ticket.status
        if _allows(case.kind, status):
            return Taken(given.but(ticket=view.ticket.code, owned=True))
        if case.kind is Kind.APPEAL and view.ticket.is_open:
            # There is no outcome yet to complain about; what the person complains about is another matter.
            return Taken(
                given.but(owned=True), (say("utter_intake_no_outcome_yet", code=view.ticket.code),), kind=Kind.COMPLAINT
            )
        sentence = str(IllegalAction(_ACTIONS[case.kind][0], status))
        return Over((say("utter_intake_problem", sentence=sentence),))

    async def _fitting(self, case: Case) -> list[Ticket]:
        if case.proof is None:
            return []
        try:
            mine = await self._tickets.mine(case.place.organisation, case.proof)
        except TicketError:
            return []
        return [ticket for ticket in mine if _allows(case.kind, ticket.status)][:_MOST]

    async def _buttons(self, case: Case) -> tuple[Option, ...]:
        return tuple(choice(f"{one.code}: {one.kind.label}", f"ticket-{one.code}") for one in await self._fitting(case))


def _allows(kind: Kind, status: Status) -> bool:
    wanted = _ACTIONS.get(kind)
    return wanted is None or not actions(status, Role.PERSON).isdisjoint(wanted)
