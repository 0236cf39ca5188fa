"""Passages: what stays together, and that no word of the policy is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.loading import load_organisation, organisations, parse_sections
from bot.knowledge.models import Block, Policy, Section
from bot.knowledge.passages import LIMIT, Passage, split
from bot.settings import Settings


def policy(*sections: Section) -> Policy:
    return Policy("a", "Chính sách", "1", None, sections)


def passages(markdown: str) -> list[Passage]:
    return split(policy(*parse_sections(markdown)))


def test_a_passage_has_the_headings_around_it_but_not_the_title_of_the_document() -> None:
    (found,) = passages("# Tên\n\n## 1. Chung\n\n### 1.1 Lưu trữ\n\nGiữ hai năm.\n")
    assert (found.heading, found.text) == ("1. Chung – 1.1 Lưu trữ", "Giữ hai năm.")


def test_a_passage_never_crosses_a_section() -> None:
    found = passages("## A\n\nMột.\n\n## B\n\nHai.\n")
    assert [(p.section, p.text) for p in found] == [(0, "Một."), (1, "Hai.")]


def test_sentences_are_units_and_know_their_block() -> None:
    (found,) = passages("## A\n\nMột câu. Hai câu.\n\nBa câu ở TP. Hà Nội.\n")
    assert [(u.text, u.block) for u in found.units] == [("Một câu.", 0), ("Hai câu.", 0), ("Ba câu ở TP. Hà Nội.", 1)]


def test_items_hang_on_their_lead_in_which_is_no_unit_of_its_own() -> None:
    (found,) = passages("## A\n\nMở đầu. Chúng tôi thu thập:\n\n- tên\n- email\n")
    assert [(u.text, u.lead) for u in found.units] == [
        ("Mở đầu.", ""),
        ("tên", "Chúng tôi thu thập:"),
        ("email", "Chúng tôi thu thập:"),
    ]
    assert found.lines() == ["Mở đầu.", "Chúng tôi thu thập:", "tên", "email"]


def test_a_lead_in_that_is_a_whole_sentence_is_shown_once() -> None:
    (found,) = passages("## A\n\nChúng tôi có hai kênh.\n\n- thư\n- điện thoại\n")
    assert found.lines() == ["Chúng tôi có hai kênh.", "thư", "điện thoại"]
    assert found.units[0].text == found.units[1].lead


def test_a_list_in_a_list_hangs_on_its_item_and_the_outer_list_goes_on() -> None:
    (found,) = passages("## A\n\nGồm:\n\n- một\n- hai:\n  - nhỏ\n  - bé\n- ba\n")
    assert [(u.text, u.lead) for u in found.units] == [
        ("một", "Gồm:"),
        ("hai:", "Gồm:"),
        ("nhỏ", "hai:"),
        ("bé", "hai:"),
        ("ba", "Gồm:"),
    ]


def test_a_paragraph_ends_a_list() -> None:
    (found,) = passages("## A\n\nGồm:\n\n- một\n\nHết.\n\n- mồ côi\n")
    assert [(u.text, u.lead) for u in found.units] == [("một", "Gồm:"), ("Hết.", ""), ("mồ côi", "Hết.")]


def test_a_long_item_is_searched_by_sentence() -> None:
    sentence = "Dữ liệu được giữ trong kho riêng của công ty và chỉ người có trách nhiệm mới được xem."
    (found,) = passages(f"## A\n\nGồm:\n\n- {' '.join([sentence] * 3)}\n- ngắn. Hai câu.\n")
    assert [u.text for u in found.units] == [sentence] * 3 + ["ngắn. Hai câu."]
    assert {u.lead for u in found.units} == {"Gồm:"}


def test_a_long_list_is_cut_between_items_and_every_part_carries_the_lead_in() -> None:
    item = "một loại dữ liệu cá nhân khá dài để danh sách vượt quá giới hạn của một đoạn trích dẫn"
    found = passages("## A\n\nGồm:\n\n" + "".join(f"- {n} {item}\n" for n in range(30)))
    assert len(found) > 2
    assert all(p.lines()[0] == "Gồm:" for p in found)
    assert [u.text for p in found for u in p.units] == [f"{n} {item}" for n in range(30)]


def test_a_list_may_run_a_little_over_rather_than_lose_its_last_item() -> None:
    (found,) = passages("## A\n\nGồm:\n\n" + "".join(f"- {n}{'x' * 118}\n" for n in range(6)))
    assert LIMIT < sum(len(u.text) for u in found.units) <= LIMIT * 1.3


def test_a_section_without_text_gives_no_passage() -> None:
    assert passages("## A\n\n## B\n") == []


WORDS = st.lists(st.sampled_from("dữ liệu. được giữ; hai năm: Và hỏi? một".split(" ")), min_size=1, max_size=60)
BLOCKS = st.lists(st.builds(Block, WORDS.map(" ".join), st.integers(0, 3)), min_size=1, max_size=12)


@given(BLOCKS)
def test_no_word_is_lost_and_lines_keep_the_order(blocks: list[Block]) -> None:
    found = split(policy(Section("A", 2, "a", tuple(blocks))))
    shown = " ".join(line for passage in found for line in passage.lines())
    for block in blocks:
        followed = any(unit.lead and unit.lead in block.text for passage in found for unit in passage.units)
        assert block.text in shown or followed
    order = [unit.block for passage in found for unit in passage.units]
    assert order == sorted(order)


@pytest.mark.parametrize("form", ["units", "leads"])
def test_the_real_policies_hold_every_unit_verbatim(settings: Settings, form: str) -> None:
    for slug in organisations(settings.paths.policies):
        document = load_organisation(settings.paths.policies, slug).policy
        for passage in split(document):
            blocks = [block.text for block in document.sections[passage.section].blocks]
            for unit in passage.units:
                assert unit.text in blocks[unit.block] if form == "units" else any(unit.lead in b for b in blocks)
