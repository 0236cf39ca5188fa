"""Signatures in both directions, as customer look-ups have them (`bot.identity.directories.http`):

    X-Lachan-Timestamp: <Unix time in seconds>
    X-Lachan-Signature: v1=<hex HMAC-SHA-256 of "<timestamp>.<body>">

An instruction sent back to us is signed rightly too, but has no form of an answer.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.systems.errors import NotSigned

TIMESTAMP, SIGNATURE = "X-Lachan-Timestamp", "X-Lachan-Signature"
WINDOW = timedelta(minutes=5)
"""How far a timestamp may be from our clock, either way."""
_VERSION = "v1="
_SECONDS = re.compile(r"[0-9]{1,12}")
# Signed with where there is no secret, so that an organisation without systems takes as long as one with.
_NOBODY = ("0" * 32,)


def headers(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    timestamp = str(int(now.timestamp()))
    return {TIMESTAMP: timestamp, SIGNATURE: f"{_VERSION}{_digest(secret, timestamp, body)}"}


def check(secrets: Sequence[str], body: bytes, timestamp: str, signature: str, now: datetime) -> None:
    """Raises `NotSigned` unless one of the secrets has signed it within `WINDOW`."""
    matches = [
        hmac.compare_digest(
            f"{_VERSION}{_digest(secret, timestamp, body)}".encode(), signature.encode("utf-8", "replace")
        )
        for secret in secrets or _NOBODY
    ]
    if not secrets or not any(matches):
        raise NotSigned("signature")
    if not _SECONDS.fullmatch(timestamp):
        raise NotSigned("timestamp")
    if abs(now.timestamp() - int(timestamp)) > WINDOW.total_seconds():
        raise NotSigned("time")


def _digest(secret: str, timestamp: str, body: bytes) -> str:
    signed = timestamp.encode("utf-8", "replace") + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
