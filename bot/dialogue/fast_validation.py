"""Rasa checks the result of every action against a JSON schema, and checks the schema itself each time: 80 % of a turn.

Here the validator is built once and put in the place of that method. `tests/unit/dialogue/test_fast_validation.py`
fails when an update of Rasa moves it.
"""

from typing import Any

from jsonschema import Draft7Validator

from bot.dialogue.rasa_edge import RemoteAction


def install() -> None:
    """Replace `RemoteAction._validate_action_result`; a second call changes nothing."""
    validator = Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        """Raises `jsonschema.ValidationError`, as the method it stands for."""
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
