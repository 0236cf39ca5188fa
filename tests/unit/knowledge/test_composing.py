"""From the best unit to the words that are shown."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge import texts
from bot.knowledge.composing import Quote, citations, quote
from bot.knowledge.concepts import load_lexicon
from bot.knowledge.encoder import DIMENSION, Vectors
from bot.knowledge.index import PolicyIndex, build
from bot.knowledge.loading import parse_sections
from bot.knowledge.models import Contact, Policy
from bot.knowledge.passages import LIMIT


class FlatEncoder:
    """The port, with one vector for every text: what is quoted is decided by the test's relevance alone."""

    name = "flat"

    def query(self, texts: list[str]) -> Vectors:
        return np.full((len(texts), DIMENSION), DIMENSION**-0.5, dtype=np.float32)

    passage = query


def indexed(markdown: str) -> PolicyIndex:
    policy = Policy("a", "Chính sách", "1.2", date(2025, 3, 1), tuple(parse_sections(markdown)))
    return build(policy, FlatEncoder(), load_lexicon())


def quoted(index: PolicyIndex, words: str, near: str = "") -> Quote:
    """The quote around the unit that holds `words`; units that hold `near` are as relevant, others are not at all."""
    holding = [words in unit.text for unit in index.units]
    relevance = np.array(
        [0.9 if h or (near and near in u.text) else 0.0 for h, u in zip(holding, index.units, strict=True)]
    )
    return quote(index, holding.index(True), relevance)


def test_one_sentence_is_quoted_alone_when_no_other_is_near() -> None:
    index = indexed("## A\n\nMột câu. Hai câu. Ba câu.\n")
    assert quoted(index, "Hai") == Quote(0, ("Hai câu.",))


def test_a_neighbour_that_is_nearly_as_relevant_is_quoted_too() -> None:
    index = indexed("## A\n\nMột câu. Hai câu. Ba câu.\n\nBốn câu.\n")
    assert quoted(index, "Hai", near="Ba").lines == ("Hai câu. Ba câu.",)
    assert quoted(index, "Ba", near="Bốn").lines == ("Ba câu.", "Bốn câu.")


def test_a_gap_is_never_bridged() -> None:
    index = indexed("## A\n\nMột câu. Hai câu. Ba câu.\n")
    assert quoted(index, "Một", near="Ba").lines == ("Một câu.",)


@pytest.mark.parametrize("opening", ["Tuy nhiên,", "Trong trường hợp này,", "Ngoài ra", "Những thông tin này"])
def test_a_leaning_sentence_brings_its_predecessor(opening: str) -> None:
    index = indexed(f"## A\n\nDữ liệu được hủy. {opening} bản sao còn ba ngày. Hết.\n")
    assert quoted(index, "bản sao").lines == (f"Dữ liệu được hủy. {opening} bản sao còn ba ngày.",)
    assert quoted(index, "được hủy").lines == (f"Dữ liệu được hủy. {opening} bản sao còn ba ngày.",)


def test_a_leaning_sentence_at_the_start_stands_alone() -> None:
    assert quoted(indexed("## A\n\nTuy nhiên, bản sao còn.\n"), "bản sao").lines == ("Tuy nhiên, bản sao còn.",)


LIST = "## A\n\nMở đầu. Chúng tôi thu thập:\n\n- tên\n- email\n- tuổi\n\nHết.\n"


@pytest.mark.parametrize("item", ["tên", "email", "tuổi"])
def test_a_list_keeps_its_lead_in_and_all_its_items(item: str) -> None:
    assert quoted(indexed(LIST), item) == Quote(0, ("Chúng tôi thu thập:", "tên", "email", "tuổi"))


def test_a_lead_in_that_is_a_sentence_of_its_own_brings_the_list() -> None:
    index = indexed("## A\n\nCó hai kênh.\n\n- thư\n- điện thoại\n")
    assert quoted(index, "kênh") == quoted(index, "thư") == Quote(0, ("Có hai kênh.", "thư", "điện thoại"))


def test_a_list_in_the_list_belongs_to_it() -> None:
    index = indexed("## A\n\nGồm:\n\n- một\n- hai:\n  - nhỏ\n  - bé\n- ba\n")
    assert quoted(index, "một") == Quote(0, ("Gồm:", "một", "hai:", "nhỏ", "bé", "ba"))
    assert quoted(index, "bé") == Quote(0, ("hai:", "nhỏ", "bé"))


def test_two_lists_are_not_mixed() -> None:
    index = indexed("## A\n\nThu thập:\n\n- tên\n\nKhông thu thập:\n\n- vân tay\n")
    assert quoted(index, "vân tay").lines == ("Không thu thập:", "vân tay")


