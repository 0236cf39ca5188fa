"""Reading what HTTP services answer, without believing it."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

LONGEST_WAIT = 3_600.0
"""Seconds. A service that asks for more is not waited for any longer."""


def json_object(response: httpx.Response) -> dict[str, object] | None:
    """None for anything but a JSON object."""
    try:
        value = response.json()
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def retry_after(response: httpx.Response) -> float | None:
    """Seconds, from the header Retry-After as a number or a date (RFC 9110 §10.2.3)."""
    value = response.headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_WAIT)
