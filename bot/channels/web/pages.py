"""The pages: the start page, each organisation's policy with the chat on it, and what stands in for a missing page."""

import json
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web import rendering, texts
from bot.channels.web.assets import STATIC, Assets, Document
from bot.channels.web.ports import Services
from bot.channels.web.requests import MAX_TEXT
from bot.knowledge.models import Organisation

HTML = "text/html; charset=utf-8"


class Pages:
    """Renders a page once and keeps it until its organisation changes."""

    def __init__(self, services: Services, assets: Assets) -> None:
        self._services = services
        self._assets = assets
        self._templates = Environment(
            loader=FileSystemLoader(STATIC.parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(t=texts.PAGE, asset=assets.url, fonts=assets.fonts)
        self._templates.filters.update(
            runs=rendering.runs, date=rendering.vietnamese_date, initial=rendering.initial, hours=rendering.hours
        )
        # slug → what the page was made from, and the page
        self._policies: dict[str, tuple[Organisation, Document]] = {}
        self._start: tuple[tuple[Organisation, ...], Document] | None = None

    @property
    def assets(self) -> Assets:
        return self._assets

    async def start(self, request: Request) -> Response:
        organisations = tuple(self._services.organisations.values())
        if self._start is None or self._start[0] != organisations:
            self._start = (organisations, self._render("start.html", organisations=organisations))
        return self._start[1].respond(request)

    async def policy(self, request: Request) -> Response:
        slug = request.path_params["slug"]
        organisation = self._services.organisations.get(slug)
        if organisation is None:
            raise HTTPException(404)
        kept = self._policies.get(slug)
        if kept is None or kept[0] is not organisation:
            kept = self._policies[slug] = (organisation, self._policy(organisation))
        return kept[1].respond(request)

    async def static(self, request: Request) -> Response:
        found = self._assets.find(request.path_params["path"])
        if found is None:
            raise HTTPException(404)
        document, cache = found
        return document.respond(request, cache)

    def error(self, request: Request, status: int) -> Response:
        """A page for a person who came to an address where there is nothing, or where something broke."""
        kind = "not_found" if status == 404 else "error"
        document = self._render(
            "error.html", title=texts.PAGE[f"{kind}_title"], lead=texts.PAGE[f"{kind}_lead"], status=status
        )
        return document.respond(request, "no-store", status)

    def _policy(self, organisation: Organisation) -> Document:
        chat = {
            "slug": organisation.slug,
            "limit": MAX_TEXT,
            "texts": texts.CHAT,
        }
        return self._render(
            "policy.html",
            organisation=organisation,
            policy=organisation.policy,
            view=rendering.policy_view(organisation.policy),
            website=rendering.website_href(organisation.contact.website),
            phone=rendering.phone_href(organisation.contact.phone),
            suggestions=texts.SUGGESTIONS,
            chat=json.dumps(chat, ensure_ascii=False),
        )

    def _render(self, template: str, **values: Any) -> Document:
        return Document.of(self._templates.get_template(template).render(**values).encode(), HTML)
