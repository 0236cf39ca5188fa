"""A ticket, or all of them, shown; and what can be done next. This step holds nobody: whatever else is said ends it."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Given
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Say, choice, say
from bot.intake.moves import Move, Over, Taken
from bot.intake.ports import Tickets
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.tickets import wording as ticket_wording
from bot.tickets.deadlines import hanoi_day
from bot.tickets.errors import TicketError
from bot.tickets.models import HistoryEntry, Ticket, TicketView
from bot.tickets.states import Action, Role, actions
from bot.tickets.status import status_text

_TASKS = {"details": Kind.DETAILS, "withdraw": Kind.WITHDRAWAL, "add": Kind.ADDITION, "appeal": Kind.APPEAL}
_TOLD = ("question", "reason", "result")
_MOST_TICKETS, _MOST_ENTRIES = 8, 6


class Next(StepHandler):
    step = Step.NEXT

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def needed(self, case: Case) -> bool:
        return case.kind in (Kind.STATUS, Kind.OWN_TICKETS, Kind.DETAILS)

    async def prepare(self, case: Case) -> Move | None:
        try:
            if case.kind is Kind.OWN_TICKETS and not await self._mine(case):
                return Over((say("utter_intake_no_tickets"),))
            await self.ask(case)
        except TicketError as error:
            return Over((say("utter_intake_problem", sentence=str(error)),))
        return None

    async def ask(self, case: Case) -> tuple[Say, ...]:
        """Raises `TicketError`."""
        given, organisation = case.given, case.place.organisation
        if case.kind is Kind.STATUS:
            status = await self._tickets.status(organisation, given.ticket)
            buttons = (choice(wording.DETAILS, f"details:{given.ticket}"), choice(wording.MINE, "mine"))
            return (say("utter_intake_status", *buttons, code=given.ticket, sentence=status_text(status)),)
        if case.kind is Kind.OWN_TICKETS:
            mine = await self._mine(case)
            codes = (choice(ticket.code, f"details:{ticket.code}") for ticket in mine)
            return (say("utter_intake_own_tickets", *codes, tickets="\n".join(_line(ticket) for ticket in mine)),)
        view = await self._tickets.details(organisation, given.ticket, case.proof)
        return (self._details(view),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        """Only buttons; everything else ends this step."""
        if heard.chosen == "mine":
            return Taken(Given(contact=case.given.contact), kind=Kind.OWN_TICKETS)
        task, _, code = (heard.chosen or "").partition(":")
        if task not in _TASKS or not code:
            return None
        return Taken(Given(contact=case.given.contact, ticket=code), kind=_TASKS[task])

    def _details(self, view: TicketView) -> Say:
        ticket = view.ticket
        may = actions(ticket.status, Role.PERSON)
        offered = (
            (wording.ADD, "add", not may.isdisjoint((Action.ADD_INFORMATION, Action.ANSWER))),
            (wording.WITHDRAW, "withdraw", Action.WITHDRAW in may),
            (wording.APPEAL, "appeal", Action.COMPLAIN in may),
        )
        buttons = [choice(title, f"{task}:{ticket.code}") for title, task, possible in offered if possible]
        history = "\n".join(_entry(entry) for entry in view.history[-_MOST_ENTRIES:])
        return say(
            "utter_intake_details",
            *buttons,
            code=ticket.code,
            kind=ticket.kind.label,
            status=ticket_wording.STATUS[ticket.status],
            due=self._tickets.due_text(ticket),
            history=history,
        )

    async def _mine(self, case: Case) -> list[Ticket]:
        if case.proof is None:
            return []
        return (await self._tickets.mine(case.place.organisation, case.proof))[:_MOST_TICKETS]


def _line(ticket: Ticket) -> str:
    due = f"{hanoi_day(ticket.clock.complete_by):%d/%m/%Y}"
    status = ticket_wording.STATUS[ticket.status]
    return wording.TICKET_LINE.format(code=ticket.code, kind=ticket.kind.label, status=status, due=due)


def _entry(entry: HistoryEntry) -> str:
    told = next((text for name in _TOLD if isinstance(text := entry.told.get(name), str) and text), "")
    action = ticket_wording.ACTION.get(entry.action, entry.action.value)
    at = f"{hanoi_day(entry.at):%d/%m/%Y}"
    return wording.HISTORY_LINE.format(at=at, action=action, told=f": {told}" if told else "")
