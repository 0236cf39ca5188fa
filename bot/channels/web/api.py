"""The conversation API: start, write, press, follow. The page uses it, and so may anyone's own front end."""

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.channels.web.errors import BadRequest, Gone, NotFound, TooMany
from bot.channels.web.limits import RateLimit, Slots, network
from bot.channels.web.ports import Services
from bot.channels.web.requests import clean_text, read_after, read_identifier, read_object, read_token
from bot.channels.web.schemas import (
    BEARER,
    FOLLOW,
    AcceptedOut,
    ButtonIn,
    ConversationOut,
    EventOut,
    EventsOut,
    MessageIn,
    body_of,
    errors,
)
from bot.conversations.errors import Busy, ButtonExpired, EmptyMessage, MessageTooLong, UnknownConversation
from bot.conversations.models import Message
from bot.settings import Settings

CHANNEL = "web"
HEARTBEAT = 15  # seconds; proxies commonly cut a silent response at 30 or 60
RETRY = 2_000  # milliseconds, for clients that are an EventSource
STREAMS_EACH = 4  # tabs of one conversation
BUSY_SECONDS = 2
NO_STORE = {"Cache-Control": "no-store"}


def public_id(key: str) -> str:
    """What stands for a conversation in addresses, and so in logs and histories.

    The key itself, which alone opens the conversation, only ever travels in the `Authorization` header; from this hash it
    cannot be found.
    """
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()[:18]).decode()


class ConversationApi:
    """The handlers, with the limits they share."""

    def __init__(self, services: Services, settings: Settings) -> None:
        self._services = services
        self._limit = settings.web.body_limit
        self._turns = RateLimit(settings.web.turns_per_minute)
        self._sessions = RateLimit(settings.web.sessions_per_minute)
        self._streams = Slots(STREAMS_EACH)

    async def start(self, request: Request, slug: str) -> Response:
        """Start a conversation with an organisation. Nothing about the person is asked or kept."""
        await read_object(request, self._limit)  # nothing in it is needed, but a bad body is refused here as elsewhere
        if slug not in self._services.organisations:
            raise NotFound("unknown_organisation")
        self._spend(self._sessions, network(request.client.host if request.client else None), "too_many_conversations")
        conversation = await self._services.conversations.start(slug, CHANNEL)
        out = ConversationOut(conversation=public_id(conversation.id), token=conversation.id)
        return JSONResponse(out.model_dump(), HTTPStatus.CREATED, NO_STORE)

    async def say(self, request: Request, conversation_id: str) -> Response:
        """Send a message. The answer comes as an event; 202 means that the message is kept and will be answered."""
        key = await self._authorised(request, conversation_id)
        body = await read_object(request, self._limit)
        text, client_id = clean_text(body.get("text")), read_identifier(body, "client_id")
        self._spend(self._turns, conversation_id, "too_many_messages")
        return await _accepted(self._services.conversations.say(key, text, client_id))

    async def press(self, request: Request, conversation_id: str) -> Response:
        """Press a button of an earlier event. A button that has expired answers 410."""
        key = await self._authorised(request, conversation_id)
        body = await read_object(request, self._limit)
        button, client_id = read_identifier(body, "button"), read_identifier(body, "client_id")
        self._spend(self._turns, conversation_id, "too_many_messages")
        return await _accepted(self._services.conversations.press(key, button, client_id))

    async def events(self, request: Request, conversation_id: str) -> Response:
        """What was said after an event: a stream (`Accept: text/event-stream`), else a JSON list for polling."""
        key = await self._authorised(request, conversation_id)
        after = read_after(request)
        if "text/event-stream" in request.headers.get("accept", ""):
            if not self._streams.free(conversation_id):
                raise TooMany("too_many_streams", HEARTBEAT)
            stream = self._stream(key, conversation_id, after)
            return EventSourceResponse(stream, ping=HEARTBEAT, headers=NO_STORE)
        events = [EventOut.of(m) for m in await self._services.conversations.events_since(key, after)]
        out = EventsOut(events=events, last=events[-1].seq if events else after)
        return JSONResponse(out.model_dump(mode="json"), headers=NO_STORE)

    async def _stream(self, key: str, conversation_id: str, after: int) -> AsyncIterator[ServerSentEvent]:
        """Everything after `after`, old and new, each once and in order."""
        with self._streams.hold(conversation_id):
            # At once, so that the browser knows that nothing between us holds the stream back.
            yield ServerSentEvent(comment="ok", retry=RETRY)
            try:
                async for message in self._services.conversations.subscribe(key, after):
                    yield ServerSentEvent(EventOut.of(message).model_dump_json(), id=str(message.seq), event="message")
            except UnknownConversation:
                return  # forgotten meanwhile; the browser asks again and is told

    async def _authorised(self, request: Request, conversation_id: str) -> str:
        """The key of the conversation, when the token is it. An unknown id and a wrong token cannot be told apart."""
        key = read_token(request)
        if not hmac.compare_digest(public_id(key).encode(), conversation_id.encode()):
            raise NotFound("unknown_conversation")
        try:
            conversation = await self._services.conversations.get(key)
        except UnknownConversation as error:
            raise NotFound("unknown_conversation") from error
        if conversation.channel != CHANNEL:
            raise NotFound("unknown_conversation")
        return key

    @staticmethod
    def _spend(limit: RateLimit, key: str, code: str) -> None:
        if wait := limit.spend(key):
            raise TooMany(code, wait)


async def _accepted(turn: Awaitable[list[Message]]) -> Response:
    """The number of the person's message, which is the first of its turn."""
    try:
        messages = await turn
    except UnknownConversation as error:
        raise NotFound("unknown_conversation") from error
    except EmptyMessage as error:
        raise BadRequest("empty_text") from error
    except MessageTooLong as error:
        raise BadRequest("text_too_long", limit=error.limit) from error
    except ButtonExpired as error:
        raise Gone("unknown_button") from error
    except Busy as error:
        raise TooMany("too_many_messages", BUSY_SECONDS) from error
    return JSONResponse(AcceptedOut(seq=messages[0].seq).model_dump(), HTTPStatus.ACCEPTED, NO_STORE)


def api_router(services: Services, settings: Settings) -> APIRouter:
    api = ConversationApi(services, settings)
    router = APIRouter(prefix="/api/v1", tags=["conversations"])
    router.add_api_route(
        "/organisations/{slug}/conversations",
        api.start,
        methods=["POST"],
        status_code=HTTPStatus.CREATED,
        response_model=ConversationOut,
        responses=errors(400, 404, 413, 429),
        summary="Start a conversation",
    )
    router.add_api_route(
        "/conversations/{conversation_id}/messages",
        api.say,
        methods=["POST"],
        status_code=HTTPStatus.ACCEPTED,
        response_model=AcceptedOut,
        responses=errors(400, 401, 404, 413, 429),
        openapi_extra=body_of(MessageIn) | BEARER,
        summary="Send a message",
    )
    router.add_api_route(
        "/conversations/{conversation_id}/buttons",
        api.press,
        methods=["POST"],
        status_code=HTTPStatus.ACCEPTED,
        response_model=AcceptedOut,
        responses=errors(400, 401, 404, 410, 413, 429),
        openapi_extra=body_of(ButtonIn) | BEARER,
        summary="Press a button",
    )
    router.add_api_route(
        "/conversations/{conversation_id}/events",
        api.events,
        methods=["GET"],
        response_model=EventsOut,
        responses=errors(400, 401, 404, 429),
        openapi_extra=FOLLOW | BEARER,
        summary="Follow a conversation",
    )
    return router
