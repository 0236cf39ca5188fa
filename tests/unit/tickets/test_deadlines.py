"""The clock, against dates worked out by hand from the published days off, and what must hold on every date.

Days off that matter, 2026: 1/1 Thu; Tết 16–20/2 Mon–Fri; 27/4 Mon (for 26/4); 30/4 Thu, 1/5 Fri; 1/9 Tue, 2/9 Wed; 24/11 Tue.
Swaps: Fri 2/1 for Sat 10/1, Mon 31/8 for Sat 22/8; all four days count as worked unless the organisation says otherwise.
2027: 1/1 Fri; Tết 4–10/2 Thu–Wed (estimate); 16/4 Fri; 30/4 Fri; 3/5 Mon (for Sat 1/5); 2/9 Thu, 3/9 Fri (estimate); 24/11 Wed.
"""

from datetime import UTC, date, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from bot.tickets.calendar import SwapRule, load_calendar
from bot.tickets.deadlines import (
    HANOI,
    Clock,
    Deadlines,
    ExtensionRefused,
    days_left,
    due_soon,
    hanoi_day,
    overdue,
)
from bot.tickets.kinds import TicketKind
from bot.tickets.periods import load_periods, parse_periods, parse_promises

PERIODS_TEXT = resources.files("bot.tickets").joinpath("periods.toml").read_text(encoding="utf-8")
PERIODS = load_periods()
RULES = Deadlines(PERIODS, load_calendar())


def at(text: str) -> datetime:
    """“2026-11-20 23:59”, or a day alone for its morning, in Hà Nội."""
    day, _, hour = text.partition(" ")
    return datetime.fromisoformat(f"{day}T{hour or '09:00'}").replace(tzinfo=HANOI)


def end(text: str) -> datetime:
    return at(f"{text} 23:59:59")


