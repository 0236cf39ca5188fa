"""The organisation's own site vouches for a visitor: with the right key, for us, now, and once."""

import asyncio
from collections.abc import Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from bot.identity.contacts import ContactKind
from bot.identity.errors import InvalidSetting
from bot.identity.models import Method, Purpose, RefusalReason, Strength
from bot.identity.outcomes import Outcome, Proved, Refused
from bot.identity.site_keys import Algorithm, SiteKey
from bot.storage.database import Database
from tests.unit.identity.world import CONVERSATION, LAN, Clock, World

SECRET = "mot-khoa-bi-mat-dai-hon-ba-muoi-hai-byte"
AUDIENCE = "https://desk.example/medring"
REFUSED = Refused(RefusalReason.SITE_TOKEN)
KEYS = {"medring": SiteKey(Algorithm.HS256, SECRET, AUDIENCE)}


def pem(key: Any) -> tuple[str, str]:
    """(private, public)"""
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


RSA = pem(rsa.generate_private_key(65537, 2048))
ED25519 = pem(ed25519.Ed25519PrivateKey.generate())


@pytest.fixture
def site(database: Database) -> World:
    return World(database, site_keys=dict(KEYS))


def claims(clock: Clock, **changes: object) -> dict[str, Any]:
    """Changes to None leave the claim out."""
    now = int(clock().timestamp())
    given = {"sub": "MR-1", "aud": AUDIENCE, "iat": now, "exp": now + 300, "jti": "t-1", "email": LAN} | changes
    return {name: value for name, value in given.items() if value is not None}


def sign(payload: Mapping[str, Any], key: str = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(dict(payload), key, algorithm=algorithm)


async def accept(world: World, token: str, organisation: str = "medring") -> Outcome:
    return await world.service.accept_site_token(organisation, CONVERSATION, "web", token)


async def test_a_signed_in_visitor_is_proved(site: World) -> None:
    outcome = await accept(site, sign(claims(site.clock)))
    assert isinstance(outcome, Proved)
    proof = outcome.proof
    assert (proof.method, proof.strength, proof.contact.value, proof.customer) == (
        Method.SITE_JWT,
        Strength.ON_RECORD,
        LAN,
        "MR-1",
    )
    assert await site.service.proof_for(CONVERSATION, Purpose.DELETION) is not None


@pytest.mark.parametrize(
    ("key", "private", "algorithm"),
    [
        (SiteKey(Algorithm.RS256, RSA[1], AUDIENCE, issuer="https://medring.example"), RSA[0], "RS256"),
        (SiteKey(Algorithm.EDDSA, ED25519[1], AUDIENCE, issuer="https://medring.example"), ED25519[0], "EdDSA"),
    ],
)
async def test_keys_of_two_halves(database: Database, key: SiteKey, private: str, algorithm: str) -> None:
    site = World(database, site_keys={"medring": key})
    good = claims(site.clock, iss="https://medring.example")
    assert isinstance(await accept(site, sign(good, private, algorithm)), Proved)
    bad = claims(site.clock, iss="https://thief.example", jti="t-2")
    assert await accept(site, sign(bad, private, algorithm)) == REFUSED


async def test_the_public_half_does_not_serve_as_a_secret(database: Database) -> None:
    site = World(database, site_keys={"medring": SiteKey(Algorithm.RS256, RSA[1], AUDIENCE)})
    header = jwt.utils.base64url_encode(b'{"alg":"HS256","typ":"JWT"}')
    body = jwt.utils.base64url_encode(jwt.api_jws.json.dumps(claims(site.clock)).encode())
    signature = jwt.utils.base64url_encode(_hmac(RSA[1], header + b"." + body))
    assert await accept(site, b".".join((header, body, signature)).decode()) == REFUSED


def _hmac(key: str, message: bytes) -> bytes:
    import hashlib
    import hmac

    return hmac.digest(key.encode(), message, hashlib.sha256)


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://desk.example/vsign"},
        {"aud": None},
        {"exp": None},
        {"iat": None},
        {"jti": None},
        {"sub": None},
        {"jti": ""},
        {"sub": " "},
        {"sub": "x" * 201},
        {"jti": "x" * 201},
        {"iat": "now"},
        {"exp": 1e300},
        {"iat": True},
    ],
)
async def test_a_claim_that_is_not_as_agreed_refuses_all(site: World, changes: dict[str, object]) -> None:
    assert await accept(site, sign(claims(site.clock, **changes))) == REFUSED
    assert await site.service.proofs(CONVERSATION) == ()


