"""Calendar arithmetic behind `dates`: what an incomplete date means on a given day, and how values are written.

Values are ISO 8601: a day `2026-11-25`, a month `2026-10`, a year `2025`, a span `2026-11-16/2026-11-22`. A function gives None
where the calendar has no such day or the year is outside 1900 to 2100.
"""

from datetime import date, timedelta

_YEARS = range(1900, 2101)
_WEEK = timedelta(weeks=1)


def day(year: int, month: int, number: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def iso_day(value: date | None) -> str | None:
    return value.isoformat() if value is not None and value.year in _YEARS else None


def iso_month(year: int, month: int) -> str | None:
    return f"{year:04}-{month:02}" if year in _YEARS and 1 <= month <= 12 else None


def iso_year(year: int) -> str | None:
    return f"{year:04}" if year in _YEARS else None


def iso_span(first: date | None, last: date | None) -> str | None:
    start, end = iso_day(first), iso_day(last)
    return f"{start}/{end}" if first and last and start and end and first <= last else None


def full_year(digits: str, today: date) -> int:
    """Two digits mean this century up to ten years ahead of `today`, the last one beyond; four mean themselves."""
    year = int(digits)
    if len(digits) > 2:
        return year
    year += today.year - today.year % 100
    return year if year <= today.year + 10 else year - 100


def shift(today: date, days: int) -> str | None:
    try:
        return iso_day(today + timedelta(days=days))
    except OverflowError:
        return None


def month_away(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return years, month + 1


def week(today: date, weeks: int) -> str | None:
    """Monday to Sunday of the week that many weeks away."""
    try:
        monday = today - timedelta(days=today.weekday()) + weeks * _WEEK
        return iso_span(monday, monday + timedelta(days=6))
    except OverflowError:
        return None


def weekday_of_week(today: date, weekday: int, weeks: int) -> str | None:
    """The weekday (Monday is 0) of the week that many weeks away."""
    return shift(today, weekday - today.weekday() + 7 * weeks)


def nearest_weekday(today: date, weekday: int, *, forward: bool, today_counts: bool) -> str | None:
    """The next or the last such weekday, seen from `today`."""
    ahead = (weekday - today.weekday()) % 7
    if forward:
        return shift(today, ahead or (0 if today_counts else 7))
    return shift(today, ahead - 7 if ahead or not today_counts else 0)


def nearest_day(today: date, number: int, month: int | None, *, forward: bool) -> str | None:
    """The last such day not after today, or the next after it, of `month` or of any month. 29 February looks up to eight years."""
    step = 1 if forward else -1
    for away in range(8 if month is None else 9):
        if month is None:
            year, candidate_month = month_away(today, step * away)
        else:
            year, candidate_month = today.year + step * away, month
        candidate = day(year, candidate_month, number)
        if candidate is not None and (candidate > today if forward else candidate <= today):
            return iso_day(candidate)
    return None


def nearest_month(today: date, month: int, *, forward: bool) -> str | None:
    """The last such month that has begun, or the next that has not."""
    begun = month <= today.month
    if forward:
        return iso_month(today.year + begun, month)
    return iso_month(today.year - (not begun), month)
