"""Contacts: read from what people type, shown masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.contacts import Contact, ContactKind, account, read_contact


@pytest.mark.parametrize(
    ("text", "kind", "value", "masked"),
    [
        ("0912345678", ContactKind.PHONE, "+84912345678", "09•• ••• 678"),
        ("số của tôi là 0912.345.678 ạ", ContactKind.PHONE, "+84912345678", "09•• ••• 678"),
        ("+84 912 345 678", ContactKind.PHONE, "+84912345678", "09•• ••• 678"),
        ("Lan@Example.com", ContactKind.EMAIL, "lan@example.com", "l•••@e•••.com"),
        ("email: lan@example.com, máy 0912345678", ContactKind.EMAIL, "lan@example.com", "l•••@e•••.com"),
    ],
)
def test_a_contact_is_read_and_masked(text: str, kind: ContactKind, value: str, masked: str) -> None:
    contact = read_contact(text)
    assert contact is not None
    assert (contact.kind, contact.value, contact.masked) == (kind, value, masked)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "không có",
        "0912345678 hoặc 0987654321",
        "1900 1234",  # charges whoever calls it
        "028 3822 1234",  # a landline reads no text
        "+1 415 555 2671",
        "lan@",
        "lan@example.com, mai@example.com",
        "a" * 5_000 + "@example.com",
        "<script>alert(1)</script>",
        "'; DROP TABLE identity_proofs; --",
    ],
)
def test_what_no_code_can_go_to_is_no_contact(text: str) -> None:
    assert read_contact(text) is None


@given(st.from_regex(r"(?:3[2-9]|5[2689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}", fullmatch=True).filter(str.isascii))
def test_one_number_is_one_contact_however_it_is_written(digits: str) -> None:
    written = [f"0{digits}", f"+84{digits}", f"84{digits}", f"0{digits[:2]} {digits[2:5]} {digits[5:]}"]
    contacts = {read_contact(text) for text in written}
    assert len(contacts) == 1
    contact = contacts.pop()
    # Numbers that nobody can have are refused in every spelling.
    assert contact is None or contact.value == f"+84{digits}"


@given(st.from_regex(r"[a-z][a-z0-9]{5,12}@[a-z]{4,10}\.(?:com|vn)", fullmatch=True).filter(str.isascii))
def test_nothing_prints_a_contact_in_clear(address: str) -> None:
    contact = Contact(ContactKind.EMAIL, address)
    for printed in (str(contact), repr(contact), f"{contact}", repr([contact]), contact.masked):
        assert address not in printed
        assert address.partition("@")[0] not in printed


def test_an_account_shows_nothing_of_its_number() -> None:
    contact = account("vsign", "KH-77")
    assert "KH-77" not in repr(contact) + contact.masked
