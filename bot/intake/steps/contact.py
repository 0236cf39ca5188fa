"""The contact that a code goes to. Skipped where what was proved before is enough."""

import re

from bot.identity import wording as identity_wording
from bot.identity.contacts import read_contact
from bot.identity.outcomes import Proved
from bot.intake import wording
from bot.intake.case import Case
from bot.intake.kinds import ABOUT_TICKETS
from bot.intake.models import Heard, Say, choice, say
from bot.intake.moves import Missed, Move, Stay, Taken
from bot.intake.ports import Identity
from bot.intake.proving import Proofs, masked, needs_record, purpose_of
from bot.intake.reading.agreement import agrees
from bot.intake.reading.contacts import contacts, only_contact
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler

_ATTEMPT = re.compile(r"\s*(?:\S*@\S*|[0-9+][0-9 .\-]*)\s*")
"""A contact and nothing else, however wrong."""
_MEANT = re.compile(r"@|[0-9](?:[ .\-]?[0-9]){6,}")


class ContactStep(StepHandler):
    step = Step.CONTACT

    def __init__(self, identity: Identity, proofs: Proofs) -> None:
        self._identity = identity
        self._proofs = proofs

    async def needed(self, case: Case) -> bool:
        if purpose_of(case.kind, case.given) is None:
            return False
        if case.given.reopened == "contact":
            return True
        return case.proof is None and not (case.given.code_sent and case.given.contact)

    async def ask(self, case: Case) -> tuple[Say, ...]:
        if case.given.suggested and (shown := masked(case.given.suggested)):
            buttons = (choice(wording.SEND_CODE, "send"), choice(wording.OTHER_CONTACT, "other_contact"))
            return (say("utter_intake_ask_contact_suggested", *buttons, contact=shown),)
        if case.kind in ABOUT_TICKETS:
            return (say("utter_intake_ask_contact_of_ticket"),)
        on_record = needs_record(case.kind, case.given)
        return (say("utter_intake_ask_contact_on_record" if on_record else "utter_intake_ask_contact"),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        if case.given.suggested:
            return await self.ask(case)
        return (say("utter_intake_ask_contact_simply"),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        given = case.given
        if heard.code is not None:
            return await self._answer(case, heard.code)
        if found := only_contact(heard.text) if heard.is_typed else None:
            return await self._proofs.send(case, found, given)
        if heard.is_typed and len(contacts(heard.text)) > 1:
            return Stay((say("utter_intake_one_contact"),))
        if heard.is_typed and _ATTEMPT.fullmatch(heard.text):
            return await self.guess(case, heard) or Missed()
        suggested = read_contact(given.suggested) if given.suggested else None
        if suggested is not None:
            if heard.chosen == "send" or (heard.is_typed and agrees(heard)):
                return await self._proofs.send(case, suggested, given)
            if heard.chosen == "other_contact" or (heard.is_typed and agrees(heard) is False):
                return Stay(given=given.but(suggested=""))
        return None

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        if _MEANT.search(heard.text):
            return Missed((say("utter_intake_identity", sentence=identity_wording.UNUSABLE_CONTACT),))
        return Missed((say("utter_intake_contact_why"),)) if heard.means("deny") else None

    async def _answer(self, case: Case, code: str) -> Move:
        """A code that comes after all, while another contact is asked for."""
        outcome = await self._identity.answer(case.place.conversation, code)
        said = (say("utter_intake_identity", sentence=outcome.sentence),)
        if isinstance(outcome, Proved):
            proved = case.given.but(contact="", other_contact=False, suggested="", reopened="")
            return Taken(proved, said)
        return Stay(said)
