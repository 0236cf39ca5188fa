"""Doubts about who asks: what is held back until staff have looked into it."""

from bot.identity.models import Disowned, DisownedKind
from bot.tickets import wording, wording_notices
from bot.tickets.cleaning import NOTE, required
from bot.tickets.desk import Changed
from bot.tickets.errors import UnknownHold
from bot.tickets.models import FREEZING, SYSTEM, Actor, Hold, Ticket
from bot.tickets.notices import NoticeName
from bot.tickets.recording import Change, Recording
from bot.tickets.repository import freezes
from bot.tickets.states import Action


class Holding(Recording):
    async def disowned(self, event: Disowned) -> list[Changed]:
        """Somebody answered "Không phải tôi". Holds the open tickets that this conversation opened for that contact or without a
        proof, and those it will open; all of the conversation's, if its owner refuses to lose a contact.

        Tickets of the same contact from other conversations go on: their person has proved it there.
        """
        # Who refuses to lose a contact says that nothing from this conversation is theirs, whatever it proved.
        subject = None if event.kind is DisownedKind.CONTACT_CHANGE else event.subject
        return await self._freeze(event.organisation, Hold.CONTACT_DISOWNED, SYSTEM, subject, event.conversation)

    async def suspect(self, organisation: str, code: str, actor: Actor, note: str) -> list[Changed]:
        """Staff suspect that the contact of this ticket is in wrong hands: holds every open ticket that rests on it, and
        those to come. Of a ticket without a proof, those of its conversation."""
        note = required(note, NOTE)
        async with self._database.savepoint() as connection:
            await self._tickets.lock_ledger(connection, organisation)
            ticket = await self._locked(connection, organisation, code)
            # Refused for a closed ticket, before anything is held.
            self._step(ticket, Action.HOLD, actor)
            subject = ticket.person.subject
            conversation = ticket.conversation if subject is None else None
            return await self._freeze(organisation, Hold.CONTACT_SUSPECTED, actor, subject, conversation, note)

    async def confirm(self, organisation: str, code: str, actor: Actor, hold: str, note: str) -> Changed:
        """Staff have looked into it and lift the hold from this ticket; what is opened from now on is not held for it either.
        Harmless if it is not held for that.

        `hold` is the name of a `Hold`; raises `UnknownHold` for any other.
        """
        if hold not in list(Hold):
            raise UnknownHold
        hold, note = Hold(hold), required(note, NOTE)
        async with self._database.savepoint() as connection:
            before = await self._locked(connection, organisation, code)
            update = {"holds": before.holds - {hold}}
            ticket = await self._apply(connection, before, Change(Action.CONFIRM, actor, update=update, note=note))
            if hold in FREEZING:
                await freezes.lift(
                    connection, organisation, ticket.person.subject, ticket.conversation, hold, self._now()
                )
            freed = before.is_frozen and not ticket.is_frozen
            return await self._changed(connection, ticket, [self._notice(ticket, NoticeName.UNFROZEN)] if freed else [])

    async def _freeze(
        self,
        organisation: str,
        hold: Hold,
        actor: Actor,
        subject: str | None,
        conversation: str | None,
        note: str = "",
    ) -> list[Changed]:
        async with self._database.savepoint() as connection:
            # As for an opening, so that no ticket slips through between the two.
            await self._tickets.lock_ledger(connection, organisation)
            await freezes.add(connection, organisation, hold, self._now(), subject=subject, conversation=conversation)
            out = []
            for found in await self._tickets.frozen_by(connection, organisation, subject, conversation):
                ticket = await self._locked(connection, organisation, found.code)
                if not ticket.is_open or hold in ticket.holds:
                    continue
                change = Change(Action.HOLD, actor, update={"holds": ticket.holds | {hold}}, note=note)
                frozen = await self._apply(connection, ticket, change)
                notices = [
                    self._notice(frozen, NoticeName.FROZEN),
                    self._notice(frozen, NoticeName.STAFF_FROZEN, {"holds": _labels(frozen)}),
                ]
                out.append(await self._changed(connection, frozen, notices))
            return out


def _labels(ticket: Ticket) -> str:
    return wording_notices.holds_text([wording.HOLD[hold.value] for hold in sorted(ticket.holds & FREEZING)])
