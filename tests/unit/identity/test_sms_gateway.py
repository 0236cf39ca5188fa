"""The generic gateway: requests as the settings say, answers as gateways give them."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.errors import SenderMisconfigured, SenderUnavailable
from bot.identity.messages import Message
from bot.identity.senders.answers import LONGEST_WAIT, retry_after
from bot.identity.senders.sms_gateway import Encoding, SmsGateway, SmsGatewaySender
from tests.unit.identity.senders import a_phone_message

GATEWAY = SmsGateway(
    "https://sms.example/v1/send",
    {"to": "{phone}", "body": "{text}", "options": {"ref": "{id}", "tags": ["otp", "{local_phone}"]}, "unicode": 0},
    auth_value="Bearer t0ken",
)


async def send(
    gateway: SmsGateway, answer: httpx.Response | Exception, message: Message | None = None
) -> list[httpx.Request]:
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as client:
        await SmsGatewaySender(gateway, client).send(message or a_phone_message())
    return requests


async def test_json_is_filled_to_any_depth() -> None:
    message = a_phone_message()
    (request,) = await send(GATEWAY, httpx.Response(202), message)
    assert (request.method, str(request.url)) == ("POST", GATEWAY.url)
    assert request.headers["Authorization"] == "Bearer t0ken"
    assert json.loads(request.content) == {
        "to": "84912345678",
        "body": message.short,
        "options": {"ref": message.id, "tags": ["otp", "0912345678"]},
        "unicode": 0,
    }
    assert "t0ken" not in repr(GATEWAY)


async def test_a_form_by_another_method_with_another_header() -> None:
    gateway = SmsGateway(
        "https://sms.example/api",
        {"Phone": "{local_phone}", "Content": "{text}", "SmsType": 2},
        method="PUT",
        encoding=Encoding.FORM,
        auth_header="X-Api-Key",
        auth_value="k",
    )
    message = a_phone_message()
    (request,) = await send(gateway, httpx.Response(200), message)
    assert (request.method, request.headers["X-Api-Key"]) == ("PUT", "k")
    assert parse_qs(request.content.decode()) == {
        "Phone": ["0912345678"],
        "Content": [message.short],
        "SmsType": ["2"],
    }


async def test_a_query_for_gateways_that_want_it() -> None:
    gateway = SmsGateway(
        "https://sms.example/get", {"phone": "{phone}", "text": "{text}"}, method="GET", encoding=Encoding.QUERY
    )
    message = a_phone_message()
    (request,) = await send(gateway, httpx.Response(200), message)
    assert (request.method, request.content) == ("GET", b"")
    assert parse_qs(request.url.query.decode()) == {"phone": ["84912345678"], "text": [message.short]}


@given(st.text(alphabet="{}phonetxid_a ", max_size=60))
async def test_braces_in_a_message_are_only_text(text: str) -> None:
    message = replace(a_phone_message(), short=text)
    gateway = SmsGateway("https://sms.example", {"body": "<{text}>", "to": "{phone}"})
    (request,) = await send(gateway, httpx.Response(200), message)
    assert json.loads(request.content)["body"] == f"<{text}>"


@pytest.mark.parametrize(
    ("answer", "value"),
    [({"CodeResult": "100", "SMSID": "x"}, "100"), ({"CodeResult": 0}, "0"), ({"CodeResult": True}, "true")],
)
async def test_success_can_be_a_field_of_the_answer(answer: dict[str, object], value: str) -> None:
    gateway = replace(GATEWAY, success_field="CodeResult", success_value=value)
    assert len(await send(gateway, httpx.Response(200, json=answer))) == 1


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, json={"CodeResult": "99", "ErrorMessage": "phone 84912345678 not valid"}),
        httpx.Response(200, json={}),
        httpx.Response(200, json={"CodeResult": None}),
        httpx.Response(200, json={"CodeResult": {"x": 1}}),
        httpx.Response(200, json=["100"]),
        httpx.Response(200, text="ok"),
        httpx.Response(503),
        httpx.ConnectTimeout("84912345678"),
    ],
)
async def test_anything_else_is_an_outage_that_tells_nothing(answer: httpx.Response | Exception) -> None:
    gateway = replace(GATEWAY, success_field="CodeResult", success_value="100")
    with pytest.raises(SenderUnavailable) as caught:
        await send(gateway, answer)
    assert "912345678" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404])
async def test_a_refusal_is_a_setting_to_mend(status: int) -> None:
    with pytest.raises(SenderMisconfigured, match=f"http_{status}"):
        await send(GATEWAY, httpx.Response(status))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("12", 12.0), ("999999", LONGEST_WAIT), ("", None), ("soon", None), ("-5", None), ("１２", None)],
)
def test_patience_is_read_from_the_header(header: str, seconds: float | None) -> None:
    assert retry_after(httpx.Response(429, headers=[(b"Retry-After", header.encode())])) == seconds


def answered(moment: datetime) -> Callable[[], float | None]:
    return lambda: retry_after(httpx.Response(503, headers={"Retry-After": format_datetime(moment, usegmt=True)}))


def test_patience_can_be_a_date() -> None:
    now = datetime.now(UTC)
    assert answered(now - timedelta(hours=1))() == 0.0
    assert answered(now + timedelta(days=3))() == LONGEST_WAIT
    soon = answered(now + timedelta(seconds=100))()
    assert soon is not None and 50 < soon <= 100
