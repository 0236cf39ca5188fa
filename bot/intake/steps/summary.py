"""Everything read back. Nothing is opened before this is confirmed, and nothing typed gets past it."""

import re

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.finishing import Finishing
from bot.intake.kinds import ABOUT_TICKETS, Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Stay, Taken
from bot.intake.reading.agreement import agrees
from bot.intake.reading.strays import is_question
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler
from bot.intake.steps.edit import edited
from bot.intake.summarising import fingerprint, handled_by, lines
from bot.language.text import fold

_CONFIRM = "confirm-"
_SHORT = 4
_SUMMED_UP = frozenset({Kind.ADDITION, Kind.APPEAL})
_EDITS = re.compile(r"\b(?:sua|chinh|doi|thay|nham|sai|chua dung|khong dung)\b")
_NEWS = re.compile(
    r"\b(?:bao|thong bao|nhan tin|cap nhat)\b.{0,25}\bchinh sach\b.{0,20}\b(?:doi|moi|cap nhat|sua)\b"
    r"|\bchinh sach\b.{0,12}\b(?:thay doi|doi|moi)\b.{0,15}\b(?:bao|cho (?:toi|em|minh) biet)\b"
)


class Summary(StepHandler):
    step = Step.SUMMARY

    def __init__(self, finishing: Finishing) -> None:
        self._finishing = finishing

    async def needed(self, case: Case) -> bool:
        return case.kind not in ABOUT_TICKETS or case.kind in _SUMMED_UP

    async def ask(self, case: Case) -> tuple[Say, ...]:
        by = handled_by(case)
        if case.rules.read_back and case.kind is Kind.COMPLAINT and by:
            return (say("utter_intake_ask_read_back", *_buttons(case), lines=lines(case), by=by),)
        return (say("utter_intake_ask_summary", *_buttons(case), lines=lines(case)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_summary_simply", *_buttons(case), lines=lines(case)),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        given = case.given
        if heard.chosen == _CONFIRM + fingerprint(case):
            return await self._finishing.finish(case)
        if heard.chosen and heard.chosen.startswith(_CONFIRM):
            return Stay((say("utter_intake_summary_changed"),))
        if heard.chosen == "edit":
            return Taken(given.but(editing=True))
        if heard.chosen == "news" and case.rules.policy_news:
            return Taken(given.but(news=not given.news))
        if not heard.is_typed:
            return None
        text = fold(heard.text)
        # "khi nào chính sách đổi thì báo tôi" looks like a question about the policy, and is none.
        if case.rules.policy_news and _NEWS.search(text) and not is_question(heard.text):
            return Taken(given.but(news=True))
        if heard.turns_aside:
            return None
        if agrees(heard):
            return await self._finishing.finish(case)
        if _EDITS.search(text) and (move := edited(case, heard.text)):
            return move
        edits = _EDITS.search(text) is not None and len(text.split()) <= _SHORT
        return Taken(given.but(editing=True)) if edits or agrees(heard) is False else None


def _buttons(case: Case) -> tuple[Option, ...]:
    confirm = choice(wording.CONFIRM, _CONFIRM + fingerprint(case))
    buttons = [confirm, choice(wording.EDIT, "edit"), Option(wording.STOP, "/stop")]
    if case.rules.policy_news and case.kind.ticket is not None:
        buttons.append(choice(wording.NEWS_OFF if case.given.news else wording.NEWS_ON, "news"))
    return tuple(buttons)
