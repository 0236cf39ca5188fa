"""Which way a message goes: by the kind of the contact and the settings of the organisation, with the next way as the
fallback.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.identity.contacts import ContactKind
from bot.identity.errors import SenderMisconfigured, SenderUnavailable, SendingError
from bot.identity.messages import Message
from bot.identity.models import Method
from bot.identity.ports import Sender

log = logging.getLogger(__name__)

_NONE: Mapping[str, "Routes"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Routes:
    """Senders in the order in which they are tried, such as Zalo and then text messages."""

    email: Sequence[Sender] = ()
    phone: Sequence[Sender] = ()

    def of(self, kind: ContactKind) -> Sequence[Sender]:
        return {ContactKind.EMAIL: self.email, ContactKind.PHONE: self.phone}.get(kind, ())


class Dispatcher:
    """`by_organisation` replaces the default routes of the organisations it names."""

    def __init__(self, default: Routes, by_organisation: Mapping[str, Routes] = _NONE) -> None:
        self._default = default
        self._by_organisation = dict(by_organisation)

    def reaches(self, organisation: str, kind: ContactKind) -> bool:
        return bool(self._routes(organisation).of(kind))

    async def send(self, message: Message) -> Method:
        """Raises `SenderUnavailable` if a later try may help, else the last sender's error."""
        failure: SendingError = SenderMisconfigured("no_sender")
        for sender in self._routes(message.organisation).of(message.recipient.kind):
            try:
                await sender.send(message)
            except SendingError as error:
                log.warning(
                    "sender_failed id=%s method=%s error=%s reason=%s",
                    message.id,
                    sender.method.value,
                    type(error).__name__,
                    error.reason,
                )
                if not isinstance(failure, SenderUnavailable):
                    failure = error
            else:
                return sender.method
        raise failure

    def _routes(self, organisation: str) -> Routes:
        return self._by_organisation.get(organisation, self._default)
