"""Encrypted fields that can still be found: AES-256-GCM for the value, a blind index (HMAC-SHA-256) for looking it up."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.storage.errors import DecryptionFailed, InvalidKeys

KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = "v1"
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_TOKEN = re.compile(rf"{_VERSION}\.({_KEY_ID.pattern})\.([A-Za-z0-9_-]+)")


class Keyring:
    """Keys by id: the first encrypts, all decrypt. To rotate, put a new key first and keep the old ones until every token
    `is_current`. The index key cannot be rotated without computing every index anew."""

    def __init__(self, keys: Sequence[tuple[str, bytes]], index_key: bytes) -> None:
        """Raises `InvalidKeys` unless there is a key, each has 32 bytes and its own id, and the index key is none of them."""
        if not keys:
            raise InvalidKeys("Cần ít nhất một khóa mã hóa.")
        if len({name for name, _ in keys}) < len(keys):
            raise InvalidKeys("Mỗi khóa mã hóa cần một mã riêng.")
        for name, key in keys:
            if not _KEY_ID.fullmatch(name):
                raise InvalidKeys("Mã của khóa chỉ gồm 1 đến 32 chữ cái không dấu, chữ số, “-” và “_”.")
            if len(key) != KEY_BYTES:
                raise InvalidKeys(f"Khóa “{name}” phải dài đúng {KEY_BYTES} byte.")
        if len(index_key) != KEY_BYTES:
            raise InvalidKeys(f"Khóa chỉ mục phải dài đúng {KEY_BYTES} byte.")
        if any(hmac.compare_digest(index_key, key) for _, key in keys):
            raise InvalidKeys("Khóa chỉ mục phải khác mọi khóa mã hóa.")
        self._ciphers = {name: AESGCM(key) for name, key in keys}
        self._first = keys[0][0]
        self._index_key = index_key

    def encrypt(self, text: str, context: str) -> str:
        """`v1.<key id>.<base64url of nonce, ciphertext and tag>`, different each time. `context` says which field it is,
        such as "tickets.contact"; the token opens in no other."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._ciphers[self._first].encrypt(nonce, _bytes(text), _authenticated(self._first, context))
        return f"{_VERSION}.{self._first}.{_base64(nonce + sealed)}"

    def decrypt(self, token: str, context: str) -> str:
        """Raises `DecryptionFailed`."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise DecryptionFailed(context, "not a token")
        name, encoded = match.groups()
        if (cipher := self._ciphers.get(name)) is None:
            raise DecryptionFailed(context, f"there is no key {name!r}")
        try:
            sealed = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
            # The last character has bits that decoding ignores; one value must not have several tokens.
            if _base64(sealed) != encoded:
                raise DecryptionFailed(context, "not a token")
            opened = cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _authenticated(name, context))
        except InvalidTag:
            raise DecryptionFailed(context, "altered, of another context, or another key of that id") from None
        except ValueError:
            raise DecryptionFailed(context, "not a token") from None
        return opened.decode("utf-8", "surrogatepass")

    def blind_index(self, value: str, context: str) -> str:
        """64 hex digits: equal for equal values of one context, unrelated between contexts.

        Values are equal if they differ only in case, in the spaces around and between words, or in Unicode form. What else
        makes two values the same (the notation of a telephone number) is for the caller to settle.
        """
        normalised = " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold()).split())
        key = hmac.digest(self._index_key, _bytes(context), hashlib.sha256)
        return hmac.new(key, _bytes(normalised), hashlib.sha256).hexdigest()

    def is_current(self, token: str) -> bool:
        """Was it encrypted with the first key? Looks only at the token's id; False for anything that is no token."""
        match = _TOKEN.fullmatch(token)
        return match is not None and match[1] == self._first


def _authenticated(name: str, context: str) -> bytes:
    return _bytes(f"{_VERSION}.{name}.{context}")


def _bytes(text: str) -> bytes:
    # Half a surrogate pair can arrive in a JSON message; it must be storable like any other text.
    return text.encode("utf-8", "surrogatepass")


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
