"""A line with its mark read and the decision what it is."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.knowledge.importing.lines import Line
from bot.knowledge.importing.marks import Mark, parse_mark

Role = Literal["", "heading", "item", "paragraph"]

_ENDS_SENTENCE = (".", ";", ",", "!", "…")
_CONTACT = re.compile(
    r"(?:e-?mail|thư điện tử|điện thoại|số điện thoại|sđt|đt|tel|hotline|tổng đài|fax|địa chỉ|website|web"
    r"|trang web|zalo|facebook)"
    r"[^:]{0,40}:\s*\S|\S+@\S+\.\S+|https?://|\bwww\.|(?:\+84|\b0\d|\b1[89]00)[\d .]{6,}",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\((\d{1,2}|[ivx]{1,5}|[a-zđ])\)")


@dataclass(slots=True)
class Entry:
    """`role` stays empty until a step of `headings` decides it; `level` is set by `outline`."""

    line: Line
    mark: Mark
    role: Role = ""
    level: int = 0

    @property
    def text(self) -> str:
        return self.mark.text

    @property
    def is_caps(self) -> bool:
        letters = [c for c in self.text if c.isalpha()]
        return (
            len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.9 * len(letters) and " " in self.text.strip()
        )

    @property
    def is_title_like(self) -> bool:
        """Short, begins like a title and does not end like a sentence."""
        text = self.text
        first = next((c for c in text if c.isalnum()), "")
        limit = 70 if text.endswith(":") else 130 if self.is_caps or text.endswith("?") else 110
        if self.line.strong and self.mark.kind in ("number", "dotted", "roman", "upper") and len(text) <= 80:
            text = text.removesuffix(".")  # "**1. Mục đích.**"
        return bool(text) and len(text) <= limit and not text.endswith(_ENDS_SENTENCE) and not first.islower()

    @property
    def is_contact(self) -> bool:
        return bool(_CONTACT.search(self.text))

    @property
    def is_prose(self) -> bool:
        """A full sentence, or a lead-in to a list."""
        shortest = 15 if self.text.endswith(":") else 30
        return len(self.text) >= shortest and self.text.endswith((".", ":", ";", "!", ".”", '."', ".)", "…"))


def entries_of(lines: list[Line]) -> list[Entry]:
    """One entry a line. A list item of HTML or Word brings the mark its format counted."""
    entries = []
    for line in (piece for whole in lines for piece in split_enumeration(whole)):
        mark = parse_mark(line.text)
        if line.item and not mark.kind:
            mark = parse_mark(f"{line.marker or '-'} {line.text}")
        entries.append(Entry(line, mark))
    return entries


def split_enumeration(line: Line) -> list[Line]:
    """ "(i) … . (ii) … ." in one line are as many items; the text must begin with the first label and count on."""
    first = _LABEL.match(line.text)
    if first is None or first.group(1) not in ("i", "1", "a"):
        return [line]
    cuts, value = [0], 1
    for match in _LABEL.finditer(line.text, first.end()):
        label = parse_mark(match.group() + " x")
        if line.text[: match.start()].rstrip()[-1] in ".;,:" and label.value == value + 1:
            cuts.append(match.start())
            value += 1
    pieces = [line.text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], None], strict=True)]
    return [replace(line, text=piece, gap=line.gap and n == 0) for n, piece in enumerate(pieces)]
