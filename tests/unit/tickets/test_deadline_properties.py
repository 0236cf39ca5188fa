"""What must hold of the clock on every date, for every kind, promise and way of counting swaps."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets.calendar import SwapRule, load_calendar
from bot.tickets.deadlines import Deadlines, ExtensionRefused, hanoi_day
from bot.tickets.kinds import TicketKind
from bot.tickets.periods import Periods, Promises, Unit, load_periods, parse_promises

PERIODS = load_periods()
CALENDARS = {rule: load_calendar(rule) for rule in SwapRule}
STATUTORY = [kind for kind in TicketKind if PERIODS.of(kind).complete.statutory]

moments = st.datetimes(datetime(2025, 6, 1), datetime(2032, 12, 31), timezones=st.just(UTC))
kinds = st.sampled_from(list(TicketKind))
rules = st.sampled_from(list(SwapRule)).map(lambda rule: Deadlines(PERIODS, CALENDARS[rule]))


def promises_for(periods: Periods, kind: TicketKind) -> st.SearchStrategy[Promises]:
    """Any promise that is accepted for `kind`, in either unit, of either stage or both."""

    def figure(limit: int) -> st.SearchStrategy[dict[str, object]]:
        return st.fixed_dictionaries({"amount": st.integers(1, limit), "unit": st.sampled_from([*Unit])})

    law = periods.of(kind)
    stages = {"acknowledge": figure(law.acknowledge.amount), "complete": figure(law.complete.amount)}
    return st.fixed_dictionaries({}, optional=stages).map(lambda stage: parse_promises({kind: stage}, periods))


@given(rules, kinds, moments, st.booleans())
def test_the_acknowledgement_falls_on_a_working_day_after_receipt(
    rules: Deadlines, kind: TicketKind, received: datetime, third_party: bool
) -> None:
    clock = rules.start(kind, received, third_party=third_party)
    assert rules.calendar.is_working(hanoi_day(clock.acknowledge_by))
    assert hanoi_day(received) < hanoi_day(clock.acknowledge_by)
    assert hanoi_day(received) < hanoi_day(clock.complete_by)


@given(rules, kinds, moments)
def test_exactly_two_working_days_lie_between(rules: Deadlines, kind: TicketKind, received: datetime) -> None:
    day, last, worked = hanoi_day(received), hanoi_day(rules.start(kind, received).acknowledge_by), 0
    while day < last:
        day += timedelta(days=1)
        worked += rules.calendar.is_working(day)
    assert worked == 2


@given(rules, kinds, moments, moments, st.booleans())
def test_who_asks_later_is_never_due_earlier(
    rules: Deadlines, kind: TicketKind, one: datetime, other: datetime, third_party: bool
) -> None:
    first, second = (rules.start(kind, moment, third_party=third_party) for moment in sorted((one, other)))
    assert first.acknowledge_by <= second.acknowledge_by
    assert first.complete_by <= second.complete_by


@given(rules, kinds, moments)
def test_a_third_party_never_makes_it_earlier(rules: Deadlines, kind: TicketKind, received: datetime) -> None:
    assert rules.start(kind, received).complete_by <= rules.start(kind, received, third_party=True).complete_by


@given(kinds, moments)
def test_the_cautious_count_is_never_later_than_either_other(kind: TicketKind, received: datetime) -> None:
    cautious, followed, ignored = (
        Deadlines(PERIODS, CALENDARS[rule]).start(kind, received)
        for rule in (SwapRule.CAUTIOUS, SwapRule.FOLLOWED, SwapRule.IGNORED)
    )
    assert cautious.acknowledge_by <= min(followed.acknowledge_by, ignored.acknowledge_by)
    assert cautious.complete_by <= min(followed.complete_by, ignored.complete_by)


@given(rules, st.sampled_from(STATUTORY), moments, st.booleans(), st.data())
def test_an_extension_moves_one_date_later_once_and_within_the_law(
    rules: Deadlines, kind: TicketKind, received: datetime, third_party: bool, data: st.DataObject
) -> None:
    clock = rules.start(kind, received, third_party=third_party)
    period = PERIODS.of(kind).extension
    assert period is not None
    amount = data.draw(st.one_of(st.none(), st.integers(1, period.amount)))
    extended = rules.extend(clock, kind, amount)
    assert timedelta(0) < extended.complete_by - clock.complete_by <= timedelta(days=period.amount)
    assert (extended.received_at, extended.acknowledge_by) == (clock.received_at, clock.acknowledge_by)
    with pytest.raises(ExtensionRefused):
        rules.extend(extended, kind, amount)


@given(st.sampled_from(STATUTORY), moments, st.booleans(), st.data())
def test_a_promise_is_never_later_than_the_law(
    kind: TicketKind, received: datetime, third_party: bool, data: st.DataObject
) -> None:
    calendar = CALENDARS[data.draw(st.sampled_from(list(SwapRule)))]
    promises = data.draw(promises_for(PERIODS, kind))
    law = Deadlines(PERIODS, calendar).start(kind, received, third_party=third_party)
    promised = Deadlines(PERIODS, calendar, promises).start(kind, received, third_party=third_party)
    assert promised.acknowledge_by <= law.acknowledge_by
    assert promised.complete_by <= law.complete_by
    assert hanoi_day(received) < min(hanoi_day(promised.acknowledge_by), hanoi_day(promised.complete_by))


@given(rules, kinds, moments, moments)
def test_merging_never_makes_anything_later(rules: Deadlines, kind: TicketKind, one: datetime, other: datetime) -> None:
    first, second = rules.start(kind, one), rules.start(kind, other)
    merged = first.earliest(second)
    for clock in (first, second):
        assert merged.received_at <= clock.received_at
        assert merged.acknowledge_by <= clock.acknowledge_by
        assert merged.complete_by <= clock.complete_by
    assert merged == (first if one <= other else second)


@given(rules, kinds, moments, moments)
def test_a_ticket_is_either_overdue_or_has_days_left(
    rules: Deadlines, kind: TicketKind, received: datetime, now: datetime
) -> None:
    clock = rules.start(kind, received)
    assert clock.overdue(now) is (clock.days_left(now) < 0)
    assert not (clock.overdue(now) and clock.due_soon(now))
