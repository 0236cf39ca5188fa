"""The API's answers, as OpenAPI describes them."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from bot.channels.web.requests import MAX_TEXT
from bot.conversations.models import Message


class ErrorDetail(BaseModel):
    code: str = Field(description="Stable name of the error, for programs")
    message: str = Field(description="What happened, in Vietnamese, for people")


class ErrorOut(BaseModel):
    error: ErrorDetail


class ConversationOut(BaseModel):
    conversation: str = Field(description="Id of the conversation, for the addresses below; it is no secret")
    token: str = Field(description="Secret of this conversation; send it as `Authorization: Bearer`, never in a URL")


class MessageIn(BaseModel):
    text: str = Field(min_length=1, max_length=MAX_TEXT, description="What the person wrote")
    client_id: str = Field(
        pattern="^[A-Za-z0-9_-]{8,64}$", description="Made by the client; sending the same one again is harmless"
    )


class ButtonIn(BaseModel):
    button: str = Field(pattern="^[A-Za-z0-9_-]{8,64}$", description="Id of a button from an event")
    client_id: str = Field(pattern="^[A-Za-z0-9_-]{8,64}$", description="As for a message")


class AcceptedOut(BaseModel):
    seq: int = Field(description="Number of the accepted message among the conversation's events")


class ButtonOut(BaseModel):
    id: str
    title: str


class CitationOut(BaseModel):
    policy: str
    version: str
    effective_date: date | None
    section: str
    quote: str = Field(description="Verbatim words of the policy")
    anchor: str = Field(description="Fragment of the section on the policy's page")


class EventOut(BaseModel):
    """One message of the conversation, whoever wrote it."""

    seq: int
    author: str = Field(description="`person`, `bot`, or who else takes part")
    text: str
    at: datetime
    name: str = Field("", description="What kind of answer it is, such as `policy_answer` or `policy_not_stated`")
    failed: bool = Field(False, description="An apology: the turn broke, and the message may be sent again")
    buttons: list[ButtonOut] = []
    citations: list[CitationOut] = []

    @classmethod
    def of(cls, message: Message) -> "EventOut":
        return cls(
            seq=message.seq,
            author=message.author,
            text=message.text,
            at=message.at,
            name=message.name,
            failed=message.failed,
            buttons=[ButtonOut(id=b.id, title=b.title) for b in message.buttons],
            citations=[
                CitationOut(
                    policy=c.policy,
                    version=c.version,
                    effective_date=c.effective_date,
                    section=c.section,
                    quote=c.quote,
                    anchor=c.anchor,
                )
                for c in message.citations
            ],
        )


class EventsOut(BaseModel):
    events: list[EventOut]
    last: int = Field(description="Number of the last event; ask for what comes after it with `?after=`")


ErrorResponses = dict[int | str, dict[str, Any]]


def errors(*statuses: int) -> ErrorResponses:
    """The `responses` of a route that may answer with these statuses."""
    return {status: {"model": ErrorOut} for status in statuses}


def body_of(model: type[BaseModel]) -> dict[str, Any]:
    """`openapi_extra` for a route that reads its body itself, to answer 413 and 400 in our own form."""
    schema = model.model_json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


# Parts of the OpenAPI description that FastAPI cannot read off the handlers.
BEARER: dict[str, Any] = {"security": [{"conversation": []}]}
SECURITY_SCHEMES: dict[str, Any] = {
    "conversation": {"type": "http", "scheme": "bearer", "description": "The conversation's own token"}
}
FOLLOW: dict[str, Any] = {
    "parameters": [
        {
            "name": "after",
            "in": "query",
            "schema": {"type": "integer", "minimum": 0, "default": 0},
            "description": "Number of the last event that you have",
        },
        {
            "name": "Last-Event-ID",
            "in": "header",
            "schema": {"type": "integer", "minimum": 0},
            "description": "The same, for a stream that resumes; goes before `after`",
        },
    ]
}
