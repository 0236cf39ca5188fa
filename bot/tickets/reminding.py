"""Reminders for staff, and the notices that wait to be sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.tickets import wording
from bot.tickets.deadlines import SOON, days_left, due_soon, hanoi_day, overdue
from bot.tickets.desk import Desk
from bot.tickets.models import Ticket
from bot.tickets.notices import Notice, NoticeName
from bot.tickets.states import OPEN, WAITING, Status

ANSWER_SOON = 1
"""Days before the date of the acknowledgement."""
WAITING_LONG = timedelta(days=5)
CLAIM = timedelta(minutes=1)
"""For how long a claimed notice is left to who claimed it."""


class Reminding(Desk):
    async def reminders(self) -> list[Notice]:
        """What staff are to be reminded of now, each ticket at most once a day for each cause, however often and in however many
        processes this runs. They are stored like other notices."""
        now = self._now()
        async with self._database.savepoint() as connection:
            pressing = await self._tickets.pressing(
                connection,
                open_statuses=OPEN,
                # A day more than needed: the day in Hà Nội decides below.
                due_before=now + timedelta(days=SOON + 1),
                answer_before=now + timedelta(days=ANSWER_SOON + 1),
                waiting_since=now - WAITING_LONG,
            )
            out = []
            for ticket in pressing:
                for name in _causes(ticket, now):
                    values = {
                        "status": wording.STATUS[ticket.status],
                        "days": str((hanoi_day(now) - hanoi_day(ticket.status_since)).days),
                    }
                    notice = self._notice(ticket, name, values)
                    once = f"{ticket.id}:{name.value}:{hanoi_day(now).isoformat()}"
                    if await self._notices.add(connection, notice, once):
                        out.append(notice)
            return out

    async def claim_notices(self, limit: int = 50) -> list[Notice]:
        """The oldest notices that are not sent, for `CLAIM` the caller's alone; who dies with one leaves it to the next."""
        async with self._database.savepoint() as connection:
            return await self._notices.claim(connection, self._now(), CLAIM, limit)

    async def notice_sent(self, notice: Notice) -> None:
        """It was handed over to who delivers it. Its words are forgotten; the history has them."""
        async with self._database.savepoint() as connection:
            await self._notices.sent(connection, notice.id, self._now())


def _causes(ticket: Ticket, now: datetime) -> Iterable[NoticeName]:
    clock = ticket.clock
    if ticket.status is Status.RECEIVED:
        if overdue(clock.acknowledge_by, now):
            yield NoticeName.STAFF_ACKNOWLEDGE_LATE
        elif days_left(clock.acknowledge_by, now) <= ANSWER_SOON:
            yield NoticeName.STAFF_ACKNOWLEDGE_SOON
    if overdue(clock.complete_by, now):
        yield NoticeName.STAFF_OVERDUE
    elif due_soon(clock.complete_by, now):
        yield NoticeName.STAFF_DUE_SOON
    if ticket.status in WAITING and now - ticket.status_since >= WAITING_LONG:
        yield NoticeName.STAFF_WAITING_LONG
