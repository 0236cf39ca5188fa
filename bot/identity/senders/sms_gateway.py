"""Text messages by whatever HTTP gateway the organisation has: where and how to ask it are settings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import httpx

from bot.identity.errors import SenderMisconfigured, SenderUnavailable
from bot.identity.messages import Message
from bot.identity.models import Method
from bot.identity.senders.answers import json_object, retry_after

_TIMEOUT = 10.0  # seconds


class Encoding(StrEnum):
    JSON = "json"
    FORM = "form"
    QUERY = "query"
    """In the address, as older gateways want it; their logs then hold the message."""


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """`template` is what is sent, as JSON (of any depth), or flat as a form or a query. In its values `{phone}` becomes
    84912345678, `{local_phone}` 0912345678, `{text}` the message and `{id}` a name for it that stays the same when it
    is sent again.

    Many gateways answer HTTP 200 to everything: `success_field` names a field of the JSON answer that must equal
    `success_value`, both compared as text. Without it every 2xx is taken for success.
    """

    url: str
    template: Mapping[str, object]
    method: str = "POST"
    encoding: Encoding = Encoding.JSON
    auth_header: str = "Authorization"
    auth_value: str | None = field(default=None, repr=False)
    success_field: str | None = None
    success_value: str = "0"
    timeout: float = _TIMEOUT


class SmsGatewaySender:
    """`client` belongs to the caller, who closes it."""

    method = Method.OTP_SMS

    def __init__(self, gateway: SmsGateway, client: httpx.AsyncClient) -> None:
        self._gateway = gateway
        self._client = client

    async def send(self, message: Message) -> None:
        gateway = self._gateway
        phone = message.recipient.value.removeprefix("+")
        values = {
            "{phone}": phone,
            "{local_phone}": "0" + phone.removeprefix("84"),
            "{text}": message.short,
            "{id}": message.id,
        }
        content = _filled(gateway.template, values)
        headers = {gateway.auth_header: gateway.auth_value} if gateway.auth_value else {}
        part = {Encoding.JSON: "json", Encoding.FORM: "data", Encoding.QUERY: "params"}[gateway.encoding]
        filled: dict[str, Any] = {part: content}
        try:
            response = await self._client.request(
                gateway.method, gateway.url, headers=headers, timeout=gateway.timeout, **filled
            )
        except httpx.HTTPError as error:
            # Not chained: the cause holds the request, and the request the number and the code.
            raise SenderUnavailable(type(error).__name__) from None
        self._check(response)

    def _check(self, response: httpx.Response) -> None:
        reason = f"http_{response.status_code}"
        if response.status_code == 429 or response.status_code >= 500:
            raise SenderUnavailable(reason, retry_after(response))
        if not response.is_success:
            raise SenderMisconfigured(reason)
        if self._gateway.success_field is None:
            return
        answer = json_object(response)
        value = None if answer is None else answer.get(self._gateway.success_field)
        if value is None or isinstance(value, dict | list) or _as_text(value) != self._gateway.success_value:
            # What else the field holds is the gateway's own text and stays out of logs.
            raise SenderUnavailable("gateway_refused")


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _filled(template: object, values: Mapping[str, str]) -> object:
    if isinstance(template, Mapping):
        return {name: _filled(value, values) for name, value in template.items()}
    if isinstance(template, list | tuple):
        return [_filled(value, values) for value in template]
    if not isinstance(template, str):
        return template
    return _replaced(template, values)


def _replaced(text: str, values: Mapping[str, str]) -> str:
    """One pass, so that braces in a message are never taken for a placeholder."""
    out, position = "", 0
    while position < len(text):
        for name, value in values.items():
            if text.startswith(name, position):
                out += value
                position += len(name)
                break
        else:
            out += text[position]
            position += 1
    return out
