"""The responses of the domain, filled in."""

import copy
import re
from typing import Any

from bot.dialogue.rasa_edge import DialogueStateTracker, TemplatedNaturalLanguageGenerator

_PLACE = re.compile(r"\{([a-z_]+)\}")


class MissingResponse(LookupError):
    """A response, or a value that it names, does not exist. The parity tests look for these before a person does."""


class DomainResponses(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]
    """Fills places from slots, from the message's metadata (`organisation_name`) and from what the action gives.

    Rasa's own filling formats with `str.format`: a missing value leaves the braces in the text, and a value that
    holds "0[" spoils the response. Here a value is only ever put in, and a missing one is an error.
    """

    def __init__(self) -> None:
        # Rasa puts the domain's responses here when the model is loaded.
        super().__init__(responses={})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        slots = tracker.current_slot_values()
        chosen = self._random_response_for(utter_action, output_channel, slots)
        if chosen is None:
            raise MissingResponse(utter_action)
        metadata = (tracker.latest_message.metadata or {}) if tracker.latest_message else {}
        return dict(_fill(copy.deepcopy(chosen), {**slots, **metadata, **kwargs}, utter_action))


def _fill(part: Any, values: dict[str, Any], name: str) -> Any:
    if isinstance(part, str):
        return _PLACE.sub(lambda place: _value(place[1], values, name), part)
    if isinstance(part, dict):
        return {key: _fill(value, values, name) for key, value in part.items()}
    if isinstance(part, list):
        return [_fill(value, values, name) for value in part]
    return part


def _value(key: str, values: dict[str, Any], name: str) -> str:
    if values.get(key) is None:
        raise MissingResponse(f"{name}: {{{key}}}")
    return str(values[key])
