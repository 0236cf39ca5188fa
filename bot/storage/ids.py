"""Identifiers of rows: 26 characters of Crockford's base32, as in ULID (https://github.com/ulid/spec)."""

import secrets
import time

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 26
_RANDOM_BITS = 80


def new_id() -> str:
    """48 bits of time in milliseconds, then 80 random bits: sorts by time of making (within one millisecond in no order),
    and cannot be guessed."""
    number = time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
