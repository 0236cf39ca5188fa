"""What all use cases share: the tables, the clock of the organisation, who may act, whom to tell."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.models import Proof
from bot.language.entities import ticket_codes
from bot.storage.database import Database
from bot.storage.encryption import Keyring
from bot.storage.ids import new_id
from bot.tickets import wording, wording_notices
from bot.tickets.errors import InvalidActor, TicketChanged, TicketNotFound
from bot.tickets.explaining import date_text, explain_acknowledgement, explain_completion
from bot.tickets.grounds import Grounds
from bot.tickets.indexes import Indexes
from bot.tickets.models import Actor, Person, Ticket
from bot.tickets.notices import Notice, NoticeName
from bot.tickets.ports import DeadlinesOf
from bot.tickets.repository.history import HistoryRows
from bot.tickets.repository.notices import NoticeRows
from bot.tickets.repository.tickets import TicketRows
from bot.tickets.sealing import Sealer
from bot.tickets.states import Role

_NOBODY = "XX-0000-0000"
"""No ticket has this code; it is looked up in the place of what is no code, so that every question takes the same steps."""
_STAFF_ID = re.compile(r"[a-z0-9][a-z0-9._\-]{0,63}")


@dataclass(frozen=True, slots=True)
class Changed:
    """A ticket after a change, and whom to tell what. Notices that are not `in_reply` are stored and wait to be sent."""

    ticket: Ticket
    notices: tuple[Notice, ...] = ()


def staff(name: str) -> Actor:
    """Raises `InvalidActor` unless it is a short name such as "lan.nguyen"; it is kept in clear, so it is no e-mail address."""
    if not _STAFF_ID.fullmatch(name):
        raise InvalidActor
    return Actor(Role.STAFF, name)


class Desk:
    """Base of the use cases; `bot.tickets.service.TicketService` is all of them together."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        deadlines: DeadlinesOf,
        grounds: Grounds,
        now: Callable[[], datetime],
        make_code: Callable[[str], str] = ticket_codes.make,
    ) -> None:
        """`now` gives an aware datetime, `make_code` a new code for the name of a kind."""
        sealer = Sealer(keyring)
        self._database = database
        self._keyring = keyring
        self._deadlines = deadlines
        self._grounds = grounds
        self._now = now
        self._make_code = make_code
        self._indexes = Indexes(keyring)
        self._tickets = TicketRows(keyring, sealer)
        self._history = HistoryRows(sealer)
        self._notices = NoticeRows(keyring, sealer)

    # --- who ---------------------------------------------------------------------------------------------------------

    def _is_live(self, proof: Proof | None, organisation: str) -> bool:
        return (
            proof is not None
            and proof.organisation == organisation
            and proof.revoked_at is None
            and proof.expires_at > self._now()
        )

    def _person(self, proof: Proof) -> Person:
        customer = self._indexes.customer(proof.organisation, proof.customer)
        return Person(proof.subject, customer, self._indexes.contact(proof.contact))

    def _owns(self, proof: Proof | None, ticket: Ticket) -> bool:
        """Whether the proof is live and of the ticket's own person."""
        return (
            proof is not None
            and self._is_live(proof, ticket.organisation)
            and ticket.person.is_same(self._person(proof))
        )

    # --- which -------------------------------------------------------------------------------------------------------

    async def _found(self, connection: AsyncConnection, organisation: str, code: str) -> Ticket:
        """`code` as a person typed it. Raises `TicketNotFound`."""
        ticket = await self._tickets.get(connection, organisation, code_of(code))
        if ticket is None:
            raise TicketNotFound
        return ticket

    async def _locked(
        self, connection: AsyncConnection, organisation: str, code: str, version: int | None = None
    ) -> Ticket:
        """For changing. `version` is what the caller saw. Raises `TicketNotFound`, or `TicketChanged` if it is another now."""
        ticket = await self._tickets.locked(connection, organisation, code_of(code))
        if ticket is None:
            raise TicketNotFound
        if version is not None and version != ticket.version:
            raise TicketChanged
        return ticket

    # --- whom to tell ------------------------------------------------------------------------------------------------

    def _notice(
        self, ticket: Ticket, name: NoticeName, values: Mapping[str, str] | None = None, *, in_reply: bool = False
    ) -> Notice:
        """With the values that every sentence may use: what it is about, the dates alone and the dates explained."""
        common = {
            "code": ticket.code,
            "kind": ticket.kind.label,
            "what": wording.what(ticket.kind),
            "by": date_text(ticket.clock.complete_by),
            "answer_by": date_text(ticket.clock.acknowledge_by),
            "due": self.due_text(ticket),
            "acknowledge": self.acknowledge_text(ticket),
        }
        needed = wording_notices.placeholders(name)
        return Notice(
            id=new_id(),
            organisation=ticket.organisation,
            ticket=ticket.id,
            code=ticket.code,
            name=name,
            values={key: value for key, value in {**common, **(values or {})}.items() if key in needed},
            made_at=self._now(),
            in_reply=in_reply,
            channel=ticket.channel,
            conversation=ticket.conversation,
            contact=ticket.contact,
        )

    async def _changed(self, connection: AsyncConnection, ticket: Ticket, notices: Iterable[Notice]) -> Changed:
        """Stores what is not said at once."""
        notices = tuple(notices)
        for notice in notices:
            if not notice.in_reply:
                await self._notices.add(connection, notice)
        return Changed(ticket, notices)

    def due_text(self, ticket: Ticket) -> str:
        """By when it is carried out and why, to stand after a colon."""
        deadlines = self._deadlines(ticket.organisation)
        said = explain_completion(deadlines, ticket.kind, ticket.clock, third_party=ticket.third_party)
        return wording_notices.lower_first(said)

    def acknowledge_text(self, ticket: Ticket) -> str:
        """By when the person hears how, and why, to stand after a colon."""
        said = explain_acknowledgement(self._deadlines(ticket.organisation), ticket.kind, ticket.clock)
        return wording_notices.lower_first(said)


def code_of(text: str) -> str:
    """The code that `text` gives in whatever spelling, or one that no ticket has."""
    return ticket_codes.normalise(text) or _NOBODY
