"""Indexes by which tickets are found: equal for equal values, and worth nothing to who has only the table."""

from collections.abc import Iterable

from bot.identity.contacts import Contact, ContactKind
from bot.storage.encryption import Keyring


class Indexes:
    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def contact(self, contact: Contact) -> str:
        # An account's id may differ from another in case only, which an index ignores.
        value = _exact(contact.value) if contact.kind is ContactKind.ACCOUNT else contact.value
        return self._keyring.blind_index(f"{contact.kind.value}:{value}", "tickets.contact")

    def customer(self, organisation: str, number: str | None) -> str | None:
        """Of the organisation's own number of a person."""
        if number is None:
            return None
        return self._keyring.blind_index(_exact(f"{organisation}:{number}"), "tickets.customer")

    def matter(self, parts: Iterable[str]) -> frozenset[str]:
        return frozenset(self._keyring.blind_index(part, "tickets.matter") for part in parts)

    def token(self, token: str) -> str:
        """Of the token of a confirmation."""
        return self._keyring.blind_index(_exact(token), "tickets.confirmation")


def _exact(value: str) -> str:
    """Hexadecimal: an index ignores case, and this must not."""
    return value.encode("utf-8", "surrogatepass").hex()
