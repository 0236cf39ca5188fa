"""The lexicon of the privacy field: a customer's words and a policy's meet in one concept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.concepts import SPECIFIC, load_lexicon

LEXICON = load_lexicon()


def names(text: str) -> set[str]:
    return {LEXICON.names[concept] for concept in LEXICON.find(text)}


def test_every_wording_of_the_lexicon_is_found_alone_and_in_a_sentence() -> None:
    for phrase, concepts in LEXICON.by_phrase.items():
        assert set(concepts) <= LEXICON.find(phrase)
        assert set(concepts) <= LEXICON.find(f"Cho hỏi, {phrase.upper()}?")


def test_names_and_kinds_go_together() -> None:
    assert len(LEXICON.names) == len(LEXICON.kinds) == len(set(LEXICON.names))
    assert set(LEXICON.kinds) >= SPECIFIC
    assert all(LEXICON.index(name) == number for number, name in enumerate(LEXICON.names))


@pytest.mark.parametrize(
    ("question", "policy"),
    [
        ("bên mình có xoá thông tin không", "Khách hàng có quyền yêu cầu xóa dữ liệu."),
        ("E-mail của tôi", "địa chỉ email"),
        ("có đưa cho bên thứ 3 không", "chia sẻ với bên thứ ba"),
    ],
)
def test_two_wordings_share_a_concept(question: str, policy: str) -> None:
    assert names(question) & names(policy)


def test_phrases_that_overlap_are_all_found() -> None:
    phrases = [phrase for phrase in LEXICON.by_phrase if " " in phrase]
    inner = [(a, b) for a in phrases for b in phrases if a != b and a.startswith(f"{b} ")]
    for longer, _ in inner:
        assert set(LEXICON.by_phrase[longer]) <= LEXICON.find(longer)
    starts_inside = [(a, b) for a in phrases for b in LEXICON.by_phrase if a.endswith(f" {b}")]
    assert starts_inside
    for longer, shorter in starts_inside:
        assert set(LEXICON.by_phrase[longer]) | set(LEXICON.by_phrase[shorter]) <= LEXICON.find(longer)


def test_a_phrase_inside_a_word_is_not_meant() -> None:
    for phrase in LEXICON.by_phrase:
        assert not LEXICON.find(f"x{phrase.replace(' ', 'x')}x")


def test_the_lexicon_is_parsed_once() -> None:
    assert load_lexicon() is LEXICON


@given(st.text(max_size=200))
def test_any_text_is_searched_without_error(text: str) -> None:
    assert all(0 <= concept < len(LEXICON.names) for concept in LEXICON.find(text))
