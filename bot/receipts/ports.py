"""What receipts need from others."""

from typing import Protocol


class OrganisationNames(Protocol):
    """The name of an organisation as its customers know it."""

    def __call__(self, organisation: str) -> str: ...