ITEM = "dữ liệu cá nhân khá dài để danh sách không vừa một đoạn trích dẫn nào"


def test_a_list_that_is_too_long_is_quoted_around_the_item_and_says_that_there_is_more() -> None:
    index = indexed("## A\n\nGồm:\n\n" + "".join(f"- [{n}] {ITEM}\n" for n in range(30)))
    for number in (0, 4, 13, 29):
        found = quoted(index, f"[{number}]")
        assert found.lines[0] == "Gồm:"
        assert any(f"[{number}]" in line for line in found.lines)
        assert len(found.lines) > 4
        assert found.more
        assert len("\n".join(found.lines)) <= LIMIT


def test_more_is_said_of_a_list_in_the_list_that_was_cut() -> None:
    inner = "".join(f"  - [{n}] {ITEM}\n" for n in range(20))
    found = quoted(indexed(f"## A\n\nGồm:\n\n- một\n- hai:\n{inner}"), "một")
    assert found.more and found.lines[:3] == ("Gồm:", "một", "hai:")


def test_more_is_said_of_a_lead_in_whose_list_does_not_fit() -> None:
    lead = f"Các loại là {ITEM * 9}."
    found = quoted(indexed(f"## A\n\n{lead}\n\n- {ITEM}\n- {ITEM}\n"), "Các loại")
    assert found.more and found.lines == (lead,)


def test_one_sentence_longer_than_the_limit_is_cut_at_a_comma_and_says_so() -> None:
    sentence = "Chúng tôi thu thập " + ", ".join(f"loại {n} {ITEM}" for n in range(20)) + "."
    found = quoted(indexed(f"## A\n\n{sentence}\n"), "Chúng tôi")
    (line,) = found.lines
    assert LIMIT / 2 < len(line) <= LIMIT
    assert sentence.startswith(f"{line}, ") and found.more


def test_a_line_without_any_blank_is_cut_too() -> None:
    assert quoted(indexed(f"## A\n\n{'x' * 2000}\n"), "x").lines == ("x" * LIMIT,)


WORDS = st.lists(st.sampled_from("dữ liệu. Được giữ; hai năm: Tuy nhiên, Hỏi? một".split(" ")), min_size=1, max_size=70)
LINES = st.lists(
    st.tuples(st.sampled_from(["", "- ", "  - ", "\n\n"]), WORDS.map(" ".join)).map("".join), min_size=1, max_size=20
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.data())
def test_any_quote_is_short_verbatim_and_holds_the_unit_that_was_found(lines: list[str], data: st.DataObject) -> None:
    index = indexed("## A\n\n" + "\n".join(lines))
    best = data.draw(st.integers(0, len(index.units) - 1))
    relevance = data.draw(st.lists(st.floats(0, 1), min_size=len(index.units), max_size=len(index.units)))
    found = quote(index, best, np.array(relevance))
    assert len("\n".join(found.lines)) <= LIMIT
    blocks = [block.text for block in index.policy.sections[found.section].blocks]
    assert all(any(line in block for block in blocks) for line in found.lines)
    unit = index.units[best].text
    assert found.more or any(unit in line for line in found.lines)


def test_a_citation_a_line_with_section_version_and_date() -> None:
    index = indexed(LIST)
    cited = citations(index, quoted(index, "tên"))
    assert [c.quote for c in cited] == ["Chúng tôi thu thập:", "tên", "email", "tuổi"]
    assert {(c.policy, c.version, c.section, c.anchor, c.effective_date) for c in cited} == {
        ("Chính sách", "1.2", "A", "a", date(2025, 3, 1))
    }


def test_words_before_any_heading_are_cited_under_the_title_of_the_policy() -> None:
    index = indexed("Lời mở đầu.\n")
    assert [c.section for c in citations(index, quoted(index, "Lời"))] == ["Chính sách"]


def test_a_person_is_offered_with_what_the_policy_gives() -> None:
    assert texts.offer_person(Contact(phone="1900", email="a@b.vn")).endswith("gọi 1900 hoặc viết tới a@b.vn.")
    assert texts.offer_person(Contact(phone="1900")).endswith("có thể gọi 1900.")
    assert "gặp nhân viên" in texts.offer_person(Contact(address="Hà Nội"))


def test_the_source_names_version_and_date_and_says_when_it_is_a_sample() -> None:
    policy = Policy("a", "Chính sách", "1.2", None, (), official=False)
    assert texts.source(policy, "A") == (
        "Theo mục “A”, Chính sách (phiên bản 1.2, không ghi ngày hiệu lực; bản mẫu, chưa phải văn bản chính thức)."
    )
