"""By when a ticket must be answered and carried out.

Counted from receipt, in Hà Nội: the first day is not counted, a term ends with the last second of its last day (Bộ luật
Dân sự 2015, Điều 147 and 148). Nothing here reads the time of day by itself, and nothing restarts a clock: handing over,
waiting and merging leave it as it is, and one extension is the only thing that moves a date later.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from bot.tickets.calendar import WorkingCalendar
from bot.tickets.kinds import TicketKind
from bot.tickets.periods import NO_PROMISES, Period, Periods, Promises, Unit

HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""UTC+7 all year; Viet Nam has had no daylight saving time since 1975."""

END_OF_DAY = time(23, 59, 59, tzinfo=HANOI)
SOON = 3


class ExtensionRefused(ValueError):
    """The message is a Vietnamese sentence for staff."""


@dataclass(frozen=True, slots=True)
class Due:
    """A date and the period that set it. `rolled`: the last day was a day off and moved to the next working day."""

    by: datetime
    period: Period
    rolled: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """The dates of one ticket, all aware. After a long holiday `acknowledge_by` may be later than `complete_by`."""

    received_at: datetime
    acknowledge_by: datetime
    complete_by: datetime
    extended: bool = False

    def days_left(self, now: datetime) -> int:
        """Days until `complete_by`; see the function of the same name."""
        return days_left(self.complete_by, now)

    def overdue(self, now: datetime) -> bool:
        return overdue(self.complete_by, now)

    def due_soon(self, now: datetime, within: int = SOON) -> bool:
        return due_soon(self.complete_by, now, within)

    def earliest(self, other: "Clock") -> "Clock":
        """The clock of two tickets that are merged: the earlier of each date, and no extension more than one had."""
        return Clock(
            min(self.received_at, other.received_at),
            min(self.acknowledge_by, other.acknowledge_by),
            min(self.complete_by, other.complete_by),
            self.extended or other.extended,
        )


class Deadlines:
    """The rules of one organisation: the legal periods, its calendar and its promises."""

    def __init__(self, periods: Periods, calendar: WorkingCalendar, promises: Promises = NO_PROMISES) -> None:
        self.periods = periods
        self.calendar = calendar
        self.promises = promises

    def start(self, kind: TicketKind, received_at: datetime, *, third_party: bool = False) -> Clock:
        """The clock of a ticket whose request reached anyone in the organisation at `received_at` (aware).

        `third_party`: a processor or other third party must act too.
        """
        acknowledge = self.acknowledgement(kind, received_at)
        complete = self.completion(kind, received_at, third_party=third_party)
        return Clock(received_at.astimezone(HANOI), acknowledge.by, complete.by)

    def acknowledgement(self, kind: TicketKind, received_at: datetime) -> Due:
        """By when the person is told how the request will be carried out."""
        day = hanoi_day(received_at)
        law = Due(end_of(self._count(day, law_period := self.periods.of(kind).acknowledge)), law_period)
        promise = self.promises.acknowledge.get(kind)
        return law if promise is None else _sooner(law, Due(end_of(self._count(day, promise)), promise))

    def completion(self, kind: TicketKind, received_at: datetime, *, third_party: bool = False) -> Due:
        """By when the request is carried out, or refused with a reason."""
        day = hanoi_day(received_at)
        law = self._complete(day, self.periods.of(kind).completion(third_party))
        promise = self.promises.complete.get(kind)
        return law if promise is None else _sooner(law, self._complete(day, promise))

    def extend(self, clock: Clock, kind: TicketKind, amount: int | None = None) -> Clock:
        """`complete_by` moved later by `amount`, or by the whole legal length, in the unit of the extension.

        Raises `ExtensionRefused` for a second extension, a kind that has none, and an amount outside the law.
        """
        period = self.periods.of(kind).extension
        if period is None:
            raise ExtensionRefused(f"Phiếu {kind.label} không có thời gian gia hạn.")
        if clock.extended:
            raise ExtensionRefused("Phiếu này đã gia hạn rồi; chỉ được gia hạn một lần.")
        amount = period.amount if amount is None else amount
        if not 1 <= amount <= period.amount:
            raise ExtensionRefused(f"Chỉ được gia hạn từ 1 đến {period.text} theo {period.source}.")
        due = self._complete(hanoi_day(clock.complete_by), replace(period, amount=amount))
        return replace(clock, complete_by=due.by, extended=True)

    def may_extend(self, clock: Clock, kind: TicketKind, now: datetime) -> bool:
        """Whether an extension is still open. One after the date has passed would only hide that it was missed."""
        return self.periods.of(kind).extension is not None and not clock.extended and not clock.overdue(now)

    def _complete(self, day: date, period: Period) -> Due:
        last = self._count(day, period)
        rolled = self.calendar.on_or_after(last) if self.periods.counting.roll_forward else last
        return Due(end_of(rolled), period, rolled != last)

    def _count(self, day: date, period: Period) -> date:
        if period.unit is Unit.WORKING_DAYS:
            return self.calendar.add_working_days(day, period.amount)
        return day + timedelta(days=period.amount)


def hanoi_day(moment: datetime) -> date:
    """The calendar day in Hà Nội. Raises `ValueError` for a naive datetime, which could be a day off."""
    if moment.tzinfo is None:
        raise ValueError("a deadline needs an aware datetime")
    return moment.astimezone(HANOI).date()


def end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY)


def days_left(due: datetime, now: datetime) -> int:
    """Days in Hà Nội from `now` until the last day: 0 on the last day itself, negative after it."""
    return (hanoi_day(due) - hanoi_day(now)).days


def overdue(due: datetime, now: datetime) -> bool:
    return days_left(due, now) < 0


def due_soon(due: datetime, now: datetime, within: int = SOON) -> bool:
    """The last day is today or at most `within` days away; false once it is overdue."""
    return 0 <= days_left(due, now) <= within


def _sooner(law: Due, promise: Due) -> Due:
    """Where the law sets the period, the promise counts only when it is sooner; a house rule gives way to it."""
    return promise if not law.period.statutory or promise.by < law.by else law
