"""Which proof an intake rests on, and asking for the code that makes one."""

from bot.identity.contacts import Contact, read_contact
from bot.identity.errors import CodeTooSoon, NothingToResend, RequestRefused
from bot.identity.models import Proof, Purpose
from bot.identity.outcomes import Sent
from bot.identity.rules import RULES, required_strength
from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Given
from bot.intake.kinds import PURPOSES, Kind
from bot.intake.models import Option, Say, choice, say
from bot.intake.moves import Move, Stay, Taken
from bot.intake.ports import Identity

_CONTACT_FIELDS = frozenset({"phone", "email"})


def purpose_of(kind: Kind, given: Given) -> Purpose | None:
    """None: nothing has to be proved."""
    if kind is Kind.DELETION and given.only_given:
        return Purpose.DELETION_OF_GIVEN
    if given.staff_check:
        return Purpose.OWN_TICKETS
    if kind is Kind.CORRECTION and any(change.field in _CONTACT_FIELDS for change in given.changes):
        return Purpose.CHANGE_CONTACT
    return PURPOSES[kind]


def needs_record(kind: Kind, given: Given) -> bool:
    """Whether only a contact on record will do."""
    purpose = purpose_of(kind, given)
    return purpose is not None and RULES[purpose].on_record_only


def masked(contact: str) -> str:
    found = read_contact(contact)
    return found.masked if found else ""


class Proofs:
    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    async def of(self, case: Case, given: Given) -> Proof | None:
        """The proof that is enough: of the contact that the person named, if they named one."""
        purpose = purpose_of(case.kind, given)
        if purpose is None:
            return None
        strongest = await self._identity.proof_for(case.place.conversation, purpose)
        if strongest is None:
            return None
        if not given.contact:
            return None if given.other_contact else strongest
        if strongest.contact.value == given.contact:
            return strongest
        enough = required_strength(purpose)
        for proof in await self._identity.proofs(case.place.conversation):
            if proof.contact.value == given.contact and proof.strength >= enough:
                return proof
        return None

    async def send(self, case: Case, contact: Contact, given: Given) -> Move:
        """A code to this contact, unless it is proved already. `given` is what holds once it is on its way."""
        named = given.but(contact=contact.value, suggested="", code_sent=False, reopened="")
        if await self.of(case, named):
            return Taken(named)
        purpose = purpose_of(case.kind, named)
        if purpose is None:
            return Taken(named)
        place = case.place
        try:
            sent = await self._identity.begin(
                place.organisation, place.conversation, place.channel, contact.value, purpose
            )
        except RequestRefused as error:
            return _refused(given, error, contact.value)
        named = named.but(code_sent=True, sent_for=purpose.value)
        return Taken(named, (_on_its_way(sent),), asked=True)

    async def send_again(self, case: Case) -> Move:
        """For the same contact; for another purpose, if that has changed since."""
        given = case.given
        purpose = purpose_of(case.kind, given)
        contact = read_contact(given.contact)
        if contact is not None and (purpose is None or purpose.value != given.sent_for):
            return await self.send(case, contact, given)
        try:
            sent = await self._identity.resend(case.place.conversation)
        except NothingToResend as error:
            again = given.but(contact="", code_sent=False, suggested=given.contact)
            return Taken(again, (say("utter_intake_identity", sentence=str(error)),))
        except RequestRefused as error:
            return _refused(given, error)
        return Stay((_on_its_way(sent),), asked=True)


def code_buttons() -> tuple[Option, ...]:
    return (
        choice(wording.RESEND, "resend"),
        choice(wording.OTHER_CONTACT, "other_contact"),
        choice(wording.NO_CODE, "no_code"),
    )


def _refused(given: Given, error: RequestRefused, contact: str = "") -> Move:
    if given.code_sent:
        said = say("utter_intake_identity", *code_buttons(), sentence=str(error))
        return Stay((said,), given, asked=True)
    # A contact that only has to wait is offered again; any other is not.
    waiting = contact if isinstance(error, CodeTooSoon) else ""
    return Stay((say("utter_intake_identity", sentence=str(error)),), given.but(suggested=waiting))


def _on_its_way(sent: Sent) -> Say:
    return say("utter_intake_code_sent", *code_buttons(), sentence=sent.sentence)
