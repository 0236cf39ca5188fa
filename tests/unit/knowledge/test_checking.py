from dataclasses import replace
from datetime import date

from bot.knowledge.checking import check
from bot.knowledge.models import Block, Contact, Exercise, Organisation, Policy, Promise, Section

TEXT = (Block("Chúng tôi giữ dữ liệu hai năm."),)
GOOD = Organisation(
    slug="a",
    name="A",
    contact=Contact(email="a@b.vn"),
    policy=Policy(
        "a",
        "Chính sách",
        "1",
        date(2025, 1, 1),
        (
            Section("Chính sách", 1, "chinh-sach"),
            Section("1. Chung", 2, "chung"),
            Section("1.1 Lưu trữ", 3, "luu-tru", TEXT, ("1. Chung",)),
            Section("2. Khiếu nại", 2, "khieu-nai", TEXT),
        ),
    ),
)


def found(organisation: Organisation) -> list[tuple[str, str]]:
    return [(finding.severity, finding.section) for finding in check(organisation)]


def with_section(section: Section) -> Organisation:
    return replace(GOOD, policy=replace(GOOD.policy, sections=(*GOOD.policy.sections, section)))


def test_a_good_policy_has_no_findings() -> None:
    assert check(GOOD) == []


def test_a_section_without_text_is_an_error_unless_its_parts_have_some() -> None:
    assert found(with_section(Section("3. Trống", 2, "trong"))) == [("error", "3. Trống")]


def test_missing_contact_and_date() -> None:
    bare = replace(GOOD, contact=Contact(), policy=replace(GOOD.policy, effective_date=None))
    assert found(bare) == [("error", ""), ("warning", "")]


def test_a_title_that_stands_twice_among_the_same_sections() -> None:
    assert found(with_section(Section("2. khiếu nại", 2, "x", TEXT))) == [("warning", "2. Khiếu nại")]
    assert found(with_section(Section("1.1 Lưu trữ", 3, "x", TEXT, ("2. Khiếu nại",)))) == []


def test_long_sections_and_paragraphs() -> None:
    assert found(with_section(Section("Dài", 2, "dai", (Block("x" * 2501),)))) == [("warning", "Dài")]
    (finding,) = check(with_section(Section("Dài", 2, "dai", (Block("x" * 1300),) * 2)))
    assert finding.message == "Mục “Dài” dài 2.600 ký tự; nên chia nhỏ."


def test_a_title_that_ends_like_a_sentence() -> None:
    assert found(with_section(Section("Chúng tôi giữ dữ liệu.", 2, "x", TEXT))) == [
        ("warning", "Chúng tôi giữ dữ liệu.")
    ]
    assert found(with_section(Section("Điều 3.", 2, "x", TEXT))) == []


def test_sections_named_in_organisation_toml_must_exist() -> None:
    wrong = replace(
        GOOD,
        promises=(Promise("answer", "…", "Không có"),),
        where={"deletion": Exercise("…", "2. Khiếu nại"), "access": Exercise("…")},
    )
    (finding,) = check(wrong)
    assert (finding.severity, finding.section) == ("error", "Không có")
    assert "promises" in finding.message


def test_a_sample_is_noted() -> None:
    assert found(replace(GOOD, official=False)) == [("note", "")]


def test_errors_come_first() -> None:
    bad = replace(GOOD, official=False, contact=Contact(), policy=replace(GOOD.policy, effective_date=None))
    assert [severity for severity, _ in found(bad)] == ["error", "warning", "note"]
