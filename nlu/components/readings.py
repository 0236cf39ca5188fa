"""The forms in which a message is classified.

Lexical readings are folded (no accents, lower case), because people type without accents; the semantic reading has its
accents restored, because the encoder knows no other Vietnamese. A message of any length and content gives a reading.
"""

import re
from typing import Protocol

from bot.language import abbreviations
from bot.language.text import canonical, fold, nfc, squash

LEXICAL_LIMIT = 1_000  # characters; what a longer message says, it has said by then
SEMANTIC_LIMIT = 200  # characters; the encoder's time grows with length: 18 ms for 49, 155 ms for 516

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){5,}")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")


class Restoring(Protocol):
    """Puts accents back: `bot.language.restoration.Restorer`."""

    def restore(self, text: str) -> str: ...


def lexical(text: str) -> tuple[str, ...]:
    """One or two folded readings: as typed, and with abbreviations written out where that differs."""
    clipped = _clip(text, LEXICAL_LIMIT)
    typed = _folded(clipped)
    full = _folded(abbreviations.expand(clipped))
    return (typed,) if typed == full else (typed, full)


def semantic(text: str, restorer: Restoring) -> str:
    """The reading for the encoder: abbreviations written out, accents restored, canonical spelling."""
    plain = squash(abbreviations.expand(_clip(text, SEMANTIC_LIMIT)))
    return canonical(restorer.restore(plain))


def _clip(text: str, limit: int) -> str:
    """The beginning and the end: a long message states its wish in one of the two."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    clean = squash(nfc(text[: 20 * limit] if len(text) <= 20 * limit else text[: 10 * limit] + text[-10 * limit :]))
    if len(clean) <= limit:
        return clean
    tail = limit // 3
    return f"{clean[: limit - tail - 1]} {clean[-tail:]}"


def _folded(text: str) -> str:
    """Folded, with addresses and long numbers as one word each, and a stretched letter (“ơiiii”) once."""
    text = _NUMBER.sub(" 000000 ", _ADDRESS.sub(" @ ", text))
    return squash(_STRETCHED.sub(r"\1", fold(text)))
