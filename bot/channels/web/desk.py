"""The pages of the desk: receipts, "Không phải tôi", the development mailbox, and the answers of an organisation's own systems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter

from bot.channels.web.mailbox import Letters, mailbox_router
from bot.channels.web.not_me import Disowning, not_me_router
from bot.channels.web.receipts import Receipts, receipts_router
from bot.channels.web.systems import Answers, systems_router
from bot.channels.web.views import Views


@dataclass(frozen=True, slots=True)
class DeskPages:
    """What the pages call. There is no `mailbox` in production."""

    receipts: Receipts
    refusals: Disowning
    answers: Answers
    mailbox: Letters | None = None


def desk_router(
    views: Views,
    desk: DeskPages,
    organisations: Callable[[], Mapping[str, str]],
    mode: Literal["development", "production"],
) -> APIRouter:
    router = APIRouter()
    router.include_router(receipts_router(views, desk.receipts))
    router.include_router(not_me_router(views, desk.refusals))
    router.include_router(systems_router(desk.answers))
    if desk.mailbox is not None:
        router.include_router(mailbox_router(views, desk.mailbox, organisations, mode))
    return router
