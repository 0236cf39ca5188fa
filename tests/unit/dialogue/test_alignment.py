from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import tokens
from nlu.components.alignment import align, syllables


def _cut(text: str, words: list[str]) -> list[str]:
    return [text[start:end] for start, end in align(text, words)]


def test_words_of_several_syllables_keep_their_place() -> None:
    text = "Xóa dữ  liệu cá nhân, nhé!"

    assert _cut(text, ["Xóa", "dữ liệu", "cá nhân", ",", "nhé", "!"]) == ["Xóa", "dữ  liệu", "cá nhân", ",", "nhé", "!"]


def test_other_spellings_of_a_letter_are_found_again() -> None:
    assert _cut("hoà e\u0301m", ["hòa", "ém"]) == ["hoà", "e\u0301m"]


def test_a_word_that_is_not_there_gives_nothing() -> None:
    assert align("một hai", ["một", "ba"]) == []
    assert align("một hai", ["một"]) == []


# The first example loads the segmenter.
@settings(deadline=None)
@given(st.text(alphabet="aáà ơdđ.,@1\u200b\u0301😀", max_size=40))
def test_spans_never_overlap_and_lie_in_the_text(text: str) -> None:
    for spans in (syllables(text), align(text, tokens.words(text))):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(text) for edge in edges)
