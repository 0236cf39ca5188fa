import inspect
from typing import Any

import jsonschema
import pytest

from bot.dialogue import fast_validation
from bot.dialogue.rasa_edge import RemoteAction

VALID = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "a"}]}
BROKEN: list[dict[str, Any]] = [
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "no_such_event"}]},
    {"events": "none"},
    {"responses": ["text"]},
]


def test_rasa_still_calls_the_method_that_we_replace() -> None:
    assert "self._validate_action_result(response)" in inspect.getsource(RemoteAction.run)
    assert list(inspect.signature(RemoteAction._validate_action_result).parameters) == ["self", "result"]


def test_the_schema_is_still_one_that_our_validator_reads() -> None:
    schema = RemoteAction.action_response_format_spec()

    assert "$schema" not in schema
    assert set(schema["properties"]) == {"events", "responses"}


@pytest.mark.parametrize("result", BROKEN)
def test_what_rasa_refuses_we_refuse(result: dict[str, Any]) -> None:
    fast_validation.install()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(result, RemoteAction.action_response_format_spec())
    with pytest.raises(jsonschema.ValidationError):
        RemoteAction("action_x", None)._validate_action_result(result)


def test_what_rasa_accepts_we_accept() -> None:
    fast_validation.install()
    jsonschema.validate(VALID, RemoteAction.action_response_format_spec())

    assert RemoteAction("action_x", None)._validate_action_result(VALID)
