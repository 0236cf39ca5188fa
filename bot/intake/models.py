"""What goes in and out of the intake. Plain frozen data; nothing of a framework, and no personal value in a `repr`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.identity.places import Place
from bot.intake.state import State
from bot.language.entities.models import Found

__all__ = ["CONFIDENT", "Heard", "Option", "Place", "Say", "Turn", "WaitingWish", "choice", "say"]

CONFIDENT = 0.5
"""Below this an intent interrupts nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it was understood.

    `pressed` is the payload of the button that was pressed and None for everything typed; `option` is what a `/choose` button
    carries, and counts only beside `pressed`. `code` is a one-time code that the caller took out of the text. `ranking` is
    sorted, likeliest first. `turn_id` names the message; a ticket is opened once for it. `said_at` is when it was said, if that
    was before now: a wish that had to wait.
    """

    text: str = field(repr=False)
    intent: str
    confidence: float
    entities: tuple[Found, ...] = field(default=(), repr=False)
    pressed: str | None = field(default=None, repr=False)
    option: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    ranking: tuple[tuple[str, float], ...] = ()
    turn_id: str = ""
    said_at: datetime | None = None

    @property
    def is_typed(self) -> bool:
        return self.pressed is None

    @property
    def chosen(self) -> str | None:
        """What was chosen by a button. Nothing typed is ever a choice."""
        return None if self.is_typed else self.option

    @property
    def turns_aside(self) -> bool:
        """Whether it asks something of its own, whatever else its words hold."""
        return self.is_typed and self.means("ask_policy", "bot_challenge", "help", "talk_to_human")

    def means(self, *intents: str) -> bool:
        """Whether one of the intents is clearly meant."""
        return self.intent in intents and (not self.is_typed or self.confidence >= CONFIDENT)


@dataclass(frozen=True, slots=True)
class Option:
    """A button. `payload` is an intent such as "/stop", or a choice made by `choice`."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Say:
    """One message to the person: a response by name, the values of its places, and buttons."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    buttons: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingWish:
    """A wish that begins when nothing is open any more."""

    intent: str
    text: str = field(repr=False)
    confidence: float
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message led to. `state` is None when nothing is open any more.

    `aside` is an intent that the caller answers with its own action, before it utters `says`, which repeat the open question.
    """

    state: State | None
    says: tuple[Say, ...] = ()
    aside: str | None = None
    wait_for: tuple[WaitingWish, ...] = ()


def say(name: str, *buttons: Option, **values: str) -> Say:
    return Say(name, values, buttons)


def choice(title: str, option: str) -> Option:
    return Option(title, "/choose" + json.dumps({"option": option}, ensure_ascii=True))
