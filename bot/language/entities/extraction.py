"""All entities of one message."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from bot.language.entities import (
    bank_cards,
    corrections,
    dates,
    emails,
    identity_numbers,
    marketing,
    phones,
    ticket_codes,
)
from bot.language.entities.folding import folded
from bot.language.entities.models import Found

HEAD, TAIL = 4000, 1000
"""Of a longer text only this many characters at its beginning and at its end are read."""

_LONGEST_WORD = 100
# Where two of these overlap, the one that stands first here is what it is.
_RANKS = (
    "bank_card",
    "bank_account",
    "identity_number",
    "ticket_code",
    "ticket_code_invalid",
    "phone_number",
    "email",
    "date",
)
_PLACED = frozenset({"address", "phone", "email", "identity_number", "bank_account", "tax_code"})


def find_all(text: str, today: date) -> list[Found]:
    """Every entity, in order of `start`. Fields, old and new values and channels may overlap others; the rest do not."""
    if len(text) <= HEAD:
        return _find(text, today)
    cut = _blank_before(text, HEAD)
    start = _blank_after(text, max(cut, len(text) - TAIL))
    tail = [Found(one.entity, one.value, one.start + start, one.end + start) for one in _find(text[start:], today)]
    return _find(text[:cut], today) + tail


def _find(text: str, today: date) -> list[Found]:
    plain = folded(text)
    numbers = phones.find(text)
    addresses = emails.find(text)
    asked = corrections.scan(plain, numbers, addresses)
    exclusive = _without_overlaps(
        [
            *bank_cards.find(text),
            *identity_numbers.find(text),
            *ticket_codes.find(text),
            *numbers,
            *addresses,
            *dates.scan(plain, today),
        ]
    )
    inside = _places(asked)
    kept = [one for one in exclusive if one.entity != "date" or not any(a <= one.start < b for a, b in inside)]
    return sorted([*kept, *asked, *marketing.scan(plain)], key=lambda one: (one.start, one.end, one.entity))


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    starts: list[int] = []
    for one in sorted(found, key=lambda one: (_RANKS.index(one.entity), one.start - one.end)):
        place = bisect_left(starts, one.start)
        before = place > 0 and kept[place - 1].end > one.start
        behind = place < len(kept) and kept[place].start < one.end
        if not before and not behind:
            kept.insert(place, one)
            starts.insert(place, one.start)
    return kept


def _places(asked: list[Found]) -> list[tuple[int, int]]:
    """Where the values of addresses and numbers stand: "12/3 Nguyễn Trãi" holds no date."""
    places = []
    field = ""
    for one in asked:
        if one.entity == "field":
            field = one.value
        elif field in _PLACED:
            places.append((one.start, one.end))
    return places


def _blank_before(text: str, position: int) -> int:
    """The last white space before `position`, so that no number is cut, or `position` where a word is too long."""
    for place in range(position, position - _LONGEST_WORD, -1):
        if text[place].isspace():
            return place
    return position


def _blank_after(text: str, position: int) -> int:
    for place in range(position, min(position + _LONGEST_WORD, len(text))):
        if text[place].isspace():
            return place
    return position
