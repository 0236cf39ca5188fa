"""Numbers cut into groups and runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.digit_runs import DigitRuns
from bot.language.entities.reading import read


def runs(text: str) -> list[list[str]]:
    return [[group.digits for group in run.groups] for run in DigitRuns(read(text)).runs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("gọi 0912 345 678 hoặc (028)-3812.3456", [["0912", "345", "678"], ["028", "3812", "3456"]]),
        ("0912,345\n678:9", [["0912"], ["345"], ["678"], ["9"]]),
        ("12     34", [["12"], ["34"]]),
        # what belongs to something else
        ("1 01/02/2024 2", [["1"], ["2"]]),
        ("2024-02-29", []),
        ("29.2.2024.5", [["29", "2", "2024", "5"]]),
        ("45/12/2024", [["45", "12", "2024"]]),
        ("an01@example.com 02", [["02"]]),
        ("XD-7K4M-92QR 02", [["02"]]),
        # in words
        ("không chín một hai ba bốn năm sáu bảy", [list("091234567")]),
        ("không chín một hai ba bốn", []),
        ("hai ba bốn năm sáu bảy tám chúng tôi", []),
    ],
)
def test_runs_are_what_people_join(text: str, expected: list[list[str]]) -> None:
    assert runs(text) == expected


@given(st.text(st.sampled_from("0123456789 .-/()x")))
def test_no_digit_is_lost_or_doubled(text: str) -> None:
    found = DigitRuns(read(text))
    assert all(
        run.joints == [text[a.end : b.start] for a, b in zip(run.groups, run.groups[1:], strict=False)]
        for run in found.runs
    )
    digits = "".join(digits for run in runs(text) for digits in run)
    assert len(digits) <= sum(c.isdigit() for c in text)
    if not any(sign in text for sign in "./-"):  # no dates
        assert digits == "".join(c for c in text if c.isdigit())


@given(
    st.lists(st.sampled_from(["1", "22", "333", "4444"]), min_size=1, max_size=8),
    st.lists(st.sampled_from([" ", ".", "-"])),
)
def test_even_means_one_and_the_same_joint(groups: list[str], joints: list[str]) -> None:
    joints = (joints + [" "] * 8)[: len(groups) - 1]
    (run,) = DigitRuns(read("x " + "".join(a + b for a, b in zip(groups, [*joints, ""], strict=True)))).runs
    if [group.digits for group in run.groups] == groups:
        for first in range(len(groups)):
            for last in range(first, len(groups)):
                assert run.even(first, last) is (len(set(joints[first:last])) <= 1)
