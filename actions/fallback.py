"""`nlu_fallback`: the first time ask which of the likeliest wishes is meant, or to rephrase; the second time in a row offer a
person.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.history import said_before
from actions.second_look import SecondLook

OFFERED = 2
QUESTION = 0.35  # a best guess of `ask_policy` this likely is answered as a question
LIKELY = 0.12  # a wish below this probability would look like a guess at random
_MISS = "miss"
# Rasa also runs this action where no rule fits, and would go on running it: nothing follows it but the person's turn.
_LISTEN = [FollowupAction("action_listen")]


class Fallback(SecondLook):
    def name(self) -> str:
        return "action_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        doubt = [name for name in tracker.latest_message.get("doubt") or () if name in wording.WISHES]
        missed = said_before(tracker.events, _MISS)
        if len(doubt) == OFFERED and not missed:
            first, second = (wording.PHRASES[name] for name in doubt)
            dispatcher.utter_message(
                response="utter_ask_which",
                first=first,
                second=second,
                buttons=[*_buttons(doubt), wording.OTHER],
                json_message={_MISS: True},
            )
            return _LISTEN
        ranking = tracker.latest_message.get("intent_ranking") or []
        if await self.answered(dispatcher, tracker, likely=asks_policy(ranking)):
            return _LISTEN
        if missed:
            dispatcher.utter_message(response="utter_offer_human", json_message={_MISS: True})
        else:
            wishes = _buttons(likely_wishes(ranking))
            dispatcher.utter_message(response="utter_ask_rephrase", buttons=wishes, json_message={_MISS: True})
        return _LISTEN


def asks_policy(ranking: list[dict[str, Any]]) -> bool:
    """Whether a question about the policy is the best guess, though an unsure one."""
    guesses = [i for i in ranking if i["name"] != "nlu_fallback"]
    return bool(guesses) and guesses[0]["name"] == "ask_policy" and guesses[0]["confidence"] >= QUESTION


def likely_wishes(ranking: list[dict[str, Any]]) -> list[str]:
    """The first two wishes of the ranking that are likely enough."""
    names = [i["name"] for i in ranking if i["name"] in wording.WISHES and i["confidence"] >= LIKELY]
    return names[:OFFERED]


def _buttons(names: list[str]) -> list[dict[str, str]]:
    return [{"title": wording.WISHES[name], "payload": f"/{name}"} for name in names]
