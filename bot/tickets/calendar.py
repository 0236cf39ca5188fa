"""Working days in Viet Nam: the `holidays` package, corrected by `calendar_overrides.toml`.

Where it is open whether a day is worked, it counts as worked unless the organisation says otherwise: that can make a
deadline earlier, never later.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NamedTuple

import holidays
from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from bot.tickets.reading import read_toml

FILE = "calendar_overrides.toml"
SATURDAY = 5
_STRICT = ConfigDict(extra="forbid")
_DAY = timedelta(days=1)

Day = Annotated[date, Field(strict=True)]
Text = Annotated[str, Field(min_length=1)]


class InvalidCalendar(ValueError):
    """`calendar_overrides.toml` does not hold what it should; the message is a Vietnamese sentence."""


class SwapRule(StrEnum):
    """How an organisation counts a weekday off that is swapped for a Saturday worked.

    `CAUTIOUS` is for one that has not said: both days count as worked, so that nobody can find the deadline late.
    """

    CAUTIOUS = "cautious"
    FOLLOWED = "followed"
    IGNORED = "ignored"


@dataclass(frozen=True, config=_STRICT)
class DayOff:
    """`name` is Vietnamese, to stand inside a sentence; an `estimate` is not decided yet."""

    day: Day
    name: Text
    source: str = ""
    estimate: bool = False


@dataclass(frozen=True, config=_STRICT)
class DayWorked:
    day: Day
    source: Text
    estimate: bool = False


@dataclass(frozen=True, config=_STRICT)
class Swap:
    off: Day
    worked: Day
    source: Text
    estimate: bool = False

    def __post_init__(self) -> None:
        if self.off.weekday() >= SATURDAY or self.worked.weekday() < SATURDAY:
            raise ValueError("hoán đổi là nghỉ một ngày trong tuần (off) và làm bù một ngày cuối tuần (worked)")


@dataclass(frozen=True, config=_STRICT)
class Overrides:
    """`decided_through` is the last year whose list of days off is published."""

    decided_through: Annotated[int, Field(strict=True, ge=2020, le=2100)]
    days_off: tuple[DayOff, ...] = ()
    days_worked: tuple[DayWorked, ...] = ()
    swaps: tuple[Swap, ...] = ()

    def __post_init__(self) -> None:
        days = [entry.day for entry in self.days_off] + [entry.day for entry in self.days_worked]
        days += [day for swap in self.swaps for day in (swap.off, swap.worked)]
        for day in days:
            if days.count(day) > 1:
                raise ValueError(f"ngày {day:%d/%m/%Y} được khai nhiều lần")


class WorkingCalendar:
    """Pure: the same day gets the same answer as long as the process lives."""

    def __init__(self, overrides: Overrides, swaps: SwapRule = SwapRule.CAUTIOUS) -> None:
        self.swaps = swaps
        self._decided_through = overrides.decided_through
        self._off = {entry.day: entry for entry in overrides.days_off}
        self._worked = {entry.day for entry in overrides.days_worked}
        self._swaps = overrides.swaps

    def day_off(self, day: date) -> DayOff | None:
        """The holiday or swap that makes `day` a day off; None for a plain weekend and for a day worked."""
        if day in self._off:
            return self._off[day]
        if day in self._worked:
            return None
        for swap in self._swaps_of(day.year):
            if swap.off == day and self.swaps is SwapRule.FOLLOWED:
                return DayOff(day, "ngày nghỉ hoán đổi", swap.source, swap.estimate)
        name = _published(day.year).names.get(day)
        if name is None:
            return None
        return DayOff(day, _plain(name), "holidays", self._is_estimate(day, name))

    def is_made_up(self, day: date) -> bool:
        """A weekend day that counts as worked, in return for a weekday off."""
        if self.swaps is SwapRule.IGNORED or day in self._off:
            return False
        return any(swap.worked == day for swap in self._swaps_of(day.year))

    def is_working(self, day: date) -> bool:
        if day in self._worked or self.is_made_up(day):
            return True
        return day.weekday() < SATURDAY and self.day_off(day) is None

    def add_working_days(self, day: date, amount: int) -> date:
        """The `amount`-th working day after `day`, which itself is not counted."""
        while amount > 0:
            day += _DAY
            amount -= self.is_working(day)
        return day

    def on_or_after(self, day: date) -> date:
        """`day` if it is worked, else the next working day."""
        while not self.is_working(day):
            day += _DAY
        return day

    def weekdays_off(self, after: date, until: date) -> tuple[DayOff, ...]:
        """The days off between Monday and Friday, after `after` and up to `until`: what a count of working days skipped."""
        found = (self.day_off(day) for day in _days(after, until) if day.weekday() < SATURDAY)
        return tuple(off for off in found if off is not None)

    def made_up_days(self, after: date, until: date) -> tuple[date, ...]:
        """The weekend days worked in the same span."""
        return tuple(day for day in _days(after, until) if self.is_made_up(day))

    def _swaps_of(self, year: int) -> Iterable[Swap]:
        # A swap may reach over New Year, so those of the neighbouring years are looked at too.
        yield from self._swaps
        for each in (year - 1, year, year + 1):
            yield from _published(each).swaps

    def _is_estimate(self, day: date, name: str) -> bool:
        second_national_day = "Quốc khánh" in name and (day.month, day.day) != (9, 2)
        return "dự kiến" in name or (day.year > self._decided_through and (_is_tet(name) or second_national_day))


class _Published(NamedTuple):
    """What `holidays` knows of a year."""

    names: Mapping[date, str]
    swaps: tuple[Swap, ...]


_SWAPPED = re.compile(r"thay cho ngày (\d\d/\d\d/\d{4})")


@lru_cache(maxsize=64)
def _published(year: int) -> _Published:
    table = holidays.country_holidays("VN", years=year, language="vi", expand=False)
    names, swaps = {}, []
    for day in table:
        name = "; ".join(table.get_list(day))
        if match := _SWAPPED.search(name):
            worked = datetime.strptime(match[1], "%d/%m/%Y").date()
            swaps.append(Swap(day, worked, "holidays"))
        else:
            names[day] = name
    return _Published(MappingProxyType(names), tuple(swaps))


def _is_tet(name: str) -> bool:
    return "Tết Nguyên Đán" in name or name.startswith("29 Tết")


def _plain(name: str) -> str:
    """The days of Tết under one name; “(nghỉ bù)” before the holiday it makes up for."""
    if _is_tet(name):
        return "Tết Nguyên đán"
    if "(nghỉ bù" in name:
        return f"nghỉ bù {name.partition(' (')[0]}"
    return name.partition(" (")[0]


def _days(after: date, until: date) -> Iterable[date]:
    return (after + timedelta(days=n) for n in range(1, (until - after).days + 1))


def load_calendar(swaps: SwapRule = SwapRule.CAUTIOUS, path: Path | None = None) -> WorkingCalendar:
    """With the packaged override file, or another one of the same shape. Raises `InvalidCalendar`."""
    if path is None:
        text = resources.files("bot.tickets").joinpath(FILE).read_text(encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
    return WorkingCalendar(parse_overrides(text, path.name if path else FILE), swaps)


def parse_overrides(text: str, name: str = FILE) -> Overrides:
    """Raises `InvalidCalendar` with a sentence that starts with `name`."""
    try:
        return read_toml(Overrides, text)
    except ValueError as error:
        raise InvalidCalendar(f"{name}: {error}") from error
