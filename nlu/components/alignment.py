"""Finds segmented words again in the text as it was typed.

The segmenter composes letters, moves tone marks and drops invisible characters, so its words are compared with the
text's syllables by their folded letters, not by position.
"""

import re

from bot.language.text import fold

Span = tuple[int, int]

# A combining mark or an invisible character belongs to the letter before it.
_SYLLABLE = re.compile(r"(?:\w[\u0300-\u036f\u200b-\u200f\u2060\ufeff]*)+|[^\w\s]")


def syllables(text: str) -> list[Span]:
    return [match.span() for match in _SYLLABLE.finditer(text)]


def align(text: str, words: list[str]) -> list[Span]:
    """A span for each word, in order, without overlap; empty when any word cannot be found."""
    parts = [(span, fold(text[slice(*span)])) for span in syllables(text)]
    parts = [(span, letters) for span, letters in parts if letters]
    spans: list[Span] = []
    at = 0
    for word in words:
        wanted = fold(word).replace(" ", "")
        if not wanted:
            continue
        start, letters = at, ""
        while at < len(parts) and len(letters) < len(wanted):
            letters += parts[at][1].replace(" ", "")
            at += 1
        if letters != wanted:
            return []
        spans.append((parts[start][0][0], parts[at - 1][0][1]))
    return spans if at == len(parts) else []
