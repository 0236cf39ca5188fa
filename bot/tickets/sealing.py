"""Personal values as they are stored: encrypted together with a salt, so that the hash of the plain text commits to them and
gives nothing away."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.storage.encryption import Keyring
from bot.storage.errors import DecryptionFailed

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Sealed:
    """`commitment` is the SHA-256 hash, as hex, of what `token` decrypts to."""

    token: str = field(repr=False)
    commitment: str


class Sealer:
    """`context` says which field it is, such as "tickets.told"."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def seal(self, values: Mapping[str, Any], context: str) -> Sealed:
        """`values` must be fit for JSON."""
        table = {"salt": secrets.token_hex(_SALT_BYTES), "values": dict(values)}
        text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return Sealed(self.keyring.encrypt(text, context), _commitment(text))

    def open(self, token: str, context: str) -> dict[str, Any]:
        """Raises `bot.storage.errors.DecryptionFailed`."""
        values: dict[str, Any] = json.loads(self.keyring.decrypt(token, context))["values"]
        return values

    def examine(self, token: str, context: str) -> tuple[str, dict[str, Any]]:
        """The commitment to what is stored now, and its values; both empty if it cannot be decrypted."""
        try:
            text = self.keyring.decrypt(token, context)
        except DecryptionFailed:
            return "", {}
        return _commitment(text), json.loads(text)["values"]


def _commitment(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
