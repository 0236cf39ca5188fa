"""E-mail addresses."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.emails import find, normalise


@pytest.mark.parametrize(
    ("text", "value", "typed"),
    [
        ("a@example.com", "a@example.com", "a@example.com"),
        ("Gửi An.Nguyen@Example.COM. Cảm ơn", "an.nguyen@example.com", "An.Nguyen@Example.COM"),
        ("mail:an_01+shop@thu-dien-tu.vn!", "an_01+shop@thu-dien-tu.vn", "an_01+shop@thu-dien-tu.vn"),
        ("<an@example.com.vn>", "an@example.com.vn", "an@example.com.vn"),
        ("an@mail.co.example.org,", "an@mail.co.example.org", "an@mail.co.example.org"),
        ("an@ví-dụ.vn nhé", "an@ví-dụ.vn", "an@ví-dụ.vn"),
        ("an@xn--v-d-gma.vn", "an@xn--v-d-gma.vn", "an@xn--v-d-gma.vn"),
        ("an@例え.テスト", "an@例え.テスト", "an@例え.テスト"),
        ("ａｎ＠ｇｍａｉｌ．ｃｏｍ", "an@gmail.com", "ａｎ＠ｇｍａｉｌ．ｃｏｍ"),
        ("a\u200bn@gma\u200bil.com", "an@gmail.com", "a\u200bn@gma\u200bil.com"),
        ("an@gmail.com.Tôi muốn xóa", "an@gmail.com", "an@gmail.com"),
        ("an@congty.vn.Cảm ơn", "an@congty.vn", "an@congty.vn"),
        ("an@gmail.com-0912345678", "an@gmail.com", "an@gmail.com"),
        ("an@gmail.com0912345678", "an@gmail.com", "an@gmail.com"),
        ("an@vn2.example.com", "an@vn2.example.com", "an@vn2.example.com"),
        ("mailto:an@example.com?subject=x", "an@example.com", "an@example.com"),
        ("0912345678@example.com", "0912345678@example.com", "0912345678@example.com"),
        ("a . b @ gmail . com", "a.b@gmail.com", "a . b @ gmail . com"),
        ("nguyen . van . an @ gmail . com ạ", "nguyen.van.an@gmail.com", "nguyen . van . an @ gmail . com"),
        ("tôi dùng an @ gmail.com", "an@gmail.com", "an @ gmail.com"),
        ("an@gmail. com nhé", "an@gmail.com", "an@gmail. com"),
        ("an@ gmail.com", "an@gmail.com", "an@ gmail.com"),
        ("email là an @ congty . com . vn", "an@congty.com.vn", "an @ congty . com . vn"),
        ("an01 @ congty.vn", "an01@congty.vn", "an01 @ congty.vn"),
    ],
)
def test_an_address_is_found(text: str, value: str, typed: str) -> None:
    (found,) = find(text)
    assert (found.entity, found.value, text[found.start : found.end]) == ("email", value, typed)
    assert normalise(text) == value


def test_several_addresses_are_found_and_none_is_the_answer() -> None:
    text = "an@example.com,binh@example.vn;chi@example.net/dung@example.org"
    assert [f.value for f in find(text)] == ["an@example.com", "binh@example.vn", "chi@example.net", "dung@example.org"]
    assert normalise(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "an@",
        "@an",
        "an@localhost",
        "an@1.2.3.4",
        "an@b.c",
        "liên hệ @an.nguyen",
        "hẹn gặp @ cafe.vn lúc 5h",
        "gặp nhau @ 5h.",
        "giá @ 10.000 . com",
        "a@@b.com",
        "..@example.com",
        "a" * 65 + "@example.com",
        "a@" + "b" * 260 + ".com",
        "an @gmail\n.com",
    ],
)
def test_other_uses_of_the_sign_are_none(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("an @ congty.vn", "an@congty.vn"),
        ("Email: An . Nguyen @ congty . example", "an.nguyen@congty.example"),
        ("<An@Example.com>", "an@example.com"),
        ("a..b@example.com", None),
        ("không có", None),
        ("hẹn gặp @ cafe.vn", None),
    ],
)
def test_a_whole_answer_may_hold_blanks(answer: str, value: str | None) -> None:
    assert normalise(answer) == value


def test_two_spellings_of_a_name_are_one_value() -> None:
    composed = "an@ví-dụ.vn"
    decomposed = unicodedata.normalize("NFD", composed)
    (found,) = find(decomposed)
    assert found.value == composed
    assert decomposed[found.start : found.end] == decomposed


@given(
    st.from_regex(r"[a-z][a-z0-9]{0,8}([._+-][a-z0-9]{1,8}){0,2}", fullmatch=True),
    st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True),
    st.sampled_from(["com", "vn", "com.vn", "edu.vn", "net", "org", "io", "co.uk", "example"]),
    st.sampled_from(["", " ", "(", "email: ", "Gửi tới "]),
    st.sampled_from(["", " ", ")", ".", ", nhé", ". Cảm ơn", "!", "?\n"]),
)
def test_an_address_comes_back_from_any_surroundings(local: str, name: str, end: str, before: str, behind: str) -> None:
    address = f"{local}@{name}.{end}"
    assert [f.value for f in find(before + address.upper() + behind)] == [address]
    assert normalise(address) == address


@given(st.text() | st.text("ab.@- _+vncom\u200b\u0301\ud800ộ"))
def test_any_text_is_read(text: str) -> None:
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value.count("@") == 1 and found.value[-1] not in ".,-"
        assert unicodedata.is_normalized("NFC", found.value)
    normalise(text)


@pytest.mark.parametrize("piece", ["a", "@", "a@", "a.", "a@a.", "a . ", "a @ gmail . com ", ".", "a-", "@ ", "-@-"])
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    started = time.perf_counter()
    find((piece * 10_000)[:10_000])
    find("a@" + (piece * 10_000)[:10_000])
    assert time.perf_counter() - started < 5
