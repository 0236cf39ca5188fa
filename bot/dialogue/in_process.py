"""rasa-sdk actions called in this process, where Rasa would send an HTTP request to an action server."""

import json
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.dialogue.rasa_edge import ClientResponseError, EndpointConfig


@dataclass
class Turn:
    """What one turn must tell its caller: Rasa swallows an action's exception, so it is kept here."""

    failure: Exception | None = None
    where: str = ""

    def fail(self, where: str, error: Exception) -> None:
        """The first failure counts; what follows is its echo."""
        if self.failure is None:
            self.failure, self.where = error, where


current_turn: ContextVar[Turn] = ContextVar("lachan_turn")


class InProcessActions(EndpointConfig):  # type: ignore[misc]
    """An endpoint without a network. The domain travels only with actions that ask for it (`send_domain` in the
    domain).
    """

    def __init__(self, actions: Iterable[Action]) -> None:
        super().__init__(url="in-process://actions", enable_selective_domain=True)
        self._executor = ActionExecutor()
        for action in actions:
            if action.name() in self._executor.actions:
                raise ValueError(f"two actions are called {action.name()}")
            self._executor.register_action(action)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._executor.actions)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        call = kwargs["json"]
        name = str(call.get("next_action"))
        try:
            return await self._executor.run(call)
        except ActionExecutionRejection as error:
            # A form that hands the turn back: not a failure. Rasa knows it by the status that its action server
            # would give.
            body = json.dumps({"action_name": name, "error": error.message})
            raise ClientResponseError(400, "rejected", body) from error
        except Exception as error:
            current_turn.get().fail(name, error)
            raise
