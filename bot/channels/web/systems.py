"""The endpoint at which an organisation's own systems answer an instruction; `bot.systems.answering` says what an answer holds."""

from http import HTTPStatus
from typing import Any, Protocol

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from bot.channels.web.errors import error_response
from bot.channels.web.forms import read_body
from bot.channels.web.schemas import body_of, errors
from bot.systems.errors import AnswerConflict, AnswerRefused, MalformedAnswer, NotSigned, UnknownInstruction
from bot.systems.models import Taken
from bot.systems.signing import SIGNATURE, TIMESTAMP

log = structlog.get_logger(__name__)

LARGEST = 65_536
"""Bytes of an answer."""

_REFUSALS: dict[type[AnswerRefused], tuple[str, HTTPStatus]] = {
    NotSigned: ("not_signed", HTTPStatus.UNAUTHORIZED),
    MalformedAnswer: ("invalid_request", HTTPStatus.BAD_REQUEST),
    UnknownInstruction: ("unknown_instruction", HTTPStatus.NOT_FOUND),
    AnswerConflict: ("answer_conflict", HTTPStatus.CONFLICT),
}


class Answers(Protocol):
    """`bot.systems.answering.Answering`."""

    async def take(self, organisation: str, timestamp: str, signature: str, body: bytes) -> Taken:
        """Raises `bot.systems.errors.AnswerRefused`."""
        ...


class AnswerIn(BaseModel):
    id: str = Field(
        description="Your own name for this answer: 8 to 64 letters, digits and _ . : -; sent again, it counts once"
    )
    instruction: str = Field(description="The `id` of the instruction")
    result: str = Field(description="`done`, `partly` or `cannot`; the last two are decided by a member of staff")
    reason: str = Field("", description="For staff; needed unless it is done")
    message: str = Field("", description="Told to the person when it is done")


class TakenOut(BaseModel):
    ticket: str
    status: str = Field(description="How the ticket stands now")
    duplicate: bool = Field(description="The same answer had come before; nothing was done now")


class AnswersApi:
    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def take(self, request: Request, slug: str) -> Response:
        """Answer an instruction. Signed like the instruction itself: `X-Lachan-Timestamp` is the Unix time in seconds, at most five
        minutes off, and `X-Lachan-Signature` is `v1=` and the hex HMAC-SHA-256 of `<timestamp>.<body>` with the shared secret."""
        body = await read_body(request, LARGEST)
        headers = request.headers
        try:
            taken = await self._answers.take(slug, headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, ""), body)
        except AnswerRefused as error:
            code, status = _REFUSALS[type(error)]
            log.warning("answer_refused", code=code, reason=error.reason if isinstance(error, NotSigned) else "")
            return error_response(code, str(error), status)
        out = TakenOut(ticket=taken.code, status=taken.status.value, duplicate=taken.duplicate)
        return JSONResponse(out.model_dump(), headers={"Cache-Control": "no-store"})


def systems_router(answers: Answers) -> APIRouter:
    router = APIRouter(prefix="/api/v1", tags=["systems"])
    router.add_api_route(
        "/systems/{slug}/answers",
        AnswersApi(answers).take,
        methods=["POST"],
        response_model=TakenOut,
        responses=errors(400, 401, 404, 409, 413),
        openapi_extra=body_of(AnswerIn) | _SIGNED,
        summary="Answer an instruction",
    )
    return router


_SIGNED: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        for name in (TIMESTAMP, SIGNATURE)
    ]
}
