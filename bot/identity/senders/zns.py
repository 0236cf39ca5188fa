"""Messages to a Zalo account by telephone number, from an approved template (facts/zalo.md A4).

Zalo answers HTTP 200 with an error number for nearly everything. Which numbers mean what is put together from public
sources, not from an official page; an unknown one is taken for a setting to mend, and the next sender of the route is
tried in any case.
"""

import hashlib
import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from bot.identity.errors import RecipientRefused, SenderMisconfigured, SenderUnavailable, SendingError
from bot.identity.messages import Message, MessageKind
from bot.identity.models import Method
from bot.identity.ports import AccessToken
from bot.identity.senders.answers import json_object, retry_after

log = logging.getLogger(__name__)

ENDPOINT = "https://business.openapi.zalo.me/message/template"
_TIMEOUT = 10.0  # seconds
_TOKEN_REFUSED = -124
# No Zalo at this number, an inactive or too old application, or a person who refuses messages of this kind or account.
_RECIPIENT = {-108, -110, -114, -118, -119, -134, -139, -140, -141}
# Unknown trouble, the night hours, and quotas of the day, the month, the template and the person.
_LATER = {-100, -126, -133, -144, -1441, -147, -1471, -1472}


@dataclass(frozen=True, slots=True)
class ZnsTemplate:
    """`parameters` maps the names that the approved template defines to "code", "link" or "organisation"."""

    id: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ZnsAccount:
    """`templates` by kind of message; kinds without one go by the next sender. `app_secret` adds the header
    `appsecret_proof`. `development` reaches the administrators of the account only.
    """

    templates: Mapping[MessageKind, ZnsTemplate]
    endpoint: str = ENDPOINT
    app_secret: str | None = field(default=None, repr=False)
    development: bool = False
    timeout: float = _TIMEOUT


class ZnsSender:
    """`client` belongs to the caller, who closes it."""

    method = Method.OTP_ZALO

    def __init__(self, account: ZnsAccount, access_token: AccessToken, client: httpx.AsyncClient) -> None:
        self._account = account
        self._access_token = access_token
        self._client = client

    async def send(self, message: Message) -> None:
        template = self._account.templates.get(message.kind)
        if template is None:
            raise SenderMisconfigured("no_template")
        body = self._body(message, template)
        token = await self._access_token()
        number = await self._post(body, token)
        if number == _TOKEN_REFUSED:
            number = await self._post(body, await self._access_token(stale=token))
        if number != 0:
            raise _mapped(number)

    def _body(self, message: Message, template: ZnsTemplate) -> dict[str, object]:
        values = {"code": message.code, "link": message.link, "organisation": message.organisation_name}
        body: dict[str, object] = {
            "phone": message.recipient.value.removeprefix("+"),
            "template_id": template.id,
            "template_data": {name: values[meaning] for name, meaning in template.parameters.items()},
            "tracking_id": message.id,
        }
        if self._account.development:
            body["mode"] = "development"
        return body

    async def _post(self, body: dict[str, object], token: str) -> int:
        headers = {"access_token": token}
        if self._account.app_secret:
            headers["appsecret_proof"] = hmac.new(
                self._account.app_secret.encode(), token.encode(), hashlib.sha256
            ).hexdigest()
        try:
            response = await self._client.post(
                self._account.endpoint, json=body, headers=headers, timeout=self._account.timeout
            )
        except httpx.HTTPError as error:
            # Not chained: the cause holds the request, and the request the number and the code.
            raise SenderUnavailable(type(error).__name__) from None
        if response.status_code == 401:
            return _TOKEN_REFUSED
        if response.status_code == 429 or response.status_code >= 500:
            raise SenderUnavailable(f"http_{response.status_code}", retry_after(response))
        answer = json_object(response)
        number = answer.get("error") if answer else None
        if not isinstance(number, int) or isinstance(number, bool):
            raise SenderUnavailable(f"http_{response.status_code}_without_error_number")
        return number


def _mapped(number: int) -> SendingError:
    reason = f"zns{number}"
    if number in _RECIPIENT:
        return RecipientRefused(reason)
    if number in _LATER:
        return SenderUnavailable(reason)
    return SenderMisconfigured(reason)