ACKNOWLEDGE = [
    ("2025-12-31", "2026-01-05"),  # Wed; Thu 1/1 off, Fri 2 counts, Mon 5
    ("2026-01-01", "2026-01-05"),  # received on the holiday: Fri 2, Mon 5
    ("2026-01-02", "2026-01-06"),  # the day of receipt is not counted: Mon 5, Tue 6
    ("2026-01-03", "2026-01-06"),  # Sat: Mon 5, Tue 6
    ("2026-01-04", "2026-01-06"),  # Sun: Mon 5, Tue 6
    ("2026-01-07", "2026-01-09"),  # Wed: Thu 8, Fri 9
    ("2026-01-08", "2026-01-10"),  # Thu: Fri 9, Sat 10 worked in return for 2/1
    ("2026-01-09", "2026-01-12"),  # Fri: Sat 10 worked, Mon 12
    ("2026-01-10", "2026-01-13"),  # Sat worked, but the day of receipt: Mon 12, Tue 13
    ("2026-02-10", "2026-02-12"),  # Tue: Wed 11, Thu 12, before Tết
    ("2026-02-11", "2026-02-13"),  # Wed: Thu 12, Fri 13, the last day before Tết
    ("2026-02-12", "2026-02-23"),  # Thu: Fri 13, then nine days off, Mon 23
    ("2026-02-13", "2026-02-24"),  # Fri: Mon 23, Tue 24
    ("2026-02-14", "2026-02-24"),  # Sat at the start of the nine days
    ("2026-02-16", "2026-02-24"),  # giao thừa: Mon 23, Tue 24
    ("2026-02-17", "2026-02-24"),  # mùng một
    ("2026-02-20", "2026-02-24"),  # mùng bốn, a Friday
    ("2026-02-22", "2026-02-24"),  # the last Sunday of the holiday
    ("2026-02-23", "2026-02-25"),  # first day back: Tue 24, Wed 25
    ("2026-02-26", "2026-03-02"),  # Thu over the end of February: Fri 27, Mon 2
    ("2026-02-28", "2026-03-03"),  # Sat, last of the month: Mon 2, Tue 3
    ("2026-04-22", "2026-04-24"),  # Wed: Thu 23, Fri 24
    ("2026-04-23", "2026-04-28"),  # Thu: Fri 24; Mon 27 off for Hùng Kings on Sunday; Tue 28
    ("2026-04-24", "2026-04-29"),  # Fri: Tue 28, Wed 29
    ("2026-04-26", "2026-04-29"),  # Sun, the day itself: Tue 28, Wed 29
    ("2026-04-27", "2026-04-29"),  # Mon off: Tue 28, Wed 29
    ("2026-04-28", "2026-05-04"),  # Tue: Wed 29; 30/4, 1/5 and the weekend off; Mon 4
    ("2026-04-29", "2026-05-05"),  # Wed: Mon 4, Tue 5
    ("2026-04-30", "2026-05-05"),  # holiday: Mon 4, Tue 5
    ("2026-05-01", "2026-05-05"),  # holiday: Mon 4, Tue 5
    ("2026-05-03", "2026-05-05"),  # Sun: Mon 4, Tue 5
    ("2026-05-04", "2026-05-06"),  # Mon: Tue 5, Wed 6
    ("2026-08-20", "2026-08-22"),  # Thu: Fri 21, Sat 22 worked in return for 31/8
    ("2026-08-21", "2026-08-24"),  # Fri: Sat 22 worked, Mon 24
    ("2026-08-22", "2026-08-25"),  # Sat: Mon 24, Tue 25
    ("2026-08-27", "2026-08-31"),  # Thu: Fri 28, Mon 31 counts
    ("2026-08-28", "2026-09-03"),  # Fri: Mon 31 counts; 1 and 2/9 off; Thu 3
    ("2026-08-29", "2026-09-03"),  # Sat: Mon 31, Thu 3
    ("2026-08-31", "2026-09-04"),  # Mon: Thu 3, Fri 4
    ("2026-09-01", "2026-09-04"),  # holiday: Thu 3, Fri 4
    ("2026-09-02", "2026-09-04"),  # holiday: Thu 3, Fri 4
    ("2026-09-03", "2026-09-07"),  # Thu: Fri 4, Mon 7
    ("2026-11-19", "2026-11-23"),  # Thu: Fri 20, Mon 23; the swap of 23/11 was never decided
    ("2026-11-20", "2026-11-25"),  # Fri: Mon 23; Tue 24 off; Wed 25
    ("2026-11-21", "2026-11-25"),  # Sat: Mon 23, Wed 25
    ("2026-11-22", "2026-11-25"),  # Sun: Mon 23, Wed 25
    ("2026-11-23", "2026-11-26"),  # Mon: Wed 25, Thu 26
    ("2026-11-24", "2026-11-26"),  # holiday: Wed 25, Thu 26
    ("2026-11-25", "2026-11-27"),  # Wed: Thu 26, Fri 27
    ("2026-12-30", "2027-01-04"),  # Wed: Thu 31; Fri 1/1 off; Mon 4
    ("2026-12-31", "2027-01-05"),  # Thu: Mon 4, Tue 5
    ("2027-01-01", "2027-01-05"),  # holiday: Mon 4, Tue 5
    ("2027-02-01", "2027-02-03"),  # Mon: Tue 2, Wed 3, the last day before Tết
    ("2027-02-02", "2027-02-11"),  # Tue: Wed 3; off to Wed 10; Thu 11
    ("2027-02-03", "2027-02-12"),  # Wed: Thu 11, Fri 12
    ("2027-02-04", "2027-02-12"),  # 29 Tết: Thu 11, Fri 12
    ("2027-02-06", "2027-02-12"),  # mùng một, a Saturday
    ("2027-02-10", "2027-02-12"),  # the last day off
    ("2027-02-11", "2027-02-15"),  # Thu: Fri 12, Mon 15
    ("2027-04-14", "2027-04-19"),  # Wed: Thu 15; Fri 16 off; Mon 19
    ("2027-04-15", "2027-04-20"),  # Thu: Mon 19, Tue 20
    ("2027-04-16", "2027-04-20"),  # Hùng Kings: Mon 19, Tue 20
    ("2027-04-28", "2027-05-04"),  # Wed: Thu 29; Fri 30 off, Mon 3 off for Sat 1/5; Tue 4
    ("2027-04-29", "2027-05-05"),  # Thu: Tue 4, Wed 5
    ("2027-05-03", "2027-05-05"),  # Mon off: Tue 4, Wed 5
    ("2027-08-30", "2027-09-01"),  # Mon: Tue 31, Wed 1
    ("2027-08-31", "2027-09-06"),  # Tue: Wed 1; Thu 2 and Fri 3 off; Mon 6
    ("2027-09-01", "2027-09-07"),  # Wed: Mon 6, Tue 7
    ("2027-11-22", "2027-11-25"),  # Mon: Tue 23; Wed 24 off; Thu 25
    ("2027-11-23", "2027-11-26"),  # Tue: Thu 25, Fri 26
    ("2027-12-30", "2028-01-04"),  # Thu: Fri 31; Sat 1/1, Mon 3 off for it; Tue 4
    ("2028-02-25", "2028-02-29"),  # Fri: Mon 28, Tue 29 of a leap year
    ("2028-02-28", "2028-03-01"),  # Mon: Tue 29, Wed 1
    ("2028-02-29", "2028-03-02"),  # Tue: Wed 1, Thu 2
    ("2029-11-23", "2029-11-27"),  # Fri: 24/11 is a Saturday; Mon 26 safely counts; Tue 27
    ("2026-11-19 23:59", "2026-11-23"),  # still Thu in Hà Nội: Fri 20, Mon 23
    ("2026-11-20 00:01", "2026-11-25"),  # already Fri: Mon 23, Wed 25
    ("2026-02-12 23:59", "2026-02-23"),  # Thu: Fri 13, Mon 23
    ("2026-02-13 00:00", "2026-02-24"),  # Fri from its first second: Mon 23, Tue 24
    ("2025-12-31 23:59", "2026-01-05"),  # Wed: Fri 2 counts, Mon 5
]

