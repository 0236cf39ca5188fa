"""What a message is to a question of ours that stands before the open one."""

import re
from dataclasses import dataclass

from bot.intake.case import Case
from bot.intake.given import Interposed
from bot.intake.models import Heard, WaitingWish, say
from bot.intake.moves import Missed, Move, Over, Stay
from bot.intake.reading.agreement import agrees, stops
from bot.intake.state import Interposing, Step
from bot.intake.steps.base import StepHandler
from bot.language.text import fold

_BOTH = re.compile(r"\b(?:ca hai|ca 2|lan luot|tung (?:viec|cai)|lam het)\b")
_SWITCH = re.compile(r"\b(?:chuyen|viec moi|viec kia|cai moi|lam viec (?:nay|do) truoc)\b")
_STAY = re.compile(r"\b(?:tiep|viec nay|viec cu|dang lam|lam (?:cho )?xong|cai nay)\b")


@dataclass(frozen=True, slots=True)
class Restart:
    """The intake is left for the one that this message begins."""

    heard: Heard


Settled = tuple[Move, tuple[WaitingWish, ...]]


async def settle(case: Case, heard: Heard, interposed: Interposed, handler: StepHandler) -> Settled | Restart | None:
    """None: the message does not answer this question."""
    what = Interposing(interposed.what)
    if what is Interposing.SWITCH:
        return await _switch(case, heard, interposed, handler)
    if what is Interposing.ANSWER:
        if heard.chosen == "answer" or (heard.is_typed and agrees(heard)):
            return (await handler.accept(case, interposed.text) or Missed()), ()
        if heard.chosen == "no_answer" or (heard.is_typed and agrees(heard) is False):
            return Stay(), ()
        return None
    if heard.chosen == "go_on" or (heard.is_typed and _STAY.search(fold(heard.text))):
        return Stay(), ()
    if heard.chosen == "stop_all" or stops(heard):
        return Over((say("utter_intake_stopped"),)), ()
    answer = agrees(heard) if heard.is_typed else None
    if answer is None:
        return None
    # "Dừng hẳn?" is answered by yes to stop, "làm tiếp?" by yes to go on.
    leaves = answer is (what is Interposing.STOP)
    return (Over((say("utter_intake_stopped"),)) if leaves else Stay()), ()


async def _switch(case: Case, heard: Heard, interposed: Interposed, handler: StepHandler) -> Settled | Restart | None:
    wish = WaitingWish(interposed.intent, interposed.text, interposed.confidence, case.now)
    option = heard.chosen or ""
    if heard.is_typed and not heard.turns_aside:
        option = _option(heard)
    if option == "switch":
        return Restart(_as_heard(wish, heard.turn_id))
    if option == "stay":
        return Stay(), ()
    if option == "both":
        # What is wanted of a complaint may be a wish itself: then it is both.
        accepts = case.state.step is Step.WANTED and interposed.text
        move = await handler.accept(case, interposed.text) if accepts else None
        return move or Stay((say("utter_intake_both_kept"),)), (wish,)
    if option == "answer":
        return (await handler.accept(case, interposed.text) or Missed()), ()
    return None


def _option(heard: Heard) -> str:
    text = fold(heard.text)
    if _BOTH.search(text):
        return "both"
    if _SWITCH.search(text):
        return "switch"
    if _STAY.search(text):
        return "stay"
    answer = agrees(heard)
    if answer is None:
        return ""
    return "both" if answer else "stay"


def _as_heard(wish: WaitingWish, turn_id: str) -> Heard:
    pressed = None if wish.text else f"/{wish.intent}"
    return Heard(wish.text, wish.intent, wish.confidence, pressed=pressed, turn_id=turn_id, said_at=wish.said_at)
