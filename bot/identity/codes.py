"""Six-digit codes and the tokens of "Không phải tôi": made with `secrets`, kept as keyed hashes, compared in constant
time.
"""

import hmac
import re
import secrets
import unicodedata

from bot.storage.encryption import Keyring

DIGITS = 6
_TOKEN_BYTES = 18  # 144 bits; 24 characters, short enough for a text message
_CODE = re.compile(rf"(?<![0-9])[0-9]{{{DIGITS}}}(?![0-9])")
_JOINTS = re.compile(r"(?<=[0-9])[ .\-]+(?=[0-9])")
_LONGEST_ANSWER = 200
_TOKEN = re.compile(r"[A-Za-z0-9_\-]{24}")


class Codes:
    """Needs the index key of `keyring`: who reads the table alone cannot try all million codes against a hash."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def new(self) -> str:
        return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"

    def hash(self, challenge_id: str, code: str) -> str:
        """Differs from challenge to challenge for the same code."""
        return self._keyring.blind_index(f"{challenge_id}:{code}", "identity.code")

    def matches(self, challenge_id: str, code: str, code_hash: str) -> bool:
        return hmac.compare_digest(self.hash(challenge_id, code), code_hash)

    def new_token(self) -> str:
        return secrets.token_urlsafe(_TOKEN_BYTES)

    def token_hash(self, token: str) -> str:
        # Hexadecimal, because an index may fold the case of what it is given and a token has both.
        return self._keyring.blind_index(token.encode().hex(), "identity.disown")


def read_code(text: str) -> str | None:
    """The six digits in an answer such as "mã là 123 456"; None when there are none, or more than one group of six."""
    if len(text) > _LONGEST_ANSWER:
        return None
    found = set(_CODE.findall(_JOINTS.sub("", _ascii_digits(text))))
    return found.pop() if len(found) == 1 else None


def is_token(text: str) -> bool:
    """Whether `text` has the form of a token of ours."""
    return _TOKEN.fullmatch(text) is not None


def _ascii_digits(text: str) -> str:
    """Full-width and other digits of keyboards that write them."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
