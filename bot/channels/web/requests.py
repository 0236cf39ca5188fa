"""Reading what a browser sends: every way in which it can be wrong has its own clear answer."""

import json
import re
import unicodedata
from typing import Any

from starlette.requests import Request

from bot.channels.web.errors import BadRequest, BodyTooLarge, Unauthorised

MAX_TEXT = 2_000  # characters: what `bot.knowledge` still reads as a question
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_TOKEN = re.compile(r"[A-Za-z0-9_.~+/=-]{1,256}")


async def read_object(request: Request, limit: int) -> dict[str, Any]:
    """The JSON object in the body. No more than `limit` bytes are ever read. An empty body is an empty object."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise BodyTooLarge(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise BodyTooLarge(limit)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("not_utf8") from error
    try:
        value = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError) as error:
        raise BadRequest("not_json") from error
    if not isinstance(value, dict):
        raise BadRequest("not_json")
    return value


def clean_text(value: object) -> str:
    """What a person typed, fit to be stored: no control characters but line feed and tab, no half of a surrogate pair."""
    if not isinstance(value, str):
        raise BadRequest("invalid_request", field="text")
    if any(unicodedata.category(c) == "Cs" for c in value):
        raise BadRequest("not_utf8")
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    if not any(unicodedata.category(c)[0] in "LNPS" for c in text):
        raise BadRequest("empty_text")
    text = unicodedata.normalize("NFC", text)
    if len(text) > MAX_TEXT:
        raise BadRequest("text_too_long", limit=f"{MAX_TEXT:,}".replace(",", "."))
    return text


def read_identifier(body: dict[str, Any], field: str) -> str:
    """A short opaque name in the body, such as `client_id`, which makes sending twice harmless."""
    value = body.get(field)
    if not isinstance(value, str) or not CLIENT_ID.fullmatch(value):
        raise BadRequest("invalid_request", field=field)
    return value


def read_token(request: Request) -> str:
    """The token of `Authorization: Bearer …`. It is taken from nowhere else, least of all from the address."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not _TOKEN.fullmatch(token.strip()):
        raise Unauthorised
    return token.strip()


def read_after(request: Request) -> int:
    """The number of the last event that the browser has: `Last-Event-ID`, else `?after=`, else 0."""
    for field, value in (
        ("Last-Event-ID", request.headers.get("last-event-id")),
        ("after", request.query_params.get("after")),
    ):
        if value:
            if not value.isascii() or not value.isdecimal() or len(value) > 15:
                raise BadRequest("invalid_parameter", field=field)
            return int(value)
    return 0
