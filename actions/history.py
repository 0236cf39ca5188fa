"""What was said just before, read from the events of a tracker."""

from typing import Any


def said_before(events: list[dict[str, Any]], mark: str) -> bool:
    """Whether one of the bot's messages between the last two of the person's bears `mark` in its data."""
    turns = 0
    for event in reversed(events):
        if event["event"] == "user":
            turns += 1
            if turns == 2:
                return False
        elif turns == 1 and event["event"] == "bot" and ((event.get("data") or {}).get("custom") or {}).get(mark):
            return True
    return False


def words_before(events: list[dict[str, Any]]) -> str:
    """What the person wrote before the present message; empty where that was a button."""
    said = [event for event in events if event["event"] == "user"]
    if len(said) < 2 or (said[-2].get("metadata") or {}).get("pressed"):
        return ""
    return str(said[-2].get("text") or "").strip()
