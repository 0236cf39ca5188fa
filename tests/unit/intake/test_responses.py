"""Every sentence is there, is used, gets the values of its places, and says what it may say."""

import re
from pathlib import Path

import pytest
import yaml

from bot.intake import wording
from bot.intake.models import Say
from bot.intake.state import Step
from tests.unit.intake.scripts import SCRIPTS, prepared

ROOT = Path(__file__).resolve().parents[3]
RESPONSES = yaml.safe_load((ROOT / "nlu/domain/responses/intake.yml").read_text(encoding="utf-8"))["responses"]
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot/intake").rglob("*.py"))
GIVEN = {"organisation_name"}
"""What the engine gives to every response."""


def test_every_response_is_used_and_every_used_one_is_there() -> None:
    assert set(re.findall(r"\"(utter_[a-z_]+)\"", SOURCES)) == set(RESPONSES)


def test_each_has_one_text_and_no_buttons() -> None:
    assert all(len(made) == 1 and set(made[0]) == {"text"} and made[0]["text"].strip() for made in RESPONSES.values())


@pytest.mark.parametrize("name", list(RESPONSES))
def test_no_sentence_says_that_an_account_exists(name: str) -> None:
    text = RESPONSES[name][0]["text"].lower()

    assert not re.search(r"không (?:có|tìm thấy) tài khoản|có tài khoản|đã đăng ký|là khách hàng|chưa đăng ký", text)


@pytest.mark.parametrize("name", list(RESPONSES))
def test_sentences_are_respectful_and_short(name: str) -> None:
    text = RESPONSES[name][0]["text"]

    assert not re.search(r"\b(?:bạn|mày|quý khách|vui lòng liên hệ tổng đài)\b", text.lower())
    sentences = re.split(r"(?<=[.?!])\s+|\n", text)
    assert all(len(sentence.split()) <= 38 for sentence in sentences), max(sentences, key=len)


@pytest.mark.parametrize("name", list(SCRIPTS))
async def test_every_place_gets_its_value(name: str) -> None:
    talk, lines = await prepared(name)
    await talk.follows(*lines)

    for one in talk.all_says:
        assert _places(one) - GIVEN == set(one.values) - _UNUSED.get(one.name, set()), one.name
        assert all(isinstance(value, str) for value in one.values.values())
        assert all(option.title and len(option.title) <= 64 for option in one.buttons)


def test_every_step_has_words_for_where_it_is() -> None:
    assert set(wording.WHERE) == {step.value for step in Step}


_UNUSED = {"utter_intake_begin_complaint": {"kind"}, "utter_intake_note_without_section": {"section"}}


def _places(one: Say) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", RESPONSES[one.name][0]["text"]))


TAKEN = {"text", "image", "json_message", "template", "response", "attachment", "buttons", "elements"}
"""Parameters of the dispatcher's `utter_message`, which is given the values beside them."""


@pytest.mark.parametrize("name", list(RESPONSES))
def test_no_place_has_the_name_of_something_else_that_the_caller_gives(name: str) -> None:
    places = set(re.findall(r"\{([a-z_]+)\}", RESPONSES[name][0]["text"]))

    assert not places & TAKEN
