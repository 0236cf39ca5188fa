"""Reading what a page's form sends, as a browser writes it without any script."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.channels.web.errors import BadRequest, BodyTooLarge

_MOST_FIELDS = 20
_TYPE = "application/x-www-form-urlencoded"


async def read_form(request: Request, limit: int) -> dict[str, str]:
    """The first value of each field. No more than `limit` bytes are ever read. Raises `BodyTooLarge`, or `BadRequest` for
    what no form sends."""
    body = await read_body(request, limit)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise BadRequest("http")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError as error:
        raise BadRequest("not_utf8") from error
    except ValueError as error:
        raise BadRequest("http") from error
    return dict(reversed(pairs))


async def read_body(request: Request, limit: int) -> bytes:
    """Raises `BodyTooLarge` without reading on."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise BodyTooLarge(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise BodyTooLarge(limit)
    return bytes(body)
