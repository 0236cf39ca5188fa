"""Questions of ours that stand before the open one, and what is said about messages that are none."""

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.given import Interposed
from bot.intake.models import Option, Say, choice, say
from bot.intake.reading.hygiene import Junk
from bot.intake.state import Interposing
from bot.tickets.deadlines import hanoi_day

_EXCERPT = 200


def interposed_question(case: Case, interposed: Interposed, *, is_story: bool) -> Say:
    what = Interposing(interposed.what)
    if what is Interposing.STOP:
        buttons = (choice(wording.STOP_ALL, "stop_all"), choice(wording.GO_ON, "go_on"))
        return say("utter_intake_ask_stop", *buttons, kind=case.kind.label)
    if what is Interposing.RESUME:
        buttons = (choice(wording.GO_ON, "go_on"), choice(wording.STOP_ALL, "stop_all"))
        return say(
            "utter_intake_ask_resume",
            *buttons,
            kind=case.kind.label,
            day=f"{hanoi_day(case.state.touched_at):%d/%m/%Y}",
            where=wording.WHERE[case.state.step.value],
        )
    if what is Interposing.ANSWER:
        answer_buttons = (choice(wording.IS_ANSWER, "answer"), choice(wording.NO_ANSWER, "no_answer"))
        text = interposed.text
        return say(
            "utter_intake_ask_is_answer",
            *answer_buttons,
            quoted=text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…",
        )
    switch_buttons = [
        choice(wording.STAY, "stay"),
        choice(wording.BOTH, "both"),
        choice(wording.SWITCH, "switch"),
    ]
    if is_story and interposed.text:
        switch_buttons.insert(0, choice(wording.THAT_IS_ANSWER, "answer"))
    wish = wording.WISHES.get(interposed.intent, interposed.intent)
    return say("utter_intake_ask_switch", *switch_buttons, new=wish, current=case.kind.label)


def about_junk(found: Junk, limit: int) -> Say:
    if found is Junk.LONG:
        return say("utter_intake_too_long", limit=f"{limit:,}".replace(",", "."))
    if found is Junk.EMPTY:
        return say("utter_intake_nothing_to_read")
    return say("utter_intake_payload" if found is Junk.PAYLOAD else "utter_intake_markup")


def offer_person() -> Say:
    return say("utter_intake_offer_person", Option(wording.PERSON, "/talk_to_human"))
