"""The file of periods agrees with the table of the law; wrong files and promises are told in a sentence."""

from importlib import resources
from pathlib import Path

import pytest

from bot.tickets.kinds import TicketKind
from bot.tickets.periods import InvalidPeriods, Period, Unit, load_periods, parse_periods, parse_promises

TEXT = resources.files("bot.tickets").joinpath("periods.toml").read_text(encoding="utf-8")
PERIODS = load_periods()

# kind: acknowledge (working days), complete, with a third party, extension (days), clause of Điều 5
LAW = {
    "withdraw_consent": (2, 15, 20, 15, 2),
    "restriction": (2, 15, 20, 15, 2),
    "objection": (2, 15, 20, 15, 2),
    "access": (2, 10, 15, 10, 3),
    "correction": (2, 10, 15, 10, 3),
    "deletion": (2, 20, 30, 20, 4),
}


@pytest.mark.parametrize(("kind", "row"), LAW.items())
def test_the_periods_of_the_law(kind: str, row: tuple[int, int, int, int, int]) -> None:
    periods = PERIODS.of(TicketKind(kind))
    stages = (periods.acknowledge, periods.complete, periods.complete_with_third_party, periods.extension)
    assert all(isinstance(stage, Period) for stage in stages)
    found = [stage for stage in stages if stage is not None]
    assert tuple(stage.amount for stage in found) == row[:4]
    assert [stage.unit for stage in found] == [Unit.WORKING_DAYS, Unit.DAYS, Unit.DAYS, Unit.DAYS]
    assert {stage.source for stage in found} == {f"khoản {row[4]} Điều 5 Nghị định 356/2025/NĐ-CP"}
    assert all(stage.statutory for stage in found)


def test_a_complaint_has_house_rules_and_no_extension() -> None:
    periods = PERIODS.of(TicketKind.COMPLAINT)
    assert [periods.acknowledge.text, periods.complete.text] == ["2 ngày làm việc", "7 ngày làm việc"]
    assert not periods.acknowledge.statutory and not periods.complete.statutory
    assert periods.extension is None
    assert periods.completion(third_party=True) == periods.complete


def test_completion_dates_are_not_moved_and_every_kind_has_a_label() -> None:
    assert PERIODS.counting.roll_forward is False
    assert len({kind.label for kind in TicketKind}) == len(TicketKind) == len(PERIODS.kinds)


