"""Codes as they are made, read and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.codes import Codes, is_token, read_code
from bot.storage.encryption import Keyring
from tests.unit.identity.world import a_keyring

_CODES = st.from_regex(r"[0-9]{6}", fullmatch=True).filter(str.isascii)


def test_codes_have_six_digits_and_leading_zeros() -> None:
    codes = {Codes(a_keyring()).new() for _ in range(2_000)}
    assert all(len(code) == 6 and code.isascii() and code.isdigit() for code in codes)
    assert any(code.startswith("0") for code in codes)
    assert len(codes) > 1_900


@given(_CODES)
def test_one_code_has_another_hash_in_another_challenge(code: str) -> None:
    codes = Codes(a_keyring())
    kept = codes.hash("challenge-1", code)
    assert codes.matches("challenge-1", code, kept)
    assert not codes.matches("challenge-2", code, kept)
    assert code not in kept


def test_a_hash_is_of_no_use_without_the_key() -> None:
    other = Keyring([("k1", b"a" * 32)], b"c" * 32)
    assert not Codes(other).matches("challenge", "123456", Codes(a_keyring()).hash("challenge", "123456"))


@given(_CODES, st.sampled_from(["{}", "mã là {}", "{}.", " {} ạ", "code: {} nhé", "[{}]", "\u200b{}"]))
def test_a_code_is_read_out_of_a_sentence(code: str, sentence: str) -> None:
    assert read_code(sentence.format(code)) == code


@given(_CODES, st.sampled_from([" ", "-", ".", "  "]))
def test_a_code_may_be_typed_in_groups(code: str, joint: str) -> None:
    assert read_code(code[:3] + joint + code[3:]) == code
    assert read_code(joint.join(code)) == code


@pytest.mark.parametrize("text", ["１２３４５６", "١٢٣٤٥٦"])
def test_digits_of_other_keyboards_are_digits(text: str) -> None:
    assert read_code(text) == "123456"


@pytest.mark.parametrize(
    "text",
    ["", "12345", "1234567", "0912 345 678", "123456 654321", "mã là abcdef", "1" * 5_000, "²³¹²³¹", "' OR 1=1 --"],
)
def test_anything_else_is_no_code(text: str) -> None:
    assert read_code(text) is None


@given(st.text(max_size=300))
def test_reading_never_fails(text: str) -> None:
    code = read_code(text)
    assert code is None or (len(code) == 6 and code.isascii() and code.isdigit())


def test_tokens_are_long_and_different_and_their_hashes_tell_case_apart() -> None:
    codes = Codes(a_keyring())
    tokens = {codes.new_token() for _ in range(1_000)}
    assert len(tokens) == 1_000
    assert all(is_token(token) for token in tokens)
    assert codes.token_hash("a" * 24) != codes.token_hash("A" * 24)


@pytest.mark.parametrize("text", ["", "a" * 23, "a" * 25, "../../etc/passwd-------", "a" * 23 + "'"])
def test_other_text_is_no_token(text: str) -> None:
    assert not is_token(text)
