"""Dates that people mention: when something happened, when it is due.

An incomplete date is the most recent past one ("12/3" said in January is last year's), because people tell what happened to them; only
words of the future ("mai", "tuần sau", "thứ Sáu tới") look forward. Vague words ("hôm bữa", "mấy ngày nay") are no date.
"""

import re
from datetime import date

from bot.language.entities import date_figures, date_words
from bot.language.entities.date_rules import Rule
from bot.language.entities.folding import Folded, folded
from bot.language.entities.models import Found

_RULES = (*date_figures.RULES, *date_words.RULES)
# "thứ Hai, ngày 12/3": the weekday only says again what the day says.
_WEEKDAY = re.compile(r"(?:thu|t[2-7]|cn|chu)")
_GAP = re.compile(r" ?[,(]? ?(?:ngay |hom )?")
_ENDS = re.compile(r" ?(?:[^\w ]|$|(?:nhe|nha|a|do)\b)")
# "từ 15/10 tới giờ", "hôm 3/5 tới văn phòng": up to, or to a place.
_UNTIL = re.compile(
    r" (?:h|gio|nay|hien|bay gio|luc|hom|ngay|thu|thang|tuan|cuoi|dau|cn|khi|gap|day|do|nha|noi|tan|quay|tru so"
    r"|van phong|phong|cong ty|cty|chi nhanh|benh vien|cua hang|shop|[0-9]+)\b"
)
_EXPLICIT = re.compile(r"(?:ngay )?[0-9]")


def find(text: str, today: date) -> list[Found]:
    """Dates as seen from `today`. `value` is ISO: `2026-11-25`, `2026-10`, `2025`, or a span `2026-11-16/2026-11-22`."""
    return scan(folded(text), today)


def scan(text: Folded, today: date) -> list[Found]:
    """`find` for a text that is folded already."""
    matches: list[tuple[int, int, str]] = []
    for rule in _RULES:
        if not any(piece in text.text for piece in rule.needs):
            continue
        for match in rule.pattern.finditer(text.text):
            meant = _meant(rule, match, text)
            value = rule.read(meant, text, today) if meant else None
            if meant and value is not None:
                matches.append((*meant.span(), value))
    return [Found("date", value, *text.span(start, end)) for start, end, value in _joined(_longest(matches), text)]


def _meant(rule: Rule, match: re.Match[str] | None, text: Folded) -> re.Match[str] | None:
    """The match, or what is left of it before a word that means something else: "ngày 12/4 tôi" is not "ngày 12/4 tới"."""
    while match:
        start, end = match.span()
        cut = text.misspelled(start, end, rule.spellings)
        if cut is None and rule.doubtful:
            last = match[0].rsplit(" ", 1)[-1]
            bare = text.typed(end - len(last), end).isascii()
            if last in rule.doubtful and (
                (bare and not _ENDS.match(text.text, end)) or (last == "toi" and _UNTIL.match(text.text, end))
            ):
                cut = end - len(last)
        if cut is None:
            return match
        match = rule.pattern.match(text.text, start, max(start, cut - 1))
    return None


def _longest(matches: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of overlapping matches the longest; of equally long ones the first found. In order of the text."""
    kept: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: m[0] - m[1]):
        places = range(match[0], match[1])
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted(kept)


def _joined(matches: list[tuple[int, int, str]], text: Folded) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str]] = []
    for start, end, value in matches:
        if joined and _EXPLICIT.match(text.text, start) and len(value) == len("2026-03-12"):
            before = joined[-1]
            if _WEEKDAY.match(text.text, before[0]) and _GAP.fullmatch(text.text, before[1], start):
                joined[-1] = (before[0], end, value)
                continue
        joined.append((start, end, value))
    return joined
