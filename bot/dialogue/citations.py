"""Citations as the JSON that an action hands through Rasa, and back."""

from datetime import date
from typing import Any

from bot.knowledge.models import Citation


def to_json(citation: Citation) -> dict[str, Any]:
    return {
        "policy": citation.policy,
        "version": citation.version,
        "section": citation.section,
        "quote": citation.quote,
        "anchor": citation.anchor,
        "effective_date": citation.effective_date.isoformat() if citation.effective_date else None,
    }


def from_json(data: dict[str, Any]) -> Citation:
    when = data.get("effective_date")
    return Citation(
        policy=data["policy"],
        version=data["version"],
        section=data["section"],
        quote=data["quote"],
        anchor=data["anchor"],
        effective_date=date.fromisoformat(when) if when else None,
    )
