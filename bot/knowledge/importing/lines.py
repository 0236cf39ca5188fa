"""What every reader hands over: the lines of a document with what its format says about each."""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line, paragraph or list item as it stands in the document, before anybody decided what it is.

    `indent` counts columns from the left edge; `gap` says that a blank line (or paragraph spacing) stands before.
    `heading` (1 to 6) and `item` (list depth from 1) are set only where the format itself says so, `marker` is then the
    item's mark ("-", "1."). `strong` is set when every word of the line is bold.
    """

    text: str
    indent: int = 0
    gap: bool = False
    heading: int = 0
    strong: bool = False
    item: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: its lines, and the title its format carries beside the text (HTML `<title>`), if any."""

    kind: str
    lines: tuple[Line, ...]
    title: str = ""


def tidy(text: str) -> str:
    """Fold white space, drop invisible and control characters, compose to NFC. No visible word changes."""
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    text = "".join(" " if (kind := unicodedata.category(c)) == "Cc" else "" if kind == "Cs" else c for c in text)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text).strip())