COMPLETE = [
    ("deletion", False, "2026-11-20", "2026-12-10"),  # 20 days: ten left in November, ten in December
    ("deletion", True, "2026-11-20", "2026-12-20"),  # 30 days; a Sunday, not moved
    ("correction", False, "2026-11-20", "2026-11-30"),  # 10 days, the last of the month
    ("correction", True, "2026-11-20", "2026-12-05"),  # 15 days; a Saturday, not moved
    ("access", False, "2026-11-20", "2026-11-30"),  # 10 days
    ("access", True, "2026-11-20", "2026-12-05"),  # 15 days
    ("withdraw_consent", False, "2026-11-20", "2026-12-05"),  # 15 days
    ("withdraw_consent", True, "2026-11-20", "2026-12-10"),  # 20 days
    ("objection", False, "2026-11-20", "2026-12-05"),  # 15 days
    ("objection", True, "2026-11-20", "2026-12-10"),  # 20 days
    ("restriction", False, "2026-11-20", "2026-12-05"),  # 15 days
    ("restriction", True, "2026-11-20", "2026-12-10"),  # 20 days
    ("deletion", False, "2026-01-11", "2026-01-31"),  # 11 + 20 = 31, the last of January
    ("deletion", False, "2026-01-12", "2026-02-01"),  # one later: 1/2, a Sunday
    ("deletion", False, "2026-02-08", "2026-02-28"),  # 28 days in February 2026
    ("deletion", False, "2026-02-09", "2026-03-01"),  # over its end
    ("access", False, "2026-02-19", "2026-03-01"),  # no 29/2 in 2026
    ("access", False, "2028-02-19", "2028-02-29"),  # there is one in 2028
    ("access", False, "2028-02-20", "2028-03-01"),  # and a day later is March
    ("correction", False, "2028-02-29", "2028-03-10"),  # received on 29/2
    ("deletion", False, "2026-12-11", "2026-12-31"),  # the last of the year
    ("deletion", False, "2026-12-12", "2027-01-01"),  # New Year's Day, not moved
    ("deletion", True, "2026-12-02", "2027-01-01"),  # 29 left in December, one more
    ("access", False, "2026-12-25", "2027-01-04"),  # six left in December, four more
    ("correction", False, "2026-02-06", "2026-02-16"),  # giao thừa, not moved
    ("deletion", False, "2026-01-27", "2026-02-16"),  # four left in January, 16 more
    ("objection", False, "2026-02-02", "2026-02-17"),  # mùng một
    ("restriction", True, "2026-01-28", "2026-02-17"),  # three left in January, 17 more
    ("correction", False, "2026-02-13", "2026-02-23"),  # before the acknowledgement, which is due on 24/2
    ("deletion", False, "2027-01-17", "2027-02-06"),  # mùng một 2027
    ("access", True, "2027-01-25", "2027-02-09"),  # six left in January, nine more
    ("deletion", False, "2026-04-10", "2026-04-30"),  # 30/4, not moved
    ("correction", False, "2026-04-21", "2026-05-01"),  # nine left in April, 1/5
    ("withdraw_consent", False, "2026-04-11", "2026-04-26"),  # Hùng Kings, a Sunday
    ("deletion", False, "2026-08-13", "2026-09-02"),  # 18 left in August, 2/9
    ("restriction", False, "2026-08-16", "2026-08-31"),  # the swapped Monday
    ("deletion", False, "2026-11-04", "2026-11-24"),  # 24/11, not moved
    ("correction", False, "2026-11-19 23:59", "2026-11-29"),  # Thu in Hà Nội
    ("correction", False, "2026-11-20 00:01", "2026-11-30"),  # two minutes later, a day later
    ("complaint", False, "2026-03-02", "2026-03-11"),  # Mon: 3 4 5 6, 9 10 11
    ("complaint", True, "2026-03-02", "2026-03-11"),  # a third party changes nothing
    ("complaint", False, "2026-02-12", "2026-03-02"),  # Thu: 13; 23 24 25 26 27; 2/3
    ("complaint", False, "2026-04-22", "2026-05-06"),  # Wed: 23 24; 28 29; 4 5 6/5
    ("complaint", False, "2026-08-20", "2026-08-28"),  # Thu: 21 22 (worked); 24 25 26 27 28
    ("complaint", False, "2026-08-24", "2026-09-04"),  # Mon: 25 26 27 28; 31; 3 4/9
    ("complaint", False, "2026-11-20", "2026-12-02"),  # Fri: 23 25 26 27; 30; 1 2/12
    ("complaint", False, "2026-12-23", "2027-01-04"),  # Wed: 24 25; 28 29 30 31; 4/1
    ("complaint", False, "2027-02-02", "2027-02-18"),  # Tue: 3; 11 12; 15 16 17 18
]

