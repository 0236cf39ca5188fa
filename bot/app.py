"""The ASGI application. It builds nothing: `create_app` is handed its services, starts them, stops them, and serves them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.errors import BodyTooLarge, NotReady, WebError, error_response
from bot.channels.web.ports import Services
from bot.channels.web.routes import make_pages, web_router
from bot.channels.web.schemas import SECURITY_SCHEMES
from bot.channels.web.texts import ERRORS
from bot.settings import Settings

log = structlog.get_logger(__name__)

# Set where a route has not set its own (the widget's frame will allow its hosts to frame it).
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def create_app(services: Services, settings: Settings) -> FastAPI:
    """The application over `services`, which it initialises when it starts and shuts down when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await services.initialize()
        try:
            yield
        finally:
            await services.shutdown()

    app = FastAPI(
        title="Lá Chắn",
        summary="A privacy desk in Vietnamese: ask an organisation's privacy policy, get its own words back.",
        version="1",
        lifespan=lifespan,
        docs_url=None,  # these two pages load scripts from elsewhere
        redoc_url=None,
    )
    pages = make_pages(services, settings)
    app.include_router(web_router(services, settings, pages))
    _add_health(app, services)
    _describe(app)

    def answer(request: Request, code: str, status: int, headers: dict[str, str] | None = None) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
        if wants_page and status in (404, 500):
            return pages.error(request, status)
        return error_response(code, ERRORS[code], status, headers)

    async def web_error(_: Request, error: Exception) -> Response:
        assert isinstance(error, WebError)
        return error_response(error.code, error.message, error.status, error.headers)

    async def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http")
        return answer(request, code, error.status_code, dict(error.headers or {}))

    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        field = next((str(e["loc"][-1]) for e in error.errors() if e["loc"]), "?")
        message = ERRORS["invalid_request"].format(field=field)
        return error_response("invalid_request", message, HTTPStatus.BAD_REQUEST)

    async def broken(request: Request, error: Exception) -> Response:
        # The traceback goes to the log of the server; a person learns only that it is not their fault.
        log.error("request_failed", path=request.url.path, error=type(error).__name__)
        response = answer(request, "internal", 500)
        # This answer is made outside the middleware below.
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    app.add_exception_handler(WebError, web_error)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, broken)
    app.add_middleware(Guard, body_limit=settings.web.body_limit)
    return app


class Guard:
    """Security headers on every answer; a body that says it is too large is refused before any of it is read."""

    def __init__(self, app: ASGIApp, body_limit: int) -> None:
        self._app = app
        self._limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._limit:
            error = BodyTooLarge(self._limit)
            response = error_response(error.code, error.message, error.status, error.headers)
            await response(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)


def _add_health(app: FastAPI, services: Services) -> None:
    async def alive() -> Response:
        """The process is up and answers."""
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    async def ready() -> Response:
        """The service can take conversations; 503 while it cannot."""
        if not await services.ready():
            raise NotReady
        return JSONResponse({"status": "ready"}, headers={"Cache-Control": "no-store"})

    for path, handler, summary in (("/healthz", alive, "Is it alive?"), ("/readyz", ready, "Is it ready?")):
        app.add_api_route(path, handler, methods=["GET"], tags=["health"], summary=summary)
        app.add_api_route(path, handler, methods=["HEAD"], include_in_schema=False)


def _describe(app: FastAPI) -> None:
    """Add the conversation's bearer token to the OpenAPI description, and take out the 422 that is never answered."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            schema.setdefault("components", {})["securitySchemes"] = SECURITY_SCHEMES
            for operations in schema["paths"].values():
                for operation in operations.values():
                    operation["responses"].pop("422", None)
            for name in ("HTTPValidationError", "ValidationError"):
                schema["components"].get("schemas", {}).pop(name, None)
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]
