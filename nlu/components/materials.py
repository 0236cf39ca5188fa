"""Reads the labelled messages that lie beside Rasa's own training data."""

from pathlib import Path

import yaml

from nlu.components.fitting_wishes import WishExample


def labelled(path: Path) -> list[tuple[str, str]]:
    """Messages with their intents from a file in Rasa's format."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        (line.removeprefix("- ").strip(), block["intent"])
        for block in data.get("nlu") or ()
        if "intent" in block
        for line in block["examples"].splitlines()
        if line.strip()
    ]


def wishes(path: Path) -> list[WishExample]:
    """`messages:` as a list of `{parts: [text, …], wishes: [intent, …]}`."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [WishExample(tuple(row["parts"]), tuple(row["wishes"])) for row in data["messages"]]
