"""The facade that the dialogue calls: `begin` when nothing is open, `go_on` while something is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.intake import wording
from bot.intake.amending import Amending
from bot.intake.case import Case
from bot.intake.finishing import Finishing
from bot.intake.given import Given
from bot.intake.harvesting import harvest, notice
from bot.intake.interposing import Restart
from bot.intake.kinds import ABOUT_TICKETS, Kind
from bot.intake.machine import ASIDES, Machine
from bot.intake.models import Heard, Option, Place, Say, Turn, say
from bot.intake.moves import Missed, Over, Taken
from bot.intake.plan import PLANS
from bot.intake.ports import Identity, Opening, Organisations, Representing, Tickets
from bot.intake.proving import Proofs
from bot.intake.questions import about_junk
from bot.intake.reading.hygiene import junk
from bot.intake.reading.wishes import code_in, kind_of, looks_like_code
from bot.intake.rules import RuleBook, Rules
from bot.intake.state import State, Step
from bot.intake.steps.all import build_steps
from bot.knowledge.models import Organisation
from bot.language.entities.models import Found
from bot.tickets.cleaning import ABOUT


def no_hours(organisation: str, now: datetime) -> str:
    return ""


class Intake:
    """Every method runs inside the caller's transaction. No error of identity or tickets comes out of here: what they refuse is
    said in their own words. `now` gives an aware time.
    """

    def __init__(
        self,
        identity: Identity,
        tickets: Tickets,
        organisations: Organisations,
        now: Callable[[], datetime],
        *,
        rules: RuleBook,
        opening: Opening = no_hours,
        representing: Representing | None = None,
    ) -> None:
        self._identity = identity
        self._organisations = organisations
        self._now = now
        self._rules = rules
        self._proofs = Proofs(identity)
        finishing = Finishing(identity, tickets, opening, representing)
        self._steps = build_steps(identity, tickets, self._proofs, finishing)
        self._machine = Machine(self._steps, self._proofs, Amending(self._proofs))

    async def begin(self, wish: Heard, place: Place) -> Turn:
        """A wish was recognised and nothing is open."""
        wish = _writable(wish)
        if wish.is_typed and wish.text and (found := junk(wish.text, ABOUT.limit)):
            return Turn(None, (about_junk(found, ABOUT.limit),))
        kind = kind_of(wish)
        if kind is None:
            return Turn(None, (say("utter_intake_nothing_open", Option(wording.HELP, "/help")),))
        organisation, rules = self._organisations.organisation(place.organisation), self._rules.of(place.organisation)
        if kind.ticket is not None and organisation.kinds and kind.value not in organisation.kinds:
            return Turn(
                None, (say("utter_intake_not_served", Option(wording.PERSON, "/talk_to_human"), kind=kind.label),)
            )
        now = self._now()
        state = State(kind, PLANS[kind][0], min(wish.said_at or now, now), now, harvest(kind, rules, wish))
        case = Case(state, place, organisation, rules, now, wish.turn_id)
        if kind in ABOUT_TICKETS:
            return await self._begin_about_ticket(case, wish)
        given, noticed = notice(case, case.given, wish.text) if wish.is_typed else (case.given, ())
        says = (*_greeting(kind, organisation, rules), *noticed)
        return await self._machine.advance(case.with_state(given=given), says)

    async def go_on(self, state: State, heard: Heard, place: Place) -> Turn:
        """One more message while an intake is open."""
        heard = _writable(heard)
        now = self._now()
        organisation, rules = self._organisations.organisation(place.organisation), self._rules.of(place.organisation)
        if any(event.at >= state.received_at for event in await self._identity.disowned(place.conversation)):
            return Turn(None, (say("utter_intake_frozen", Option(wording.PERSON, "/talk_to_human")),))
        case = Case(state, place, organisation, rules, now, heard.turn_id)
        if state.step is Step.NEXT:
            return await self._after_showing(case, heard, place)
        case = replace(case, proof=await self._proofs.of(case, state.given))
        if _is_proved_elsewhere(case, heard):
            aside = heard.intent if heard.means(*ASIDES) else None
            return replace(await self._machine.advance(case), aside=aside)
        result = await self._machine.hear(case, heard)
        if isinstance(result, Restart):
            return await self.begin(result.heard, place)
        return result

    async def _begin_about_ticket(self, case: Case, wish: Heard) -> Turn:
        proof = await self._proofs.of(case.with_state(kind=Kind.OWN_TICKETS), Given())
        if case.kind is Kind.STATUS and not case.given.ticket and proof is not None:
            move = await self._steps[Step.TICKET_CODE].hear(case, wish)
            if move is None:
                return await self._machine.advance(case.with_state(kind=Kind.OWN_TICKETS, step=Step.CONTACT))
        if case.kind is not Kind.STATUS and proof is not None and not looks_like_code(wish):
            # Who is proved need not know a code: their own tickets are looked through.
            return await self._machine.advance(case.with_state(given=case.given.but(ticket_unknown=True)))
        bare = case.with_state(given=case.given.but(ticket=""))
        move = await self._steps[Step.TICKET_CODE].hear(bare, wish) if wish.is_typed else None
        if isinstance(move, Taken | Missed):
            return await self._machine.apply(bare, move)
        return await self._machine.advance(bare)

    async def _after_showing(self, case: Case, heard: Heard, place: Place) -> Turn:
        """A ticket was shown. Its buttons go on from it; anything else is heard as if nothing were open."""
        if move := await self._steps[Step.NEXT].hear(case, heard):
            if isinstance(move, Over):
                return Turn(None, move.says)
            return await self._machine.apply(case.with_state(received_at=case.now), move)
        kind = kind_of(heard)
        if kind is not None and heard.means(heard.intent):
            shown = case.given.ticket
            if kind in ABOUT_TICKETS and shown and not looks_like_code(heard) and kind is not Kind.OWN_TICKETS:
                # "hủy phiếu đó": the one that was just shown.
                heard = replace(heard, entities=(*heard.entities, Found("ticket_code", shown, 0, 0)))
            return await self.begin(heard, place)
        if heard.is_typed and code_in(heard):
            return await self.begin(replace(heard, intent="check_status"), place)
        if not heard.is_typed and heard.intent == "choose":
            return Turn(None, (say("utter_intake_button_stale"),))
        return Turn(None, aside=heard.intent)


def _writable(heard: Heard) -> Heard:
    """Half of a surrogate pair, which a few clients send, can be stored nowhere."""
    text = heard.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return heard if text == heard.text else replace(heard, text=text)


def _greeting(kind: Kind, organisation: Organisation, rules: Rules) -> tuple[Say, ...]:
    """What is going to happen, and what the organisation promises about it."""
    ticket = kind.ticket
    assert ticket is not None
    says = [say("utter_intake_begin_complaint" if kind is Kind.COMPLAINT else "utter_intake_begin", kind=kind.label)]
    if ticket in rules.free:
        says.append(say("utter_intake_free"))
    promises = {promise.key: promise for promise in organisation.promises}
    for key in rules.notes.get(ticket, ()):
        if (promise := promises.get(key)) is not None:
            name = "utter_intake_note" if promise.section else "utter_intake_note_without_section"
            says.append(say(name, note=promise.text, section=promise.section))
    return tuple(says)


def _is_proved_elsewhere(case: Case, heard: Heard) -> bool:
    """A proof came by another way than a code, such as a shared Telegram contact, while a contact or a code was asked for."""
    waits = case.state.step in (Step.CONTACT, Step.CODE) and case.given.reopened != "contact"
    return waits and case.proof is not None and case.state.interposed is None and heard.code is None
