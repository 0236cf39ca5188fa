from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.plain_text import plain


@given(st.text(alphabet='/ \t\n\u00a0\u200b\ufeff\uff0fa{}"é', max_size=30))
def test_the_result_never_starts_like_a_payload_and_is_the_end_of_the_text(text: str) -> None:
    words, offset = plain(text)

    assert not words.strip().startswith("/")
    assert text[offset : offset + len(words)] == words


def test_half_a_surrogate_pair_becomes_a_character_that_can_be_written() -> None:
    assert plain("/a \ud800 b") == ("a ? b", 1)


def test_a_slash_inside_the_text_stays() -> None:
    assert plain("sinh ngày 12/3/1990") == ("sinh ngày 12/3/1990", 0)
