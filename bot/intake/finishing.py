"""After the summary was confirmed: the ticket is opened, added to or complained about, and the person hears what happens next."""

from bot.identity.contacts import Contact, read_contact
from bot.identity.models import RepresentativeKind, Strength
from bot.identity.rules import RULES
from bot.intake import wording
from bot.intake.case import Case
from bot.intake.drafting import draft_of
from bot.intake.kinds import Kind
from bot.intake.models import Say, say
from bot.intake.moves import Move, Over, Stay, Taken
from bot.intake.ports import Identity, Opening, Representing, Tickets
from bot.intake.proving import purpose_of
from bot.intake.summarising import handled_by
from bot.knowledge.models import Organisation
from bot.tickets.errors import InvalidRequest, ProofNeeded, TicketError
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Ticket
from bot.tickets.opening import AlreadyOpen, Opened
from bot.tickets.requests import Complaint
from bot.tickets.wording_notices import PROCEDURE

_CONTACT_FIELDS = ("email", "phone")


class Finishing:
    def __init__(
        self, identity: Identity, tickets: Tickets, opening: Opening, representing: Representing | None
    ) -> None:
        self._identity = identity
        self._tickets = tickets
        self._opening = opening
        self._representing = representing

    async def finish(self, case: Case) -> Move:
        """`case.turn_id` is the turn of the confirmation; a ticket is opened once for it, however often it is replayed."""
        if case.proof is None:
            # It ran out while the summary was read: the contact is asked for again, and then the summary stands as it was.
            return Taken(case.given)
        try:
            if case.kind is Kind.ADDITION:
                return await self._add(case)
            opened = await self._open(case)
        except ProofNeeded as error:
            again = case.given.but(contact="", code_sent=False, suggested=case.given.contact, owned=False)
            return Taken(again, (say("utter_intake_problem", sentence=str(error)),))
        except InvalidRequest as error:
            return Stay((say("utter_intake_problem", sentence=str(error)),), case.given.but(editing=True))
        except TicketError as error:
            return Over((say("utter_intake_problem", sentence=str(error)),))
        if isinstance(opened, AlreadyOpen):
            if case.kind is Kind.APPEAL:
                return Over((say("utter_intake_appeal_open_already", code=opened.ticket.code),))
            # Opened between the question and the confirmation: asked about now, by the step before the summary.
            return Taken(case.given)
        await self._afterwards(case)
        return Over(tuple(self._told(case, opened.ticket)))

    async def _open(self, case: Case) -> Opened | AlreadyOpen:
        given, place = case.given, case.place
        if case.kind is not Kind.APPEAL:
            return await self._tickets.open(draft_of(case), case.proof)
        assert case.proof is not None  # nothing is finished without
        complaint = Complaint(given.about, given.wanted or "")
        return await self._tickets.complain_about_outcome(
            place.organisation, given.ticket, case.proof, complaint, turn=case.turn_id
        )

    async def _add(self, case: Case) -> Move:
        given = case.given
        changed = await self._tickets.add_information(
            case.place.organisation, given.ticket, given.addition, proof=case.proof
        )
        due = self._tickets.due_text(changed.ticket)
        return Over((say("utter_intake_added", code=changed.ticket.code, due=due),))

    async def _afterwards(self, case: Case) -> None:
        place, given = case.place, case.given
        for old in old_contacts(case):
            await self._identity.tell_old_contact(place.organisation, place.conversation, old)
        if self._representing is not None and given.acting and given.represented:
            await self._representing.declare(
                place.organisation,
                place.conversation,
                RepresentativeKind(given.basis),
                given.represented,
                f"{wording.BASIS_TEXTS[given.basis]} ({given.other or wording.SOMEBODY})",
            )

    def _told(self, case: Case, ticket: Ticket) -> list[Say]:
        given, rules, organisation = case.given, case.rules, case.organisation
        told = [
            say(
                "utter_intake_done",
                code=ticket.code,
                kind=ticket.kind.label,
                acknowledge=self._tickets.acknowledge_text(ticket),
                due=self._tickets.due_text(ticket),
                procedure=PROCEDURE[ticket.kind],
            )
        ]
        if ticket.is_frozen:
            told.append(say("utter_intake_done_frozen"))
        if given.urgent:
            told.append(say("utter_intake_done_urgent"))
        if by := handled_by(case):
            told.append(say("utter_intake_done_handled_by", by=by))
        if case.kind is Kind.DELETION and ticket.of_given_only:
            told.append(say("utter_intake_done_only_given"))
        if given.staff_check and (case.proof is None or case.proof.strength < Strength.ON_RECORD):
            told.append(say("utter_intake_done_staff_check"))
        if given.acting:
            told.append(say("utter_intake_done_representative"))
        if old_contacts(case):
            told.append(say("utter_intake_done_old_contact"))
        if given.news:
            told.append(say("utter_intake_done_news"))
        if ticket.kind is TicketKind.COMPLAINT:
            told.append(say("utter_intake_done_complaint_rights"))
        if rules.hotline and (line := hotline(organisation, self._opening(organisation.slug, case.now))):
            told.append(line)
        return told


def hotline(organisation: Organisation, hours: str) -> Say | None:
    """The telephone with its hours; None where the organisation has none."""
    phone = organisation.contact.phone
    return say("utter_intake_hotline", phone=phone, hours=hours) if phone else None


def old_contacts(case: Case) -> tuple[Contact, ...]:
    """Contacts that are to be replaced and whose owner must hear of it: as the person named them, else the one they proved."""
    purpose = purpose_of(Kind.CORRECTION, case.given.but(staff_check=False))
    if case.kind is not Kind.CORRECTION or purpose is None or not RULES[purpose].tells_old_contact:
        return ()
    found: dict[Contact, None] = {}
    for change in case.given.changes:
        if change.field not in _CONTACT_FIELDS:
            continue
        old = read_contact(change.old or "")
        if old is None and case.proof is not None and case.proof.contact.kind.value == change.field:
            old = case.proof.contact
        if old is not None and old.kind.value == change.field and old.value != change.new:
            found[old] = None
    return tuple(found)
