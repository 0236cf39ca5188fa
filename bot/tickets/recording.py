"""How a ticket changes: the transition table is asked, then the ticket and one entry of its history are written together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypedDict

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.models import Proof
from bot.tickets import cleaning
from bot.tickets.chain import Link, changes, owner_table
from bot.tickets.desk import Desk
from bot.tickets.errors import ConfirmationInvalid, Held, IllegalAction, Incomplete, ProofNeeded, WrongRole
from bot.tickets.models import FREEZING, Actor, Fact, Ticket
from bot.tickets.repository.history import NOTE, OWNER, REQUEST, TOLD
from bot.tickets.requests import to_table
from bot.tickets.sealing import Sealed
from bot.tickets.states import CLOSED, TRANSITIONS, Action, Need, Role, Status, Transition

_TEXTS = {Need.REASON: cleaning.REASON, Need.QUESTION: cleaning.QUESTION, Need.TEXT: cleaning.INFORMATION}


@dataclass(frozen=True, slots=True)
class Change:
    """`update` sets fields of the ticket, beside its status; `told` holds "reason", "question" or "text" and whatever else the
    person is told or said; `confirmed`: the person confirmed it with a token."""

    action: Action
    actor: Actor
    proof: Proof | None = None
    update: Mapping[str, object] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict, repr=False)
    note: str = field(default="", repr=False)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    confirmed: bool = False


class Extras(TypedDict, total=False):
    """`note` is for staff alone. `version` is the one that the actor saw: if it is another now, `TicketChanged` is raised."""

    note: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the history, not stored yet, and the ticket as it is after it."""

    ticket: Ticket
    link: Link
    told: Sealed | None
    note: Sealed | None


class Recording(Desk):
    """Adds to the desk how a change is checked and recorded."""

    async def _apply(self, connection: AsyncConnection, ticket: Ticket, change: Change) -> Ticket:
        """Checks the transition table, then writes the ticket and one entry of its history.

        Raises `IllegalAction`, `WrongRole`, or the error of a need that is not met.
        """
        step = self._step(ticket, change.action, change.actor)
        # In a fixed order, so that the same mistake always gets the same answer.
        for need in sorted(step.needs, key=list(Need).index):
            self._require(need, ticket, change)
        now, moved = self._now(), step.after is not ticket.status
        after = replace(
            ticket,
            status=step.after,
            status_since=now if moved else ticket.status_since,
            closed_at=now if moved and step.after in CLOSED else ticket.closed_at,
            acknowledged_at=now if step.after is Status.ACKNOWLEDGED else ticket.acknowledged_at,
            **change.update,  # type: ignore[arg-type]
        )
        entry = self._entry(ticket, after, change, now)
        await self._tickets.update(connection, entry.ticket, ticket.version)
        await self._history.add(connection, entry.link, entry.told, entry.note)
        return entry.ticket

    def _step(self, ticket: Ticket, action: Action, actor: Actor) -> Transition:
        """Raises `IllegalAction` if nobody can do this now, `WrongRole` if others can."""
        step = TRANSITIONS.get((ticket.status, action))
        if step is None:
            raise IllegalAction(action, ticket.status)
        if actor.role not in step.by:
            raise WrongRole(action, actor.role)
        return step

    def _require(self, need: Need, ticket: Ticket, change: Change) -> None:
        if need in _TEXTS:
            if not change.told.get(need.value):
                raise Incomplete(_TEXTS[need].label)
        elif need is Need.NOTE:
            if not change.note:
                raise Incomplete(cleaning.NOTE.label)
        elif need is Need.PROOF:
            if change.actor.role is Role.PERSON and not self._may(change, ticket):
                raise ProofNeeded
        elif need is Need.CONFIRMATION:
            if not change.confirmed:
                raise ConfirmationInvalid
        elif need is Need.GROUND:
            if not change.update.get("ground"):
                raise Incomplete("căn cứ pháp lý")
        elif need is Need.NO_HOLD:
            if ticket.holds:
                raise Held(ticket.holds)
        elif need is Need.NOT_FROZEN and ticket.is_frozen:
            raise Held(ticket.holds & FREEZING)

    def _may(self, change: Change, ticket: Ticket) -> bool:
        if change.action is not Action.PROVE:
            return self._owns(change.proof, ticket)
        # Whoever proves a ticket proves the contact that it claims; before that it is nobody's.
        proof = change.proof
        return (
            proof is not None
            and self._is_live(proof, ticket.organisation)
            and ticket.proof is None
            and ticket.person.contact == self._indexes.contact(proof.contact)
        )

    def _entry(
        self,
        before: Ticket | None,
        after: Ticket,
        change: Change,
        at: datetime,
    ) -> Entry:
        """The entry that leads from `before` to `after`, with the request if it is the first, and the owner if it is another one."""
        told: dict[str, object] = dict(change.told)
        if before is None and after.request is not None:
            told[REQUEST] = to_table(after.request)
        if before is None or (owner_table(before) != owner_table(after) and change.action is not Action.ERASE):
            told[OWNER] = owner_table(after)
        sealed = self._history.seal(told, TOLD)
        note = self._history.seal({"note": change.note} if change.note else {}, NOTE)
        link = Link(
            ticket=after.id,
            sequence=after.version + 1,
            at=at,
            action=change.action,
            actor=change.actor,
            before=before.status if before else None,
            after=after.status,
            facts={**changes(before, after), **change.facts},
            told=sealed.commitment if sealed else None,
            note=note.commitment if note else None,
            previous=after.head,
        )
        return Entry(replace(after, version=link.sequence, head=link.hash), link, sealed, note)

    def _by(
        self,
        actor: Actor,
        action: Action,
        extras: Extras,
        told: Mapping[str, str] | None = None,
        update: Mapping[str, object] | None = None,
    ) -> Change:
        """The change that a member of staff, or a system, makes."""
        note = cleaning.clean(extras.get("note", ""), cleaning.NOTE)
        return Change(action, actor, told=told or {}, note=note, update=update or {})
