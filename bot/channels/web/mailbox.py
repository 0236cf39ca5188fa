"""The mailbox of the demo: what would have been e-mailed or texted, newest first.

    GET /mailbox?organisation=medring     the letters, of one organisation or of all
    GET /mailbox/newest?organisation=…    the id of the newest, for the script that looks for new ones

Who can read it can prove any contact, so it is not served in production, whatever anybody wires.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Literal, Protocol

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from bot.channels.web.rendering import Run, runs
from bot.channels.web.views import PRIVATE, Views
from bot.identity.contacts import Contact, ContactKind
from bot.identity.repository.mailbox import Letter

SHOWN = 100
_LONGEST_LINK = 72  # characters
_HANOI = timezone(timedelta(hours=7))
_NOT_ME = re.compile(r"https?://[^/]+(/not-me/[A-Za-z0-9_\-]+)")


class Letters(Protocol):
    """`bot.identity.senders.mailbox.Mailbox`."""

    async def letters(self, organisation: str | None = None, limit: int = SHOWN) -> list[Letter]:
        """Newest first."""
        ...


class OrganisationsNamed(Protocol):
    """Slug → name, in the order of the start page."""

    def __call__(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter as the page shows it. `not_me` is the path behind "Không phải tôi", empty where there is none."""

    id: str
    organisation: str
    kind: str
    by_email: bool
    at: str
    masked: str
    to: str
    subject: str
    paragraphs: list[list[Run]]
    code: str
    not_me: str


class MailboxPages:
    def __init__(self, views: Views, mailbox: Letters, organisations: OrganisationsNamed) -> None:
        self._views = views
        self._mailbox = mailbox
        self._organisations = organisations

    async def page(self, request: Request) -> Response:
        chosen, names = _chosen(request), self._organisations()
        letters = await self._mailbox.letters(chosen, SHOWN)
        return self._views.page(
            "mailbox.html",
            letters=[_shown(letter, names) for letter in letters],
            newest=letters[0].id if letters else "",
            organisations=names,
            chosen=chosen,
            limit=SHOWN,
        )

    async def newest(self, request: Request) -> Response:
        letters = await self._mailbox.letters(_chosen(request), 1)
        return JSONResponse({"newest": letters[0].id if letters else ""}, headers=PRIVATE)


def mailbox_router(
    views: Views, mailbox: Letters, organisations: OrganisationsNamed, mode: Literal["development", "production"]
) -> APIRouter:
    """Without any route unless `mode` is "development"."""
    router = APIRouter()
    if mode != "development":
        return router
    pages = MailboxPages(views, mailbox, organisations)
    router.add_route("/mailbox", pages.page)
    router.add_route("/mailbox/newest", pages.newest)
    return router


def _chosen(request: Request) -> str | None:
    return request.query_params.get("organisation") or None


def _shown(letter: Letter, names: Mapping[str, str]) -> Shown:
    by_email = "@" in letter.to
    link = _NOT_ME.search(letter.body)
    return Shown(
        id=letter.id,
        organisation=names.get(letter.organisation, letter.organisation),
        kind=letter.kind.value,
        by_email=by_email,
        at=f"{letter.at.astimezone(_HANOI):%H:%M:%S %d/%m/%Y}",
        masked=Contact(ContactKind.EMAIL if by_email else ContactKind.PHONE, letter.to).masked,
        to=letter.to,
        subject=letter.subject if by_email else "",
        paragraphs=[_local(block) for block in letter.body.strip().split("\n\n")],
        code=letter.code,
        not_me=link[1] if link else "",
    )


def _local(text: str) -> list[Run]:
    """Its links, the long ones shortened; "Không phải tôi" leads to this server, whatever public address the letter names."""
    return [_shortened(run) if run.href else run for run in runs(text)]


def _shortened(run: Run) -> Run:
    shown = run.text if len(run.text) <= _LONGEST_LINK else f"{run.text[:_LONGEST_LINK]}…"
    found = _NOT_ME.fullmatch(run.href)
    return Run(shown, found[1] if found else run.href)
