"""`out_of_scope`: not about privacy, unless the policy answers it all the same."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.second_look import SecondLook


class OutOfScope(SecondLook):
    def name(self) -> str:
        return "action_out_of_scope"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        if not await self.answered(dispatcher, tracker):
            dispatcher.utter_message(response="utter_out_of_scope")
        return []
