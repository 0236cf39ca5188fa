"""What goes in and out of the dialogue. Plain frozen data that any noun may use: no Rasa type crosses this line."""

from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.models import Citation


@dataclass(frozen=True, slots=True)
class Button:
    """`payload` is ours and stays on the server: `DialogueEngine.press` understands it, people never see or send it."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the person. `name` is the response it was made from (`utter_greet`), empty for free text.

    `data` is what an action adds beside the text, as plain JSON.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    name: str = ""
    citations: tuple[Citation, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entity:
    """`start` and `end` are positions in the text as the person typed it."""

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wish:
    """One of several matters of a message; `start` and `end` are positions in the text as the person typed it."""

    intent: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message seems to want. `ranking` is sorted, likeliest first, and begins with `intent`.

    `wishes` are the matters of a message that holds several, in order, and `intent` is then that of the first; else it is empty.
    `doubt` names the two intents between which the person should be asked, where neither is clearly meant.
    """

    text: str
    intent: str
    confidence: float
    entities: tuple[Entity, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    wishes: tuple[Wish, ...] = ()
    doubt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of training. `label` is Vietnamese, for a progress bar; `fraction` is of the whole training, 0 to 1."""

    step: str
    label: str
    fraction: float
