"""Days off and days worked, and what a wrong override file is told."""

from datetime import date, timedelta
from importlib import resources
from pathlib import Path

import pytest

from bot.tickets.calendar import InvalidCalendar, SwapRule, WorkingCalendar, load_calendar, parse_overrides

CALENDAR = load_calendar()
OVERRIDES = resources.files("bot.tickets").joinpath("calendar_overrides.toml").read_text(encoding="utf-8")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _weekdays_off(calendar: WorkingCalendar, year: int) -> list[str]:
    return [f"{off.day:%d/%m}" for off in calendar.weekdays_off(date(year - 1, 12, 31), date(year, 12, 31))]


def test_the_weekdays_off_of_2026_and_2027() -> None:
    assert _weekdays_off(CALENDAR, 2026) == (
        "01/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 01/09 02/09 24/11".split()
    )
    assert _weekdays_off(CALENDAR, 2027) == (
        "01/01 04/02 05/02 08/02 09/02 10/02 16/04 30/04 03/05 02/09 03/09 24/11".split()
    )


@pytest.mark.parametrize(
    ("rule", "worked"), [(SwapRule.CAUTIOUS, True), (SwapRule.FOLLOWED, True), (SwapRule.IGNORED, False)]
)
def test_the_saturdays_of_the_swaps(rule: SwapRule, worked: bool) -> None:
    calendar = load_calendar(rule)
    assert [calendar.is_working(_day(day)) for day in ("2026-01-10", "2026-08-22")] == [worked] * 2


@pytest.mark.parametrize(
    ("rule", "worked"), [(SwapRule.CAUTIOUS, True), (SwapRule.FOLLOWED, False), (SwapRule.IGNORED, True)]
)
def test_the_weekdays_of_the_swaps(rule: SwapRule, worked: bool) -> None:
    calendar = load_calendar(rule)
    assert [calendar.is_working(_day(day)) for day in ("2026-01-02", "2026-08-31")] == [worked] * 2
    off = calendar.day_off(_day("2026-01-02"))
    assert (off.name if off else None) == (None if worked else "ngày nghỉ hoán đổi")


def test_a_swap_that_only_the_package_knows_is_counted_by_the_same_rule() -> None:
    # Fri 2/5/2025 off for Sat 26/4/2025: in `holidays`, not in our file.
    for rule, friday, saturday in (
        (SwapRule.CAUTIOUS, True, True),
        (SwapRule.FOLLOWED, False, True),
        (SwapRule.IGNORED, True, False),
    ):
        calendar = load_calendar(rule)
        assert calendar.is_working(_day("2025-05-02")) is friday
        assert calendar.is_working(_day("2025-04-26")) is saturday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "Tết Dương lịch"),
        ("2026-02-16", "Tết Nguyên đán"),
        ("2026-02-20", "Tết Nguyên đán"),
        ("2026-04-26", "Ngày Giỗ Tổ Hùng Vương"),
        ("2026-04-27", "nghỉ bù Ngày Giỗ Tổ Hùng Vương"),
        ("2026-04-30", "Ngày Chiến thắng"),
        ("2026-05-01", "Ngày Quốc tế Lao động"),
        ("2026-09-01", "Quốc khánh"),
        ("2026-11-24", "Ngày Văn hóa Việt Nam"),
        ("2027-02-04", "Tết Nguyên đán"),  # the package says “29 Tết”
        ("2027-05-03", "nghỉ bù Ngày Quốc tế Lao động"),
    ],
)
def test_names_are_vietnamese(day: str, name: str) -> None:
    off = CALENDAR.day_off(_day(day))
    assert off is not None
    assert off.name == name


