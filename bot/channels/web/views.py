"""Pages that are made for one request: forms and their answers. Nothing of them is kept, by us or by the browser."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from bot.channels.web import rendering, texts
from bot.channels.web.assets import STATIC, Assets

PRIVATE = {
    # As `bot.app.SECURITY_HEADERS`, but the page's own forms may be sent to us.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Cache-Control": "no-store",
    # Addresses of these pages may hold what opens something; no other site learns them, and no search engine lists them.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Headers of every such page."""


class Views:
    def __init__(self, assets: Assets) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(STATIC.parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(t=texts.PAGE, asset=assets.url, fonts=assets.fonts)
        self._templates.filters.update(runs=rendering.runs)

    def page(
        self, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
    ) -> Response:
        """Starlette leaves the body out for HEAD."""
        body = self._templates.get_template(template).render(**values)
        return HTMLResponse(body, status, {**PRIVATE, **(headers or {})})
