"""The outcomes: done, done in part, refused. The person always hears why, and what they can do about it."""

from typing import Unpack

from bot.tickets import cleaning, wording_notices
from bot.tickets.cleaning import clean
from bot.tickets.desk import Changed
from bot.tickets.errors import Incomplete
from bot.tickets.models import Actor, Ticket
from bot.tickets.notices import NoticeName
from bot.tickets.recording import Extras, Recording
from bot.tickets.states import Action, Status


class Closing(Recording):
    """Each raises `TicketNotFound`, `TicketChanged`, `ActionRefused` or `InvalidRequest`, and then nothing has happened."""

    async def complete(
        self, organisation: str, code: str, actor: Actor, result: str = "", **extras: Unpack[Extras]
    ) -> Changed:
        """`result` is what the person is told beside that it is done."""
        result = clean(result, cleaning.RESULT)
        told = {"result": result} if result else {}
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            ticket = await self._apply(connection, ticket, self._by(actor, Action.COMPLETE, extras, told))
            notice = self._notice(ticket, NoticeName.COMPLETED, {"result": wording_notices.result_text(result)})
            return await self._changed(connection, ticket, [notice])

    async def complete_partly(
        self,
        organisation: str,
        code: str,
        actor: Actor,
        *,
        ground: str,
        reason: str,
        result: str = "",
        law: str = "",
        **extras: Unpack[Extras],
    ) -> Changed:
        """`result` is what was done, `reason` why the rest was not, for the person."""
        told = {"reason": clean(reason, cleaning.REASON), "result": clean(result, cleaning.RESULT)}
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            self._step(ticket, Action.COMPLETE_PARTLY, actor)
            told["ground"] = self._ground_text(ticket, ground, Status.PARTLY_COMPLETED, law)
            change = self._by(actor, Action.COMPLETE_PARTLY, extras, told, {"ground": ground})
            ticket = await self._apply(connection, ticket, change)
            notice = self._notice(
                ticket,
                NoticeName.PARTLY_COMPLETED,
                {**told, "result": wording_notices.result_text(told["result"])},
            )
            return await self._changed(connection, ticket, [notice])

    async def refuse(
        self,
        organisation: str,
        code: str,
        actor: Actor,
        *,
        ground: str,
        reason: str,
        law: str = "",
        **extras: Unpack[Extras],
    ) -> Changed:
        """`ground` is a name of `grounds.toml`, `reason` is for the person; `law` is the other law that a ground may need."""
        told = {"reason": clean(reason, cleaning.REASON)}
        async with self._database.savepoint() as connection:
            ticket = await self._locked(connection, organisation, code, extras.get("version"))
            self._step(ticket, Action.REFUSE, actor)
            told["ground"] = self._ground_text(ticket, ground, Status.REFUSED, law)
            change = self._by(actor, Action.REFUSE, extras, told, {"ground": ground})
            ticket = await self._apply(connection, ticket, change)
            return await self._changed(connection, ticket, [self._notice(ticket, NoticeName.REFUSED, told)])

    def _ground_text(self, ticket: Ticket, name: str, outcome: Status, law: str) -> str:
        """As the person reads it. Raises `UnknownGround`, `GroundDoesNotFit`, or `Incomplete` if it needs another law's name."""
        ground = self._grounds.chosen(name, ticket.kind, outcome)
        law = clean(law, cleaning.LAW)
        if ground.names_law and not law:
            raise Incomplete(cleaning.LAW.label)
        return wording_notices.ground_text(ground.law, ground.sentence, law)
