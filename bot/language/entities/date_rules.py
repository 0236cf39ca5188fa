"""What every rule about dates is made of: its shape, and the words that recur in patterns and in their surroundings.

Patterns match folded text. A rule reads a match and gives an ISO value, or None where the words mean no date that one can tell.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.language.entities.date_values import full_year
from bot.language.entities.folding import Folded, Vocabulary, vocabulary
from bot.language.entities.numerals import WORDS


@dataclass(frozen=True, slots=True)
class Rule:
    """`needs`: the pattern cannot match a text that holds none of these pieces, which is quicker to see than to search."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Folded, date], str | None]
    needs: tuple[str, ...]
    spellings: Vocabulary
    doubtful: tuple[str, ...] = ()
    """Last words that typed without accents count only where a clause ends: "12/3 toi" is "tới" there, "tôi" before a verb."""


def pattern(source: str, end: str = r"(?!\w)") -> re.Pattern[str]:
    """`source` as whole words, not glued to the end of an address, a code or a longer number."""
    return re.compile(rf"(?<!\w)(?<!\w[./-])(?:{source}){end}", re.ASCII)


NUMBER = rf"(?:[0-9]{{1,3}}|{WORDS})"
DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|{WORDS})"
MONTH = rf"(?:1[0-2]|0?[1-9]|muoi(?: mot| hai)?|{WORDS})"
MONTHS = "(?:thang|thg)"
YEAR = "(?:19|20)[0-9]{2}"
PAST = "vua roi|vua r|vua qua"
YEAR_WORD = rf"nam (?:nay|ngoai|kia|truoc|trc|{PAST}|roi|sau|toi)"
YEAR_TAIL = (
    rf"(?:(?:,? nam | ?[/.-] ?|,? )(?P<year>{YEAR})(?![0-9])|,? nam (?P<short>[0-9]{{2}})(?![0-9])"
    rf"|,? (?P<year_word>{YEAR_WORD})\b)"
)
DIRECTION = rf"(?: (?P<direction>{PAST}|nay|toi)\b)"

_YEAR_AWAY = {"nay": 0, "kia": -2, "sau": 1, "toi": 1}

# A number after these is how many of them, not a date: "3 lần", "2 cuộc".
MEASURES = frozenset(
    """lan cuoc tin cai email mail sms ngay thang tuan gio tieng phut buoi bua trieu tr nghin ngan k ty dong do vien
    nguoi ban nam loai tai so chiec dua con phan don ho tep file mon thu muc hop lit kg sao diem usd vnd noi cuon""".split()
)
# "mỗi tháng …", "mấy ngày …", "cả tuần …": an amount of time, no point in it.
_AMOUNTS = vocabulary(
    """mỗi hàng hằng từng mấy vài nhiều cả suốt nguyên các những một hai ba bốn năm sáu bảy tám chín mười chục
    trăm bao gần hơn thêm nửa đang ngàn"""
)
_NO_AMOUNTS_WHEN_BARE = frozenset("sau tam".split())  # rather "sau", after, and "tầm", about
_LAW = frozenset("dinh luat van lenh dieu nd tt qd qh nq quy khoan cv hieu".split())


def amount_before(text: Folded, position: int) -> bool:
    """Whether a number, or a word such as "mấy", counts what follows."""
    word, typed = text.word_before(position)
    if word.isdecimal() or typed in _AMOUNTS.get(word, ()):
        return True
    return typed == word and word in _AMOUNTS and word not in _NO_AMOUNTS_WHEN_BARE


def year_of(match: re.Match[str], today: date) -> int | None:
    """The year that `YEAR_TAIL` names, if any."""
    groups = match.groupdict()
    figures = groups.get("year") or groups.get("short")
    if figures:
        return full_year(figures, today)
    if groups.get("year_word"):
        return today.year + _YEAR_AWAY.get(match["year_word"].split()[-1], -1)
    return None


def is_forward(match: re.Match[str]) -> bool:
    return match.groupdict().get("direction") in ("toi", "nay")


def is_law(text: Folded, position: int) -> bool:
    """Whether the figures at `position` number a decree, a circular, an article, a quarter."""
    before, typed = text.word_before(position)
    return before in _LAW or typed == "tư" or text.text.endswith("thong tu", 0, max(0, position - 1))


def follows(text: Folded, position: int, source: re.Pattern[str]) -> bool:
    return source.match(text.text, position) is not None


LUNAR = re.compile(r" ?,? ?(?:am lich|al\b|tet\b|gieng\b|chap\b)")
EVENT = re.compile(r" (?:khi|do|ay|han|ngay|luc|tet|mat|toa|kia|cuoc)\b")
"""After "trước" or "sau": the distance is from some event, not from today."""
