"""The Zalo sender against answers as Zalo gives them (facts/zalo.md A4)."""

import hashlib
import hmac
import json
from collections.abc import Callable

import httpx
import pytest

from bot.identity.errors import RecipientRefused, SenderMisconfigured, SenderUnavailable, SendingError
from bot.identity.messages import MessageKind
from bot.identity.models import Method
from bot.identity.senders.zns import ENDPOINT, ZnsAccount, ZnsSender, ZnsTemplate
from tests.unit.identity.senders import CODE, LINK, a_phone_message

OK = {
    "error": 0,
    "message": "Success",
    "data": {"msg_id": "m", "sent_time": "1772420400000", "quota": {"dailyQuota": "500", "remainingQuota": "499"}},
}
TEMPLATE = ZnsTemplate("302441", {"otp": "code", "ten_cong_ty": "organisation"})
ACCOUNT = ZnsAccount({MessageKind.CODE: TEMPLATE})


class Tokens:
    def __init__(self) -> None:
        self.stale: list[str | None] = []

    async def __call__(self, *, stale: str | None = None) -> str:
        self.stale.append(stale)
        return f"token-{len(self.stale)}"


class Zalo:
    """Answers with what it is given, one after the other."""

    def __init__(self, *answers: object) -> None:
        self.answers = [*answers]
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)


async def send(
    zalo: Callable[[httpx.Request], httpx.Response],
    account: ZnsAccount = ACCOUNT,
    kind: MessageKind = MessageKind.CODE,
    tokens: Tokens | None = None,
) -> None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(zalo)) as client:
        await ZnsSender(account, tokens or Tokens(), client).send(a_phone_message(kind))


async def test_the_request_is_as_zalo_wants_it() -> None:
    zalo = Zalo(OK)
    await send(zalo)
    (request,) = zalo.requests
    body = json.loads(request.content)
    tracking = body.pop("tracking_id")
    assert (request.method, str(request.url), request.headers["access_token"]) == ("POST", ENDPOINT, "token-1")
    assert body == {
        "phone": "84912345678",
        "template_id": "302441",
        "template_data": {"otp": CODE, "ten_cong_ty": "Medring"},
    }
    assert tracking.isalnum() and tracking.isascii() and len(tracking) <= 48
    assert "appsecret_proof" not in request.headers
    assert ZnsSender.method is Method.OTP_ZALO


async def test_what_an_account_adds() -> None:
    zalo = Zalo(OK)
    account = ZnsAccount(
        {MessageKind.CODE: ZnsTemplate("1", {"otp": "code", "huy": "link"})},
        endpoint="https://zns.example/send",
        app_secret="s3cret",
        development=True,
    )
    await send(zalo, account)
    (request,) = zalo.requests
    body = json.loads(request.content)
    assert str(request.url) == "https://zns.example/send"
    assert body["mode"] == "development"
    assert body["template_data"] == {"otp": CODE, "huy": LINK}
    assert request.headers["appsecret_proof"] == hmac.new(b"s3cret", b"token-1", hashlib.sha256).hexdigest()
    assert "s3cret" not in repr(account)


@pytest.mark.parametrize("refusal", [{"error": -124, "message": "Access token invalid"}, httpx.Response(401)])
async def test_a_token_that_ran_out_is_replaced_once(refusal: object) -> None:
    zalo, tokens = Zalo(refusal, OK), Tokens()
    await send(zalo, tokens=tokens)
    assert tokens.stale == [None, "token-1"]
    assert [request.headers["access_token"] for request in zalo.requests] == ["token-1", "token-2"]


async def test_a_second_token_that_is_refused_is_a_setting_to_mend() -> None:
    refusal = {"error": -124, "message": "Access token invalid"}
    with pytest.raises(SenderMisconfigured, match="zns-124"):
        await send(Zalo(refusal, refusal))


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (-108, RecipientRefused),
        (-114, RecipientRefused),
        (-118, RecipientRefused),
        (-119, RecipientRefused),
        (-139, RecipientRefused),
        (-141, RecipientRefused),
        (-100, SenderUnavailable),
        (-133, SenderUnavailable),
        (-144, SenderUnavailable),
        (-109, SenderMisconfigured),
        (-115, SenderMisconfigured),
        (-131, SenderMisconfigured),
        (-99999, SenderMisconfigured),
    ],
)
async def test_error_numbers(number: int, error: type[SendingError]) -> None:
    with pytest.raises(error, match=f"zns{number}"):
        await send(Zalo({"error": number, "message": "phone 84912345678 …"}))


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(502, text="<html>"),
        httpx.Response(200, text="not json"),
        httpx.Response(200, json=[1]),
        httpx.Response(200, json={"error": "0"}),
        httpx.Response(200, json={"error": True}),
        httpx.Response(200, json={}),
        httpx.Response(302, headers={"location": "https://example.com"}),
        httpx.ReadTimeout("84912345678"),
        httpx.ConnectError("84912345678"),
    ],
)
async def test_everything_else_is_an_outage_that_tells_nothing(answer: object) -> None:
    with pytest.raises(SenderUnavailable) as caught:
        await send(Zalo(answer))
    assert caught.value.__cause__ is None and caught.value.__suppress_context__ == isinstance(answer, Exception)
    assert "912345678" not in str(caught.value)


async def test_zalo_can_ask_for_patience() -> None:
    with pytest.raises(SenderUnavailable) as caught:
        await send(Zalo(httpx.Response(429, headers={"Retry-After": "17"})))
    assert caught.value.retry_after == 17


async def test_a_kind_without_a_template_goes_another_way() -> None:
    zalo = Zalo()
    with pytest.raises(SenderMisconfigured, match="no_template"):
        await send(zalo, kind=MessageKind.NOTICE)
    assert zalo.requests == []
