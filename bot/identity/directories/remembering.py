"""Answers and outages of a directory, remembered for a short while in this process."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.identity.contacts import Contact
from bot.identity.errors import DirectoryUnavailable
from bot.identity.models import Customer

ANSWERS = timedelta(seconds=60)
OUTAGES = timedelta(seconds=10)
_MOST = 1_000

Key = tuple[str, Contact]


class Remembered:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._answers: OrderedDict[Key, tuple[datetime, Customer | None]] = OrderedDict()
        # By organisation: a directory that is down is down for every contact.
        self._outages: dict[str, tuple[datetime, str]] = {}

    async def get(self, key: Key, ask: Callable[[str, Contact], Awaitable[Customer | None]]) -> Customer | None:
        """Raises `DirectoryUnavailable`, anew or remembered."""
        now = self._now()
        if key in self._answers and self._answers[key][0] > now:
            return self._answers[key][1]
        organisation, contact = key
        until, reason = self._outages.get(organisation, (now, ""))
        if until > now:
            raise DirectoryUnavailable(reason)
        try:
            found = await ask(organisation, contact)
        except DirectoryUnavailable as error:
            self._outages[organisation] = (self._now() + OUTAGES, error.reason)
            raise
        self._keep(key, found)
        return found

    def _keep(self, key: Key, found: Customer | None) -> None:
        now = self._now()
        while self._answers and (next(iter(self._answers.values()))[0] <= now or len(self._answers) >= _MOST):
            self._answers.popitem(last=False)
        self._answers.pop(key, None)
        self._answers[key] = (now + ANSWERS, found)