# How the two days after receipt fall when the organisation follows a swap, and when it does not.
SWAPS = [
    ("2025-12-31", "2026-01-06", "2026-01-05"),  # followed: 2/1 off, Mon 5, Tue 6; not: there is no law that it is off
    ("2026-01-08", "2026-01-10", "2026-01-12"),  # followed: Fri 9, Sat 10; not: Fri 9, Mon 12
    ("2026-08-20", "2026-08-22", "2026-08-24"),  # followed: Fri 21, Sat 22; not: Fri 21, Mon 24
    ("2026-08-27", "2026-09-03", "2026-08-31"),  # followed: Fri 28, Mon 31 off, Thu 3; not: Fri 28, Mon 31
    ("2026-08-28", "2026-09-04", "2026-09-03"),  # followed: Thu 3, Fri 4; not: Mon 31, Thu 3
]


@pytest.mark.parametrize(("received", "expected"), ACKNOWLEDGE)
def test_acknowledgement_within_two_working_days_for_every_kind(received: str, expected: str) -> None:
    assert {RULES.start(kind, at(received)).acknowledge_by for kind in TicketKind} == {end(expected)}


@pytest.mark.parametrize(("kind", "third_party", "received", "expected"), COMPLETE)
def test_completion(kind: str, third_party: bool, received: str, expected: str) -> None:
    clock = RULES.start(TicketKind(kind), at(received), third_party=third_party)
    assert clock == Clock(at(received), clock.acknowledge_by, end(expected))


