"""The public page behind "Không phải tôi".

    GET  /not-me/<token>   explains and shows a button: mail scanners open every link, so opening one does nothing
    POST /not-me/<token>   acts, and says the same whatever came of it

Neither says whether the token, the request or the person is known. The token opens something, so it is in no log of ours and no
other page learns the address.
"""

from typing import Protocol

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.channels.web.views import Views
from bot.identity import wording

log = structlog.get_logger(__name__)


class Disowning(Protocol):
    """`bot.identity.service.IdentityService`, or what also holds the tickets that the request led to."""

    async def disown(self, token: str) -> object:
        """Whatever it returns is shown to nobody."""
        ...


class NotMePages:
    def __init__(self, views: Views, identity: Disowning) -> None:
        self._views = views
        self._identity = identity

    async def ask(self, request: Request) -> Response:
        return self._views.page("not_me.html", said=None, failed=False)

    async def act(self, request: Request) -> Response:
        try:
            await self._identity.disown(request.path_params["token"])
        except Exception as error:
            # Not left to the application's own handler, which logs the address; and "đã dừng" must not be said of what was
            # not stopped.
            log.error("not_me_failed", error=type(error).__name__)
            return self._views.page("not_me.html", 503, {"Retry-After": "5"}, said=None, failed=True)
        return self._views.page("not_me.html", said=wording.DISOWNED, failed=False)


def not_me_router(views: Views, identity: Disowning) -> APIRouter:
    pages = NotMePages(views, identity)
    router = APIRouter()
    router.add_route("/not-me/{token}", pages.ask)
    router.add_route("/not-me/{token}", pages.act, methods=["POST"])
    return router
