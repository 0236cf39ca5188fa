"""The loop that takes requests and complaints, and talks about tickets: `bot.intake` asks, this utters."""

import json
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.answer_policy import AnswerPolicy
from actions.contact_person import ContactPerson
from actions.desk_action import DeskAction, metadata
from actions.fallback import Fallback
from actions.out_of_scope import OutOfScope
from actions.services import Services
from bot.dialogue import taken_out
from bot.identity.places import Place
from bot.intake.errors import UnreadableState
from bot.intake.models import Heard, Turn
from bot.intake.state import State
from bot.language.entities.models import Found

NAME, SLOT, WAITING = "request_form", "request", "waiting_wishes"
OPENED = "utter_intake_done"  # tells the code of a new ticket
# Interruptions that a response answers; the others have an action of their own.
_ASIDES = {
    "help": "utter_help",
    "bot_challenge": "utter_bot_challenge",
    "thank": "utter_thanks_reply",
    "goodbye": "utter_goodbye",
    "affirm": "utter_nothing_to_confirm",
    "deny": "utter_nothing_to_confirm",
    "stop": "utter_stopped",
}


class RequestForm(DeskAction):
    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._actions = {
            "ask_policy": AnswerPolicy(services),
            "talk_to_human": ContactPerson(services),
            "out_of_scope": OutOfScope(services),
            "nlu_fallback": Fallback(services),
        }

    def name(self) -> str:
        return NAME

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        heard, place = _heard(tracker), _place(tracker)
        kept = tracker.get_slot(SLOT)
        async with self.services.transaction():
            state = _state(kept) if kept else None
            if state:
                turn = await self.services.intake.go_on(state, heard, place)
            else:
                turn = await self.services.intake.begin(heard, place)
        if turn.aside:
            await self._answer(turn.aside, dispatcher, tracker, domain)
        for said in turn.says:
            buttons = [{"title": option.title, "payload": option.payload} for option in said.buttons]
            dispatcher.utter_message(response=said.name, buttons=buttons, **said.values)
            if said.name == OPENED:
                receipt = await self.services.receipt(place.organisation, said.values["code"])
                dispatcher.utter_message(text=receipt, json_message={"name": "ticket_receipt"})
        return _events(turn, tracker)

    async def _answer(
        self, aside: str, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> None:
        if action := self._actions.get(aside):
            await action.run(dispatcher, tracker, domain)
        elif response := _ASIDES.get(aside):
            dispatcher.utter_message(response=response)
        elif aside == "greet":
            dispatcher.utter_message(text=wording.HELLO)


def _events(turn: Turn, tracker: Tracker) -> list[Any]:
    waiting = [
        {
            "text": wish.text,
            "intent": {"name": wish.intent, "confidence": wish.confidence},
            "entities": [],
            "intent_ranking": [{"name": wish.intent, "confidence": wish.confidence}],
            "said_at": wish.said_at.isoformat(),
        }
        for wish in turn.wait_for
    ]
    events: list[Any] = [
        SlotSet(SLOT, turn.state.to_json() if turn.state else None),
        ActiveLoop(NAME if turn.state else None),
        # Whatever a rule would say next: it is the person's turn.
        FollowupAction("action_listen"),
    ]
    if waiting:
        events.insert(0, SlotSet(WAITING, [*(tracker.get_slot(WAITING) or []), *waiting]))
    return events


def _state(kept: dict[str, Any]) -> State | None:
    """None for what an older release kept in another shape: then what was said begins anew."""
    try:
        return State.from_json(kept)
    except UnreadableState:
        return None


def _heard(tracker: Tracker) -> Heard:
    message, about = tracker.latest_message, metadata(tracker)
    text = str(message.get("text") or "")
    pressed = text if about["pressed"] else None
    said_at = message.get("said_at")
    return Heard(
        text="" if pressed else text,
        intent=str(message["intent"].get("name")),
        confidence=float(message["intent"].get("confidence") or 0.0),
        entities=tuple(
            Found(e["entity"], str(e["value"]), e["start"], e["end"])
            for e in message.get("entities") or ()
            if not pressed
        ),
        pressed=pressed,
        option=_option(pressed) if pressed else None,
        code=None if pressed else taken_out.code.get(),
        ranking=tuple((i["name"], i["confidence"]) for i in message.get("intent_ranking") or ()),
        turn_id=str(about["turn"]),
        said_at=datetime.fromisoformat(said_at) if said_at else None,
    )


def _option(payload: str) -> str | None:
    """What a button of ours carries: `/choose{"option": …}`."""
    _, brace, values = payload.partition("{")
    return json.loads(brace + values).get("option") if brace else None


def _place(tracker: Tracker) -> Place:
    about = metadata(tracker)
    return Place(about["organisation"], about["channel"], tracker.sender_id)
