"""The invented customers that the demo ships."""

from datetime import date

import pytest

from bot.identity.contacts import ContactKind
from bot.identity.customer_file import Line, read_customer_file
from bot.identity.directory_import import DEMO_CUSTOMERS

ORGANISATIONS = ("medring", "medicallog", "app-ban-hang", "tungduong", "vsign")
CONTENT = DEMO_CUSTOMERS.read_bytes()


def lines(organisation: str) -> list[Line]:
    file = read_customer_file(CONTENT, organisation, date(2026, 3, 2))
    assert file.problems == []
    return file.lines


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_organisation_has_some(organisation: str) -> None:
    assert lines(organisation)


def test_there_are_eight_in_all_on_reserved_domains() -> None:
    everybody = [line.customer for organisation in ORGANISATIONS for line in lines(organisation)]
    assert len(everybody) == 8
    contacts = [contact for customer in everybody for contact in customer.contacts]
    assert len(set(contacts)) == len(contacts)
    # RFC 2606 §2 and §3.
    domains = [contact.value.partition("@")[2] for contact in contacts if contact.kind is ContactKind.EMAIL]
    assert all(domain == "example.com" or domain.endswith(".test") for domain in domains)
