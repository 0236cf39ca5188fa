"""Numbers of bank cards and bank accounts."""

from collections.abc import Iterator

from bot.language.entities.context import Kind
from bot.language.entities.digit_runs import DigitRuns, Run
from bot.language.entities.models import Found
from bot.language.entities.reading import read

# First digits → lengths: Visa, Mastercard and Maestro, Mastercard's newer range, Amex and Diners and JCB, Maestro and UnionPay.
_LENGTHS = {"4": (16, 19, 13), "5": (16, 19, 18), "2": (16,), "3": (16, 15, 14), "6": (16, 19, 18, 17, 15, 14, 13)}
_NAPAS = "9704"
_NAPAS_LENGTHS = (16, 19, 17, 18)
_ANY_LENGTH = (16, 19, 15, 14, 13, 17, 18)
_ACCOUNT_LENGTHS = range(6, 20)


def find(text: str) -> list[Found]:
    """Entities `bank_card`, and `bank_account` where the text says so; the values are digits only."""
    runs = DigitRuns(read(text))
    return sorted([*take_cards(runs), *take_accounts(runs)], key=lambda found: found.start)


def take_cards(runs: DigitRuns) -> list[Found]:
    """Cards whose Luhn digit is right."""
    return [*_take_cards(runs, luhn=True)]


def take_mistyped_cards(runs: DigitRuns) -> list[Found]:
    """Numbers that the text calls a card's and whose Luhn digit is wrong: no card, yet nothing to keep."""
    return [*_take_cards(runs, luhn=False)]


def take_accounts(runs: DigitRuns) -> list[Found]:
    found = []
    for run in runs.runs:
        for first, group in enumerate(run.groups):
            if first in run.taken or not runs.context.first_after(Kind.ACCOUNT, group.start):
                continue
            last = _account_end(run, first)
            if last is None or runs.context.money_behind(run.groups[last].end):
                continue
            digits = "".join(group.digits for group in run.groups[first : last + 1])
            found.append(runs.reading.found("bank_account", digits, *run.take(first, last)))
    return found


def is_luhn(digits: str) -> bool:
    """Whether the check digit of ISO/IEC 7812 is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def _take_cards(runs: DigitRuns, *, luhn: bool) -> Iterator[Found]:
    for run in runs.runs:
        for first in range(len(run.groups)):
            window = _card(runs, run, first, luhn)
            if window:
                last, digits = window
                yield runs.reading.found("bank_card", digits, *run.take(first, last))


def _card(runs: DigitRuns, run: Run, first: int, luhn: bool) -> tuple[int, str] | None:
    start = run.groups[first].start
    if first in run.taken or run.groups[first].digits[0] not in "234569":
        return None
    called = runs.context.near(start) is Kind.CARD
    directly = runs.context.at(start)
    if not called and (not luhn or directly is Kind.ORDER):
        return None
    candidates = {
        len(digits): (last, digits)
        for last, digits in run.windows(first)
        if len(digits) >= 13 and run.even(first, last) and _is_grouped(run.sizes(first, last))
    }
    for length in _lengths("".join(group.digits for group in run.groups[first : first + 4]), called):
        if directly is Kind.ACCOUNT and length not in (16, 19):
            continue
        last, digits = candidates.get(length, (0, ""))
        if (
            digits
            and is_luhn(digits) is luhn
            and runs.starts_outside_code(run, first)
            and runs.ends_outside_code(run, last)
        ):
            return last, digits
    return None


def _lengths(digits: str, called: bool) -> tuple[int, ...]:
    if digits.startswith(_NAPAS):
        return _NAPAS_LENGTHS
    return _ANY_LENGTH if called else _LENGTHS.get(digits[0], ())


def _is_grouped(sizes: tuple[int, ...]) -> bool:
    """Fours, the ways of particular issuers, or digit by digit and pair by pair."""
    if len(sizes) == 1 or all(size == 4 for size in sizes[:-1]):
        return True
    if len(sizes) <= 3 and sizes[0] in (4, 6, 8) and min(sizes) >= 2:
        return True
    return set(sizes) == {1} or set(sizes[:-1]) == {2}


def _account_end(run: Run, first: int) -> int | None:
    """The last group of an account number: one long group, or short ones up to 19 digits together."""
    if len(run.groups[first].digits) >= 8:
        return first if len(run.groups[first].digits) in _ACCOUNT_LENGTHS else None
    if not run.even(first, min(first + 1, len(run.groups) - 1)):
        return None
    end = None
    for last, digits in run.windows(first):
        if last > first and (not run.even(first, last) or len(run.groups[last].digits) >= 8):
            break
        if len(digits) in _ACCOUNT_LENGTHS:
            end = last
    return end
