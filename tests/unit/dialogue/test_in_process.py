from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.dialogue.in_process import InProcessActions, Turn, current_turn
from bot.dialogue.rasa_edge import ClientResponseError


class Made(Action):
    def __init__(self, name: str, error: Exception | None = None) -> None:
        self._name, self._error = name, error

    def name(self) -> str:
        return self._name

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        if self._error:
            raise self._error
        dispatcher.utter_message(text="vâng")
        return []


def _call(name: str) -> dict[str, Any]:
    tracker = {"sender_id": "c", "slots": {}, "latest_message": {}, "events": [], "paused": False}
    tracker |= {"followup_action": None, "active_loop": {}, "latest_action_name": None}
    return {"next_action": name, "tracker": tracker}


def test_two_actions_with_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="action_a"):
        InProcessActions([Made("action_a"), Made("action_a")])


async def test_an_action_is_called_without_a_network() -> None:
    result = await InProcessActions([Made("action_a")]).request(json=_call("action_a"))

    assert result["responses"][0]["text"] == "vâng"


async def test_the_first_failure_of_a_turn_is_kept() -> None:
    endpoint = InProcessActions([Made("action_a", ValueError("a")), Made("action_b", KeyError("b"))])
    turn = Turn()
    token = current_turn.set(turn)
    for name in ("action_a", "action_b"):
        with pytest.raises((ValueError, KeyError)):
            await endpoint.request(json=_call(name))
    current_turn.reset(token)

    assert isinstance(turn.failure, ValueError)
    assert turn.where == "action_a"


async def test_a_form_that_hands_the_turn_back_is_no_failure() -> None:
    endpoint = InProcessActions([Made("action_a", ActionExecutionRejection("action_a", "no"))])
    turn = Turn()
    token = current_turn.set(turn)
    with pytest.raises(ClientResponseError) as rejection:
        await endpoint.request(json=_call("action_a"))
    current_turn.reset(token)

    assert rejection.value.status == 400
    assert '"action_name": "action_a"' in rejection.value.text
    assert turn.failure is None