def test_only_days_that_are_fixed_yearly_and_not_yet_are_estimates() -> None:
    estimated = [
        off.day.isoformat() for off in CALENDAR.weekdays_off(_day("2025-12-31"), _day("2027-12-31")) if off.estimate
    ]
    assert estimated == ["2027-02-04", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-09-03"]


def test_a_year_that_is_decided_is_no_estimate() -> None:
    text = OVERRIDES.replace("decided_through = 2026", "decided_through = 2027")
    calendar = WorkingCalendar(parse_overrides(text))
    assert not any(off.estimate for off in calendar.weekdays_off(_day("2026-12-31"), _day("2027-12-31")))


def test_a_day_off_of_the_file_is_off_and_a_day_worked_is_worked() -> None:
    text = """
    decided_through = 2027
    [[days_off]]
    day = 2027-02-11
    name = "Tết Nguyên đán"
    source = "thông báo"
    [[days_worked]]
    day = 2027-02-04
    source = "thông báo"
    """
    calendar = WorkingCalendar(parse_overrides(text))
    assert not calendar.is_working(_day("2027-02-11"))
    assert calendar.is_working(_day("2027-02-04"))
    assert calendar.add_working_days(_day("2027-02-02"), 2) == _day("2027-02-04")
    assert calendar.add_working_days(_day("2027-02-03"), 2) == _day("2027-02-12")


def test_a_made_up_saturday_that_the_file_gives_off_is_off() -> None:
    text = 'decided_through = 2026\n[[days_off]]\nday = 2026-08-22\nname = "nghỉ"\n'
    assert not WorkingCalendar(parse_overrides(text)).is_working(_day("2026-08-22"))


def test_the_day_after_a_culture_day_on_a_weekend_counts_as_worked() -> None:
    assert CALENDAR.is_working(_day("2029-11-26"))
    assert CALENDAR.is_working(_day("2030-11-25"))


def test_a_swap_over_new_year_is_found_from_both_years() -> None:
    text = 'decided_through = 2026\n[[swaps]]\noff = 2027-12-31\nworked = 2028-01-08\nsource = "x"\n'
    calendar = WorkingCalendar(parse_overrides(text), SwapRule.FOLLOWED)
    assert not calendar.is_working(_day("2027-12-31"))
    assert calendar.is_working(_day("2028-01-08"))


def test_counting_passes_over_days_off() -> None:
    assert CALENDAR.add_working_days(_day("2026-02-13"), 0) == _day("2026-02-13")
    assert CALENDAR.add_working_days(_day("2026-02-13"), 1) == _day("2026-02-23")
    assert CALENDAR.on_or_after(_day("2026-02-14")) == _day("2026-02-23")
    assert CALENDAR.on_or_after(_day("2026-02-23")) == _day("2026-02-23")


def test_no_stretch_without_work_is_longer_than_twelve_days_to_2040() -> None:
    """Guards against a package release that makes half a month a holiday."""
    day, idle = date(2025, 1, 1), 0
    while day.year < 2040:
        idle = 0 if CALENDAR.is_working(day) else idle + 1
        assert idle <= 12, day
        day += timedelta(days=1)


HEAD = "decided_through = 2026\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("= 1", "không phải TOML hợp lệ"),
        ("", "khóa “decided_through”: thiếu khóa này."),
        ('decided_through = "2026"', "khóa “decided_through”: phải là số nguyên."),
        ("decided_through = 1999", "khóa “decided_through”: phải từ 2020 trở lên."),
        ("decided_through = 2999", "khóa “decided_through”: không được quá 2100."),
        (HEAD + "holidays = []", "khóa “holidays”: không có khóa nào tên như vậy."),
        (HEAD + "swaps = 5", "khóa “swaps”: phải là một danh sách."),
        (HEAD + '[[days_off]]\nday = "soon"\nname = "x"', "khóa “days_off.0.day”: phải là ngày dạng 2026-12-31."),
        (HEAD + '[[days_off]]\nday = 2026-01-05\nname = ""', "khóa “days_off.0.name”: không được để trống."),
        (HEAD + "[[days_worked]]\nday = 2026-01-05", "khóa “days_worked.0.source”: thiếu khóa này."),
        (
            HEAD + '[[swaps]]\noff = 2026-01-10\nworked = 2026-01-02\nsource = "x"',
            "khóa “swaps.0”: hoán đổi là nghỉ một ngày trong tuần (off) và làm bù một ngày cuối tuần (worked).",
        ),
        (
            HEAD + '[[days_off]]\nday = 2026-01-05\nname = "x"\n[[days_worked]]\nday = 2026-01-05\nsource = "y"',
            "ngày 05/01/2026 được khai nhiều lần.",
        ),
    ],
)
def test_a_wrong_override_file_is_told_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidCalendar) as raised:
        parse_overrides(text)
    assert str(raised.value).startswith("calendar_overrides.toml: ")
    assert sentence in str(raised.value)


def test_another_file_can_take_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + '[[days_off]]\nday = 2026-11-23\nname = "ngày nghỉ"', encoding="utf-8")
    assert not load_calendar(path=path).is_working(_day("2026-11-23"))
    path.write_text("x = 1", encoding="utf-8")
    with pytest.raises(InvalidCalendar, match=r"^ours\.toml: khóa"):
        load_calendar(path=path)
