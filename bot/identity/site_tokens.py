"""JSON Web Tokens (RFC 7519) of an organisation's own site, for a visitor who is signed in there.

Claims: `sub` (the organisation's number of the customer), `aud`, `iat`, `exp` at most five minutes later, `jti` used
once; `email` and `phone` if the site knows them, left out of account when `email_verified` or `phone_verified` is
false.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import jwt
from jwt.types import Options

from bot.identity.contacts import Contact, ContactKind, account, read_contact, read_mobile
from bot.identity.limits import CLOCK_SKEW, SITE_TOKEN_LIFE
from bot.identity.models import Method, RefusalReason, Strength
from bot.identity.outcomes import Outcome, Proved, Refused
from bot.identity.places import Place
from bot.identity.proving import Proving
from bot.identity.repository import disowning as disown_rows
from bot.identity.repository import site_tokens as rows
from bot.identity.repository.sealing import Sealing
from bot.identity.site_keys import SiteKey
from bot.storage.database import Database

_LONGEST_TOKEN = 8_192  # characters
_LONGEST_CLAIM = 200  # characters of sub and jti
_REFUSED = Refused(RefusalReason.SITE_TOKEN)
# Times are compared with the clock we are given, further down.
_OPTIONS: Options = {
    "require": ["aud", "exp", "iat", "jti", "sub"],
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
}


class SiteTokens:
    """`keys` by organisation."""

    def __init__(
        self,
        database: Database,
        sealing: Sealing,
        keys: Mapping[str, SiteKey],
        proving: Proving,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._sealing = sealing
        self._keys = dict(keys)
        self._proving = proving
        self._now = now

    async def accept(self, place: Place, token: str) -> Outcome:
        key = self._keys.get(place.organisation)
        claims = _claims(token, key) if key else None
        if claims is None:
            return _REFUSED
        ends = _end(claims, self._now())
        subject, jti = claims["sub"], claims["jti"]
        if ends is None or not _short_text(subject) or not _short_text(jti):
            return _REFUSED
        contacts = _contacts(place.organisation, subject, claims)
        async with self._database.transaction() as connection:
            for contact in contacts:
                if await disown_rows.frozen(connection, place.conversation, self._sealing.subject(contact)):
                    return _REFUSED
            jti_hash = self._sealing.exact(jti, "site_token")
            # Kept a little longer than the token can be accepted.
            if not await rows.spend(connection, place.organisation, jti_hash, ends + 2 * CLOCK_SKEW):
                return _REFUSED
            return Proved(
                tuple(
                    [
                        await self._proving.make(
                            connection, place, contact, Method.SITE_JWT, Strength.ON_RECORD, subject
                        )
                        for contact in contacts
                    ]
                )
            )


def _claims(token: str, key: SiteKey) -> dict[str, Any] | None:
    if len(token) > _LONGEST_TOKEN:
        return None
    try:
        return jwt.decode(
            token,
            key.key,
            algorithms=[key.algorithm.value],
            audience=key.audience,
            issuer=key.issuer,
            options=_OPTIONS,
        )
    except jwt.PyJWTError:
        return None


def _end(claims: Mapping[str, Any], now: datetime) -> datetime | None:
    """When the token ends; None if it has, was not made yet, or was made to live too long."""
    made, ends = _moment(claims["iat"]), _moment(claims["exp"])
    starts = _moment(claims["nbf"]) if "nbf" in claims else made
    if made is None or ends is None or starts is None:
        return None
    if max(made, starts) > now + CLOCK_SKEW or ends <= now - CLOCK_SKEW:
        return None
    return ends if made < ends <= made + SITE_TOKEN_LIFE else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _short_text(value: object) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= _LONGEST_CLAIM


def _contacts(organisation: str, subject: str, claims: Mapping[str, Any]) -> list[Contact]:
    """The address, the number, or with neither the account itself."""
    found = []
    email, phone = claims.get("email"), claims.get("phone")
    if isinstance(email, str) and claims.get("email_verified") is not False:
        contact = read_contact(email)
        if contact is not None and contact.kind is ContactKind.EMAIL:
            found.append(contact)
    if isinstance(phone, str) and claims.get("phone_verified") is not False:
        contact = read_mobile(phone)
        if contact is not None:
            found.append(contact)
    return found or [account(organisation, subject)]
