"""What a customer look-up answered, as a customer."""

import json

from bot.identity.contacts import Contact, ContactKind, read_contact, read_mobile
from bot.identity.dates import birth_date_of
from bot.identity.errors import DirectoryUnavailable
from bot.identity.models import Customer

_LONGEST = 200  # characters of a field


def customer_of(answer: bytes) -> Customer | None:
    """Raises `DirectoryUnavailable` for anything that is not as agreed; contacts that nobody could write to are left
    out.
    """
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        raise DirectoryUnavailable("not_json") from None
    if not isinstance(value, dict) or not isinstance(value.get("found"), bool):
        raise DirectoryUnavailable("no_found")
    if not value["found"]:
        return None
    customer = value.get("customer")
    if not isinstance(customer, dict):
        raise DirectoryUnavailable("no_customer")
    number = customer.get("id")
    if isinstance(number, int) and not isinstance(number, bool):
        number = str(number)
    if not isinstance(number, str) or not number.strip() or len(number) > _LONGEST:
        raise DirectoryUnavailable("no_id")
    contacts = [*map(read_mobile, _texts(customer.get("phone")))]
    contacts += [found for found in map(read_contact, _texts(customer.get("email"))) if _is_email(found)]
    return Customer(
        number=number.strip(),
        name=_text(customer.get("name")),
        contacts=tuple(dict.fromkeys(contact for contact in contacts if contact is not None)),
        birth_date=birth_date_of(_text(customer.get("birth_date"))) or "",
    )


def _is_email(contact: Contact | None) -> bool:
    return contact is not None and contact.kind is ContactKind.EMAIL


def _text(value: object) -> str:
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]
