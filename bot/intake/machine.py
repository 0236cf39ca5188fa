"""Runs the steps: which one is open, what a message is to it, and what comes next."""

from collections.abc import Mapping
from dataclasses import replace

from bot.intake.amending import Amending
from bot.intake.case import Case
from bot.intake.given import Given, Interposed
from bot.intake.harvesting import is_anything_given, notice
from bot.intake.interposing import Restart, settle
from bot.intake.kinds import WISH_OF, Kind
from bot.intake.models import Heard, Say, Turn, WaitingWish, say
from bot.intake.moves import Missed, Move, Over, Stay, Taken, Unsure
from bot.intake.plan import PLANS
from bot.intake.proving import Proofs
from bot.intake.questions import about_junk, interposed_question, offer_person
from bot.intake.reading.agreement import stops
from bot.intake.reading.hygiene import LONGEST, junk
from bot.intake.reading.strays import is_question
from bot.intake.reading.wishes import code_in, kind_of
from bot.intake.state import Interposing, State, Step
from bot.intake.steps.base import StepHandler, kept_text

ASIDES = ("ask_policy", "bot_challenge", "talk_to_human", "help", "greet", "thank", "goodbye")
"""What interrupts and is answered by the caller's own actions."""
_MANY_MISSES = 2
_MOST_STEPS = 12
_NOTICED = frozenset(
    {Step.SCOPE, Step.MORE_PURPOSES, Step.FIELD, Step.NEW_VALUE, Step.OLD_VALUE, Step.ABOUT, Step.WANTED, Step.SUMMARY}
)
"""Steps whose answers may speak of somebody else, or of an emergency."""
_CODE_STEPS = frozenset({Step.CODE, Step.CONTACT})


