"""What an organisation's systems are told, as JSON. It holds what they need to find the person and to act, and no more."""

import json
from typing import Any

from bot.identity.models import Strength
from bot.systems.models import Event, Instruction
from bot.tickets.deadlines import HANOI
from bot.tickets.models import Ticket
from bot.tickets.requests import EVERYTHING

VERSION = 1


def body_of(instruction: Instruction, ticket: Ticket, answer_url: str) -> bytes:
    """{"version": 1, "id": "…", "event": "carry_out", "organisation": "medring", "ticket": "XD-7K4M-92QF", "number": 1,
     "kind": "deletion", "received_at": "2026-03-02T09:00:00+07:00", "due": "2026-03-22T23:59:59+07:00",
     "contact": {"kind": "email", "value": "…"}, "on_record": true, "only_given": false, "for_another": false,
     "everything": true, "scope": [], "corrections": [{"field": "email", "old": "…", "new": "…"}], "answer_to": "https://…"}

    The id stays the same however often it is sent. Of two events of one ticket the one with the greater number counts. A "stop"
    ends with "kind". `on_record`: the person proved a contact that the organisation has on record; `only_given`: a deletion of
    what came with that contact alone; `for_another`: asked for by a representative whose authority staff have confirmed.
    """
    table: dict[str, Any] = {
        "version": VERSION,
        "id": instruction.id,
        "event": instruction.event.value,
        "organisation": ticket.organisation,
        "ticket": ticket.code,
        "number": instruction.number,
        "kind": ticket.kind.value,
    }
    if instruction.event is Event.CARRY_OUT:
        table |= _details(ticket) | {"answer_to": answer_url}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _details(ticket: Ticket) -> dict[str, Any]:
    request, contact = ticket.request, ticket.contact
    scope = [] if request is None else [part for part in request.scope if part != EVERYTHING]
    corrections = () if request is None else request.corrections
    return {
        "received_at": ticket.clock.received_at.astimezone(HANOI).isoformat(timespec="seconds"),
        "due": ticket.clock.complete_by.astimezone(HANOI).isoformat(timespec="seconds"),
        "contact": {"kind": contact.kind.value, "value": contact.value} if contact else None,
        "on_record": ticket.proof is not None and ticket.proof.strength >= Strength.ON_RECORD,
        "only_given": ticket.of_given_only,
        "for_another": request is not None and request.representative is not None,
        "everything": request is not None and request.everything,
        "scope": scope,
        "corrections": [{"field": one.field, "old": one.old, "new": one.new} for one in corrections],
    }
