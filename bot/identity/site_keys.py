"""The key by which an organisation's own site vouches for a visitor who is signed in there."""

from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from bot.identity import wording
from bot.identity.errors import InvalidSetting

_LEAST_SECRET = 32  # bytes, as long as the hash (RFC 7518 §3.2)
_LEAST_RSA = 2048  # bits (RFC 7518 §3.3)


class Algorithm(StrEnum):
    HS256 = "HS256"
    RS256 = "RS256"
    EDDSA = "EdDSA"


@dataclass(frozen=True, slots=True)
class SiteKey:
    """`key` is the shared secret, or the public key in PEM. The algorithm is the key's: what a token says about it is
    not asked.

    Raises `InvalidSetting`.
    """

    algorithm: Algorithm
    key: str = field(repr=False)
    audience: str
    issuer: str | None = None

    def __post_init__(self) -> None:
        if self.algorithm is Algorithm.HS256:
            if len(self.key.encode()) < _LEAST_SECRET:
                raise InvalidSetting(wording.SHORT_KEY)
            return
        try:
            public = load_pem_public_key(self.key.encode())
        except (ValueError, UnsupportedAlgorithm):
            raise InvalidSetting(wording.UNKNOWN_KEY) from None
        fits = (
            isinstance(public, RSAPublicKey) and public.key_size >= _LEAST_RSA
            if self.algorithm is Algorithm.RS256
            else isinstance(public, Ed25519PublicKey)
        )
        if not fits:
            raise InvalidSetting(wording.UNKNOWN_KEY)