@pytest.mark.parametrize(("received", "followed", "ignored"), SWAPS)
def test_swaps_as_the_organisation_says(received: str, followed: str, ignored: str) -> None:
    for rule, expected in ((SwapRule.FOLLOWED, followed), (SwapRule.IGNORED, ignored)):
        rules = Deadlines(PERIODS, load_calendar(rule))
        assert rules.start(TicketKind.DELETION, at(received)).acknowledge_by == end(expected)


def test_the_day_is_that_of_hanoi_whatever_zone_the_moment_is_in() -> None:
    last_minute, first_minute = datetime(2026, 11, 19, 16, 59, tzinfo=UTC), datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
    assert RULES.start(TicketKind.ACCESS, last_minute).acknowledge_by == end("2026-11-23")
    assert RULES.start(TicketKind.ACCESS, first_minute).acknowledge_by == end("2026-11-25")
    tokyo = datetime(2026, 11, 20, 1, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert hanoi_day(tokyo) == date(2026, 11, 19)


def test_the_offset_is_that_of_the_time_zone_database() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    months = (datetime(year, month, 1, 12, tzinfo=zone) for year in range(2000, 2038) for month in (1, 7))
    assert {moment.utcoffset() for moment in months} == {HANOI.utcoffset(None)}


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        RULES.start(TicketKind.DELETION, datetime(2026, 11, 20))


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-12-07 00:00", 3),
        ("2026-12-09 23:59", 1),
        ("2026-12-10 00:00", 0),  # the last day begins
        ("2026-12-10 06:30", 0),  # still yesterday in UTC
        ("2026-12-10 23:59:59", 0),
        ("2026-12-11 00:00", -1),
        ("2027-01-10 12:00", -31),
    ],
)
def test_days_left_are_days_of_hanoi(now: str, left: int) -> None:
    clock = RULES.start(TicketKind.DELETION, at("2026-11-20"))  # due on 10/12
    moment = at(now).astimezone(UTC)
    assert clock.days_left(moment) == days_left(clock.complete_by, moment) == left
    assert clock.overdue(moment) is overdue(clock.complete_by, moment) is (left < 0)
    assert clock.due_soon(moment) is (0 <= left <= 3)
    assert due_soon(clock.complete_by, moment, within=1) is (0 <= left <= 1)


def test_the_last_second_and_its_fraction_are_in_time() -> None:
    clock = RULES.start(TicketKind.DELETION, at("2026-11-20"))
    assert not clock.overdue(clock.complete_by + timedelta(microseconds=999_999))
    assert clock.overdue(clock.complete_by + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("kind", "third_party", "expected"),
    [
        ("deletion", False, "2026-12-30"),  # 10/12 and 20 days
        ("deletion", True, "2027-01-09"),  # 20/12 and 20 days
        ("correction", False, "2026-12-10"),  # 30/11 and 10 days
        ("access", True, "2026-12-15"),  # 5/12 and 10 days
        ("withdraw_consent", False, "2026-12-20"),  # 5/12 and 15 days
        ("objection", True, "2026-12-25"),  # 10/12 and 15 days
        ("restriction", False, "2026-12-20"),  # 5/12 and 15 days
    ],
)
def test_one_extension_from_the_first_date(kind: str, third_party: bool, expected: str) -> None:
    clock = RULES.start(TicketKind(kind), at("2026-11-20"), third_party=third_party)
    extended = RULES.extend(clock, TicketKind(kind))
    assert extended == Clock(clock.received_at, clock.acknowledge_by, end(expected), extended=True)
    with pytest.raises(ExtensionRefused, match="chỉ được gia hạn một lần"):
        RULES.extend(extended, TicketKind(kind))


def test_an_extension_may_be_shorter_but_not_longer_than_the_law_allows() -> None:
    clock = RULES.start(TicketKind.DELETION, at("2026-11-20"))
    assert RULES.extend(clock, TicketKind.DELETION, 5).complete_by == end("2026-12-15")
    for amount in (0, -1, 21):
        with pytest.raises(ExtensionRefused, match=r"từ 1 đến 20 ngày theo khoản 4 Điều 5"):
            RULES.extend(clock, TicketKind.DELETION, amount)


