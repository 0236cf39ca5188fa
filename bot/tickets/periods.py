"""The periods of `periods.toml`, and what an organisation promises instead.

Where a law sets a period, a promise may only be sooner. Where none does (a complaint), the organisation sets its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from datetime import date
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from bot.tickets.kinds import TicketKind
from bot.tickets.reading import read_table, read_toml

FILE = "periods.toml"
_STRICT = ConfigDict(extra="forbid")

Amount = Annotated[int, Field(strict=True, ge=1, le=365)]
Text = Annotated[str, Field(min_length=1)]
Certainty = Literal["A", "B+", "B", "C", "U", "house"]


class InvalidPeriods(ValueError):
    """`periods.toml`, or a promise, does not hold what it should; the message is a Vietnamese sentence."""


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, config=_STRICT)
class Period:
    """`source` is the article or promise as people read it; `certainty` is explained at the top of `periods.toml`."""

    amount: Amount
    unit: Unit
    source: Text
    certainty: Certainty
    statutory: bool = True
    note: str = ""

    @property
    def text(self) -> str:
        """“2 ngày làm việc”."""
        return f"{self.amount} ngày làm việc" if self.unit is Unit.WORKING_DAYS else f"{self.amount} ngày"


@dataclass(frozen=True, config=_STRICT)
class KindPeriods:
    """Without `complete_with_third_party`, a third party changes nothing; without `extension`, there is none."""

    acknowledge: Period
    complete: Period
    complete_with_third_party: Period | None = None
    extension: Period | None = None

    def __post_init__(self) -> None:
        longer = self.complete_with_third_party
        if longer is not None and longer.amount < self.complete.amount:
            raise ValueError("thời hạn khi có bên thứ ba phải không ngắn hơn thời hạn thường")

    def completion(self, third_party: bool) -> Period:
        return self.complete_with_third_party or self.complete if third_party else self.complete


@dataclass(frozen=True, config=_STRICT)
class Counting:
    """`roll_forward`: a completion date on a day off moves to the next working day."""

    roll_forward: bool


@dataclass(frozen=True, config=_STRICT)
class Periods:
    """`checked_on` is the day on which the figures were last compared with their sources."""

    checked_on: date
    counting: Counting
    kinds: Mapping[TicketKind, KindPeriods]

    def __post_init__(self) -> None:
        if missing := [kind.value for kind in TicketKind if kind not in self.kinds]:
            raise ValueError(f"thiếu thời hạn cho: {', '.join(missing)}")

    def of(self, kind: TicketKind) -> KindPeriods:
        return self.kinds[kind]


@dataclass(frozen=True, config=_STRICT)
class PromisedPeriod:
    """One line of an organisation's promises. `source` completes “theo …” in what the person reads."""

    amount: Amount
    unit: Unit
    source: Text = "cam kết của tổ chức"


@dataclass(frozen=True, config=_STRICT)
class KindPromises:
    acknowledge: PromisedPeriod | None = None
    complete: PromisedPeriod | None = None


@plain_dataclass(frozen=True)
class Promises:
    """What one organisation promises, by kind. A promise to complete holds with a third party too."""

    acknowledge: Mapping[TicketKind, Period] = field(default_factory=dict)
    complete: Mapping[TicketKind, Period] = field(default_factory=dict)


NO_PROMISES = Promises()


def load_periods(path: Path | None = None) -> Periods:
    """The packaged file, or another one of the same shape. Raises `InvalidPeriods`."""
    if path is None:
        text = resources.files("bot.tickets").joinpath(FILE).read_text(encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
    return parse_periods(text, path.name if path else FILE)


def parse_periods(text: str, name: str = FILE) -> Periods:
    """Raises `InvalidPeriods` with a sentence that starts with `name`."""
    try:
        return read_toml(Periods, text)
    except ValueError as error:
        raise InvalidPeriods(f"{name}: {error}") from error


def parse_promises(table: object, periods: Periods) -> Promises:
    """From a table by kind: `{"complaint": {"complete": {"amount": 30, "unit": "days"}}}`.

    Raises `InvalidPeriods` for a promise whose figure is greater than the law's, whatever the units: such a promise is
    later on most days. One that is later on some days only (5 working days for 10 days, over Tết) is taken, and the law
    decides on those days; see `Deadlines`.
    """
    try:
        read = read_table(dict[TicketKind, KindPromises], table)
    except ValueError as error:
        raise InvalidPeriods(f"Cam kết thời hạn: {error}") from error
    acknowledge, complete = {}, {}
    for kind, promised in read.items():
        law = periods.of(kind)
        if promised.acknowledge:
            acknowledge[kind] = _checked(promised.acknowledge, law.acknowledge, f"phản hồi yêu cầu {kind.label}")
        if promised.complete:
            complete[kind] = _checked(promised.complete, law.complete, f"thực hiện yêu cầu {kind.label}")
    return Promises(acknowledge, complete)


def _checked(promised: PromisedPeriod, law: Period, what: str) -> Period:
    period = Period(promised.amount, promised.unit, promised.source, certainty="house", statutory=False)
    if law.statutory and promised.amount > law.amount:
        raise InvalidPeriods(
            f"Cam kết {what} trong {period.text} dài hơn thời hạn {law.text} theo {law.source}; chỉ được cam kết sớm hơn."
        )
    return period
