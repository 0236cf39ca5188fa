"""`ask_policy`: the passage of the policy that answers the question, or that the policy does not say."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, words
from actions.history import said_before, words_before
from bot.knowledge.errors import InvalidQuestion, KnowledgeError


class AnswerPolicy(DeskAction):
    def name(self) -> str:
        return "action_answer_policy"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        question = words(tracker)
        if not question and said_before(tracker.events, "miss"):
            # The button answers "did you mean to ask about the policy?": the question is what was written before.
            question = words_before(tracker.events)
        if not question:
            dispatcher.utter_message(response="utter_policy_ask_question")
            return []
        try:
            self.utter_answer(dispatcher, await self.ask(tracker, question))
        except InvalidQuestion as error:
            dispatcher.utter_message(text=str(error))
        except KnowledgeError:
            dispatcher.utter_message(response="utter_policy_unavailable")
        return []
