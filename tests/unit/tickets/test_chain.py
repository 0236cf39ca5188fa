"""The chain as pure functions: its form is fixed, and every single change shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets.chain import (
    START,
    Fault,
    Link,
    Openings,
    StoredLink,
    canonical,
    changes,
    owner_table,
    recorded,
    verify,
)
from bot.tickets.deadlines import Clock
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Actor, Hold, Person, Ticket
from bot.tickets.states import Action, Role, Status

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TICKET = Ticket(
    id="01HZZZZZZZZZZZZZZZZZZZZZZZ",
    organisation="medring",
    code="XD-7K4M-92QF",
    number=1,
    kind=TicketKind.DELETION,
    status=Status.RECEIVED,
    clock=Clock(NOW, NOW + timedelta(days=2), NOW + timedelta(days=20)),
    channel="web",
    conversation="web:1",
    turn="t",
    part=0,
    person=Person(),
    contact=None,
    proof=None,
    request=None,
    matter=frozenset(),
    third_party=False,
    status_since=NOW,
    head=START,
)


def link(before: Ticket | None, after: Ticket, action: Action, **changed: object) -> Link:
    made = Link(
        ticket=after.id,
        sequence=after.version + 1,
        at=NOW,
        action=action,
        actor=Actor(Role.STAFF, "lan"),
        before=before.status if before else None,
        after=after.status,
        facts=changes(before, after),
        told=None,
        note=None,
        previous=after.head,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def lived() -> tuple[Ticket, list[StoredLink]]:
    """Opened, acknowledged with words, started, erased."""
    steps = [
        (Action.OPEN, Status.RECEIVED, "a" * 64),
        (Action.ACKNOWLEDGE, Status.ACKNOWLEDGED, "b" * 64),
        (Action.START, Status.IN_PROGRESS, None),
    ]
    before, ticket, entries = None, TICKET, []
    for action, status, told in steps:
        acknowledged_at = None if status is Status.RECEIVED else NOW
        after = replace(ticket, status=status, acknowledged_at=acknowledged_at)
        made = link(before, after, action, told=told)
        entries.append(StoredLink(made, made.hash, told, None, owner_table(after) if before is None else None))
        before = ticket = replace(after, version=made.sequence, head=made.hash)
    return ticket, entries


def test_the_form_that_is_hashed_never_changes() -> None:
    first = link(None, TICKET, Action.OPEN, told="c" * 64)

    assert canonical(first).decode() == (
        '{"action":"open","actor":"lan","after":"received","at":"2026-03-02T02:00:00.000000+00:00","before":null,"facts":'
        '{"acknowledge_by":"2026-03-04T02:00:00.000000+00:00","channel":"web","code":"XD-7K4M-92QF",'
        '"complete_by":"2026-03-22T02:00:00.000000+00:00","extended":false,"ground":null,"holds":[],"kind":"deletion",'
        '"linked":null,"merged_into":null,"method":null,"number":1,"received_at":"2026-03-02T02:00:00.000000+00:00",'
        '"strength":0,"third_party":false},"note":null,"previous":"' + START + '","role":"staff","sequence":1,'
        '"ticket":"01HZZZZZZZZZZZZZZZZZZZZZZZ","told":"' + "c" * 64 + '"}'
    )
    assert first.hash == "e619b2b23a582cfa64391a4f26c947893fbbbe38ac975e564905d68a7b6ef7ed"


def test_the_same_moment_in_another_zone_has_the_same_hash() -> None:
    first = link(None, TICKET, Action.OPEN)

    assert replace(first, at=NOW.astimezone(timezone(timedelta(hours=7)))).hash == first.hash


def test_an_unbroken_history_verifies() -> None:
    assert verify(*lived()) is None


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"sequence": 5}, Fault.MISSING),
        ({"ticket": "other"}, Fault.MISSING),
        ({"at": NOW + timedelta(microseconds=1)}, Fault.ALTERED),
        ({"action": Action.EXTEND}, Fault.ALTERED),
        ({"actor": Actor(Role.STAFF, "binh")}, Fault.ALTERED),
        ({"actor": Actor(Role.SYSTEM, "lan")}, Fault.ALTERED),
        ({"before": Status.IN_PROGRESS}, Fault.ALTERED),
        ({"after": Status.REFUSED}, Fault.ALTERED),
        ({"facts": {"ground": "x"}}, Fault.ALTERED),
        ({"told": None}, Fault.ALTERED),
        ({"note": "d" * 64}, Fault.ALTERED),
        ({"previous": START}, Fault.ALTERED),
    ],
)
def test_every_field_of_an_entry_is_protected(changed: dict[str, object], fault: Fault) -> None:
    ticket, entries = lived()
    entries[1] = replace(entries[1], link=replace(entries[1].link, **changed))  # type: ignore[arg-type]

    broken = verify(ticket, entries)

    assert broken is not None
    assert (broken.sequence, broken.fault) == (2, fault)


def test_an_entry_that_was_hashed_anew_no_longer_fits_the_next() -> None:
    ticket, entries = lived()
    forged = replace(entries[1].link, actor=Actor(Role.STAFF, "binh"))
    entries[1] = StoredLink(forged, forged.hash, forged.told, None)

    broken = verify(ticket, entries)

    assert broken is not None and (broken.sequence, broken.fault) == (3, Fault.UNLINKED)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_missing_entry_shows_wherever_it_was(place: int) -> None:
    ticket, entries = lived()
    del entries[place]

    broken = verify(ticket, entries)

    assert broken is not None and (broken.sequence, broken.fault) == (place + 1, Fault.MISSING)


def test_a_ticket_without_any_history_is_broken() -> None:
    broken = verify(TICKET, [])

    assert broken is not None and broken.fault is Fault.MISSING


@pytest.mark.parametrize(
    "changed",
    [
        {"status": Status.COMPLETED},
        {"kind": TicketKind.ACCESS},
        {"number": 2},
        {"holds": frozenset({Hold.CONTACT_SUSPECTED})},
        {"ground": "retention_duty"},
        {"merged_into": "XD-7K4M-92QF"},
        {"clock": replace(TICKET.clock, complete_by=NOW + timedelta(days=21))},
        {"clock": replace(TICKET.clock, received_at=NOW + timedelta(days=1))},
        {"head": START},
        {"conversation": "web:2"},
        {"person": Person(subject="x")},
        {"status_since": NOW + timedelta(seconds=1)},
        {"acknowledged_at": None},
        {"closed_at": NOW},
        {"erased_at": NOW},
    ],
)
def test_a_ticket_that_says_something_else_than_its_history_is_broken(changed: dict[str, object]) -> None:
    ticket, entries = lived()

    broken = verify(replace(ticket, **changed), entries)  # type: ignore[arg-type]

    assert broken is not None and (broken.sequence, broken.fault) == (0, Fault.TICKET_DIFFERS)


@pytest.mark.parametrize(("now", "fault"), [(None, Fault.VALUES_MISSING), ("", Fault.VALUES_ALTERED)])
def test_values_that_are_gone_or_cannot_be_read_show(now: str | None, fault: Fault) -> None:
    ticket, entries = lived()
    entries[1] = replace(entries[1], told_now=now)

    broken = verify(ticket, entries)

    assert broken is not None and (broken.sequence, broken.fault) == (2, fault)


def test_values_may_be_gone_once_an_erasure_is_recorded_and_only_then_those_before_it() -> None:
    ticket, entries = lived()
    done = replace(ticket, conversation=None, erased_at=NOW)
    erasure = link(ticket, done, Action.ERASE)
    ticket = replace(done, version=erasure.sequence, head=erasure.hash)
    gone = [replace(entry, told_now=None) for entry in entries]

    assert verify(ticket, [*gone, StoredLink(erasure, erasure.hash, None, None)]) is None
    altered = [replace(gone[0], told_now="e" * 64), *gone[1:]]
    broken = verify(ticket, [*altered, StoredLink(erasure, erasure.hash, None, None)])
    assert broken is not None and (broken.sequence, broken.fault) == (1, Fault.VALUES_ALTERED)


def test_what_an_entry_records_is_what_changed() -> None:
    later = replace(TICKET, ground="retention_duty", status=Status.REFUSED)

    assert changes(TICKET, later) == {"ground": "retention_duty"}
    assert changes(None, TICKET) == recorded(TICKET)


@given(count=st.integers(1, 8), data=st.data())
def test_a_ticket_taken_from_the_row_or_put_in_shows(count: int, data: st.DataObject) -> None:
    previous, row = START, []
    for number in range(1, count + 1):
        first = link(None, replace(TICKET, number=number, id=f"t{number}"), Action.OPEN)
        first = replace(first, facts={**first.facts, "opened_after": previous})
        row.append((replace(TICKET, number=number, id=f"t{number}"), StoredLink(first, first.hash, None, None)))
        previous = first.hash

    def fault(pairs: list[tuple[Ticket, StoredLink]]) -> bool:
        openings = Openings("medring")
        return any(openings.next(*pair) for pair in pairs) or openings.end(count, previous) is not None

    place = data.draw(st.integers(0, count - 1))
    assert not fault(row)
    assert fault(row[:place] + row[place + 1 :])
    assert fault([*row[:place], row[place], *row[place:]])
