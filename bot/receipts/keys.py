"""The keys that sign receipts: Ed25519. The public ones are published, so that a receipt can be checked without us.

A receipt on paper outlives a key: when the signing key is replaced, its public half goes to the old ones and stays there.
"""

import binascii
import contextlib
import hashlib
import json
import os
import secrets
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.receipts import wording
from bot.receipts.errors import InvalidSigningKey

DEVELOPMENT = "development:"
"""Stands before a key that was made for development. Production refuses it, also when someone copies it into the settings."""
_FILE = "development-receipts.key"
_KEY_BYTES = 32
_ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class PublicKey:
    raw: bytes

    @property
    def id(self) -> str:
        """The beginning of the key's thumbprint (RFC 7638)."""
        jwk = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": self.text}, separators=(",", ":"))
        return base64url(hashlib.sha256(jwk.encode()).digest())[:_ID_LENGTH]

    @property
    def text(self) -> str:
        """base64url, as in a JWK."""
        return base64url(self.raw)

    @property
    def jwk(self) -> dict[str, str]:
        return {"kty": "OKP", "crv": "Ed25519", "x": self.text, "kid": self.id, "alg": "EdDSA", "use": "sig"}


class SigningKeys:
    """One key signs; it and the old ones verify."""

    def __init__(self, seed: bytes, old: Iterable[bytes] = ()) -> None:
        """`seed` is the private key, `old` are public keys; 32 bytes each."""
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.current = PublicKey(self._private.public_key().public_bytes_raw())
        known = {key.id: key for key in (self.current, *map(PublicKey, old))}
        self.public = tuple(known.values())
        """The one that signs first."""
        self._verifiers = {key.id: Ed25519PublicKey.from_public_bytes(key.raw) for key in self.public}

    def sign(self, data: bytes) -> bytes:
        return self._private.sign(data)

    def verify(self, key_id: str, data: bytes, signature: bytes) -> bool:
        verifier = self._verifiers.get(key_id)
        if verifier is None:
            return False
        try:
            verifier.verify(signature, data)
        except InvalidSignature:
            return False
        return True


def production_keys(key: str, old: str = "") -> SigningKeys:
    """`key` is base64 of 32 random bytes, `old` are public keys as /receipts/key shows them, with commas between. Raises
    `InvalidSigningKey` if `key` is empty, malformed, or one of development."""
    if not key.strip():
        raise InvalidSigningKey(wording.KEY_MISSING)
    if key.strip().startswith(DEVELOPMENT):
        raise InvalidSigningKey(wording.KEY_OF_DEVELOPMENT)
    return SigningKeys(_decoded(key, wording.KEY_VARIABLE), _old(old))


def development_keys(key: str, old: str, folder: Path) -> SigningKeys:
    """Like `production_keys`, but an empty `key` comes from a file in `folder`, made now (mode 0600) if it is missing."""
    text = key.strip() or _kept(folder / _FILE)
    return SigningKeys(_decoded(text.removeprefix(DEVELOPMENT), wording.KEY_VARIABLE), _old(old))


def _old(text: str) -> list[bytes]:
    return [_decoded(item, wording.OLD_KEYS_VARIABLE) for item in text.split(",") if item.strip()]


def _kept(path: Path) -> str:
    try:
        if not path.exists():
            _make(path)
        text = path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise InvalidSigningKey(wording.key_file_unusable(str(path), str(error.strerror))) from error
    if not text.startswith(DEVELOPMENT):
        raise InvalidSigningKey(wording.key_file_broken(str(path)))
    return text


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written whole under another name, then linked: of two processes that start together, one makes the file and both read
    # the same key.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{DEVELOPMENT}{b64encode(secrets.token_bytes(_KEY_BYTES)).decode('ascii')}\n")
    try:
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _decoded(text: str, variable: str) -> bytes:
    """Of either base64 alphabet, with or without padding."""
    plain = text.strip().rstrip("=").replace("-", "+").replace("_", "/")
    try:
        key = b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        # Not chained: the cause could print a part of the key.
        raise InvalidSigningKey(wording.key_malformed(variable)) from None
    if len(key) != _KEY_BYTES:
        raise InvalidSigningKey(wording.key_malformed(variable))
    return key


def base64url(data: bytes) -> str:
    """Without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
