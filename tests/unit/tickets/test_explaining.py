"""The sentences that say why a date is the date."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets.calendar import SwapRule, load_calendar
from bot.tickets.deadlines import HANOI, Deadlines
from bot.tickets.explaining import date_text, explain_acknowledgement, explain_completion
from bot.tickets.kinds import TicketKind
from bot.tickets.periods import load_periods, parse_periods, parse_promises

PERIODS = load_periods()
RULES = Deadlines(PERIODS, load_calendar())
DELETION, COMPLAINT, CORRECTION = TicketKind.DELETION, TicketKind.COMPLAINT, TicketKind.CORRECTION


def _at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=HANOI)


def _acknowledgement(day: str, kind: TicketKind = DELETION, rules: Deadlines = RULES) -> str:
    return explain_acknowledgement(rules, kind, rules.start(kind, _at(day)))


def _completion(day: str, kind: TicketKind = DELETION, rules: Deadlines = RULES, third_party: bool = False) -> str:
    clock = rules.start(kind, _at(day), third_party=third_party)
    return explain_completion(rules, kind, clock, third_party=third_party)


@pytest.mark.parametrize(
    ("received", "sentence"),
    [
        (
            "2026-11-20",
            "Chậm nhất Thứ Tư 25/11/2026 (2 ngày làm việc kể từ 20/11/2026, "
            "trừ cuối tuần và Ngày Văn hóa Việt Nam 24/11).",
        ),
        ("2026-03-03", "Chậm nhất Thứ Năm 05/03/2026 (2 ngày làm việc kể từ 03/03/2026)."),
        ("2026-03-06", "Chậm nhất Thứ Ba 10/03/2026 (2 ngày làm việc kể từ 06/03/2026, trừ cuối tuần)."),
        (
            "2027-11-22",
            "Chậm nhất Thứ Năm 25/11/2027 (2 ngày làm việc kể từ 22/11/2027, trừ Ngày Văn hóa Việt Nam 24/11).",
        ),
        (
            "2026-02-12",
            "Chậm nhất Thứ Hai 23/02/2026 (2 ngày làm việc kể từ 12/02/2026, "
            "trừ cuối tuần và Tết Nguyên đán 16/2–20/2).",
        ),
        (
            "2026-04-28",
            "Chậm nhất Thứ Hai 04/05/2026 (2 ngày làm việc kể từ 28/04/2026, "
            "trừ cuối tuần, Ngày Chiến thắng 30/4 và Ngày Quốc tế Lao động 1/5).",
        ),
        (
            "2026-04-23",
            "Chậm nhất Thứ Ba 28/04/2026 (2 ngày làm việc kể từ 23/04/2026, "
            "trừ cuối tuần và nghỉ bù Ngày Giỗ Tổ Hùng Vương 27/4).",
        ),
        (
            "2026-08-20",
            "Chậm nhất Thứ Bảy 22/08/2026 (2 ngày làm việc kể từ 20/08/2026, tính cả ngày làm bù 22/8).",
        ),
        (
            "2027-02-02",
            "Chậm nhất Thứ Năm 11/02/2027 (2 ngày làm việc kể từ 02/02/2027, "
            "trừ cuối tuần và Tết Nguyên đán 4/2–10/2). "
            "Lịch nghỉ Tết Nguyên đán 2027 mới là dự kiến nên ngày này có thể thay đổi.",
        ),
        # Received on a day off: that day is not counted anyway, so it is no reason.
        ("2026-11-24", "Chậm nhất Thứ Năm 26/11/2026 (2 ngày làm việc kể từ 24/11/2026)."),
        (
            "2026-11-22",
            "Chậm nhất Thứ Tư 25/11/2026 (2 ngày làm việc kể từ 22/11/2026, trừ Ngày Văn hóa Việt Nam 24/11).",
        ),
        ("2027-02-01", "Chậm nhất Thứ Tư 03/02/2027 (2 ngày làm việc kể từ 01/02/2027)."),
    ],
)
def test_acknowledgement(received: str, sentence: str) -> None:
    assert _acknowledgement(received) == sentence


def test_a_swap_that_the_organisation_follows_is_named() -> None:
    rules = Deadlines(PERIODS, load_calendar(SwapRule.FOLLOWED))
    assert _acknowledgement("2026-08-27", rules=rules) == (
        "Chậm nhất Thứ Năm 03/09/2026 (2 ngày làm việc kể từ 27/08/2026, "
        "trừ cuối tuần, ngày nghỉ hoán đổi 31/8 và Quốc khánh 1/9–2/9)."
    )


def test_completion_names_the_law() -> None:
    assert _completion("2026-11-20") == (
        "Trong 20 ngày kể từ 20/11/2026, chậm nhất Thứ Năm 10/12/2026, theo khoản 4 Điều 5 Nghị định 356/2025/NĐ-CP."
    )


def test_completion_with_a_third_party_says_so() -> None:
    assert _completion("2026-11-20", third_party=True) == (
        "Trong 30 ngày kể từ 20/11/2026, vì cần bên thứ ba cùng thực hiện, chậm nhất Chủ nhật 20/12/2026, "
        "theo khoản 4 Điều 5 Nghị định 356/2025/NĐ-CP."
    )
    assert "bên thứ ba" not in _completion("2026-11-20", COMPLAINT, third_party=True)


def test_a_completion_in_calendar_days_rests_on_no_estimate() -> None:
    assert "dự kiến" not in _completion("2027-01-20")


def test_a_complaint_is_the_organisations_own_promise_not_the_law() -> None:
    assert _completion("2026-11-20", COMPLAINT) == (
        "Trong 7 ngày làm việc kể từ 20/11/2026, trừ cuối tuần và Ngày Văn hóa Việt Nam 24/11, "
        "chậm nhất Thứ Tư 02/12/2026, theo cam kết của tổ chức (không phải thời hạn luật định)."
    )
    assert _acknowledgement("2026-03-03", COMPLAINT) == (
        "Chậm nhất Thứ Năm 05/03/2026 (2 ngày làm việc kể từ 03/03/2026), "
        "theo cam kết của tổ chức (không phải thời hạn luật định)."
    )


def test_promises_are_named_beside_the_law() -> None:
    promised = {
        "complaint": {"complete": {"amount": 30, "unit": "days", "source": "cam kết của Medring"}},
        "correction": {"complete": {"amount": 5, "unit": "days", "source": "cam kết của Medring"}},
    }
    rules = Deadlines(PERIODS, load_calendar(), parse_promises(promised, PERIODS))
    assert _completion("2026-11-20", COMPLAINT, rules) == (
        "Trong 30 ngày kể từ 20/11/2026, chậm nhất Chủ nhật 20/12/2026, "
        "theo cam kết của Medring (không phải thời hạn luật định)."
    )
    assert _completion("2026-11-20", CORRECTION, rules, third_party=True) == (
        "Trong 5 ngày kể từ 20/11/2026, chậm nhất Thứ Tư 25/11/2026, theo cam kết của Medring "
        "(sớm hơn thời hạn 15 ngày của khoản 3 Điều 5 Nghị định 356/2025/NĐ-CP)."
    )


def test_an_extended_date_says_that_it_was_extended() -> None:
    clock = RULES.extend(RULES.start(DELETION, _at("2026-11-20")), DELETION, 5)
    assert explain_completion(RULES, DELETION, clock) == (
        "Chậm nhất Thứ Ba 15/12/2026, sau một lần gia hạn theo khoản 4 Điều 5 Nghị định 356/2025/NĐ-CP."
    )


def test_a_date_of_other_rules_is_told_without_a_reason() -> None:
    clock = RULES.start(DELETION, _at("2026-11-20"))
    moved = replace(clock, acknowledge_by=_at("2026-11-24"), complete_by=_at("2026-12-01"))
    assert explain_acknowledgement(RULES, DELETION, moved) == "Chậm nhất Thứ Ba 24/11/2026."
    assert explain_completion(RULES, DELETION, moved) == "Chậm nhất Thứ Ba 01/12/2026."


def test_a_date_that_moved_off_a_day_off_says_so() -> None:
    text = resources.files("bot.tickets").joinpath("periods.toml").read_text(encoding="utf-8")
    rolling = Deadlines(parse_periods(text.replace("roll_forward = false", "roll_forward = true")), load_calendar())
    assert _completion("2027-01-15", rules=rolling) == (
        "Trong 20 ngày kể từ 15/01/2027, chậm nhất Thứ Năm 11/02/2027, là ngày làm việc kế tiếp, "
        "theo khoản 4 Điều 5 Nghị định 356/2025/NĐ-CP. "
        "Lịch nghỉ Tết Nguyên đán 2027 mới là dự kiến nên ngày này có thể thay đổi."
    )


def test_the_day_told_is_that_of_hanoi() -> None:
    assert date_text(datetime(2026, 11, 21, 17, 0, tzinfo=UTC)) == "Chủ nhật 22/11/2026"


@given(
    st.sampled_from(list(TicketKind)),
    st.datetimes(datetime(2025, 6, 1), datetime(2032, 12, 31), timezones=st.just(UTC)),
    st.booleans(),
    st.sampled_from(list(SwapRule)),
)
def test_every_date_has_its_reason_and_only_the_dates_of_the_clock(
    kind: TicketKind, received: datetime, third_party: bool, rule: SwapRule
) -> None:
    rules = Deadlines(PERIODS, load_calendar(rule))
    clock = rules.start(kind, received, third_party=third_party)
    stored = replace(clock, acknowledge_by=clock.acknowledge_by.astimezone(UTC))  # as a database gives it back
    first, second = (
        explain_acknowledgement(rules, kind, stored),
        explain_completion(rules, kind, stored, third_party=third_party),
    )
    assert first.startswith(f"Chậm nhất {date_text(clock.acknowledge_by)} (2 ngày làm việc kể từ ")
    assert f"chậm nhất {date_text(clock.complete_by)}" in second
    assert "theo " in second
    assert f"kể từ {received + timedelta(hours=7):%d/%m/%Y}" in first
    assert first.endswith(".") and second.endswith(".")
