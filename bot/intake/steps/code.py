"""The one-time code: typed, sent again, sent elsewhere, or never received."""

import re

from bot.identity.contacts import read_contact
from bot.identity.errors import TooManyTries
from bot.identity.models import RefusalReason
from bot.identity.outcomes import Proved, Refused
from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Given
from bot.intake.kinds import INTENTS, Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Stay, Taken
from bot.intake.ports import Identity
from bot.intake.proving import Proofs, code_buttons, masked, needs_record, purpose_of
from bot.intake.reading.code_talk import asks_again, is_missing, looks_like_code
from bot.intake.reading.contacts import only_contact, takes_back
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.language.text import fold

_ONLY_GIVEN = re.compile(
    r"\b(?:chi|phan|nhung gi|nhung thong tin)\b.{0,30}\b(?:da|toi|minh|em) (?:gui|dua|cho|cung cap|nhan)\b"
)
_CODE = re.compile(r"\b(?:ma|otp|code)\b")
_STAFF = re.compile(r"\bnhan vien (?:kiem tra|xac minh|xem)\b")


class Code(StepHandler):
    step = Step.CODE

    def __init__(self, identity: Identity, proofs: Proofs) -> None:
        self._identity = identity
        self._proofs = proofs

    async def needed(self, case: Case) -> bool:
        if purpose_of(case.kind, case.given) is None:
            return False
        return case.proof is None and case.given.code_sent

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_code", *code_buttons(), contact=masked(case.given.contact)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_code_simply", *code_buttons()),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        given = case.given
        if heard.chosen:
            return await self._choose(case, heard.chosen)
        if not heard.is_typed:
            return None
        found = only_contact(heard.text) if heard.code is None else None
        if found is not None:
            return await self._proofs.send(case, found, given)
        if heard.code is not None or looks_like_code(heard.text):
            return await self._answer(case, heard.code or heard.text)
        missing = is_missing(heard.text) and not (
            heard.means("stop") or (heard.means(*INTENTS) and not _CODE.search(fold(heard.text)))
        )
        if heard.turns_aside and not missing:
            return None
        folded = fold(heard.text)
        if needs_record(case.kind, given):
            if case.kind is Kind.DELETION and _ONLY_GIVEN.search(folded):
                return await self._weaker(case, given.but(only_given=True))
            if case.kind is not Kind.DELETION and _STAFF.search(folded):
                return await self._weaker(case, given.but(staff_check=True))
        if asks_again(heard.text):
            return await self._proofs.send_again(case)
        if takes_back(heard.text):
            return _elsewhere(given)
        return _trouble(case) if missing else None

    async def _choose(self, case: Case, option: str) -> Move | None:
        given = case.given
        if option == "resend":
            return await self._proofs.send_again(case)
        if option == "other_contact":
            return _elsewhere(given)
        if option == "no_code":
            return _trouble(case)
        if needs_record(case.kind, given):
            if option == "only_given" and case.kind is Kind.DELETION:
                return await self._weaker(case, given.but(only_given=True))
            if option == "staff_check" and case.kind is not Kind.DELETION:
                return await self._weaker(case, given.but(staff_check=True))
        return None

    async def _answer(self, case: Case, text: str) -> Move:
        outcome = await self._identity.answer(case.place.conversation, text)
        said = say("utter_intake_identity", sentence=outcome.sentence)
        if isinstance(outcome, Proved):
            proved = case.given.but(code_sent=False)
            if await self._proofs.of(case, proved) is None:
                again = proved.but(contact="")
                return Taken(again, (said, say("utter_intake_proof_not_enough")))
            return Taken(proved, (said,))
        assert isinstance(outcome, Refused)
        if outcome.reason is RefusalReason.LOCKED:
            return Taken(
                case.given.but(contact="", code_sent=False),
                (say("utter_intake_identity", sentence=str(TooManyTries())),),
            )
        return Stay((say(said.name, *code_buttons(), **said.values),), asked=True)

    async def _weaker(self, case: Case, given: Given) -> Move:
        """The same contact, for a purpose that every contact serves."""
        contact = read_contact(given.contact)
        if contact is None:
            return Taken(given.but(contact="", code_sent=False))
        return await self._proofs.send(case, contact, given)


def _elsewhere(given: Given) -> Move:
    return Taken(given.but(contact="", code_sent=False))


def _trouble(case: Case) -> Move:
    """What can be done when no code comes. Whether the contact is on record is not said, and not known here."""
    buttons = [choice(wording.RESEND, "resend"), choice(wording.OTHER_CONTACT, "other_contact")]
    name = "utter_intake_code_missing"
    if needs_record(case.kind, case.given):
        if case.kind is Kind.DELETION:
            name = "utter_intake_code_missing_deletion"
            buttons.append(choice(wording.ONLY_GIVEN, "only_given"))
        else:
            name = "utter_intake_code_missing_on_record"
            buttons.append(choice(wording.STAFF_CHECK, "staff_check"))
    return Stay((say(name, *buttons, Option(wording.PERSON, "/talk_to_human")),), asked=True)
