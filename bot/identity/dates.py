"""Birth dates as customer records write them."""

import re
from datetime import date

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_VIETNAMESE = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_EARLIEST = 1900


def birth_date_of(text: str) -> str | None:
    """ISO 8601 of "1990-05-17", "17/05/1990", "17.5.1990"; None for anything else, such as 31/02 or the year 1830."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _VIETNAMESE.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat() if year >= _EARLIEST else None
    except ValueError:
        return None
