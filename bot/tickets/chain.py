"""The history as a chain: each entry carries the SHA-256 hash of itself and of the entry before.

What is hashed is a canonical JSON that tells nothing about the person. For personal values it holds a commitment: the hash
of the values together with a random salt, both of which are stored encrypted beside the entry. Once they are erased the
commitment can be neither opened nor guessed, and the chain still verifies.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.tickets.models import Actor, Fact, Ticket
from bot.tickets.states import CLOSED, Action, Status

START = "0" * 64
"""Stands before the first entry of a ticket, and before the first ticket of an organisation."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is hashed. `told` and `note` are commitments, None where there is nothing to commit to."""

    ticket: str
    sequence: int
    at: datetime
    action: Action
    actor: Actor
    before: Status | None
    after: Status
    facts: Mapping[str, Fact]
    told: str | None
    note: str | None
    previous: str

    @property
    def hash(self) -> str:
        return hashlib.sha256(canonical(self)).hexdigest()


def canonical(link: Link) -> bytes:
    """Keys sorted, no blanks, UTF-8, times in UTC to the microsecond. Its form can never change: hashes rest on it."""
    table = {
        "ticket": link.ticket,
        "sequence": link.sequence,
        "at": stamp(link.at),
        "action": link.action.value,
        "role": link.actor.role.value,
        "actor": link.actor.id,
        "before": link.before.value if link.before else None,
        "after": link.after.value,
        "facts": dict(link.facts),
        "told": link.told,
        "note": link.note,
        "previous": link.previous,
    }
    return json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def recorded(ticket: Ticket) -> dict[str, Fact]:
    """The fields of a ticket that its history accounts for. Each entry holds those that it changed, so that the last value of each
    field in the history is what the ticket must say."""
    return {
        "kind": ticket.kind.value,
        "code": ticket.code,
        "number": ticket.number,
        "channel": ticket.channel,
        "method": ticket.proof.method if ticket.proof else None,
        "strength": int(ticket.proof.strength) if ticket.proof else 0,
        "third_party": ticket.third_party,
        "received_at": stamp(ticket.clock.received_at),
        "acknowledge_by": stamp(ticket.clock.acknowledge_by),
        "complete_by": stamp(ticket.clock.complete_by),
        "extended": ticket.clock.extended,
        "holds": sorted(hold.value for hold in ticket.holds),
        "ground": ticket.ground,
        "linked": ticket.linked,
        "merged_into": ticket.merged_into,
    }


def changes(before: Ticket | None, after: Ticket) -> dict[str, Fact]:
    """What of `recorded` is different, or all of it for a new ticket."""
    old = recorded(before) if before else {}
    return {name: value for name, value in recorded(after).items() if name not in old or old[name] != value}


def owner_table(ticket: Ticket) -> dict[str, Any]:
    """Whose the ticket is and where they are told, for JSON: personal, so it stands among the encrypted values of the entry that
    sets it."""
    return {
        "subject": ticket.person.subject,
        "customer": ticket.person.customer,
        "contact_index": ticket.person.contact,
        "contact": [ticket.contact.kind.value, ticket.contact.value] if ticket.contact else None,
        "conversation": ticket.conversation,
    }


class Fault(StrEnum):
    """What is wrong with an entry, or with the ticket after its last entry."""

    MISSING = "missing"
    """An entry is not there, or there are more than the ticket counts."""
    ALTERED = "altered"
    """The entry no longer has its hash."""
    UNLINKED = "unlinked"
    """The entry follows another one than the one before it."""
    VALUES_ALTERED = "values_altered"
    VALUES_MISSING = "values_missing"
    """Personal values are gone and no erasure says so."""
    TICKET_DIFFERS = "ticket_differs"
    """The ticket says something else than its history."""
    TICKET_MISSING = "ticket_missing"
    """A ticket of the organisation is gone, or was put in between."""


