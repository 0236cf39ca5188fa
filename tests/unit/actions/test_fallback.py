from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.fallback import Fallback, likely_wishes
from actions.out_of_scope import OutOfScope
from actions.services import Services
from bot.knowledge.errors import InvalidQuestion
from bot.knowledge.models import Answer

Said = Callable[..., Tracker]
USER = {"event": "user"}
MISS = {"event": "bot", "data": {"custom": {"miss": True}}}
HIT = {"event": "bot", "data": {"custom": None}}
RANKING = [
    {"name": "nlu_fallback", "confidence": 0.6},
    {"name": "affirm", "confidence": 0.4},
    {"name": "request_deletion", "confidence": 0.3},
    {"name": "file_complaint", "confidence": 0.2},
    {"name": "request_access", "confidence": 0.15},
    {"name": "help", "confidence": 0.01},
]


async def test_the_first_miss_asks_again_and_offers_the_two_likeliest_wishes(
    services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    events = await Fallback(services).run(dispatcher, said("ơ kìa", ranking=RANKING, events=[USER]), {})

    assert [(e["event"], e["name"]) for e in events] == [("followup", "action_listen")]
    (message,) = dispatcher.messages
    assert message["response"] == "utter_ask_rephrase"
    assert message["custom"] == {"miss": True}
    assert [b["payload"] for b in message["buttons"]] == ["/request_deletion", "/file_complaint"]


@pytest.mark.parametrize(
    ("events", "response"),
    [
        ([USER, MISS, USER], "utter_offer_human"),
        ([USER, MISS, USER, MISS, USER], "utter_offer_human"),
        ([USER, HIT, USER], "utter_ask_rephrase"),
        ([USER, MISS, USER, HIT, USER], "utter_ask_rephrase"),
        ([], "utter_ask_rephrase"),
    ],
)
async def test_only_two_misses_in_a_row_offer_a_person(
    services: Services, dispatcher: CollectingDispatcher, said: Said, events: list[Any], response: str
) -> None:
    await Fallback(services).run(dispatcher, said("ơ kìa", events=events), {})

    assert dispatcher.messages[0]["response"] == response


@pytest.mark.parametrize("action", [Fallback, OutOfScope])
async def test_a_question_that_the_policy_surely_answers_is_answered(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said, action: Any
) -> None:
    desk.result = Answer("?", True, "“Giữ 5 năm.”", (), 0.95)
    await action(services).run(dispatcher, said("giữ tới chừng nào vậy"), {})

    assert dispatcher.messages[0]["text"] == "“Giữ 5 năm.”"


@pytest.mark.parametrize("result", [Answer("?", True, "…", (), 0.3), InvalidQuestion("dài quá")])
async def test_a_doubtful_answer_is_none(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said, result: Any
) -> None:
    desk.result = result
    await OutOfScope(services).run(dispatcher, said("mua áo ở đâu"), {})

    assert dispatcher.messages[0]["response"] == "utter_out_of_scope"


def test_an_unlikely_wish_is_not_offered() -> None:
    assert likely_wishes([{"name": "request_deletion", "confidence": 0.05}]) == []


async def test_an_unsure_question_about_the_policy_gets_an_honest_decline(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    ranking = [{"name": "nlu_fallback", "confidence": 0.46}, {"name": "ask_policy", "confidence": 0.54}]
    await Fallback(services).run(dispatcher, said("có AI không?", ranking=ranking, events=[USER]), {})

    assert dispatcher.messages[0]["text"] == "Chính sách không nêu."
    assert dispatcher.messages[0]["buttons"][0]["payload"] == "/talk_to_human"


async def test_between_two_likely_wishes_the_person_is_asked_which(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    doubt = ["request_deletion", "withdraw_consent"]
    await Fallback(services).run(dispatcher, said("bỏ cái kia đi", doubt=doubt, ranking=RANKING, events=[USER]), {})

    (message,) = dispatcher.messages
    assert message["response"] == "utter_ask_which"
    assert (message["first"], message["second"]) == ("xóa dữ liệu", "rút lại sự đồng ý")
    assert [b["payload"] for b in message["buttons"]] == ["/request_deletion", "/withdraw_consent", "/help"]
    assert desk.asked == []


async def test_a_doubt_after_a_miss_offers_a_person_instead_of_asking_once_more(
    services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    doubt = ["request_deletion", "withdraw_consent"]
    await Fallback(services).run(dispatcher, said("thì bỏ", doubt=doubt, events=[USER, MISS, USER]), {})

    assert dispatcher.messages[0]["response"] == "utter_offer_human"
