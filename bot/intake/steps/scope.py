"""Which data, purposes or uses it is about."""

from bot.intake.case import Case
from bot.intake.kinds import SCOPED, Kind
from bot.intake.models import Heard, Option, Say, choice, say
from bot.intake.moves import Move, Taken, Unsure
from bot.intake.reading.agreement import agrees
from bot.intake.reading.scopes import find_scope, is_all, options
from bot.intake.state import Step
from bot.intake.steps.base import StepHandler, kept_text
from bot.language.text import fold
from bot.tickets.requests import EVERYTHING

_LONGEST = 400
_ASK = {
    Kind.DELETION: "utter_intake_ask_scope_deletion",
    Kind.ACCESS: "utter_intake_ask_scope_access",
    Kind.WITHDRAW_CONSENT: "utter_intake_ask_scope_withdraw_consent",
    Kind.OBJECTION: "utter_intake_ask_scope_objection",
    Kind.RESTRICTION: "utter_intake_ask_scope_restriction",
}


class Scope(StepHandler):
    step = Step.SCOPE

    async def needed(self, case: Case) -> bool:
        return case.kind in SCOPED and (not case.given.scope or case.given.reopened == "scope")

    async def ask(self, case: Case) -> tuple[Say, ...]:
        return (say(_ASK[case.kind], *scope_buttons(case)),)

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        return (say("utter_intake_ask_scope_simply", *scope_buttons(case)),)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        if chosen := chosen_scope(case, heard):
            return Taken(case.given.but(scope=(chosen,), scope_closed=chosen == EVERYTHING))
        if not heard.is_typed:
            return None
        folded = fold(heard.text)
        for title, text in options(case.kind, case.rules.purposes):
            if folded in (fold(title), fold(text)):
                return Taken(case.given.but(scope=(text,), scope_closed=text == EVERYTHING))
        if heard.turns_aside:
            return None
        if named := find_scope(heard.text, case.kind, case.rules.purposes):
            return Taken(case.given.but(scope=named, scope_closed=True))
        return None

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        if len(heard.text) > _LONGEST or agrees(heard) is not None:
            return None
        return Unsure() if _is_more_than_a_wish(heard.text) else None

    async def accept(self, case: Case, text: str) -> Move | None:
        scope = (EVERYTHING,) if is_all(text) else (kept_text(text),)
        return Taken(case.given.but(scope=scope, scope_closed=True)) if all(scope) else None


def scope_buttons(case: Case, without: tuple[str, ...] = ()) -> tuple[Option, ...]:
    offered = enumerate(options(case.kind, case.rules.purposes))
    return tuple(choice(title, f"scope-{number}") for number, (title, text) in offered if text not in without)


def chosen_scope(case: Case, heard: Heard) -> str | None:
    for number, (_, text) in enumerate(options(case.kind, case.rules.purposes)):
        if heard.chosen == f"scope-{number}":
            return text
    return None


_WISH = frozenset(
    """xoa huy bo go xem lay nhan cap rut lai dong y phan doi han che tam ngung dung toi muon can yeu cau xin cho giup minh em tui
    du lieu thong tin ca nhan cua di nhe nha a voi duoc khong ko k ad shop ban quyen su viec xu ly""".split()
)


def _is_more_than_a_wish(text: str) -> bool:
    """Whether anything is named beside the wish itself."""
    return any(word not in _WISH for word in fold(text).split())
