"""Say in plain Vietnamese why a date is the date. The sentences end with a full stop and hold no personal data."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.tickets.calendar import DayOff, WorkingCalendar
from bot.tickets.deadlines import Clock, Deadlines, Due, hanoi_day
from bot.tickets.kinds import TicketKind
from bot.tickets.periods import Period, Unit

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def date_text(moment: datetime) -> str:
    """“Thứ Tư 25/11/2026”, of the day in Hà Nội."""
    day = hanoi_day(moment)
    return f"{_WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def explain_acknowledgement(deadlines: Deadlines, kind: TicketKind, clock: Clock) -> str:
    """“Chậm nhất Thứ Tư 25/11/2026 (2 ngày làm việc kể từ 20/11/2026, trừ cuối tuần và …).”

    A date that today's rules would not give (the periods changed since, or tickets were merged) is told without a reason.
    """
    due = deadlines.acknowledgement(kind, clock.received_at)
    if due.by != clock.acknowledge_by:
        return f"Chậm nhất {date_text(clock.acknowledge_by)}."
    law = deadlines.periods.of(kind).acknowledge
    basis = "" if due.period.statutory else f", theo {_basis(due.period, law)}"
    counted = f"{due.period.text} kể từ {_received(clock)}{_skipped(deadlines.calendar, due, clock)}"
    return f"Chậm nhất {date_text(due.by)} ({counted}){basis}.{_estimate(deadlines.calendar, due, clock)}"


def explain_completion(deadlines: Deadlines, kind: TicketKind, clock: Clock, *, third_party: bool = False) -> str:
    """“Trong 20 ngày kể từ 20/11/2026, chậm nhất Thứ Năm 10/12/2026, theo khoản 4 Điều 5 Nghị định 356/2025/NĐ-CP.”

    Of an extended clock, the new date and that it was extended. As above, a date of other rules is told without a reason.
    """
    periods = deadlines.periods.of(kind)
    if clock.extended and periods.extension is not None:
        return f"Chậm nhất {date_text(clock.complete_by)}, sau một lần gia hạn theo {periods.extension.source}."
    due = deadlines.completion(kind, clock.received_at, third_party=third_party)
    if due.by != clock.complete_by:
        return f"Chậm nhất {date_text(clock.complete_by)}."
    law = periods.completion(third_party)
    parts = [f"Trong {due.period.text} kể từ {_received(clock)}{_skipped(deadlines.calendar, due, clock)}"]
    if third_party and due.period is law and law is not periods.complete:
        parts.append("vì cần bên thứ ba cùng thực hiện")
    parts.append(f"chậm nhất {date_text(due.by)}")
    if due.rolled:
        parts.append("là ngày làm việc kế tiếp")
    parts.append(f"theo {_basis(due.period, law)}")
    return f"{', '.join(parts)}.{_estimate(deadlines.calendar, due, clock)}"


def _received(clock: Clock) -> str:
    return f"{hanoi_day(clock.received_at):%d/%m/%Y}"


def _basis(period: Period, law: Period) -> str:
    if period.statutory:
        return period.source
    if law.statutory:
        return f"{period.source} (sớm hơn thời hạn {law.text} của {law.source})"
    return f"{period.source} (không phải thời hạn luật định)"


def _skipped(calendar: WorkingCalendar, due: Due, clock: Clock) -> str:
    """“, trừ cuối tuần và Ngày Văn hóa Việt Nam 24/11, tính cả ngày làm bù 22/8”; nothing for a period in calendar days."""
    if due.period.unit is not Unit.WORKING_DAYS:
        return ""
    start, end = hanoi_day(clock.received_at), hanoi_day(due.by)
    names = _names(calendar.weekdays_off(start, end))
    if _holds_weekend(calendar, start, end):
        names.insert(0, "cuối tuần")
    text = f", trừ {_and(names)}" if names else ""
    made_up = [_short(day) for day in calendar.made_up_days(start, end)]
    return f"{text}, tính cả ngày làm bù {_and(made_up)}" if made_up else text


def _estimate(calendar: WorkingCalendar, due: Due, clock: Clock) -> str:
    if due.period.unit is not Unit.WORKING_DAYS and not due.rolled:
        return ""
    start = hanoi_day(clock.received_at)
    estimated = [off for off in calendar.weekdays_off(start, hanoi_day(due.by)) if off.estimate]
    if not estimated:
        return ""
    names = list(dict.fromkeys(off.name for off in estimated))
    return f" Lịch nghỉ {_and(names)} {estimated[0].day.year} mới là dự kiến nên ngày này có thể thay đổi."


def _names(days: Sequence[DayOff]) -> list[str]:
    """Each holiday once, with its day or its first and last: “Tết Nguyên đán 16/2–20/2”."""
    spans: dict[str, list[date]] = {}
    for off in days:
        spans.setdefault(off.name, []).append(off.day)
    return [
        f"{name} {_short(span[0])}" if len(span) == 1 else f"{name} {_short(span[0])}–{_short(span[-1])}"
        for name, span in spans.items()
    ]


def _holds_weekend(calendar: WorkingCalendar, start: date, end: date) -> bool:
    days = (date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1))
    return any(day.weekday() >= 5 and not calendar.is_working(day) for day in days)


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} và {words[-1]}"
