"""A message that the classifier turned away may still be a question that the policy answers."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, words
from bot.knowledge.errors import KnowledgeError

# Above the desk's own bar: here the classifier has already said that it is no question about the policy.
CONFIDENT = 0.85


class SecondLook(DeskAction):
    async def answered(self, dispatcher: CollectingDispatcher, tracker: Tracker, *, likely: bool = False) -> bool:
        """Utter the policy's answer if it has one and is sure of it.

        With `likely` the message is taken for a question about the policy: then a decline is said too, which is more honest
        than asking to rephrase what was clear.
        """
        question = words(tracker)
        if not question:
            return False
        try:
            answer = await self.ask(tracker, question)
        except KnowledgeError:
            return False
        if not likely and (not answer.answered or answer.score < CONFIDENT):
            return False
        self.utter_answer(dispatcher, answer)
        return True