class Machine:
    def __init__(self, steps: Mapping[Step, StepHandler], proofs: Proofs, amending: Amending) -> None:
        self._steps = steps
        self._proofs = proofs
        self._amending = amending

    async def hear(self, case: Case, heard: Heard) -> Turn | Restart:
        """`Restart`: the person wants another intake in the place of this one."""
        handler = self._steps[case.state.step]
        if heard.is_typed and heard.code is None:
            limit = LONGEST if case.state.interposed else handler.limit
            if found := junk(heard.text, limit):
                return await self._missed(case, (about_junk(found, limit),))
        if case.state.is_stale(case.now) and not _is_resuming(case):
            return await self._interpose(case, Interposed(Interposing.RESUME.value), aside=_aside(heard))
        if case.state.interposed is not None:
            settled = await settle(case, heard, case.state.interposed, handler)
            if isinstance(settled, Restart):
                return settled
            if settled is not None:
                move, wait = settled
                answered = case.with_state(interposed=None)
                return await self.apply(answered, move, heard, wait)
            if aside := _aside(heard):
                return await self._again(case, aside=aside)
            if case.state.interposed.what == Interposing.SWITCH.value:
                return await self._again(case)
            case = case.with_state(interposed=None)
        return await self._hear(case, heard, handler)

    async def _hear(self, case: Case, heard: Heard, handler: StepHandler) -> Turn | Restart:
        if heard.code is not None and case.state.step not in _CODE_STEPS:
            return await self.apply(case, Stay((say("utter_intake_code_unneeded"),)), heard)
        amended = await self._amending.before(case, heard, is_story=handler.is_story)
        if move := amended or await handler.hear(case, heard):
            return await self.apply(case, move, heard)
        if turn := await self._interrupted(case, heard, handler):
            return turn
        if not heard.is_typed:
            return await self.apply(case, Stay((say("utter_intake_button_stale"),)), heard)
        move = await handler.guess(case, heard)
        if isinstance(move, Unsure):
            asked = Interposed(Interposing.ANSWER.value, kept_text(heard.text), heard.intent, heard.confidence)
            return await self._interpose(case, asked)
        if (move is None or isinstance(move, Missed)) and heard.means("out_of_scope"):
            return await self._again(case, aside="out_of_scope")
        if move is None and is_question(heard.text):
            # The classifier was not sure of it; the policy answers, or says that it does not.
            return await self._again(case, aside="ask_policy")
        return await self.apply(case, move or Missed(), heard)

    async def _interrupted(self, case: Case, heard: Heard, handler: StepHandler) -> Turn | None:
        """Leaving, asides, corrections of what was given before, other wishes."""
        if stops(heard):
            if is_anything_given(case.given):
                return await self._interpose(case, Interposed(Interposing.STOP.value))
            return Turn(None, (say("utter_intake_stopped"),))
        if heard.means("goodbye"):
            return Turn(self._touched(case), (say("utter_intake_kept", kind=case.kind.label),))
        if (aside := _aside(heard)) and not (handler.is_story and _may_be_story(heard)):
            return await self._again(case, aside=aside)
        if case.given.reopened and heard.means("deny"):
            return await self.apply(case, Taken(case.given.but(reopened="")), heard)
        if move := await self._amending.amend(case, heard, is_story=handler.is_story):
            return await self.apply(case, move, heard)
        wish = kind_of(heard)
        if wish is None or not heard.means(heard.intent):
            return None
        if handler.is_story and (_may_be_story(heard) or heard.confidence < _SURE_WISH):
            return None
        if wish is Kind.STATUS and (code := code_in(heard)):
            return await self._status_between(case, code)
        if _is_same(wish, case.kind):
            return None
        if heard.is_typed and is_question(heard.text) and heard.confidence < _SURE_WISH:
            # "chia sẻ thông tin của tôi với những ai?" asks, even where the classifier hears a wish in it.
            return await self._again(case, aside="ask_policy")
        text = kept_text(heard.text) if heard.is_typed else ""
        return await self._interpose(case, Interposed(Interposing.SWITCH.value, text, heard.intent, heard.confidence))

    # --- what follows ------------------------------------------------------------------------------------------------

    async def apply(
        self, case: Case, move: Move, heard: Heard | None = None, wait: tuple[WaitingWish, ...] = ()
    ) -> Turn:
        if isinstance(move, Over):
            return Turn(None, move.says, wait_for=wait)
        if isinstance(move, Missed):
            return await self._missed(case, move.says or (say("utter_intake_missed"),))
        if isinstance(move, Stay):
            if move.given is not None and move.given != case.given:
                return await self.advance(case.with_state(given=move.given), move.says, asked=move.asked, wait=wait)
            question = () if move.asked else await self._question(case)
            return Turn(self._touched(case), move.says + question, wait_for=wait)
        assert isinstance(move, Taken)
        kind, given = move.kind or case.kind, _tidied(case, move.given)
        says = move.says
        if heard is not None and heard.is_typed and heard.code is None and case.state.step in _NOTICED:
            given, noticed = notice(case, given, heard.text)
            says += noticed
        # Whoever only read a public status had proved nothing that could have run out.
        proved = case.kind is not Kind.STATUS
        return await self.advance(
            case.with_state(kind=kind, given=given), says, asked=move.asked, wait=wait, proved=proved
        )

    async def advance(
        self,
        case: Case,
        says: tuple[Say, ...] = (),
        *,
        asked: bool = False,
        wait: tuple[WaitingWish, ...] = (),
        proved: bool = True,
    ) -> Turn:
        """Goes to the first step that is needed and asks there."""
        before = case.state.step
        for _ in range(_MOST_STEPS):
            case = replace(case, proof=await self._proofs.of(case, case.given))
            handler = await self._needed(case)
            if handler is None:
                break
            if proved and _has_expired(case, handler.step, before):
                given = case.given.but(suggested=case.given.contact, contact="", code_sent=False)
                case, says = case.with_state(given=given), (*says, say("utter_intake_proof_expired"))
            misses = case.state.misses if handler.step is before else 0
            case = case.with_state(step=handler.step, misses=misses, interposed=None)
            move = await handler.prepare(case)
            if isinstance(move, Over):
                return Turn(None, says + move.says, wait_for=wait)
            if isinstance(move, Taken):
                case, says = case.with_state(kind=move.kind or case.kind, given=move.given), says + move.says
                continue
            question = () if asked and handler.step in _CODE_STEPS else await self._question(case)
            return Turn(self._touched(case), says + question, wait_for=wait)
        return Turn(None, (*says, say("utter_intake_stuck")), wait_for=wait)

    async def _needed(self, case: Case) -> StepHandler | None:
        for step in PLANS[case.kind]:
            if await self._steps[step].needed(case):
                return self._steps[step]
        return None

    async def _interpose(self, case: Case, interposed: Interposed, aside: str | None = None) -> Turn:
        return await self._again(case.with_state(interposed=interposed), aside=aside)

    async def _again(self, case: Case, aside: str | None = None) -> Turn:
        return Turn(self._touched(case), await self._question(case), aside=aside)

    async def _missed(self, case: Case, says: tuple[Say, ...]) -> Turn:
        case = case.with_state(misses=case.state.misses + 1)
        return Turn(self._touched(case), says + await self._question(case))

    async def _status_between(self, case: Case, code: str) -> Turn:
        """A question about another ticket takes one sentence, and the open question goes on."""
        status = self._steps[Step.NEXT]
        asked = case.with_state(kind=Kind.STATUS, step=Step.NEXT, given=Given(ticket=code))
        move = await status.prepare(asked)
        says = move.says if isinstance(move, Over) else await status.ask(asked)
        said = tuple(replace(one, buttons=()) for one in says)
        return Turn(self._touched(case), said + await self._question(case))

    async def _question(self, case: Case) -> tuple[Say, ...]:
        """The one that is open: ours if one stands before it; in simpler words, and with a person offered, after two misses."""
        handler = self._steps[case.state.step]
        if case.state.interposed is not None:
            return (interposed_question(case, case.state.interposed, is_story=handler.is_story),)
        if case.state.misses < _MANY_MISSES:
            return await handler.ask(case)
        return (*await handler.ask_simply(case), offer_person())

    @staticmethod
    def _touched(case: Case) -> State:
        return replace(case.state, touched_at=case.now)


