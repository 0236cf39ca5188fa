"""What is remembered between two messages."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.intake.errors import UnreadableState
from bot.intake.given import NOTHING, Given, Interposed
from bot.intake.kinds import Kind

VERSION = 1
STALE = timedelta(hours=24)
"""After this long the person is told where it stood, and asked whether to go on."""


class Step(StrEnum):
    """What is being asked. One module each in `bot.intake.steps`."""

    SELF_SERVICE = "self_service"
    SCOPE = "scope"
    MORE_PURPOSES = "more_purposes"
    FIELD = "field"
    NEW_VALUE = "new_value"
    OLD_VALUE = "old_value"
    ABOUT = "about"
    WANTED = "wanted"
    NAME = "name"
    WHOSE = "whose"
    OTHERS_CONSENT = "others_consent"
    REPRESENTED = "represented"
    BASIS = "basis"
    TICKET_CODE = "ticket_code"
    CONTACT = "contact"
    CODE = "code"
    PICK = "pick"
    ADDITION = "addition"
    CONSEQUENCES = "consequences"
    DUPLICATE = "duplicate"
    EDIT = "edit"
    SUMMARY = "summary"
    WITHDRAWAL = "withdrawal"
    NEXT = "next"
    """A ticket was shown, and something may be done with it; whatever else is said ends this without a word."""


class Interposing(StrEnum):
    STOP = "stop"
    SWITCH = "switch"
    RESUME = "resume"
    ANSWER = "answer"
    """Whether a message that does not look like it is the answer to the open question."""


@dataclass(frozen=True, slots=True)
class State:
    """`received_at` is when the person first asked: the legal clock starts there. `misses` counts what was not understood in
    this step, one after the other. All times are aware."""

    kind: Kind
    step: Step
    received_at: datetime
    touched_at: datetime
    given: Given = NOTHING
    misses: int = 0
    interposed: Interposed | None = None
    version: int = VERSION

    def with_given(self, **changes: Any) -> "State":
        return replace(self, given=replace(self.given, **changes))

    def is_stale(self, now: datetime) -> bool:
        return now - self.touched_at >= STALE

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        table: dict[str, Any] = json.loads(json.dumps(asdict(self), default=_plain))
        return table

    @classmethod
    def from_json(cls, table: Mapping[str, Any] | str) -> "State":
        """Of what `to_json` gave, or of its text. Raises `UnreadableState` for anything else, and for another version."""
        try:
            found = json.loads(table) if isinstance(table, str) else dict(table)
            if not isinstance(found, dict) or found.get("version") != VERSION:
                raise UnreadableState
            return _ADAPTER.validate_python(found)
        except (ValidationError, ValueError, TypeError) as error:
            raise UnreadableState from error


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


_ADAPTER = TypeAdapter(State)
