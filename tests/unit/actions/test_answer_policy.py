from collections.abc import Callable
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_policy import AnswerPolicy
from actions.services import Services
from bot.knowledge.errors import InvalidQuestion, UnknownOrganisation
from bot.knowledge.models import Answer, Citation

CITATION = Citation("Chính sách", "1.0", "Lưu trữ", "Giữ 5 năm.", "luu-tru", date(2025, 1, 1))
Said = Callable[..., Tracker]


async def test_an_answer_is_uttered_as_it_is_with_its_citations(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    desk.result = Answer("?", True, "“Giữ {5} năm.”", (CITATION,), 0.9, more=True)
    await AnswerPolicy(services).run(dispatcher, said("giữ bao lâu?"), {})

    (message,) = dispatcher.messages
    assert message["text"] == "“Giữ {5} năm.”"
    assert message["buttons"] == []
    assert message["custom"]["citations"][0]["effective_date"] == "2025-01-01"
    assert message["custom"]["answered"]
    assert message["custom"]["more"]
    assert desk.asked == ["giữ bao lâu?"]


async def test_what_the_policy_does_not_say_offers_a_person(
    services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    await AnswerPolicy(services).run(dispatcher, said("chia sẻ cho ai?"), {})

    (message,) = dispatcher.messages
    assert [b["payload"] for b in message["buttons"]] == ["/talk_to_human"]
    assert message["custom"]["answered"] is False


async def test_a_press_has_no_question_in_it(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    await AnswerPolicy(services).run(dispatcher, said("/ask_policy", pressed=True), {})

    assert dispatcher.messages[0]["response"] == "utter_policy_ask_question"
    assert desk.asked == []


async def test_a_question_that_cannot_be_searched_for_says_why(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    desk.result = InvalidQuestion("Câu hỏi trống.")
    await AnswerPolicy(services).run(dispatcher, said("???"), {})

    assert dispatcher.messages[0]["text"] == "Câu hỏi trống."


async def test_a_policy_that_cannot_be_read_is_said_so(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    desk.result = UnknownOrganisation("acme")
    await AnswerPolicy(services).run(dispatcher, said("giữ bao lâu?"), {})

    assert dispatcher.messages[0]["response"] == "utter_policy_unavailable"


async def test_the_button_that_clears_a_doubt_answers_what_was_asked_before(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    asked = {"event": "user", "text": "dữ liệu này kia giữ bao lâu", "metadata": {"pressed": False}}
    doubt = {"event": "bot", "data": {"custom": {"miss": True}}}
    events = [asked, doubt, {"event": "user", "text": "/ask_policy", "metadata": {"pressed": True}}]
    await AnswerPolicy(services).run(dispatcher, said("/ask_policy", pressed=True, events=events), {})

    assert desk.asked == ["dữ liệu này kia giữ bao lâu"]
