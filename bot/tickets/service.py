"""The facade that the dialogue, the channels, the console and the commands call: all use cases in one object.

opening          open, complain_about_outcome
duplicates       find_open, possible_duplicates, merge
person_acts      add_information, ask_withdrawal, withdraw, prove
carrying_out     acknowledge, start, ask_person, wait_for_third_party, resume, extend
closing          complete, complete_partly, refuse
holding          disowned, suspect, confirm
status           status, details, mine, staff_view, listing
reminding        reminders, claim_notices, notice_sent
erasing          erase_person
verifying        verify
renewing         renew_keys

Codes are taken as people type them. Every change joins the caller's transaction inside a savepoint of its own: when it raises
a `TicketError`, nothing of it has happened, and the rest of the turn can go on.
"""

from bot.tickets.carrying_out import CarryingOut
from bot.tickets.closing import Closing
from bot.tickets.erasing import Erasing
from bot.tickets.holding import Holding
from bot.tickets.opening import Opening
from bot.tickets.person_acts import PersonActs
from bot.tickets.reminding import Reminding
from bot.tickets.renewing import Renewing
from bot.tickets.status import StatusDesk
from bot.tickets.verifying import Verifying


class TicketService(
    Opening, PersonActs, CarryingOut, Closing, Holding, StatusDesk, Reminding, Erasing, Verifying, Renewing
):
    """Made by `bot.bootstrap`; the arguments are those of `bot.tickets.desk.Desk`."""
