"""The plain form of a text, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.reading import HIDDEN, read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Số ĐT: ０９１２", "so dt: 0912"),
        ("0912\u00a0345\u2009678", "0912 345 678"),
        ("09\u200b1\u202e2\u00ad3", "09123"),
        ("XD–7K4M—92QF−1", "xd-7k4m-92qf-1"),
        ("a＠ｂ．vn", "a@b.vn"),
        ("e\u0302\u0323 ệ", "e e"),
        ("0️⃣9️⃣", "09"),
        ("٠٩१", "091"),
        ("50 m² ① ½ ﬁ", "50 m² ① ½ ﬁ"),
        ("a\r\nb\tc\x00d", "a\n\nb c d"),
        ("\ud800🙂", "\ud800🙂"),
    ],
)
def test_signs_are_read_as_what_they_stand_for(text: str, plain: str) -> None:
    assert read(text).plain == plain


def test_a_mask_is_one_opaque_character() -> None:
    text = "cccd [số căn cước …45], sđt 09••••678, mail a•••@e•••.com."
    reading = read(text)
    assert reading.plain == f"cccd {HIDDEN}, sdt {HIDDEN}, mail {HIDDEN}."
    assert text[slice(*reading.span(5, 6))] == "[số căn cước …45]"
    assert reading.span(len(reading.plain) - 1, len(reading.plain)) == (len(text) - 1, len(text))


@pytest.mark.parametrize(
    "glued", ["a•••@e•••.coma•••@e•••.com", "a•••@e•••.com09••••678", "09••••67809••••678[số …12]a•••@e•••.com"]
)
def test_masks_without_anything_between_are_told_apart(glued: str) -> None:
    assert set(read(glued).plain) == {HIDDEN}
    assert len(read(glued).plain) in (2, 4)


def test_a_hidden_span_reads_like_its_mask() -> None:
    text = "cccd 001099012345, sđt 0912 345 678"
    assert read(text, [(23, 35), (5, 17)]).plain == read("cccd [số căn cước …45], sđt 09••••678").plain


def test_typed_gives_the_characters_back() -> None:
    reading = read("Xo\u200ba\u0301 ĐI")
    assert reading.plain == "xoa di"
    assert reading.typed(0, 3) == "Xoá"
    assert reading.typed(3, 3) == ""


@given(st.text())
def test_offsets_lead_back(text: str) -> None:
    reading = read(text)
    assert len(reading.plain) == len(reading.starts) == len(reading.ends) <= len(text)
    assert list(reading.starts) == sorted(set(reading.starts))
    for index in range(len(reading.plain)):
        start, end = reading.span(index, index + 1)
        assert 0 <= start < end <= len(text)
        if reading.ends[index] - start == 1:
            assert read(text[start]).plain == reading.plain[index]
