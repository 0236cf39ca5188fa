"""The routes of the web channel, assembled."""

from fastapi import APIRouter

from bot.channels.web.api import api_router
from bot.channels.web.assets import Assets
from bot.channels.web.desk import desk_router
from bot.channels.web.fonts import font_files
from bot.channels.web.pages import Pages
from bot.channels.web.ports import Services
from bot.channels.web.views import Views
from bot.settings import Settings


def make_pages(services: Services, settings: Settings) -> Pages:
    """The pages with their files. The first time ever, this cuts the fonts: half a second."""
    return Pages(services, Assets.load(font_files(settings.paths.var / "fonts")))


def web_router(services: Services, settings: Settings, pages: Pages) -> APIRouter:
    router = APIRouter()
    # Plain Starlette routes: they answer HEAD too and are no part of the API's description.
    router.add_route("/", pages.start)
    router.add_route("/chinh-sach/{slug}", pages.policy)
    router.add_route("/static/{path:path}", pages.static)
    router.include_router(api_router(services, settings))
    if services.desk_pages is not None:
        views = Views(pages.assets)
        router.include_router(desk_router(views, services.desk_pages, lambda: _names(services), settings.mode))
    return router


def _names(services: Services) -> dict[str, str]:
    return {slug: organisation.name for slug, organisation in services.organisations.items()}
