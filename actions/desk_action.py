"""What all actions share: their services, and whom the message is for.

The organisation comes from the message's metadata, which the channel sets, never from text or slots.
"""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.services import Services
from bot.dialogue.citations import to_json
from bot.knowledge.models import Answer, Organisation


class DeskAction(Action):  # type: ignore[misc]
    def __init__(self, services: Services) -> None:
        self.services = services

    def organisation(self, tracker: Tracker) -> Organisation:
        return self.services.desk.organisation(metadata(tracker)["organisation"])

    async def ask(self, tracker: Tracker, question: str) -> Answer:
        """In a thread: the encoder gives up the interpreter lock, and other conversations go on meanwhile."""
        return await asyncio.to_thread(self.services.desk.ask, metadata(tracker)["organisation"], question)

    @staticmethod
    def utter_answer(dispatcher: CollectingDispatcher, answer: Answer) -> None:
        """The answer with its citations as one message; with a way to a person where the policy does not say."""
        data = {
            "name": "policy_answer" if answer.answered else "policy_not_stated",
            "answered": answer.answered,
            "more": answer.more,
            "citations": [to_json(citation) for citation in answer.citations],
        }
        buttons = [] if answer.answered else [wording.PERSON]
        dispatcher.utter_message(text=answer.text, buttons=buttons, json_message=data)


def metadata(tracker: Tracker) -> dict[str, Any]:
    found: dict[str, Any] = tracker.latest_message["metadata"]
    return found


def words(tracker: Tracker) -> str:
    """What the person wrote; empty where a button was pressed, whose payload is no question."""
    return "" if metadata(tracker).get("pressed") else str(tracker.latest_message.get("text") or "").strip()
