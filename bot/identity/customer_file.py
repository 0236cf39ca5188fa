"""Reading a customer file: CSV in UTF-8 with a heading, separated by commas, semicolons or tabs.

Columns: `id`, `name`, `phone`, `email` (one of the two at least; several values of one field are separated by
semicolons), `birth_date`, and any others, which are kept. With a column `organisation`, lines of other organisations
are passed over.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from bot.identity import wording
from bot.identity.contacts import Contact, ContactKind, read_contact, read_mobile
from bot.identity.dates import birth_date_of
from bot.identity.models import Customer
from bot.language.text import nfc, squash

LARGEST = 50 * 1024 * 1024
"""Bytes."""
LONGEST_FIELD = 300
"""Characters."""
_OWN = ("id", "name", "phone", "email", "birth_date", "organisation")
_SEPARATORS = ",;\t"
_Seen = TypeVar("_Seen", str, Contact)


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    customer: Customer


@dataclass(slots=True)
class CustomerFile:
    """`problems` are sentences; with any of them, `lines` is not to be used."""

    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_customer_file(content: bytes, organisation: str, today: date) -> CustomerFile:
    out = CustomerFile()
    if len(content) > LARGEST:
        out.problems.append(wording.TOO_LARGE)
        return out
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        out.problems.append(wording.NOT_UTF8)
        return out
    try:
        _read_lines(text, organisation, today, out)
    except _HeadingRefused as refused:
        out.problems.append(str(refused))
    return out


class _HeadingRefused(Exception):
    """The first line is no heading that a customer file can have."""


class _LineRefused(Exception):
    """One line is wrong."""


def _read_lines(text: str, organisation: str, today: date, out: CustomerFile) -> None:
    first_line = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first_line.count)
    rows = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), out)
    heading = next(rows, None)
    if heading is None:
        if not out.problems:
            out.problems.append(wording.EMPTY_FILE)
        return
    columns = _columns(heading[1])
    numbers: dict[str, int] = {}
    contacts: dict[Contact, int] = {}
    for line, row in rows:
        try:
            values = _values(columns, row)
            if values.get("organisation", organisation) != organisation:
                continue
            customer = _customer(values, today)
            _only_once(numbers, customer.number, line, wording.number_seen)
            for contact in customer.contacts:
                _only_once(contacts, contact, line, wording.contact_seen)
        except _LineRefused as refused:
            out.problems.append(wording.bad_line(line, str(refused)))
        else:
            out.lines.append(Line(line, customer))


def _rows(reader: Iterator[list[str]], out: CustomerFile) -> Iterator[tuple[int, list[str]]]:
    """(number of the line it begins on, cells) of each row that holds anything."""
    while True:
        line = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # What follows an open quotation mark cannot be told apart any more.
            out.problems.append(wording.bad_line(line, wording.BROKEN_QUOTES))
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _columns(heading: list[str]) -> list[str]:
    columns = [squash(nfc(name)).lower() for name in heading]
    for name in columns:
        if name and columns.count(name) > 1:
            raise _HeadingRefused(wording.repeated_column(name))
    missing = [name for name in ("id", "name") if name not in columns]
    if "phone" not in columns and "email" not in columns:
        missing.append("phone/email")
    if missing:
        raise _HeadingRefused(wording.missing_columns(missing))
    return columns


def _values(columns: list[str], row: list[str]) -> dict[str, str]:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise _LineRefused(wording.TOO_MANY_VALUES)
    values = {name: nfc(cell).strip() for name, cell in zip(columns, row, strict=False) if name}
    for name, value in values.items():
        if len(value) > LONGEST_FIELD:
            raise _LineRefused(wording.too_long(name, LONGEST_FIELD))
    return values


def _customer(values: Mapping[str, str], today: date) -> Customer:
    if not values.get("id"):
        raise _LineRefused(wording.NO_NUMBER)
    if not values.get("name"):
        raise _LineRefused(wording.NO_NAME)
    contacts = [
        *_contacts(values.get("phone", ""), read_mobile, wording.BAD_PHONE),
        *_contacts(values.get("email", ""), _read_address, wording.BAD_EMAIL),
    ]
    if not contacts:
        raise _LineRefused(wording.NO_CONTACT)
    birth_date = ""
    if written := values.get("birth_date"):
        birth_date = birth_date_of(written) or ""
        if not birth_date or birth_date > today.isoformat():
            raise _LineRefused(wording.BAD_BIRTH_DATE)
    return Customer(
        number=values["id"],
        name=squash(values["name"]),
        contacts=tuple(dict.fromkeys(contacts)),
        birth_date=birth_date,
        more=tuple((name, value) for name, value in sorted(values.items()) if name not in _OWN and value),
    )


def _contacts(cell: str, read: Callable[[str], Contact | None], problem: str) -> Iterator[Contact]:
    for written in cell.split(";"):
        if written.strip():
            contact = read(written)
            if contact is None:
                raise _LineRefused(problem)
            yield contact


def _read_address(text: str) -> Contact | None:
    contact = read_contact(text)
    return contact if contact is not None and contact.kind is ContactKind.EMAIL else None


def _only_once(seen: dict[_Seen, int], value: _Seen, line: int, problem: Callable[[int], str]) -> None:
    if value in seen:
        raise _LineRefused(problem(seen[value]))
    seen[value] = line