def test_a_house_rule_is_marked_as_such_and_nothing_else_is() -> None:
    for periods in PERIODS.kinds.values():
        for stage in (periods.acknowledge, periods.complete, periods.complete_with_third_party, periods.extension):
            assert stage is None or (stage.certainty == "house") is not stage.statutory


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("amount = 20", "amount = 0", "khóa “kinds.deletion.complete.amount”: phải từ 1 trở lên."),
        ("amount = 20", "amount = 900", "khóa “kinds.deletion.complete.amount”: không được quá 365."),
        ("amount = 20", 'amount = "20"', "khóa “kinds.deletion.complete.amount”: phải là số nguyên."),
        ("amount = 20", "amount = true", "khóa “kinds.deletion.complete.amount”: phải là số nguyên."),
        ("amount = 20", "", "khóa “kinds.deletion.complete.amount”: thiếu khóa này."),
        (
            "amount = 20",
            "amount = 20\nhours = 3",
            "khóa “kinds.deletion.complete.hours”: không có khóa nào tên như vậy.",
        ),
        ('unit = "working_days"', 'unit = "weeks"', ".acknowledge.unit”: phải là một trong: 'days', 'working_days'."),
        (
            'certainty = "B+"',
            'certainty = "sure"',
            ".certainty”: phải là một trong: 'A', 'B+', 'B', 'C', 'U', 'house'.",
        ),
        ("amount = 30", "amount = 10", "khóa “kinds.deletion”: thời hạn khi có bên thứ ba phải không ngắn hơn"),
        ("kinds.complaint.", "kinds.complain.", "khóa “kinds.complain”: phải là một trong: 'deletion'"),
        ("roll_forward = false", 'roll_forward = "maybe"', "khóa “counting.roll_forward”: "),
        ("[counting]", "[counting", "không phải TOML hợp lệ"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(old: str, new: str, sentence: str) -> None:
    assert old in TEXT
    changed = TEXT.replace(old, new) if old.startswith("kinds") else TEXT.replace(old, new, 1)
    with pytest.raises(InvalidPeriods) as raised:
        parse_periods(changed)
    assert str(raised.value).startswith("periods.toml: ")
    assert sentence in str(raised.value)


def test_every_kind_must_have_periods() -> None:
    without = TEXT[: TEXT.index("# --- No figure in Điều 5")]
    with pytest.raises(InvalidPeriods, match="thiếu thời hạn cho: complaint"):
        parse_periods(without)


def test_another_file_can_take_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(TEXT.replace("amount = 30", "amount = 25"), encoding="utf-8")
    assert load_periods(path).of(TicketKind.DELETION).completion(third_party=True).text == "25 ngày"
    path.write_text("", encoding="utf-8")
    with pytest.raises(InvalidPeriods, match=r"^ours\.toml: khóa “checked_on”: thiếu khóa này\.$"):
        load_periods(path)


def _promise(kind: str, stage: str, amount: object, unit: str = "days", **more: object) -> dict[str, object]:
    return {kind: {stage: {"amount": amount, "unit": unit, **more}}}


def test_a_promise_is_a_period_that_no_law_sets() -> None:
    promises = parse_promises(_promise("deletion", "complete", 20, source="cam kết của Medring"), PERIODS)
    assert promises.complete == {
        TicketKind.DELETION: Period(20, Unit.DAYS, "cam kết của Medring", "house", statutory=False)
    }
    assert promises.acknowledge == {}


@pytest.mark.parametrize(
    ("promise", "sentence"),
    [
        (
            _promise("deletion", "complete", 21),
            "Cam kết thực hiện yêu cầu xóa dữ liệu trong 21 ngày dài hơn thời hạn 20 ngày theo khoản 4 Điều 5 "
            "Nghị định 356/2025/NĐ-CP; chỉ được cam kết sớm hơn.",
        ),
        (
            _promise("deletion", "complete", 21, "working_days"),
            "Cam kết thực hiện yêu cầu xóa dữ liệu trong 21 ngày làm việc dài hơn thời hạn 20 ngày theo khoản 4 Điều 5 "
            "Nghị định 356/2025/NĐ-CP; chỉ được cam kết sớm hơn.",
        ),
        (
            _promise("access", "acknowledge", 3),
            "Cam kết phản hồi yêu cầu xem hoặc nhận bản sao dữ liệu trong 3 ngày dài hơn thời hạn 2 ngày làm việc theo "
            "khoản 3 Điều 5 Nghị định 356/2025/NĐ-CP; chỉ được cam kết sớm hơn.",
        ),
        (_promise("deletion", "complete", 0), "Cam kết thời hạn: khóa “deletion.complete.amount”: phải từ 1 trở lên."),
        (_promise("deletion", "finish", 5), "Cam kết thời hạn: khóa “deletion.finish”: không có khóa nào tên như vậy."),
        ({"deletion": 5}, "Cam kết thời hạn: khóa “deletion”: phải là một bảng."),
        (5, "Cam kết thời hạn: phải là một bảng."),
    ],
)
def test_a_wrong_promise_is_told_in_a_sentence(promise: object, sentence: str) -> None:
    with pytest.raises(InvalidPeriods) as raised:
        parse_promises(promise, PERIODS)
    assert str(raised.value) == sentence


def test_a_complaint_may_be_promised_later() -> None:
    table = {"complaint": {"complete": {"amount": 30, "unit": "days"}, "acknowledge": {"amount": 5, "unit": "days"}}}
    promises = parse_promises(table, PERIODS)
    assert promises.complete[TicketKind.COMPLAINT].text == "30 ngày"
    assert promises.acknowledge[TicketKind.COMPLAINT].text == "5 ngày"
