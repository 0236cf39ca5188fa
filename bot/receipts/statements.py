"""A statement as canonical JSON: sorted keys, no blanks, UTF-8. Its form can never change without another `v`: what is printed on
paper has to be readable for as long as the key is known."""

import json
import re
from datetime import UTC, date, datetime

from bot.language.entities import ticket_codes
from bot.receipts.errors import NotGenuine
from bot.receipts.models import STANDINGS, Facts, Statement
from bot.tickets.kinds import TicketKind

VERSION = 1
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_HASH = re.compile(r"[0-9a-f]{64}")


def to_bytes(statement: Statement) -> bytes:
    """About 300 bytes."""
    facts = statement.facts
    table = {
        "v": VERSION,
        "org": facts.organisation,
        "name": statement.name,
        "code": facts.code,
        "kind": facts.kind.value,
        "status": facts.status,
        "received": facts.received_at.astimezone(UTC).strftime(_TIME),
        "due": facts.due.isoformat(),
        "seq": facts.sequence,
        "head": facts.head,
        "issued": statement.issued_at.astimezone(UTC).strftime(_TIME),
    }
    return json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def from_bytes(data: bytes) -> Statement:
    """Raises `NotGenuine` for anything but the exact bytes of one statement."""
    try:
        table = json.loads(data)
        statement = Statement(
            facts=Facts(
                organisation=table["org"],
                code=table["code"],
                kind=TicketKind(table["kind"]),
                status=table["status"],
                received_at=_moment(table["received"]),
                due=date.fromisoformat(table["due"]),
                sequence=table["seq"],
                head=table["head"],
            ),
            name=table["name"],
            issued_at=_moment(table["issued"]),
        )
        sound = (
            ticket_codes.check(statement.facts.code)
            and statement.facts.status in STANDINGS
            and _HASH.fullmatch(statement.facts.head) is not None
            and to_bytes(statement) == data
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotGenuine from None
    if not sound:
        raise NotGenuine
    return statement


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
