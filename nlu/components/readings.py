"""The forms in which a message is classified.

Lexical readings are folded (no accents, lower case), because people type without accents; the semantic reading has its
accents restored, because the encoder knows no other Vietnamese. A message of any length and content gives a reading.
"""

import re
from typing import Protocol

from bot.language import abbreviations
from bot.language.slips import mend
from bot.language.text import canonical, fold, has_accents, nfc, squash
from nlu.components.lexical import Reading

LEXICAL_LIMIT = 1_000  # characters; what a longer message says, it has said by then
SEMANTIC_LIMIT = 200  # characters; the encoder's time grows with length: 18 ms for 49, 155 ms for 516

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){5,}")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")


class Restoring(Protocol):
    """Puts accents back: `bot.language.restoration.Restorer`."""

    def restore(self, text: str) -> str: ...


def lexical(text: str) -> tuple[Reading, ...]:
    """For reading: one form where accents were typed, else one or two folded ones (as typed, and mended and written out)."""
    typed, full = _forms(text)
    if full.accented:
        return (full,)
    return (typed,) if typed.folded == full.folded else (typed, full)


def lexical_examples(text: str) -> tuple[Reading, ...]:
    """For learning: every form of the message, so that an example typed with accents also teaches how it looks without."""
    typed, full = _forms(text)
    bare = (typed,) if typed.folded == full.folded else (typed, Reading(full.folded))
    return (*bare, full) if full.accented else bare


def _forms(text: str) -> tuple[Reading, Reading]:
    clipped = _clip(text, LEXICAL_LIMIT)
    written = canonical(abbreviations.expand(mend(clipped)))
    # Judged by what was typed: writing "ko" out must not make an unaccented message an accented one.
    accented = _plain(written).lower() if has_accents(clipped) else ""
    return Reading(_folded(clipped)), Reading(_folded(written), accented)


def semantic(text: str, restorer: Restoring) -> str:
    """The reading for the encoder: abbreviations written out, accents restored, canonical spelling."""
    plain = squash(abbreviations.expand(mend(_clip(text, SEMANTIC_LIMIT))))
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
    """Folded, with a stretched letter (“ơiiii”) once."""
    return squash(_STRETCHED.sub(r"\1", fold(_plain(text))))


def _plain(text: str) -> str:
    """Addresses and long numbers as one word each: their letters say nothing of the wish."""
    return _NUMBER.sub(" 000000 ", _ADDRESS.sub(" @ ", text))
