from datetime import date

import pytest

from bot.dialogue.citations import from_json, to_json
from bot.dialogue.models import Button
from bot.dialogue.output import Replies
from bot.dialogue.rasa_edge import DialogueStateTracker, events
from bot.dialogue.responses import DomainResponses, MissingResponse
from bot.knowledge.models import Citation

CITATION = Citation("Chính sách", "1.0", "Mục 3", "Giữ 5 năm.", "muc-3", date(2025, 1, 1))


async def test_text_buttons_and_citations_are_one_reply() -> None:
    channel = Replies("web")
    custom = {"citations": [to_json(CITATION)], "name": "policy_answer", "answered": True}
    await channel.send_response(
        "c", {"text": "Một.\n\nHai.", "buttons": [{"title": "A", "payload": "/a"}], "custom": custom}
    )

    (reply,) = channel.collected
    assert reply.text == "Một.\n\nHai."
    assert reply.buttons == (Button("A", "/a"),)
    assert reply.citations == (CITATION,)
    assert reply.name == "policy_answer"
    assert reply.data == {"answered": True}


async def test_an_empty_message_is_no_reply() -> None:
    channel = Replies("web")
    await channel.send_response("c", {"text": "  ", "buttons": [], "custom": {}})

    assert channel.collected == []


def test_a_citation_without_a_date_survives_the_way() -> None:
    citation = Citation("Chính sách", "1.0", "Mục 3", "Giữ 5 năm.", "muc-3")

    assert from_json(to_json(citation)) == citation


def _tracker() -> DialogueStateTracker:
    said = events.UserUttered("x", {"name": "greet"}, metadata={"organisation_name": "Acme"})
    return DialogueStateTracker.from_events("c", [said], [])


async def test_responses_are_filled_from_metadata_and_arguments() -> None:
    made = DomainResponses()
    made.responses = {"utter_a": [{"text": "{organisation_name}: {answer}"}]}

    response = await made.generate("utter_a", _tracker(), "web", answer="0[x] {organisation_name}")
    assert response["text"] == "Acme: 0[x] {organisation_name}"


@pytest.mark.parametrize(("name", "missing"), [("utter_b", "utter_b"), ("utter_a", "nowhere")])
async def test_what_cannot_be_said_is_an_error(name: str, missing: str) -> None:
    made = DomainResponses()
    made.responses = {"utter_a": [{"text": "{nowhere}"}]}

    with pytest.raises(MissingResponse, match=missing):
        await made.generate(name, _tracker(), "web")