@pytest.mark.parametrize(
    ("issued", "life", "accepted"),
    [
        (0, 300, True),
        (0, 301, False),  # made to live too long
        (-300, 300, True),  # within the skew of clocks
        (-330, 300, False),  # over
        (30, 300, True),
        (31, 300, False),  # from the future
        (0, 0, False),
        (0, -10, False),
        (-86_400, 86_700, False),
    ],
)
async def test_a_token_is_short_lived(site: World, issued: int, life: int, accepted: bool) -> None:
    now = int(site.clock().timestamp())
    token = sign(claims(site.clock, iat=now + issued, exp=now + issued + life))
    assert isinstance(await accept(site, token), Proved) == accepted


async def test_a_token_that_is_not_valid_yet_waits(site: World) -> None:
    now = int(site.clock().timestamp())
    token = sign(claims(site.clock, nbf=now + 60))
    assert await accept(site, token) == REFUSED
    site.clock.forward(seconds=60)
    assert isinstance(await accept(site, token), Proved)


@pytest.mark.parametrize("text", ["", "a.b.c", "không phải", "x" * 10_000, ".." * 50, "eyJhbGciOiJub25lIn0.e30."])
async def test_what_is_no_token_is_refused(site: World, text: str) -> None:
    assert await accept(site, text) == REFUSED


async def test_none_is_no_algorithm(site: World) -> None:
    assert await accept(site, jwt.encode(claims(site.clock), None, algorithm="none")) == REFUSED


async def test_another_key_or_organisation_is_refused(site: World) -> None:
    assert await accept(site, sign(claims(site.clock), SECRET[::-1])) == REFUSED
    assert await accept(site, sign(claims(site.clock)), "vsign") == REFUSED
    assert isinstance(await accept(site, sign(claims(site.clock))), Proved)


async def test_a_token_works_once(site: World) -> None:
    token = sign(claims(site.clock))
    assert isinstance(await accept(site, token), Proved)
    assert await accept(site, token) == REFUSED
    # Another token with the same jti is the same token.
    assert await accept(site, sign(claims(site.clock, email="thief@example.com"))) == REFUSED
    assert isinstance(await accept(site, sign(claims(site.clock, jti="T-1"))), Proved)


async def test_a_token_that_comes_twenty_times_at_once_works_once(site: World) -> None:
    token = sign(claims(site.clock))
    outcomes = await asyncio.gather(*(accept(site, token) for _ in range(20)))
    assert sum(isinstance(outcome, Proved) for outcome in outcomes) == 1
    assert len(await site.service.proofs(CONVERSATION)) == 1


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"phone": "0912345678"}, [ContactKind.EMAIL, ContactKind.PHONE]),
        ({"email": None, "phone": "+84912345678"}, [ContactKind.PHONE]),
        ({"email_verified": False, "phone": "0912345678"}, [ContactKind.PHONE]),
        ({"phone": "0912345678", "phone_verified": False}, [ContactKind.EMAIL]),
        ({"email": None}, [ContactKind.ACCOUNT]),
        ({"email": ["a@example.com"], "phone": 84912345678}, [ContactKind.ACCOUNT]),
        ({"email": "0912345678"}, [ContactKind.ACCOUNT]),
    ],
)
async def test_what_the_site_knows_is_proved(site: World, changes: dict[str, object], kinds: list[ContactKind]) -> None:
    outcome = await accept(site, sign(claims(site.clock, **changes)))
    assert isinstance(outcome, Proved)
    assert [proof.contact.kind for proof in outcome.proofs] == kinds
    assert {proof.customer for proof in outcome.proofs} == {"MR-1"}


async def test_who_refused_the_conversation_is_not_proved_in_it(site: World) -> None:
    await site.begin(LAN, Purpose.COMPLAINT)
    await site.service.disown(site.codes.tokens[-1])
    assert await accept(site, sign(claims(site.clock))) == REFUSED


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        (Algorithm.HS256, "ngan"),
        (Algorithm.RS256, "khong phai pem"),
        (Algorithm.RS256, ED25519[1]),
        (Algorithm.RS256, pem(rsa.generate_private_key(65537, 1024))[1]),
        (Algorithm.EDDSA, RSA[1]),
        (Algorithm.EDDSA, pem(ec.generate_private_key(ec.SECP256R1()))[1]),
    ],
)
def test_a_key_that_does_not_fit_is_told_at_once(algorithm: Algorithm, key: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        SiteKey(algorithm, key, AUDIENCE)
    assert key[:10] not in str(caught.value)


def test_a_key_is_not_printed() -> None:
    assert SECRET not in repr(KEYS)
