"""Office hours in words, and whether somebody is there now. Public holidays are not known here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from actions import wording
from bot.knowledge.models import OfficeHours, Weekday

_WEEK: tuple[Weekday, ...] = get_args(Weekday)


def describe(hours: Sequence[OfficeHours]) -> str:
    """“thứ Hai – thứ Sáu 08:00–12:00, 13:30–17:30; thứ Bảy 08:00–12:00”; days with the same spans stand together."""
    spans = {day: tuple(f"{h.opens:%H:%M}–{h.closes:%H:%M}" for h in hours if day in h.days) for day in _WEEK}
    groups: list[list[Weekday]] = []
    for day in _WEEK:
        if groups and spans[groups[-1][-1]] == spans[day]:
            groups[-1].append(day)
        else:
            groups.append([day])
    return "; ".join(f"{_days(group)} {', '.join(spans[group[0]])}" for group in groups if spans[group[0]])


def is_open(hours: Sequence[OfficeHours], timezone: str, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(timezone))
    return any(_WEEK[local.weekday()] in h.days and h.opens <= local.time() < h.closes for h in hours)


def next_opening(hours: Sequence[OfficeHours], timezone: str, now: datetime) -> datetime | None:
    """The first opening after `now`, in local time; None where there are no hours."""
    local = now.astimezone(ZoneInfo(timezone))
    for ahead in range(8):
        day = local + timedelta(days=ahead)
        opens = sorted(h.opens for h in hours if _WEEK[day.weekday()] in h.days)
        for time in opens:
            moment = datetime.combine(day.date(), time, tzinfo=local.tzinfo)
            if moment > local:
                return moment
    return None


def presence(hours: Sequence[OfficeHours], timezone: str, now: datetime) -> str:
    """One sentence: open now, or when it opens again. Empty where there are no hours."""
    if is_open(hours, timezone, now):
        return wording.OPEN_NOW
    opening = next_opening(hours, timezone, now)
    if opening is None:
        return ""
    ahead = (opening.date() - now.astimezone(opening.tzinfo).date()).days
    day = {0: wording.TODAY, 1: wording.TOMORROW}.get(ahead, wording.DAYS[_WEEK[opening.weekday()]])
    return wording.CLOSED_NOW.format(time=f"{opening:%H:%M}", day=day)


def _days(group: list[Weekday]) -> str:
    if len(group) > 2:
        return f"{wording.DAYS[group[0]]} – {wording.DAYS[group[-1]]}"
    return ", ".join(wording.DAYS[day] for day in group)
