"""Words and sentences. Words come from underthesea's segmenter, sentences from rules of ours that know abbreviations."""

import re
from functools import cache

from bot.language.text import fold, nfc

_SYLLABLE = re.compile(r"[^\W_]+(?:[.@_-][^\W_]+)*")
# An end of sentence: . ! ? … with blank and a capital, digit or quote behind it; "TP. Hà Nội", "Q. 1" and "v.v." do not end one.
_END = re.compile(
    r"(?<=[.!?…])[\"”')\]]*\s+(?=[\"“(]?[^\W\d_a-zàáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ]|\d)"
)
_SHORT = re.compile(r"(?:^|[\s(])(?:TP|Tp|Q|P|TT|Th\.?S|T\.?S|GS|BS|ThS|Mr|Mrs|v\.?v|St|No|Số|Đ/c|ĐT|Tel|[A-ZĐ])\.$")


def syllables(text: str) -> list[str]:
    """Folded syllables, numbers, e-mail addresses and codes, in order; punctuation is gone. For matching."""
    return _SYLLABLE.findall(fold(text))


def sentences(text: str) -> list[str]:
    """`text` cut into sentences. Joined with single blanks they give the text back, white space aside."""
    parts: list[str] = []
    start = 0
    for end in _END.finditer(text):
        head = text[start : end.start()]
        if _SHORT.search(head):
            continue
        parts.append(text[start : end.end()].strip())
        start = end.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def words(text: str) -> list[str]:
    """Vietnamese words (several syllables joined by blanks) by underthesea. Call `warm_up` once before any thread does."""
    return list(_segmenter()(nfc(text)))


@cache
def _segmenter():  # type: ignore[no-untyped-def]
    # Imported on first use: half a second that `lachan ask` does not need. underthesea's import calls logging.basicConfig,
    # so logging must be configured before.
    from underthesea import word_tokenize

    return word_tokenize


def warm_up() -> None:
    """Load the segmenter's model. Its first call is not safe in two threads at once (facts/vietnamese.md §6)."""
    words("khởi động")
