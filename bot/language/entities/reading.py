"""A text as the finders of identifiers read it: one plain character for each that shows something.

Unlike `folding`, which serves words, this keeps blanks as they are, reads every script's digits, dashes and full-width signs as
ASCII, and can leave spans out, a mask among them.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.language.entities import masks
from bot.language.entities.models import Found

HIDDEN = "\ue000"
"""The character that a span left out is read as: no letter, no digit, no blank."""

_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_SIGNS = {"đ": "d", "Đ": "d", "\u2212": "-", "\u2215": "/", "\u2044": "/", "·": ".", "。": "."}


def _plain(character: str) -> str:
    """One character, or none for combining marks and for what shows nothing."""
    category = unicodedata.category(character)
    if character in _SIGNS:
        return _SIGNS[character]
    if character in _LINE_ENDS:
        return "\n"
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category in ("Zs", "Cc"):
        return " "
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "No":  # a square metre's ² is no digit of a number
        return character
    parts = [c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)]
    plain = parts[0].lower() if len(parts) == 1 else character
    return plain if len(plain) == 1 else character


class _Table(dict[str, str]):
    """Plain characters, filled as they are met; rare planes are not kept, so that no text can make it grow for ever."""

    def __missing__(self, character: str) -> str:
        plain = _plain(character)
        if ord(character) < 0x3100:
            self[character] = plain
        return plain


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Reading:
    """`plain[i]` is what the original shows at `starts[i]`, up to `ends[i]`."""

    text: str
    plain: str
    starts: Sequence[int]
    ends: Sequence[int]

    def found(self, entity: str, value: str, start: int, end: int) -> Found:
        """The slice `[start:end]` of `plain`, not empty, as a thing found in the original."""
        first, last = self.span(start, end)
        return Found(entity, value, first, last)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original; the marks that a decomposed last letter bears are taken in."""
        last = self.ends[end - 1]
        while last < len(self.text) and unicodedata.category(self.text[last]) in ("Mn", "Me"):
            last += 1
        return self.starts[start], last

    def typed(self, start: int, end: int) -> str:
        """The characters of a slice as they were typed, without those that show nothing."""
        text = self.text[slice(*self.span(start, end))] if start < end else ""
        return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")


def read(text: str, hidden: Iterable[tuple[int, int]] = ()) -> Reading:
    """Read any string. Masks and the spans of `hidden`, which may not overlap each other, are one opaque character each."""
    left_out = sorted({*hidden, *masks.spans(text)})
    if not left_out:
        pieces = [*map(_TABLE.__getitem__, text)]
        plain = "".join(pieces)
        if len(plain) == len(text):
            return Reading(text, plain, range(len(text)), range(1, len(text) + 1))
        starts = [position for position, piece in enumerate(pieces) if piece]
        return Reading(text, plain, starts, [start + 1 for start in starts])
    out: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    position = 0
    for start, end in [*left_out, (len(text), len(text))]:
        for place in range(position, start):
            piece = _TABLE[text[place]]
            if piece:
                out.append(piece)
                begins.append(place)
                ends.append(place + 1)
        if start < len(text):
            out.append(HIDDEN)
            begins.append(start)
            ends.append(end)
        position = max(position, end)
    return Reading(text, "".join(out), begins, ends)
