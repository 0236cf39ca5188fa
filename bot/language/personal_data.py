"""Everything personal in a text, what must not be kept in clear taken out of it, and the form of a text for logs."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.language.entities import bank_cards, emails, identity_numbers, masks, phones, ticket_codes
from bot.language.entities.digit_runs import DigitRuns
from bot.language.entities.models import Found
from bot.language.entities.reading import Reading, read

_LONG_NUMBER = re.compile(r"[0-9]{9,}")
_UNNAMED = "number"


@dataclass(frozen=True, slots=True)
class Redacted:
    """`found` holds what was taken out, with offsets into the text before; its values are in clear."""

    text: str
    found: tuple[Found, ...]


def identifiers(text: str) -> list[Found]:
    """What the finders of this package's identifiers find, in order and without overlaps, for one reading of the text."""
    return _identifiers(read(text))


def redact(text: str) -> Redacted:
    """Identity cards, passports and bank cards as `[số thẻ …11]`; all else stays. Redacting again changes nothing."""
    return _conceal(text, _never_kept)


def mask(text: str) -> str:
    """For logs and test output: everything personal masked, and with it every number of nine digits or more; ticket codes stay."""
    return _conceal(text, _personal).text


def _identifiers(reading: Reading) -> list[Found]:
    found = [*emails.find_in(reading), *ticket_codes.find_in(reading)]
    runs = DigitRuns(reading)
    if runs.runs:
        found += bank_cards.take_cards(runs)
        found += bank_cards.take_accounts(runs)
        found += identity_numbers.take(runs)
        found += phones.take(runs)
    return _without_overlaps(found)


def _never_kept(reading: Reading) -> list[Found]:
    runs = DigitRuns(reading)
    if not runs.runs:
        return []
    cards = bank_cards.take_cards(runs)
    bank_cards.take_accounts(runs)
    return [*cards, *identity_numbers.take(runs), *bank_cards.take_mistyped_cards(runs)]


def _personal(reading: Reading) -> list[Found]:
    found = [one for one in _identifiers(reading) if not one.entity.startswith("ticket_code")]
    found += _never_kept(reading)
    found += [reading.found(_UNNAMED, match[0], *match.span()) for match in _LONG_NUMBER.finditer(reading.plain)]
    return found


def _conceal(text: str, find: Callable[[Reading], list[Found]]) -> Redacted:
    """Repeated until nothing is found: a mask shortens the way from a word such as "cmnd" to the number behind it."""
    concealed: list[Found] = []
    while new := _without_overlaps(find(read(text, [(one.start, one.end) for one in concealed]))):
        concealed += new
    concealed.sort(key=lambda one: one.start)
    pieces = []
    position = 0
    for one in concealed:
        pieces += [text[position : one.start], _mask(one)]
        position = one.end
    return Redacted("".join([*pieces, text[position:]]), tuple(concealed))


def _mask(found: Found) -> str:
    if found.entity == "phone_number":
        return masks.phone(found.value)
    if found.entity == "email":
        return masks.email(found.value)
    if found.entity == "identity_number":
        if not found.value.isdigit():
            return masks.number(masks.PASSPORT, found.value)
        return masks.number(masks.IDENTITY_CARD if len(found.value) == 12 else masks.OLD_IDENTITY_CARD, found.value)
    labels = {"bank_card": masks.BANK_CARD, "bank_account": masks.BANK_ACCOUNT}
    return masks.number(labels.get(found.entity, masks.NUMBER), found.value)


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    """In the order of the text; of two that overlap the one that was found first stays."""
    kept: list[Found] = []
    for one in found:
        place = bisect_left(kept, one.start, key=lambda other: other.start)
        if (place and kept[place - 1].end > one.start) or (place < len(kept) and kept[place].start < one.end):
            continue
        kept.insert(place, one)
    return kept
