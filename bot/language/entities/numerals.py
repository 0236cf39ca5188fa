"""Small numbers in words, as people say them in dates: "ba", "mười hai", "hăm mốt"."""

from bot.language.entities.folding import vocabulary

_ONES = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_ONE = "|".join(_ONES)
_TEN = rf"(?:(?:hai|ba|bon|nam|sau|bay|tam|chin) )?muoi(?: (?:{_ONE})\b)?|ham (?:{_ONE})"
WORDS = rf"(?:{_TEN}|{_ONE})"
"""Pattern, on folded text, of a number from one to ninety-nine in words."""
SPELLINGS = vocabulary("một mốt hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi hăm")


def number(text: str) -> int:
    """What digits or the words of `WORDS` come to. Any other word counts as nothing."""
    if text.isdecimal():
        return int(text)
    total = 0
    for word in text.split():
        if word == "muoi":
            total = max(total, 1) * 10
        elif word == "ham":
            total = 20
        else:
            total += _ONES.get(word, 0)
    return total
