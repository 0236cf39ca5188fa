"""Where an organisation's systems are: the table `[webhook]` of `policies/<slug>/organisation.toml`.

    [webhook]
    url = "https://he-thong.example.com/lachan"
    secret_variable = "LACHAN_WEBHOOK_MEDRING"
    kinds = ["deletion", "correction"]
    timeout = 10

The secret itself stands in that environment variable: at least 32 characters. While it is being replaced the variable holds both,
with a comma between: the first signs, each is accepted.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from bot.systems import wording
from bot.systems.errors import InvalidWebhook
from bot.tickets.kinds import TicketKind
from bot.tickets.reading import read_table

_LEAST_SECRET = 32  # characters, as long as the hash
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_FILE = "organisation.toml"


@plain_dataclass(frozen=True, slots=True)
class Webhook:
    """`timeout` is in seconds. The first of `secrets` signs."""

    organisation: str
    url: str
    secrets: tuple[str, ...] = field(repr=False)
    kinds: frozenset[TicketKind] = frozenset({TicketKind.DELETION, TicketKind.CORRECTION})
    timeout: float = 10.0


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class _Table:
    url: Annotated[str, Field(min_length=1, max_length=2_000)]
    secret_variable: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{2,99}$")]
    kinds: tuple[Literal[TicketKind.DELETION, TicketKind.CORRECTION], ...] = (
        TicketKind.DELETION,
        TicketKind.CORRECTION,
    )
    timeout: Annotated[int, Field(strict=True, ge=1, le=30)] = 10


def load_webhooks(
    directory: Path, environment: Mapping[str, str], mode: Literal["development", "production"]
) -> dict[str, Webhook]:
    """By slug, of every organisation under `directory` that has systems. Raises `InvalidWebhook`."""
    found = {}
    for path in sorted(directory.glob(f"*/{_FILE}")):
        slug = path.parent.name
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("webhook")
            if table is not None:
                found[slug] = _webhook(slug, read_table(_Table, table), environment, mode)
        except (OSError, ValueError) as error:
            raise InvalidWebhook(wording.webhook_problem(f"{slug}/{_FILE}", str(error))) from error
    return found


def _webhook(slug: str, table: _Table, environment: Mapping[str, str], mode: str) -> Webhook:
    """Raises `ValueError` with the problem as a sentence."""
    if not _safe(table.url, mode):
        raise ValueError(wording.NOT_HTTPS)
    secrets = tuple(part.strip() for part in environment.get(table.secret_variable, "").split(",") if part.strip())
    if not secrets:
        raise ValueError(wording.no_secret(table.secret_variable))
    if any(len(secret) < _LEAST_SECRET for secret in secrets):
        raise ValueError(wording.bad_secret(table.secret_variable))
    return Webhook(slug, table.url, secrets, frozenset(table.kinds), float(table.timeout))


def _safe(url: str, mode: str) -> bool:
    """Personal data goes there, so it is encrypted on the way; without encryption only to this machine, for trying out."""
    parts = urlsplit(url)
    if not parts.hostname or parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and mode == "development" and parts.hostname in _LOOPBACK)
