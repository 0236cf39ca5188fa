"""Customers looked up in the organisation's own system, by a signed request.

    POST <url>
    Content-Type: application/json
    X-Lachan-Key: <key id>
    X-Lachan-Timestamp: <Unix time in seconds>
    X-Lachan-Signature: v1=<hex HMAC-SHA-256 of "<timestamp>.<body>">

    {"organisation": "medring", "kind": "email" | "phone" | "account", "value": "…"}

The answer has status 200 and is `{"found": false}`, or `{"found": true, "customer": {"id", "name", "phone", "email",
"birth_date"}}` in which `id` alone is required, and `phone` and `email` are a text or a list of texts. Everything else
is an outage, a 404 too: a wrong address must not make every customer a stranger.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from bot.identity.contacts import Contact
from bot.identity.directories.answers import customer_of
from bot.identity.directories.remembering import Remembered
from bot.identity.errors import DirectoryUnavailable
from bot.identity.models import Customer

LARGEST_ANSWER = 65_536
"""Bytes."""
_TIMEOUT = 3.0  # seconds


@dataclass(frozen=True, slots=True)
class DirectoryService:
    url: str
    key_id: str
    secret: str = field(repr=False)
    timeout: float = _TIMEOUT


class HttpDirectory:
    """Answers are remembered for a minute, outages for ten seconds. `client` belongs to the caller, who closes it."""

    def __init__(self, service: DirectoryService, client: httpx.AsyncClient, now: Callable[[], datetime]) -> None:
        self._service = service
        self._client = client
        self._now = now
        self._remembered = Remembered(now)

    async def find(self, organisation: str, contact: Contact) -> Customer | None:
        """Raises `DirectoryUnavailable`."""
        return await self._remembered.get((organisation, contact), self._ask)

    async def _ask(self, organisation: str, contact: Contact) -> Customer | None:
        request = {"organisation": organisation, "kind": contact.kind.value, "value": contact.value}
        body = json.dumps(request, ensure_ascii=False).encode()
        try:
            async with self._client.stream(
                "POST",
                self._service.url,
                content=body,
                headers=self._headers(body),
                timeout=self._service.timeout,
            ) as response:
                if response.status_code != 200:
                    raise DirectoryUnavailable(f"http_{response.status_code}")
                answer = await _limited(response)
        except httpx.HTTPError as error:
            # Not chained: the cause holds the request, and the request the contact.
            raise DirectoryUnavailable(type(error).__name__) from None
        return customer_of(answer)

    def _headers(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._now().timestamp()))
        signed = timestamp.encode() + b"." + body
        signature = hmac.new(self._service.secret.encode(), signed, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json",
            "X-Lachan-Key": self._service.key_id,
            "X-Lachan-Timestamp": timestamp,
            "X-Lachan-Signature": f"v1={signature}",
        }


async def _limited(response: httpx.Response) -> bytes:
    answer = b""
    async for piece in response.aiter_bytes():
        answer += piece
        if len(answer) > LARGEST_ANSWER:
            raise DirectoryUnavailable("answer_too_large")
    return answer
