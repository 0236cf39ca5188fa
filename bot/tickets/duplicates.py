"""The same person asking for the same again: recognised, offered, merged. A duplicate never punishes.

What counts is what was proved. A draft without a proof is compared with nothing, so that it learns of no other ticket; a
ticket without a proof is offered to nobody, closes nothing that was proved, and holds nothing up.
"""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.models import Proof
from bot.language.text import fold
from bot.tickets import wording
from bot.tickets.cleaning import NOTE, clean, cleaned_draft
from bot.tickets.desk import Changed
from bot.tickets.errors import MergeRefused
from bot.tickets.models import Actor, Person, Ticket
from bot.tickets.notices import NoticeName
from bot.tickets.recording import Change, Recording
from bot.tickets.requests import EVERYTHING, Draft
from bot.tickets.states import Action


def matter(draft: Draft) -> frozenset[str]:
    """What the ticket is about, in parts that two requests for the same can be compared by. In clear: only to be indexed.

    What a value is corrected to does not matter, and neither does how a complaint hopes to end.
    """
    request = draft.request
    if draft.linked is not None:
        return frozenset({_part(draft, f"outcome of {draft.linked}")})
    parts = {fold(correction.field) for correction in request.corrections}
    parts |= {fold(item) for item in request.scope}
    if request.complaint is not None:
        parts.add(fold(request.complaint.about))
    return frozenset(_part(draft, part) for part in parts)


def _part(draft: Draft, part: str) -> str:
    """For two people represented by one, the same part is another matter."""
    representative = draft.request.representative
    return f"{fold(representative.represented) if representative else ''}|{part}"


class Duplicates(Recording):
    async def find_open(self, draft: Draft, proof: Proof | None) -> Ticket | None:
        """The open ticket of this person that asks for all of this already. `open` looks for itself; this is for asking sooner.
        Raises as `open` does for a draft that cannot be taken."""
        draft = cleaned_draft(draft)
        if proof is None or not self._is_live(proof, draft.organisation):
            return None
        async with self._database.transaction() as connection:
            return await self._open_already(connection, draft, self._person(proof))

    async def possible_duplicates(self, organisation: str, code: str) -> list[Ticket]:
        """For staff: the other open tickets of this kind with the same person or the same contact, proved or claimed."""
        async with self._database.transaction() as connection:
            ticket = await self._found(connection, organisation, code)
            found = await self._tickets.of_person(connection, organisation, ticket.person, ticket.kind)
            if ticket.person.contact is not None:
                found += await self._tickets.claiming(connection, organisation, ticket.person.contact)
        others = {one.id: one for one in found if one.is_open and one.kind is ticket.kind and one.id != ticket.id}
        return sorted(others.values(), key=lambda one: one.number)

    async def merge(self, organisation: str, code: str, actor: Actor, into: str, *, note: str = "") -> Changed:
        """Closes the ticket `code`; the other one goes on, with the earlier of each date. Gives the other one.

        Raises `MergeRefused` for tickets of two kinds or two people, and for a proved one into one that is not.
        """
        note = clean(note, NOTE)
        async with self._database.savepoint() as connection:
            source, target = await self._locked_pair(connection, organisation, code, into)
            self._check_merge(source, target)
            holds = target.holds | source.holds if source.proof is not None else target.holds
            update = {"clock": target.clock.earliest(source.clock), "holds": holds}
            absorbed = Change(Action.ABSORB, actor, update=update, note=note, facts={"absorbed": source.code})
            target = await self._apply(connection, target, absorbed)
            merged = Change(Action.MERGE, actor, update={"merged_into": target.code}, note=note)
            source = await self._apply(connection, source, merged)
            notice = self._notice(target, NoticeName.MERGED, {"other": source.code})
            told = [notice]
            # Who opened the other one without a proof may be somebody else, and is told nothing.
            if source.proof is not None and source.conversation != target.conversation:
                elsewhere = self._notice(source, NoticeName.MERGED)
                told.append(replace(elsewhere, values=notice.values))
            return await self._changed(connection, target, told)

    async def _open_already(self, connection: AsyncConnection, draft: Draft, person: Person) -> Ticket | None:
        asked = self._indexes.matter(matter(draft))
        everything = self._indexes.matter({_part(draft, fold(EVERYTHING))})
        for ticket in await self._tickets.of_person(connection, draft.organisation, person, draft.kind):
            covered = asked <= ticket.matter or everything <= ticket.matter
            if ticket.is_open and ticket.proof is not None and asked and covered:
                return ticket
        return None

    async def _locked_pair(
        self, connection: AsyncConnection, organisation: str, code: str, into: str
    ) -> tuple[Ticket, Ticket]:
        """Always in the order of their numbers, so that two merges cannot wait for each other."""
        found = [await self._found(connection, organisation, one) for one in (code, into)]
        if found[0].id == found[1].id:
            raise MergeRefused(wording.MERGE_SAME)
        locked = {}
        for one in sorted(found, key=lambda ticket: ticket.number):
            locked[one.id] = await self._locked(connection, organisation, one.code)
        return locked[found[0].id], locked[found[1].id]

    def _check_merge(self, source: Ticket, target: Ticket) -> None:
        if source.kind is not target.kind:
            raise MergeRefused(wording.MERGE_KIND)
        if source.proof is not None and target.proof is None:
            raise MergeRefused(wording.MERGE_UNPROVEN)
        claimed = source.proof is None and source.person.contact is not None
        if not (source.person.is_same(target.person) or (claimed and source.person.contact == target.person.contact)):
            raise MergeRefused(wording.MERGE_PERSON)
