"""Folded text that remembers where each of its characters stood.

Finders match bare lower-case letters, so that "Hôm Qua", "hom qua" and "hôm\u200b  qua" are one pattern, and report offsets into the
text as it was typed. Folding loses meaning (mai / mãi / mại), so a match is checked with `Folded.misspelled`: a word typed with accents
must bear the right ones, a word typed without any is taken as meant.
"""

import re
import unicodedata
from dataclasses import dataclass

from bot.language.text import canonical, fold, nfc

Vocabulary = dict[str, frozenset[str]]
"""Folded word → the spellings with accents that it may stand for."""

_WORD = re.compile(r"[^\W_]+")
_LAST_WORD = re.compile(r"([^\W_]+)[ :(\"'“]*\Z")
_NEXT_WORD = re.compile(r" ?([^\W_]+)")


def _fold_character(character: str) -> str:
    """Any number of folded characters, often one; none for what shows nothing and for combining marks."""
    shown = nfc(character)
    if shown.isspace():
        return "\n" if shown == "\n" else " "
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFD", shown).lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


# Latin with its Vietnamese block, combining marks, general punctuation; a character beyond is folded when it is met.
_TABLE = {c: _fold_character(c) for c in map(chr, (*range(0x370), *range(0x1E00, 0x2070)))}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` holds no accents, no capitals, no invisible characters, and one blank (or line feed) for a run of white space."""

    original: str
    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original of the folded slice `[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def typed(self, start: int, end: int) -> str:
        """The original of a folded slice, as typed."""
        return self.original[self.starts[start] : self.ends[end - 1]] if start < end else ""

    def spelling(self, start: int, end: int) -> str:
        """`typed` in lower case, its accents composed and in their new-style place."""
        return canonical(self.typed(start, end)).lower()

    def misspelled(self, start: int, end: int, vocabulary: Vocabulary) -> int | None:
        """Where the first word of the slice begins whose accents `vocabulary` does not allow, if there is one."""
        if self.typed(start, end).isascii():
            return None
        for word in _WORD.finditer(self.text, start, end):
            form = self.spelling(*word.span())
            if form != word[0] and form not in vocabulary.get(word[0], ()):
                return word.start()
        return None

    def word_before(self, position: int) -> tuple[str, str]:
        """The word before `position` in the same clause, folded and as it is spelled in lower case; empty when there is none."""
        found = _LAST_WORD.search(self.text, max(0, position - 30), position)
        return self._both(found)

    def word_after(self, position: int) -> tuple[str, str]:
        """The word that follows `position`, with no more than a blank between, like `word_before`."""
        found = _NEXT_WORD.match(self.text, position, position + 30)
        return self._both(found)

    def _both(self, found: re.Match[str] | None) -> tuple[str, str]:
        if found is None:
            return "", ""
        return found[1], self.spelling(*found.span(1))


def folded(text: str) -> Folded:
    """Fold any string; time and memory grow with its length."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = " "  # white space at the start is dropped like the rest of a run
    for position, character in enumerate(text):
        known = _TABLE.get(character)
        bare = _fold_character(character) if known is None else known
        if not bare:
            if ends and last != " " and last != "\n" and unicodedata.combining(character):
                ends[-1] = position + 1
            continue
        if (bare == " " or bare == "\n") and (last == " " or last == "\n"):
            if bare == "\n" and out:
                out[-1] = last = "\n"
            continue
        for piece in bare:
            out.append(piece)
            starts.append(position)
            ends.append(position + 1)
        last = bare
    return Folded(text, "".join(out), starts, ends)


def vocabulary(words: str) -> Vocabulary:
    """The words of a text, spelled with their accents, by their folded form."""
    forms: dict[str, set[str]] = {}
    for word in words.split():
        forms.setdefault(fold(word), set()).add(canonical(word))
    return {bare: frozenset(spelled) for bare, spelled in forms.items()}


def merged(*vocabularies: Vocabulary) -> Vocabulary:
    """Every spelling that one of them allows."""
    forms: dict[str, frozenset[str]] = {}
    for one in vocabularies:
        for bare, spelled in one.items():
            forms[bare] = forms.get(bare, frozenset()) | spelled
    return forms
