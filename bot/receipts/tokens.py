"""Statement ⇄ signed text: a JWS in its compact form (RFC 7515) with an Ed25519 signature (RFC 8037).

    base64url({"alg":"EdDSA","kid":"…"}) "." base64url(statement) "." base64url(signature)

About 480 characters, all of which may stand in an address. Any JWS library checks it with the key from /receipts/key; here the
header is compared as a whole, so that no text can choose its own algorithm.
"""

import json
import re
from base64 import urlsafe_b64decode

from bot.receipts import statements
from bot.receipts.errors import NotGenuine
from bot.receipts.keys import SigningKeys, base64url
from bot.receipts.models import Statement

LONGEST = 4_000
"""Characters. A receipt of an organisation with the longest name has 1,200; people paste a link with blanks in it."""
_FORM = re.compile(r"([A-Za-z0-9_\-]{20,80})\.([A-Za-z0-9_\-]{100,2000})\.([A-Za-z0-9_\-]{86})")


def seal(statement: Statement, keys: SigningKeys) -> str:
    signed = f"{_header(keys.current.id)}.{base64url(statements.to_bytes(statement))}"
    return f"{signed}.{base64url(keys.sign(signed.encode('ascii')))}"


def unseal(text: str, keys: SigningKeys) -> tuple[Statement, str]:
    """The statement, and the text as it was sealed. `text` may be the whole link, broken over lines. Raises `NotGenuine`."""
    if len(text) > LONGEST:
        raise NotGenuine
    match = _FORM.fullmatch("".join(text.split()).rpartition("#")[2])
    if match is None:
        raise NotGenuine
    header, payload, signature = match.groups()
    key_id = next((key.id for key in keys.public if _header(key.id) == header), "")
    if not keys.verify(key_id, f"{header}.{payload}".encode("ascii"), _decoded(signature)):
        raise NotGenuine
    return statements.from_bytes(_decoded(payload)), match[0]


def _header(key_id: str) -> str:
    return base64url(json.dumps({"alg": "EdDSA", "kid": key_id}, separators=(",", ":")).encode("ascii"))


def _decoded(text: str) -> bytes:
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise NotGenuine from None
    # The last character has bits that decoding ignores; one receipt must not have several texts.
    if base64url(data) != text:
        raise NotGenuine
    return data
