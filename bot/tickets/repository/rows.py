"""A row of `tickets` and the dataclass that it stands for, both ways."""

from typing import Any

from sqlalchemy import Row

from bot.identity.contacts import Contact
from bot.identity.models import Strength
from bot.tickets.deadlines import Clock
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold, Person, ProofReference, Ticket
from bot.tickets.requests import Request
from bot.tickets.states import Status

CONTACT = "tickets.contact"
"""The context of the encrypted contact."""


def to_row(ticket: Ticket, contact: str | None) -> dict[str, Any]:
    """`contact` is the token of the ticket's contact."""
    proof = ticket.proof
    return {
        "id": ticket.id,
        "organisation": ticket.organisation,
        "code": ticket.code,
        "number": ticket.number,
        "kind": ticket.kind.value,
        "channel": ticket.channel,
        "part": ticket.part,
        "third_party": ticket.third_party,
        "received_at": ticket.clock.received_at,
        "linked": ticket.linked,
        "contact_kind": ticket.contact.kind.value if ticket.contact else None,
        "contact": contact,
        "proof_id": proof.id if proof else None,
        **changing(ticket),
    }


def changing(ticket: Ticket) -> dict[str, Any]:
    """The columns that a change may touch. The contact is none of them: it can only be erased."""
    proof = ticket.proof
    return {
        "status": ticket.status.value,
        "conversation": ticket.conversation,
        "turn": ticket.turn,
        "subject": ticket.person.subject,
        "customer_index": ticket.person.customer,
        "contact_index": ticket.person.contact,
        "proof_id": proof.id if proof else None,
        "proof_method": proof.method if proof else None,
        "proof_strength": int(proof.strength) if proof else int(Strength.NONE),
        "matter": sorted(ticket.matter),
        "holds": sorted(hold.value for hold in ticket.holds),
        "received_at": ticket.clock.received_at,
        "acknowledge_by": ticket.clock.acknowledge_by,
        "complete_by": ticket.clock.complete_by,
        "extended": ticket.clock.extended,
        "status_since": ticket.status_since,
        "acknowledged_at": ticket.acknowledged_at,
        "closed_at": ticket.closed_at,
        "erased_at": ticket.erased_at,
        "ground": ticket.ground,
        "merged_into": ticket.merged_into,
        "version": ticket.version,
        "head": ticket.head,
    }


def to_ticket(row: Row[Any], contact: Contact | None, request: Request | None) -> Ticket:
    proof = None
    if row.proof_id is not None:
        proof = ProofReference(row.proof_id, row.proof_method, Strength(row.proof_strength))
    return Ticket(
        id=row.id,
        organisation=row.organisation,
        code=row.code,
        number=row.number,
        kind=TicketKind(row.kind),
        status=Status(row.status),
        clock=Clock(row.received_at, row.acknowledge_by, row.complete_by, row.extended),
        channel=row.channel,
        conversation=row.conversation,
        turn=row.turn,
        part=row.part,
        person=Person(row.subject, row.customer_index, row.contact_index),
        contact=contact,
        proof=proof,
        request=request,
        matter=frozenset(row.matter),
        third_party=row.third_party,
        status_since=row.status_since,
        holds=frozenset(Hold(hold) for hold in row.holds),
        ground=row.ground,
        linked=row.linked,
        merged_into=row.merged_into,
        acknowledged_at=row.acknowledged_at,
        closed_at=row.closed_at,
        erased_at=row.erased_at,
        version=row.version,
        head=row.head,
    )
