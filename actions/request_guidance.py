"""After a right was named: where and how this organisation lets people exercise it, in its own words."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.contact_person import contact_text
from actions.desk_action import DeskAction
from bot.knowledge.models import Organisation, RequestKind

KINDS: dict[str, RequestKind] = {
    "request_deletion": "deletion",
    "request_correction": "correction",
    "request_access": "access",
    "withdraw_consent": "withdraw_consent",
    "object_processing": "objection",
    "file_complaint": "complaint",
}


class RequestGuidance(DeskAction):
    def name(self) -> str:
        return "action_request_guidance"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        organisation = self.organisation(tracker)
        kind = KINDS.get(str(tracker.latest_message["intent"].get("name")))
        if kind and kind in organisation.where:
            dispatcher.utter_message(text=_where(organisation, kind), buttons=[wording.PERSON])
            return []
        if kind:
            answer = await self.ask(tracker, wording.QUESTIONS[kind])
            if answer.answered:
                self.utter_answer(dispatcher, answer)
                return []
            dispatcher.utter_message(response="utter_policy_not_stated")
        dispatcher.utter_message(text=contact_text(organisation, self.services.now()))
        return []


def _where(organisation: Organisation, kind: RequestKind) -> str:
    exercise = organisation.where[kind]
    section = wording.SEE_SECTION.format(section=exercise.section) if exercise.section else ""
    return f"{exercise.text}\n{section}".strip()
