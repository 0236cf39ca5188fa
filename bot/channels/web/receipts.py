"""Pages of receipts: anybody checks one, its owner prints it.

    GET  /receipts/verify   the form; a link from a QR code carries the receipt in its fragment, and a script sends it
    POST /receipts/verify   genuine and current, genuine but the ticket has moved on, not in accord with the books, not genuine
    POST /receipts/print    the receipt as a page to print, with its QR code
    POST /receipts/pdf      the same as a file
    GET  /receipts/key      the public keys as a JWK set, to check receipts without us

A receipt holds no personal data, but it names a ticket, and whoever knows that may ask how the ticket stands. So it is never a
part of an address that reaches a server: not in our logs, nor a proxy's, nor a link checker's. A fragment stays in the browser,
and a form's body is not logged.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from markupsafe import Markup

from bot.channels.web.forms import read_form
from bot.channels.web.limits import RateLimit, network
from bot.channels.web.views import PRIVATE, Views
from bot.receipts import pdf, wording
from bot.receipts.errors import NotGenuine
from bot.receipts.keys import PublicKey
from bot.receipts.models import Checked, Receipt, Verdict
from bot.receipts.qr import svg

PER_MINUTE = 60
"""Checks from one network address."""
_LARGEST = 16_384  # bytes of a form
_FIELD = "receipt"


class Receipts(Protocol):
    """`bot.receipts.service.ReceiptService`."""

    @property
    def public_keys(self) -> Sequence[PublicKey]: ...
    def read(self, text: str) -> Receipt:
        """Raises `bot.receipts.errors.NotGenuine`."""
        ...

    async def check(self, text: str) -> Checked: ...


class ReceiptPages:
    def __init__(self, views: Views, receipts: Receipts, per_minute: int) -> None:
        self._views = views
        self._receipts = receipts
        self._limit = RateLimit(per_minute)

    async def form(self, request: Request) -> Response:
        return self._answer(None)

    async def verify(self, request: Request) -> Response:
        async def checked(text: str) -> Response:
            return self._answer(await self._receipts.check(text))

        return await self._taken(request, checked)

    async def print(self, request: Request) -> Response:
        return await self._taken(request, partial(self._of_receipt, self._printed))

    async def pdf(self, request: Request) -> Response:
        return await self._taken(request, partial(self._of_receipt, self._file))

    async def key(self, request: Request) -> Response:
        keys = [key.jwk for key in self._receipts.public_keys]
        return JSONResponse({"keys": keys}, headers={"Cache-Control": "public, max-age=3600"})

    async def _taken(self, request: Request, answer: Callable[[str], Awaitable[Response]]) -> Response:
        """The answer to what the form holds, or 429."""
        if wait := self._limit.spend(network(request.client.host if request.client else None)):
            return self._page(None, wait=wait, status=429, headers={"Retry-After": str(wait)})
        return await answer((await read_form(request, _LARGEST)).get(_FIELD, ""))

    async def _of_receipt(self, make: Callable[[Receipt], Awaitable[Response]], text: str) -> Response:
        try:
            receipt = self._receipts.read(text)
        except NotGenuine:
            return self._answer(Checked(Verdict.NOT_GENUINE))
        return await make(receipt)

    async def _printed(self, receipt: Receipt) -> Response:
        drawn = await asyncio.to_thread(svg, receipt.link, wording.SCAN)
        return self._views.page("receipt.html", receipt=receipt, qr=Markup(drawn), words=wording)  # noqa: S704 - drawn by segno

    async def _file(self, receipt: Receipt) -> Response:
        body = await asyncio.to_thread(pdf.render, receipt)
        headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{pdf.file_name(receipt)}"'}
        return Response(body, media_type="application/pdf", headers=headers)

    def _answer(self, checked: Checked | None) -> Response:
        return self._page(checked, wait=0, status=200)

    def _page(
        self, checked: Checked | None, *, wait: int, status: int, headers: Mapping[str, str] | None = None
    ) -> Response:
        keys = self._receipts.public_keys
        return self._views.page(
            "receipt_check.html", status, headers, checked=checked, keys=keys, words=wording, wait=wait
        )


def receipts_router(views: Views, receipts: Receipts, per_minute: int = PER_MINUTE) -> APIRouter:
    pages = ReceiptPages(views, receipts, per_minute)
    router = APIRouter()
    # Plain Starlette routes: they answer HEAD too and are no part of the API's description.
    router.add_route("/receipts/verify", pages.form)
    router.add_route("/receipts/verify", pages.verify, methods=["POST"])
    router.add_route("/receipts/print", pages.print, methods=["POST"])
    router.add_route("/receipts/pdf", pages.pdf, methods=["POST"])
    router.add_route("/receipts/key", pages.key)
    return router
