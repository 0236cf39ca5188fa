"""Conversations and their messages. What people may see: a button has a random id and a title, never a payload."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.knowledge.models import Citation


class Author(StrEnum):
    PERSON = "person"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Conversation:
    """`id` is 256 random bits and the only key to the conversation: whoever knows it may read and write."""

    id: str
    organisation: str
    channel: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class PublicButton:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it has its number."""

    author: Author
    text: str
    buttons: tuple[PublicButton, ...] = ()
    citations: tuple[Citation, ...] = ()
    name: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """`seq` counts from 1 within the conversation. `name` is the response that it was made from; `failed` marks an
    apology.
    """

    seq: int
    author: Author
    text: str
    at: datetime
    buttons: tuple[PublicButton, ...] = ()
    citations: tuple[Citation, ...] = ()
    name: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    failed: bool = False


@dataclass(frozen=True, slots=True)
class KeptButton:
    """What the server keeps of a button: the payload, and until when it may be pressed."""

    title: str
    payload: str
    expires_at: datetime
