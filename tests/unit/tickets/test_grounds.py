"""The legal grounds: which there are, what they fit, and how a wrong file is told."""

from pathlib import Path

import pytest

from bot.tickets.errors import GroundDoesNotFit, InvalidGrounds, UnknownGround
from bot.tickets.grounds import load_grounds
from bot.tickets.kinds import TicketKind
from bot.tickets.states import Status

GROUNDS = load_grounds()
# facts/law.md §2.5: the grounds that sources name.
IN_THE_LAW = [
    "khoản 3 Điều 4 Luật 91/2025/QH15",
    "khoản 2 Điều 14 Luật 91/2025/QH15",
    "khoản 1 Điều 19 Luật 91/2025/QH15",
    "điểm a khoản 2 Điều 15 Luật 91/2025/QH15",
    "nghĩa vụ lưu giữ theo pháp luật khác",
    "khoản 3 Điều 46 Nghị định 330/2026/NĐ-CP",
    "khoản 3 Điều 13 Luật 91/2025/QH15",
]
RIGHT = """
[grounds.one]
law = "một luật"
kinds = ["access"]
outcomes = ["refused"]
sentence = "Vì thế."
staff = "Khi thế."
certainty = "B"
"""


@pytest.mark.parametrize("law", IN_THE_LAW)
def test_every_ground_that_the_law_names_is_there(law: str) -> None:
    assert any(ground.law == law for ground in GROUNDS.grounds.values())


@pytest.mark.parametrize("kind", list(TicketKind))
def test_every_kind_can_be_refused_and_done_in_part(kind: TicketKind) -> None:
    assert GROUNDS.for_outcome(kind, Status.REFUSED)
    assert GROUNDS.for_outcome(kind, Status.PARTLY_COMPLETED)
    assert not GROUNDS.for_outcome(kind, Status.COMPLETED)


def test_sentences_are_sentences_and_name_no_article_twice() -> None:
    for ground in GROUNDS.grounds.values():
        assert ground.sentence.endswith(".") and ground.sentence[0].isupper()
        assert ground.staff.endswith(".")
        assert ground.law not in ground.sentence


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("deletion_excluded", {TicketKind.DELETION}),
        ("harm_to_security_or_others", {TicketKind.ACCESS}),
        ("correction_evades", {TicketKind.CORRECTION}),
        (
            "no_consent_needed",
            {TicketKind.DELETION, TicketKind.WITHDRAW_CONSENT, TicketKind.OBJECTION, TicketKind.RESTRICTION},
        ),
    ],
)
def test_a_ground_fits_the_kinds_that_its_article_is_about(name: str, kinds: set[TicketKind]) -> None:
    assert GROUNDS.grounds[name].kinds == kinds


def test_who_chooses_wrongly_is_told_what_there_is() -> None:
    with pytest.raises(UnknownGround) as unknown:
        GROUNDS.chosen("vì tôi thích thế", TicketKind.ACCESS, Status.REFUSED)
    with pytest.raises(GroundDoesNotFit) as unfit:
        GROUNDS.chosen("deletion_excluded", TicketKind.ACCESS, Status.REFUSED)

    assert unknown.value.choices == unfit.value.choices
    assert "harm_to_security_or_others" in str(unknown.value)
    assert "vì tôi thích thế" not in str(unknown.value)


def test_another_file_of_the_same_shape_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(RIGHT, encoding="utf-8")

    assert set(load_grounds(path).grounds) == {"one"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"access"', '"acess"', "grounds.one.kinds"),
        ('"refused"', '"completed"', "grounds.one.outcomes"),
        ('law = "một luật"', "", "thiếu khóa này"),
        ('"Vì thế."', '""', "không được để trống"),
        ("[grounds.one]", "[grounds.one", "không phải TOML"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(RIGHT.replace(old, new), encoding="utf-8")

    with pytest.raises(InvalidGrounds, match=said) as refused:
        load_grounds(path)

    assert str(refused.value).startswith("own.toml: ")