def test_a_complaint_has_no_extension() -> None:
    clock = RULES.start(TicketKind.COMPLAINT, at("2026-11-20"))
    assert not RULES.may_extend(clock, TicketKind.COMPLAINT, at("2026-11-20"))
    with pytest.raises(ExtensionRefused, match="khiếu nại không có"):
        RULES.extend(clock, TicketKind.COMPLAINT)


def test_an_extension_is_open_until_the_date_has_passed() -> None:
    clock = RULES.start(TicketKind.DELETION, at("2026-11-20"))
    assert RULES.may_extend(clock, TicketKind.DELETION, clock.complete_by)
    assert not RULES.may_extend(clock, TicketKind.DELETION, clock.complete_by + timedelta(seconds=1))
    assert not RULES.may_extend(RULES.extend(clock, TicketKind.DELETION), TicketKind.DELETION, at("2026-11-20"))


def test_merging_keeps_the_earliest_of_each_date_and_no_second_extension() -> None:
    first = RULES.start(TicketKind.DELETION, at("2026-11-20"), third_party=True)
    second = RULES.extend(RULES.start(TicketKind.DELETION, at("2026-11-23")), TicketKind.DELETION, 3)
    expected = Clock(at("2026-11-20"), end("2026-11-25"), end("2026-12-16"), extended=True)
    assert first.earliest(second) == second.earliest(first) == expected


def test_a_promise_is_kept_when_it_is_sooner_and_the_law_where_it_is_not() -> None:
    promised = {"correction": {"complete": {"amount": 5, "unit": "working_days"}}}
    rules = Deadlines(PERIODS, load_calendar(), parse_promises(promised, PERIODS))
    # Mon 2/3: 3 4 5 6 and Mon 9, sooner than 12/3.
    assert rules.start(TicketKind.CORRECTION, at("2026-03-02")).complete_by == end("2026-03-09")
    # Thu 12/2: 13, then 23 to 26; the law's 22/2 comes before.
    due = rules.completion(TicketKind.CORRECTION, at("2026-02-12"))
    assert (due.by, due.period.statutory) == (end("2026-02-22"), True)


def test_a_promise_holds_with_a_third_party_and_for_the_acknowledgement() -> None:
    promised = {
        "deletion": {"complete": {"amount": 10, "unit": "days"}, "acknowledge": {"amount": 1, "unit": "working_days"}}
    }
    rules = Deadlines(PERIODS, load_calendar(), parse_promises(promised, PERIODS))
    clock = rules.start(TicketKind.DELETION, at("2026-11-20"), third_party=True)
    assert (clock.acknowledge_by, clock.complete_by) == (end("2026-11-23"), end("2026-11-30"))


def test_a_complaint_may_be_promised_later_than_the_house_rule() -> None:
    promised = {"complaint": {"complete": {"amount": 30, "unit": "days"}}}
    rules = Deadlines(PERIODS, load_calendar(), parse_promises(promised, PERIODS))
    clock = rules.start(TicketKind.COMPLAINT, at("2026-11-20"))
    assert (clock.acknowledge_by, clock.complete_by) == (end("2026-11-25"), end("2026-12-20"))


def test_a_completion_date_moves_off_a_day_off_only_when_the_file_says_so() -> None:
    text = PERIODS_TEXT.replace("roll_forward = false", "roll_forward = true")
    rules = Deadlines(parse_periods(text), load_calendar())
    # 20/12 is a Sunday; 16/2 begins Tết, and the next working day is 23/2; 10/12 is a Thursday.
    assert rules.start(TicketKind.DELETION, at("2026-11-20"), third_party=True).complete_by == end("2026-12-21")
    assert rules.completion(TicketKind.CORRECTION, at("2026-02-06")).by == end("2026-02-23")
    assert not rules.completion(TicketKind.DELETION, at("2026-11-20")).rolled
