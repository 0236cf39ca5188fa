"""One instruction over HTTP. Every 2xx means that the other side has taken it; what it writes back is not read."""

from collections.abc import Callable
from datetime import datetime

import httpx

from bot.identity.senders.answers import retry_after
from bot.systems import signing
from bot.systems.errors import NotDelivered
from bot.systems.models import Instruction
from bot.systems.settings import Webhook


class HttpDelivery:
    """`client` belongs to the caller, who closes it."""

    def __init__(self, client: httpx.AsyncClient, now: Callable[[], datetime]) -> None:
        self._client = client
        self._now = now

    async def deliver(self, webhook: Webhook, instruction: Instruction, body: bytes) -> None:
        """Raises `NotDelivered`."""
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": instruction.id,
            **signing.headers(webhook.secrets[0], body, self._now()),
        }
        try:
            # A redirect is no success: what is sent is for this address alone.
            async with self._client.stream(
                "POST",
                webhook.url,
                content=body,
                headers=headers,
                timeout=webhook.timeout,
                follow_redirects=False,
            ) as response:
                if not response.is_success:
                    raise NotDelivered(f"http_{response.status_code}", retry_after(response))
        except httpx.HTTPError as error:
            # Not chained: the cause holds the request, and the request what the person asked.
            raise NotDelivered(type(error).__name__) from None
