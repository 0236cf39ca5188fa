"""The summary that is read back before anything is done, and its fingerprint."""

import hashlib
import json
from dataclasses import asdict

from bot.intake import wording
from bot.intake.case import Case
from bot.intake.drafting import change_line
from bot.intake.kinds import Kind
from bot.intake.proving import masked
from bot.intake.reading.scopes import shown

_SHORT = 400
"""Characters of a story in a summary, unless it must be read back in full."""


def lines(case: Case) -> str:
    """One fact a line."""
    given, kind = case.given, case.kind
    found = [_line("kind", wording.upper_first(kind.label))]
    if given.ticket and kind.ticket is None:
        found.append(_line("ticket", given.ticket))
    if given.scope:
        found.append(_line("scope", shown(given.scope)))
    found += [change_line(one.field, one.old or "", one.new or "") for one in given.changes]
    for name, text in (("about", given.about), ("wanted", given.wanted), ("addition", given.addition)):
        if text:
            found.append(_line(name, text if case.rules.read_back else _shortened(text)))
    if given.name:
        found.append(_line("name", given.name))
    if given.acting and given.represented:
        basis = wording.BASIS_TEXTS.get(given.basis, given.basis)
        found.append(_line("represented", f"{given.represented} ({basis})"))
    if contact := contact_shown(case):
        found.append(_line("contact", contact))
    if given.only_given and kind is Kind.DELETION:
        found.append(_line("only_given", wording.ONLY_GIVEN_IN_LINE))
    if kind is Kind.DELETION and given.accepts:
        found.append(_line("accepts", wording.ACCEPTED_IN_LINE))
    if by := handled_by(case):
        found.append(_line("handled_by", by))
    if given.urgent:
        found.append(_line("urgent", wording.URGENT_IN_LINE))
    if given.news:
        found.append(_line("news", wording.YES_IN_LINE))
    return "\n".join(f"• {line}" for line in found)


def fingerprint(case: Case) -> str:
    """Differs with anything that the summary is about, so that a button confirms only the summary it stands under."""
    table = json.dumps([case.kind.value, asdict(case.given)], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(table.encode()).hexdigest()[:12]


def contact_shown(case: Case) -> str:
    return case.proof.contact.masked if case.proof else masked(case.given.contact)


def handled_by(case: Case) -> str:
    kind = case.kind.ticket
    return case.rules.handled_by.get(kind, "") if kind else ""


def _line(name: str, value: str) -> str:
    return wording.LINES[name].format(value=value)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else wording.SHORTENED.format(text=text[:_SHORT].rstrip())
