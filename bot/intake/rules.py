"""How the conversation differs from one organisation to the next: `organisations.toml`, typed."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.intake.errors import InvalidRules
from bot.tickets.kinds import TicketKind

FILE = "organisations.toml"

_Text = Annotated[str, Field(min_length=1, max_length=300)]
_Title = Annotated[str, Field(min_length=1, max_length=40)]
_Kinds = frozenset[TicketKind]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ConsentPurpose(_Strict):
    """`title` is for a button; `text` is what the ticket says."""

    title: _Title
    text: _Text


class Rules(_Strict):
    """Of one organisation. The fields are explained in the file."""

    self_service: _Kinds = frozenset()
    others_consent: bool = False
    complaint_name: bool = False
    read_back: bool = False
    urgent: bool = False
    policy_news: bool = False
    hotline: bool = False
    free: _Kinds = frozenset()
    handled_by: Mapping[TicketKind, _Text] = {}
    notes: Mapping[TicketKind, tuple[_Text, ...]] = {}
    purposes: tuple[ConsentPurpose, ...] = ()


DEFAULTS = Rules()


class RuleBook:
    """The rules of every organisation; the defaults for one that the file does not name."""

    def __init__(self, rules: Mapping[str, Rules]) -> None:
        self._rules = dict(rules)

    def of(self, organisation: str) -> Rules:
        return self._rules.get(organisation, DEFAULTS)

    @property
    def organisations(self) -> frozenset[str]:
        """Those that the file names."""
        return frozenset(self._rules)


def load_rules(path: Path | None = None) -> RuleBook:
    """The packaged file, or another of the same shape. Raises `InvalidRules`."""
    if path is None:
        text = resources.files("bot.intake").joinpath(FILE).read_text(encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
    return parse_rules(text, path.name if path else FILE)


def parse_rules(text: str, name: str = FILE) -> RuleBook:
    try:
        return RuleBook(TypeAdapter(dict[str, Rules]).validate_python(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise InvalidRules(f"{name}: không phải TOML hợp lệ ({error}).") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidRules(f"{name}: khóa “{place}” không đọc được ({first['msg']}).") from error
