"""Contacts: an e-mail address, a mobile number, or an account at the organisation. They print masked, everywhere."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.language.entities import emails, masks, phones

LONGEST_TEXT = 300
"""Characters of a message in which a contact is looked for; more than that answers no question about a contact."""

# Codes go to mobile numbers of Viet Nam only: messages to premium and foreign numbers are how text gateways are milked
# for money.
_MOBILE = re.compile(r"\+84[35789][0-9]{8}")
_MASKED = "•• •••"


class ContactKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """`value` is a lower-case address, an E.164 number, or `<organisation>:<id there>`. Only `value` holds it in clear."""

    kind: ContactKind
    value: str

    @property
    def masked(self) -> str:
        """`09•• ••• 678`, `l•••@e•••.com`; an account shows nothing of its id."""
        if self.kind is ContactKind.EMAIL:
            return masks.email(self.value)
        if self.kind is ContactKind.PHONE:
            national = "0" + self.value[3:] if self.value.startswith("+84") else self.value[1:]
            return f"{national[:2]}{_MASKED} {national[-3:]}"
        return "tài khoản đã đăng nhập"

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"Contact({self.kind.value}, {self.masked})"


def read_contact(text: str) -> Contact | None:
    """The one e-mail address or Vietnamese mobile number that `text` gives. An address wins over a number beside it."""
    if len(text) > LONGEST_TEXT:
        return None
    if address := emails.normalise(text):
        return Contact(ContactKind.EMAIL, address)
    return read_mobile(text)


def read_mobile(text: str) -> Contact | None:
    """The one Vietnamese mobile number that `text` gives."""
    number = phones.normalise(text) if len(text) <= LONGEST_TEXT else None
    return Contact(ContactKind.PHONE, number) if number and _MOBILE.fullmatch(number) else None


def account(organisation: str, subject: str) -> Contact:
    """The account that the organisation itself knows as `subject`."""
    return Contact(ContactKind.ACCOUNT, f"{organisation}:{subject}")
