"""Old and new values of fields, from a message that asks for corrections or from an answer that is nothing but a value."""

from bot.intake import wording
from bot.intake.given import Change
from bot.intake.reading.names import read_name
from bot.language.entities import corrections
from bot.language.personal_data import redact
from bot.language.text import fold, nfc, squash

NEVER_TAKEN = frozenset({"identity_number"})
"""Fields whose values are not taken in chat."""
WORDY = frozenset({"name", "address", "gender"})
LONGEST_VALUE, LONGEST_FIELD = 300, 60

_LEADS = ("la ", "moi la ", "so moi la ", "ten moi la ", "doi thanh ", "sua thanh ", "thanh ", ": ")


def asked_changes(text: str) -> tuple[Change, ...]:
    """The corrections that a whole message asks for. Values are redacted; a field of no fixed name is called as it was typed."""
    names = iter([one for one in corrections.find(text) if one.entity == "field" and one.value == "other"])
    found = []
    for one in corrections.read(text):
        field = one.field
        if field == "other":
            named = next(names, None)
            field = squash(redact(text[named.start : named.end]).text).lower() if named else ""
        if field:
            found.append(settled(Change(field, kept(one.new_value), kept(one.old_value))))
    return tuple(found)


def answered_change(field: str, text: str) -> Change | None:
    """What an answer says about one field: its new value, and its old one if it gives both. None: it does not fit the field."""
    if field in NEVER_TAKEN:
        return None
    if field not in wording.FIELDS:
        value = kept(_without_lead(text))
        return Change(field, value) if value and len(value) <= LONGEST_VALUE else None
    if field == "name":
        name = read_name(text)
        return Change(field, name) if name else None
    asked = f"sửa {wording.FIELDS[field]}{' thành' if field in WORDY else ''}: {text}"
    for one in corrections.read(asked):
        if one.field == field and (one.new_value or one.old_value):
            return Change(field, kept(one.new_value), kept(one.old_value))
    return None


def settled(change: Change) -> Change:
    """A value that is not taken in chat is not asked for: staff ask apart."""
    if change.field in NEVER_TAKEN:
        return Change(change.field, change.new or wording.ASKED_APART, change.old or "")
    return change


def merged(changes: tuple[Change, ...], more: tuple[Change, ...]) -> tuple[Change, ...]:
    """With what is given anew for the same field in the place of what was given before."""
    by_field = {change.field: change for change in changes}
    for change in more:
        before = by_field.get(change.field, Change(change.field))
        old = before.old if change.old is None else change.old
        by_field[change.field] = Change(change.field, change.new or before.new, old)
    return tuple(by_field.values())


def kept(value: str | None) -> str | None:
    """As it may be stored: redacted, in one line; None stays None."""
    return None if value is None else squash(redact(nfc(value)).text)


def shown_value(field: str, value: str) -> str:
    """As people write it: a telephone number without country code, a date in Vietnamese order."""
    if field == "phone" and value.startswith("+84"):
        return "0" + value[3:]
    if field == "birth_date" and len(value) == 10 and value[4] == value[7] == "-":
        return "/".join(reversed(value.split("-")))
    return value


def shown_field(field: str) -> str:
    return wording.FIELDS.get(field, field)


def _without_lead(text: str) -> str:
    text = squash(nfc(text))
    folded = fold(text)
    for lead in _LEADS:
        if folded.startswith(lead) and len(folded) == len(text):
            return text[len(lead) :].strip()
    return text
