"""What the web answers instead of a result, as `{"error": {"code", "message"}}`.

WebError
├── BadRequest             400  not JSON, not UTF-8, a field missing, an empty or overlong text
├── Unauthorised           401  no bearer token was sent
├── NotFound               404  no such organisation, page or conversation (a wrong token answers the same)
├── Gone                   410  a button that has expired
├── BodyTooLarge           413  more bytes than `settings.web.body_limit`
├── TooMany                429  with Retry-After
└── NotReady               503  with Retry-After
"""

from collections.abc import Mapping

from starlette.responses import JSONResponse

from bot.channels.web.texts import ERRORS


class WebError(Exception):
    """An answer with a 4xx or 5xx status; `code` is a key of `texts.ERRORS`."""

    status = 500

    def __init__(self, code: str, headers: Mapping[str, str] | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = ERRORS[code].format(**values)
        self.headers = dict(headers or {})


class BadRequest(WebError):
    """The request cannot be understood; sending it again unchanged will not help."""

    status = 400


class Unauthorised(WebError):
    """No bearer token was sent where one is needed."""

    status = 401

    def __init__(self) -> None:
        super().__init__("unauthorised", {"WWW-Authenticate": "Bearer"})


class NotFound(WebError):
    """There is nothing here, or nothing that this caller may see."""

    status = 404


class Gone(WebError):
    """It was there and has expired."""

    status = 410


class BodyTooLarge(WebError):
    """The body is larger than the limit. The connection is closed: the rest of the body is not read."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__("body_too_large", {"Connection": "close"}, limit=limit)


class TooMany(WebError):
    """A rate limit is spent; `retry_after` says in how many seconds it is worth trying again."""

    status = 429

    def __init__(self, code: str, retry_after: int) -> None:
        super().__init__(code, {"Retry-After": str(retry_after)}, seconds=retry_after)
        self.retry_after = retry_after


class NotReady(WebError):
    """The service is starting or stopping."""

    status = 503

    def __init__(self) -> None:
        super().__init__("not_ready", {"Retry-After": "5"})


def error_response(code: str, message: str, status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The one form that every error of the service has."""
    return JSONResponse(
        {"error": {"code": code, "message": message}},
        status_code=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
