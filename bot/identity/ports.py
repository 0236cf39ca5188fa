"""What identity needs from others."""

from typing import Protocol

from bot.identity.contacts import Contact, ContactKind
from bot.identity.messages import Message
from bot.identity.models import Customer, Method


class Sender(Protocol):
    """One way of reaching a contact. Raises `bot.identity.errors.SendingError`, and no error of another kind."""

    @property
    def method(self) -> Method:
        """What a code that came this way proves the contact by."""
        ...

    async def send(self, message: Message) -> None: ...


class Dispatch(Protocol):
    """`bot.identity.dispatching.Dispatcher`."""

    def reaches(self, organisation: str, kind: ContactKind) -> bool:
        """Whether anything can be sent to contacts of this kind at all."""
        ...

    async def send(self, message: Message) -> Method:
        """By which way it went. Raises `bot.identity.errors.SendingError`."""
        ...


class CustomerDirectory(Protocol):
    """An organisation's records of people."""

    async def find(self, organisation: str, contact: Contact) -> Customer | None:
        """Raises `bot.identity.errors.DirectoryUnavailable`. May use the network: never call it inside a transaction."""
        ...


class AccessToken(Protocol):
    """Gives the present access token of a Zalo Official Account; `stale` is one that was just refused."""

    async def __call__(self, *, stale: str | None = None) -> str: ...


class Links(Protocol):
    """The public address of the page behind "Không phải tôi" for a token."""

    def __call__(self, token: str) -> str: ...


class OrganisationNames(Protocol):
    """The name of an organisation as its customers know it."""

    def __call__(self, organisation: str) -> str: ...
