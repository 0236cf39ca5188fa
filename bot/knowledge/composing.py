"""From a passage to the words of an answer: the fewest sentences that answer, where they are from, or a decline.

Wording that a person reads is in `texts.py`; the quoted words are the policy's own, block by block and unchanged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.index import PolicyIndex
from bot.knowledge.models import Citation
from bot.knowledge.passages import LIMIT, Unit

# A sentence that opens like this leans on the one before it.
_LEANS = re.compile(
    r"^(?:trong (?:trường hợp|các trường hợp) (?:này|đó)|tuy nhiên|ngoài ra|điều này|việc này|khi đó|do đó|vì vậy|theo đó|"
    r"đồng thời|nếu vậy|những (?:thông tin|bên|dữ liệu) (?:này|đó)|các (?:thông tin|bên|dữ liệu) (?:này|đó)|thông tin này|"
    r"chúng tôi cũng|họ )",
    re.IGNORECASE,
)
_CLOSE = 0.8  # a neighbour is quoted too when it is nearly as relevant as the best sentence …
_SHORT = 360  # … and the quote stays about this short (characters)


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines to show, in the policy's order, each with the block it stands in; `more` when the section says more."""

    section: int
    lines: tuple[str, ...]
    more: bool = False

    @property
    def length(self) -> int:
        return sum(len(line) + 1 for line in self.lines)


def quote(index: PolicyIndex, best: int, relevance: NDArray[np.float64], limit: int = LIMIT) -> Quote:
    """The quote around unit `best`. `relevance` holds one number from 0 to 1 for every unit of the policy."""
    passage = index.passages[int(index.owner[best])]
    start = int(np.searchsorted(index.owner, index.owner[best]))
    here = best - start
    units = passage.units
    if units[here].is_item or _lead_of_list(units, here):
        chosen = _list_around(units, here, limit)
    else:
        chosen = _sentences_around(units, here, relevance[start : start + len(units)], limit)
    lines = _lines(units, chosen)
    kept = _within(lines, LIMIT)
    return Quote(passage.section, tuple(kept), more=kept != lines or _more(index, best, chosen, start))


def citations(index: PolicyIndex, found: Quote) -> tuple[Citation, ...]:
    """One citation a quoted block, so that every `quote` is an unbroken run of the policy's words."""
    policy = index.policy
    section = policy.sections[found.section]
    return tuple(
        Citation(
            policy.title, policy.version, section.title or policy.title, line, section.anchor, policy.effective_date
        )
        for line in found.lines
    )


def _lead_of_list(units: Sequence[Unit], here: int) -> bool:
    return here + 1 < len(units) and units[here + 1].is_item and units[here + 1].lead == units[here].text


def _list_around(units: Sequence[Unit], here: int, limit: int) -> list[int]:
    """The list that holds unit `here`: all its items when they fit, else those nearest to it."""
    lead = units[here].lead if units[here].is_item else units[here].text
    first = here
    while first > 0 and units[first - 1].is_item and units[first - 1].lead == lead:
        first -= 1
    last = here
    leads = {lead}
    while last + 1 < len(units) and units[last + 1].is_item and units[last + 1].lead in leads | {units[last].text}:
        last += 1
        leads.add(units[last].lead)  # a list in the list, and what comes after it
    chosen = [here]
    budget = limit - len(lead) - (len(units[here].text) + 1 if units[here].is_item else 0)
    low, high = here - 1, here + 1
    while low >= first or high <= last:
        # Forward first: a list is read downwards.
        step = high if high <= last else low
        if low >= first and high <= last and here - low < high - here:
            step = low
        budget -= len(units[step].text) + 1
        if budget < 0:
            break
        chosen.append(step)
        low, high = (low - 1, high) if step == low else (low, high + 1)
    return sorted(chosen)


def _sentences_around(units: Sequence[Unit], here: int, relevance: NDArray[np.float64], limit: int) -> list[int]:
    chosen = [here]
    if _LEANS.match(units[here].text) and here > 0 and not units[here - 1].is_item:
        chosen.insert(0, here - 1)
    length = sum(len(units[u].text) for u in chosen)
    for step in (here + 1, chosen[0] - 1, here + 2):
        if not 0 <= step < len(units) or step in chosen or units[step].is_item or not _neighbour(chosen, step):
            continue
        leaning = step > here and bool(_LEANS.match(units[step].text)) and units[step].block == units[here].block
        close = relevance[step] >= _CLOSE * relevance[here]
        if (leaning or close) and length + len(units[step].text) <= min(_SHORT, limit):
            chosen.append(step)
            length += len(units[step].text)
    return sorted(chosen)


def _neighbour(chosen: Sequence[int], step: int) -> bool:
    return step + 1 in chosen or step - 1 in chosen


def _lines(units: Sequence[Unit], chosen: Sequence[int]) -> list[str]:
    """Sentences of one block joined to one line; a lead-in before the first of its items."""
    lines: list[str] = []
    block = -1
    for number in chosen:
        unit = units[number]
        if unit.lead and unit.lead not in lines:
            lines.append(unit.lead)
        if unit.block == block and lines:
            lines[-1] = f"{lines[-1]} {unit.text}"
        else:
            lines.append(unit.text)
        block = unit.block
    return lines


def _within(lines: list[str], limit: int) -> list[str]:
    """The lines that fit; one that alone is too long is cut at a comma or a blank, for it holds what was asked."""
    kept: list[str] = []
    for line in lines:
        room = limit - sum(len(before) + 1 for before in kept)
        if len(line) > room:
            head = line[: max(room, 0)]
            end = max(head.rfind(mark) for mark in (", ", "; "))
            if end < room // 2:
                end = head.rfind(" ")
            return [*kept, head[:end]] if end > 0 else kept or [head]
        kept.append(line)
    return kept


def _more(index: PolicyIndex, best: int, chosen: Sequence[int], start: int) -> bool:
    """Whether the list that was quoted goes on, in this passage or in another of its section."""
    unit = index.units[best]
    quoted = [index.units[start + n] for n in chosen]
    section = index.passages[int(index.owner[best])].section
    # Lists in the list belong to it: what hangs on a quoted item counts too.
    leads = {unit.lead if unit.is_item else unit.text, *(other.text for other in quoted if other.is_item)}
    same = sum(
        other.is_item and other.lead in leads and index.passages[int(index.owner[n])].section == section
        for n, other in enumerate(index.units)
    )
    return same > sum(other.is_item and other.lead in leads for other in quoted)
