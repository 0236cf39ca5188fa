"""Matching by words: accent-stripped syllables and their bigrams, BM25.

Both sides are stripped, so typing without accents costs nothing here; segmenting words first was measured to be worse
(facts/vietnamese.md §2).
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.language.text import canonical
from bot.language.tokens import syllables

# Words that carry no content in a question to a company. With accents: "bạn" says nothing, "bán" is what people ask about.
_FILLERS = frozenset(
    (
        "ạ à ơi vậy thế nhỉ nhé nha nè hả hở hử đấy đó này kia ấy thì là mà của cho và với các những một cái con bạn mình tôi em "
        "anh chị cô chú bác ông bà cháu tui tớ tao ta quý khách vị shop admin ad bên công ty hỏi xin muốn biết nói dạ vâng ừ ờ có "
        "được bị không chưa phải chăng rồi sẽ đang đã cũng nữa lại luôn hết vào ra lên trên trong ngoài về ở tại từ khi lúc nếu "
        "như nào gì sao đâu ai chi mô răng rứa hông hổng chớ chứ cứ chỉ rất quá lắm để do vì nên hay hoặc đi làm ơn giùm giúp thấy "
        "chúng"
    ).split(" ")
)
_K1, _B = 1.2, 0.6


def content_terms(text: str) -> list[str]:
    """Folded syllables of `text` (with accents, or restored) without fillers, in order."""
    kept = [word for word in canonical(text).lower().split() if word.strip(".,?!:;()\"'“”") not in _FILLERS]
    return syllables(" ".join(kept))


def grams(terms: Sequence[str]) -> list[str]:
    """The terms and their neighbours in pairs."""
    return [*terms, *(f"{a} {b}" for a, b in pairwise(terms))]


class Bm25:
    """BM25 over texts of one policy."""

    def __init__(self, texts: Sequence[str]) -> None:
        documents = [Counter(grams(syllables(text))) for text in texts]
        lengths = np.array([max(sum(d.values()), 1) for d in documents], dtype=np.float64)
        average = float(lengths.mean()) if documents else 1.0
        self._size = len(documents)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, document in enumerate(documents):
            norm = _K1 * (1 - _B + _B * lengths[number] / average)
            for term, count in document.items():
                self._postings.setdefault(term, []).append((number, count * (_K1 + 1) / (count + norm)))
        self._idf = {t: math.log(1 + (self._size - len(p) + 0.5) / (len(p) + 0.5)) for t, p in self._postings.items()}

    def scores(self, terms: Sequence[str]) -> NDArray[np.float64]:
        """One score a text; all zero when no term occurs."""
        out = np.zeros(self._size)
        for term in set(grams(terms)):
            weight = self._idf.get(term, 0.0)
            for number, part in self._postings.get(term, ()):
                out[number] += weight * part
        return out

    def has(self, term: str) -> bool:
        return term in self._postings
