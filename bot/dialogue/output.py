"""Where Rasa's messages go: into a list, one answer one reply."""

from typing import Any

from bot.dialogue.citations import from_json
from bot.dialogue.models import Button, Reply
from bot.dialogue.rasa_edge import OutputChannel


class Replies(OutputChannel):  # type: ignore[misc]
    """Collects the replies of one turn.

    Rasa's own channels split a text at blank lines and send text, buttons and data as separate messages; an answer
    with its citations is one message here.
    """

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.collected: list[Reply] = []

    def name(self) -> str:
        """The person's channel: responses may have a variation for it (`channel:` in the domain)."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        text = str(message.get("text") or "").strip()
        buttons = [*(message.get("buttons") or ()), *(message.get("quick_replies") or ())]
        data = dict(message.get("custom") or {})
        name = str(message.get("utter_action") or data.pop("name", ""))
        citations = tuple(from_json(c) for c in data.pop("citations", ()))
        if text or buttons or data:
            made = tuple(Button(str(b["title"]), str(b["payload"])) for b in buttons)
            self.collected.append(Reply(text, made, name, citations, data))