def _aside(heard: Heard) -> str | None:
    return heard.intent if heard.means(*ASIDES) else None


def _is_resuming(case: Case) -> bool:
    interposed = case.state.interposed
    return interposed is not None and interposed.what == Interposing.RESUME.value


def _is_same(wish: Kind, kind: Kind) -> bool:
    return wish is kind or (WISH_OF[wish] == WISH_OF[kind] and {wish, kind} != {Kind.COMPLAINT, Kind.APPEAL})


_STORY_WORDS, _SURE_WISH = 10, 0.9


def _may_be_story(heard: Heard) -> bool:
    """A whole story, whatever the classifier took it for; a question of the person's own ends with its mark."""
    asks = heard.means("bot_challenge", "talk_to_human", "help", "greet", "thank") or heard.text.rstrip().endswith("?")
    return heard.is_typed and not asks and len(heard.text.split()) >= _STORY_WORDS


def _has_expired(case: Case, step: Step, before: Step) -> bool:
    """Whether the contact is asked for again only because what was proved no longer counts."""
    given, plan = case.given, PLANS[case.kind]
    if step is not Step.CONTACT or before not in plan or given.reopened or given.other_contact:
        return False
    return case.proof is None and plan.index(before) > plan.index(Step.CODE)


def _tidied(case: Case, given: Given) -> Given:
    """What was reopened is answered now, and the consequences of deleting more are accepted anew."""
    if given.reopened and given.reopened == case.given.reopened:
        given = given.but(reopened="")
    if case.kind is Kind.DELETION and given.scope != case.given.scope:
        given = given.but(accepts=False)
    return given
