"""Cut a policy into what is searched: passages (what an answer may quote) and units (one sentence or one list item).

A passage never crosses a section. A list stays with its lead-in; a list that is too long for one answer is cut between items, and
every part carries the lead-in.
"""

from dataclasses import dataclass

from bot.knowledge.models import Block, Policy, Section
from bot.language.tokens import sentences

LIMIT = 700  # characters: what an answer may quote (issue A §4), so a passage is about as long


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that can answer. `lead` is the sentence that a list item hangs on."""

    text: str
    block: int
    is_item: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring units of one section, `section` being its index in the policy."""

    section: int
    heading: str
    units: tuple[Unit, ...]

    @property
    def text(self) -> str:
        """The units in order, each lead-in before its first item."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        out: list[str] = []
        for unit in self.units:
            if unit.lead and unit.lead not in out:
                out.append(unit.lead)
            out.append(unit.text)
        return out


def split(policy: Policy) -> list[Passage]:
    """All passages of `policy` in the order of the text. A section without text of its own gives none."""
    out: list[Passage] = []
    for number, section in enumerate(policy.sections):
        heading = " – ".join((*section.path, section.title)) if section.title else ""
        group: list[Unit] = []
        size = 0
        for unit in _units(section):
            length = len(unit.text) + 1
            if group and size + length > LIMIT and not _belongs(group[-1], unit, size + length):
                out.append(Passage(number, heading, tuple(group)))
                group, size = [], 0
            group.append(unit)
            size += length
        if group:
            out.append(Passage(number, heading, tuple(group)))
    return out


def _belongs(last: Unit, unit: Unit, size: int) -> bool:
    """A list may run a little over the limit rather than lose its last item to a passage of its own."""
    return unit.is_item and last.is_item and unit.lead == last.lead and size <= LIMIT * 1.3


def _units(section: Section) -> list[Unit]:
    out: list[Unit] = []
    leads: list[str] = [""]  # by depth: the text that the next deeper items hang on
    for number, block in enumerate(section.blocks):
        if not block.is_item:
            parts = sentences(block.text)
            followed = number + 1 < len(section.blocks) and section.blocks[number + 1].is_item
            if followed and parts:
                # The last sentence before a list is its lead-in: it is shown with the items and searched with each.
                leads = [parts[-1]]
                parts = parts[:-1] if _is_lead(parts[-1]) else parts
            else:
                leads = [""]
            out.extend(Unit(part, number) for part in parts)
            continue
        del leads[block.depth :]
        lead = next((lead for lead in reversed(leads) if lead), "")
        if _opens_sublist(section.blocks, number):
            leads += [""] * (block.depth - len(leads)) + [block.text]
            out.append(Unit(block.text, number, True, lead))
            continue
        for part in _item_parts(block.text):
            out.append(Unit(part, number, True, lead))
    return out


def _is_lead(sentence: str) -> bool:
    return sentence.rstrip().endswith((":", ";"))


def _opens_sublist(blocks: tuple[Block, ...], number: int) -> bool:
    return number + 1 < len(blocks) and blocks[number + 1].depth > blocks[number].depth


def _item_parts(text: str) -> list[str]:
    """A list item that is a paragraph is searched by sentence; a short one as a whole."""
    return sentences(text) if len(text) > 240 else [text]
