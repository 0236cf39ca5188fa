"""What staff, and the systems that act for them, do with a ticket."""

from typing import Unpack

from bot.tickets import cleaning, wording, wording_notices
from bot.tickets.cleaning import clean
from bot.tickets.deadlines import ExtensionRefused
from bot.tickets.desk import Changed
from bot.tickets.errors import ExtensionNotAllowed
from bot.tickets.models import Actor
from bot.tickets.notices import NoticeName
from bot.tickets.recording import Extras, Recording
from bot.tickets.states import Action


class CarryingOut(Recording):
    """Each raises `TicketNotFound`, `TicketChanged`, `ActionRefused` or `InvalidRequest`, and then nothing has happened."""

    async def acknowledge(
        self, organisation: str, code: str, actor: Actor, message: str = "", **extras: Unpack[Extras]
    ) -> Changed:
        """Tells the person how the request will be carried out and by when; `message` adds to that."""
        message = clean(message, cleaning.INFORMATION)
        told = {"message": message} if message else {}
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            ticket = await self._apply(connection, ticket, self._by(actor, Action.ACKNOWLEDGE, extras, told))
            notice = self._notice(
                ticket,
                NoticeName.ACKNOWLEDGED,
                {"procedure": wording_notices.PROCEDURE[ticket.kind], "more": wording_notices.more_text(message)},
            )
            return await self._changed(connection, ticket, [notice])

    async def start(self, organisation: str, code: str, actor: Actor, **extras: Unpack[Extras]) -> Changed:
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            ticket = await self._apply(connection, ticket, self._by(actor, Action.START, extras))
            return await self._changed(connection, ticket, [self._notice(ticket, NoticeName.STARTED)])

    async def ask_person(
        self, organisation: str, code: str, actor: Actor, question: str, **extras: Unpack[Extras]
    ) -> Changed:
        """The clock runs on while the person is asked."""
        question = clean(question, cleaning.QUESTION)
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            change = self._by(actor, Action.ASK_PERSON, extras, {"question": question})
            ticket = await self._apply(connection, ticket, change)
            notice = self._notice(ticket, NoticeName.QUESTION, {"question": question})
            return await self._changed(connection, ticket, [notice])

    async def wait_for_third_party(
        self, organisation: str, code: str, actor: Actor, whom: str = "", **extras: Unpack[Extras]
    ) -> Changed:
        """`whom` the person is told of. The dates stay: whether a third party must act is settled when the ticket is opened."""
        whom = clean(whom, cleaning.WHOM)
        told = {"whom": whom} if whom else {}
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            ticket = await self._apply(connection, ticket, self._by(actor, Action.WAIT_FOR_THIRD_PARTY, extras, told))
            notice = self._notice(
                ticket, NoticeName.WAITING_FOR_THIRD_PARTY, {"whom": whom or wording_notices.SOME_THIRD_PARTY}
            )
            return await self._changed(connection, ticket, [notice])

    async def resume(self, organisation: str, code: str, actor: Actor, **extras: Unpack[Extras]) -> Changed:
        """Waiting is over, whatever came of it. The person is told nothing: nothing changes for them."""
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            ticket = await self._apply(connection, ticket, self._by(actor, Action.RESUME, extras))
            return Changed(ticket)

    async def extend(
        self,
        organisation: str,
        code: str,
        actor: Actor,
        *,
        reason: str,
        amount: int | None = None,
        **extras: Unpack[Extras],
    ) -> Changed:
        """Once, by `amount` days or the whole legal length, before the date has passed; the person is told `reason`."""
        reason = clean(reason, cleaning.REASON)
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            self._step(ticket, Action.EXTEND, actor)
            if ticket.clock.overdue(self._now()) and not ticket.clock.extended:
                raise ExtensionNotAllowed(wording.EXTENSION_LATE)
            try:
                clock = self._deadlines(organisation).extend(ticket.clock, ticket.kind, amount)
            except ExtensionRefused as error:
                raise ExtensionNotAllowed(str(error)) from error
            change = self._by(actor, Action.EXTEND, extras, {"reason": reason}, {"clock": clock})
            ticket = await self._apply(connection, ticket, change)
            return await self._changed(
                connection, ticket, [self._notice(ticket, NoticeName.EXTENDED, {"reason": reason})]
            )
