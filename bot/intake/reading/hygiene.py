"""Texts that are no message: nothing to read, something written for a machine, or far too much of it."""

import re
from enum import StrEnum

LONGEST = 1_000
"""Characters of an answer, unless its step allows more."""

# The engine takes the slash away (`bot.dialogue.plain_text`), and what stood behind it is still no sentence.
_PAYLOAD = re.compile(r"\s*/[A-Za-z_]|\s*[a-z]+(?:_[a-z]+)*\s*\{.*\}\s*$|\s*[a-z]+(?:_[a-z]+)+\s*$", re.DOTALL)
_MARKUP = re.compile(r"<[A-Za-z!/?][^>]*>|<\s*/?\s*(?:script|iframe|img|svg|body|style)\b|\$\{|\{\{|\{%", re.IGNORECASE)
_QUERY = re.compile(
    r"\b(?:drop|truncate|alter|create)\s+(?:table|database)\b|\bunion\s+(?:all\s+)?select\b|\binsert\s+into\s+\w+\s*\("
    r"|\bdelete\s+from\s+\w+|\bselect\s+.{1,60}\sfrom\s+\w+|\bupdate\s+\w+\s+set\s+\w+\s*="
    r"|['\"`]\s*(?:or|and)\s+['\"`]?\w+['\"`]?\s*=|['\"`]\s*;|;\s*--",
    re.IGNORECASE | re.DOTALL,
)


class Junk(StrEnum):
    EMPTY = "empty"
    """No letter and no digit: blanks, punctuation, emoji."""
    PAYLOAD = "payload"
    """What a button would send, typed."""
    MARKUP = "markup"
    """HTML, a template or a query of a database."""
    LONG = "long"


def junk(text: str, limit: int = LONGEST) -> Junk | None:
    """What is wrong with a typed text; None for an ordinary one. `limit` counts characters."""
    if len(text) > limit:
        return Junk.LONG
    if not any(character.isalnum() for character in text):
        return Junk.EMPTY
    if _PAYLOAD.match(text):
        return Junk.PAYLOAD
    if _MARKUP.search(text) or _QUERY.search(text):
        return Junk.MARKUP
    return None
