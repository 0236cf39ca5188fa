"""Personal values as they lie in tables: tokens to read them by, indexes to find them by."""

from bot.identity.contacts import Contact, ContactKind
from bot.storage.encryption import Keyring


class Sealing:
    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def subject(self, contact: Contact) -> str:
        """One contact has one index in all organisations, so that limits hold across them; every row names its
        organisation.
        """
        # An account's id may differ from another in case only, which an index ignores.
        value = contact.value.encode().hex() if contact.kind is ContactKind.ACCOUNT else contact.value
        return self._keyring.blind_index(f"{contact.kind.value}:{value}", "identity.subject")

    def exact(self, value: str, context: str) -> str:
        """An index that tells upper from lower case."""
        return self._keyring.blind_index(value.encode("utf-8", "surrogatepass").hex(), f"identity.{context}")

    def seal(self, value: str, context: str) -> str:
        return self._keyring.encrypt(value, f"identity.{context}")

    def open(self, token: str, context: str) -> str:
        """Raises `bot.storage.errors.DecryptionFailed`."""
        return self._keyring.decrypt(token, f"identity.{context}")

    def seal_optional(self, value: str | None, context: str) -> str | None:
        return None if value is None else self.seal(value, context)

    def open_optional(self, token: str | None, context: str) -> str | None:
        return None if token is None else self.open(token, context)

    def contact(self, kind: str, token: str) -> Contact:
        return Contact(ContactKind(kind), self.open(token, "contact"))