class Unreadable(Exception):
    """A row holds a word that is none of the program's; `sequence` 0 is the ticket's own."""

    def __init__(self, ticket: str, sequence: int) -> None:
        self.ticket, self.sequence = ticket, sequence
        super().__init__("a stored row cannot be read")


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link with the hash it was stored with, and the commitments that its stored values have now: None where there are none,
    an empty text where they cannot be decrypted."""

    link: Link
    hash: str
    told_now: str | None
    note_now: str | None
    owner: Mapping[str, Any] | None = field(default=None, repr=False)
    """Whose the ticket is from this entry on, as the encrypted values say; see `owner_table`."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is wrong; `sequence` 0 is the ticket itself."""

    organisation: str
    code: str
    sequence: int
    fault: Fault


def verify(ticket: Ticket, entries: Sequence[StoredLink]) -> Broken | None:
    """`entries` is the whole history of `ticket`, in order."""
    erased_by = max((one.link.sequence for one in entries if one.link.action is Action.ERASE), default=0)
    previous, said, status = START, dict[str, Fact](), None
    for place, stored in enumerate(entries, 1):
        link = stored.link
        if link.sequence != place or link.ticket != ticket.id:
            return _broken(ticket, place, Fault.MISSING)
        if link.hash != stored.hash:
            return _broken(ticket, place, Fault.ALTERED)
        if link.previous != previous or link.before != status:
            return _broken(ticket, place, Fault.UNLINKED)
        if fault := _values_fault(stored, erased=place < erased_by):
            return _broken(ticket, place, fault)
        previous, status = stored.hash, link.after
        said |= link.facts
    if len(entries) != ticket.version or not entries:
        return _broken(ticket, len(entries) + 1, Fault.MISSING)
    differs = status is not ticket.status or previous != ticket.head
    differs = differs or any(said.get(name) != value for name, value in recorded(ticket).items())
    if differs or _times(ticket) != _times_of(entries) or not _is_its_own(ticket, entries, erased_by > 0):
        return _broken(ticket, 0, Fault.TICKET_DIFFERS)
    return None


def _times(ticket: Ticket) -> tuple[datetime | None, ...]:
    return ticket.status_since, ticket.acknowledged_at, ticket.closed_at, ticket.erased_at


def _times_of(entries: Sequence[StoredLink]) -> tuple[datetime | None, ...]:
    """What `_times` must be after this history."""
    moved = [one.link for one in entries if one.link.before is not one.link.after]
    last: dict[str, datetime] = {}
    for link in moved:
        last["status"] = link.at
        if link.after is Status.ACKNOWLEDGED:
            last["acknowledged"] = link.at
        if link.after in CLOSED:
            last["closed"] = link.at
    erased = [one.link.at for one in entries if one.link.action is Action.ERASE]
    return last.get("status"), last.get("acknowledged"), last.get("closed"), erased[-1] if erased else None


def _is_its_own(ticket: Ticket, entries: Sequence[StoredLink], erased: bool) -> bool:
    if erased:
        return not any(owner_table(ticket).values())
    owners = [one.owner for one in entries if one.owner is not None]
    return bool(owners) and owners[-1] == owner_table(ticket)


class Openings:
    """An organisation's tickets in the order of their numbers: the first entry of each names the first entry of the one opened before.
    Finds a ticket that was deleted with its whole history, or put in."""

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._previous = START
        self.last = 0
        """The number of the last ticket seen."""

    def next(self, ticket: Ticket, first: StoredLink) -> Broken | None:
        if ticket.number != self.last + 1 or first.link.facts.get("opened_after") != self._previous:
            return _broken(ticket, 1, Fault.TICKET_MISSING)
        self.last, self._previous = ticket.number, first.hash
        return None

    def end(self, count: int, head: str) -> Broken | None:
        """After the last ticket: whether the organisation's ledger says the same."""
        if (self.last, self._previous) != (count, head):
            return Broken(self._organisation, "", 0, Fault.TICKET_MISSING)
        return None


def _values_fault(stored: StoredLink, erased: bool) -> Fault | None:
    pairs = ((stored.link.told, stored.told_now), (stored.link.note, stored.note_now))
    for committed, now in pairs:
        if committed is not None and now is None:
            if not erased:
                return Fault.VALUES_MISSING
        elif committed != now:
            return Fault.VALUES_ALTERED
    return None


def _broken(ticket: Ticket, sequence: int, fault: Fault) -> Broken:
    return Broken(ticket.organisation, ticket.code, sequence, fault)
