import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.encryption import Keyring
from bot.storage.errors import DecryptionFailed, InvalidKeys

OLD, NEW, INDEX = b"o" * 32, b"n" * 32, b"i" * 32
RING = Keyring([("k1", OLD)], INDEX)


@given(st.text(), st.text(max_size=20))
def test_what_is_encrypted_can_be_read_again(text: str, context: str) -> None:
    assert RING.decrypt(RING.encrypt(text, context), context) == text


def test_half_a_surrogate_pair_is_text_too() -> None:
    assert RING.decrypt(RING.encrypt("\ud83d", "a"), "a") == "\ud83d"


def test_a_token_names_its_version_and_key_and_is_new_each_time() -> None:
    tokens = {RING.encrypt("0900 123 456", "tickets.contact") for _ in range(100)}

    assert len(tokens) == 100
    assert all(token.startswith("v1.k1.") and token.isascii() and "0900" not in token for token in tokens)


def test_a_token_opens_in_no_other_context() -> None:
    token = RING.encrypt("an@example.com", "tickets.contact")

    with pytest.raises(DecryptionFailed, match=r"tickets\.name") as caught:
        RING.decrypt(token, "tickets.name")
    assert caught.value.context == "tickets.name"


def test_no_character_of_a_token_can_be_altered() -> None:
    token = RING.encrypt("an@example.com", "a")
    for place, character in enumerate(token):
        for other in "ABab01-_.=\n" + chr(ord(character) ^ 1):
            if other != character:
                with pytest.raises(DecryptionFailed):
                    RING.decrypt(token[:place] + other + token[place + 1 :], "a")


@pytest.mark.parametrize(
    "token", ["", "v1", "v1.k1.", "v1.k1.A", "v1.k1.AAAA", "v2.k1.AAAA", "an@example.com", "v1.k1.AA==", "ữ"]
)
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(DecryptionFailed):
        RING.decrypt(token, "a")


def test_cut_tokens_are_refused() -> None:
    token = RING.encrypt("an@example.com", "a")
    for length in range(len(token)):
        with pytest.raises(DecryptionFailed):
            RING.decrypt(token[:length], "a")


def test_errors_do_not_repeat_the_token() -> None:
    token = RING.encrypt("an@example.com", "a")
    with pytest.raises(DecryptionFailed) as caught:
        RING.decrypt(token, "b")
    assert token not in str(caught.value)


def test_after_a_rotation_old_tokens_are_read_and_known_to_be_old() -> None:
    old_token = RING.encrypt("an@example.com", "a")
    rotated = Keyring([("k2", NEW), ("k1", OLD)], INDEX)
    new_token = rotated.encrypt("an@example.com", "a")

    assert rotated.decrypt(old_token, "a") == rotated.decrypt(new_token, "a") == "an@example.com"
    assert not rotated.is_current(old_token)
    assert rotated.is_current(new_token)
    assert rotated.blind_index("an@example.com", "a") == RING.blind_index("an@example.com", "a")
    assert not rotated.is_current("no token")


def test_without_its_key_a_token_is_lost_and_the_error_names_the_key() -> None:
    token = RING.encrypt("an@example.com", "a")
    with pytest.raises(DecryptionFailed, match="'k1'"):
        Keyring([("k2", NEW)], INDEX).decrypt(token, "a")
    with pytest.raises(DecryptionFailed):
        Keyring([("k1", NEW)], INDEX).decrypt(token, "a")


def test_equal_values_have_equal_indexes_in_one_context() -> None:
    index = RING.blind_index("Nguyễn Thị Ánh", "tickets.name")

    assert len(index) == 64
    assert int(index, 16)
    for same in ("nguyễn thị ánh", "  NGUYỄN  THỊ\tÁNH ", unicodedata.normalize("NFD", "Nguyễn Thị Ánh")):
        assert RING.blind_index(same, "tickets.name") == index


def test_indexes_differ_by_value_context_and_key() -> None:
    made = {
        RING.blind_index("an@example.com", "a"),
        RING.blind_index("an@example.co", "a"),
        RING.blind_index("an@example.com", "b"),
        RING.blind_index("", "aan@example.com"),
        Keyring([("k1", OLD)], b"j" * 32).blind_index("an@example.com", "a"),
    }
    assert len(made) == 5


def test_accents_are_kept_apart() -> None:
    assert RING.blind_index("Ánh", "a") != RING.blind_index("Anh", "a")


@pytest.mark.parametrize(
    ("keys", "index_key"),
    [
        ([], INDEX),
        ([("k1", b"short")], INDEX),
        ([("k1", OLD), ("k1", NEW)], INDEX),
        ([("", OLD)], INDEX),
        ([("a.b", OLD)], INDEX),
        ([("k1\n", OLD)], INDEX),
        ([("k1", OLD)], b"short"),
        ([("k1", OLD)], OLD),
    ],
)
def test_unfit_keys_are_refused(keys: list[tuple[str, bytes]], index_key: bytes) -> None:
    with pytest.raises(InvalidKeys):
        Keyring(keys, index_key)


def test_a_keyring_does_not_print_its_keys() -> None:
    assert "oooo" not in repr(RING)
    assert "iiii" not in repr(RING)
