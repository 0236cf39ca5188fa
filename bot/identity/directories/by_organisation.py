"""Each organisation's own directory, and one for all the others."""

from collections.abc import Mapping

from bot.identity.contacts import Contact
from bot.identity.models import Customer
from bot.identity.ports import CustomerDirectory


class DirectoryByOrganisation:
    def __init__(self, directories: Mapping[str, CustomerDirectory], default: CustomerDirectory) -> None:
        self._directories = dict(directories)
        self._default = default

    async def find(self, organisation: str, contact: Contact) -> Customer | None:
        """Raises `bot.identity.errors.DirectoryUnavailable`."""
        return await self._directories.get(organisation, self._default).find(organisation, contact)
