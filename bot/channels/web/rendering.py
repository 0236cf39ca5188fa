"""A policy as a page needs it: headings, nested lists, links. The words themselves are never changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.channels.web.texts import EVERY_DAY, WEEKDAYS
from bot.knowledge.models import Block, OfficeHours, Organisation, Policy, Section

BULLETS = frozenset(["", *"-*•·–—+o▪●◦"])
_LINK = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>https?://[^\s<>\"“”]+|www\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"“”]*)?)"
    r"|(?P<phone>(?<![\w.+])(?:\+84|0|1[89]00)(?:[ .-]?\d){4,10}(?![\w]))"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row; `href` where they are a link."""

    text: str
    href: str = ""

    @property
    def external(self) -> bool:
        return self.href.startswith("http")


@dataclass(slots=True)
class Item:
    """One list item: paragraphs and the lists inside it. `marker` is empty for a plain bullet."""

    marker: str
    content: list["list[Run] | List"]


@dataclass(slots=True)
class List:
    """`marked`: the items show the policy's own "1.", "a)" instead of a bullet."""

    marked: bool
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """A section on the page; `content` holds paragraphs (lists of runs) and `List`s. `rank` is the heading's HTML level."""

    title: str
    anchor: str
    rank: int
    content: tuple[list[Run] | List, ...]


@dataclass(frozen=True, slots=True)
class PolicyView:
    title: str
    anchor: str
    preamble: tuple[list[Run] | List, ...]
    parts: tuple[Part, ...]


def policy_view(policy: Policy) -> PolicyView:
    """The page's heading is the document's own title when it has exactly one at the top, else the policy's name."""
    sections = list(policy.sections)
    title, anchor = policy.title, ""
    preamble: tuple[list[Run] | List, ...] = ()
    top = min((s.level for s in sections), default=1)
    if sections and sections[0].level == top and sum(s.level == top for s in sections) == 1 and len(sections) > 1:
        first = sections.pop(0)
        title, anchor, preamble = first.title or title, first.anchor, content(first.blocks)
    base = min((s.level for s in sections), default=2)
    return PolicyView(title, anchor, preamble, tuple(_parts(sections, base)))


def _parts(sections: Sequence[Section], base: int) -> Iterator[Part]:
    """Ranks from 2 down without a gap, as a screen reader's outline wants them."""
    previous = 1
    for section in sections:
        rank = min(section.level - base + 2, previous + 1, 6)
        previous = rank
        yield Part(section.title, section.anchor, rank, content(section.blocks))


def content(blocks: Sequence[Block]) -> tuple[list[Run] | List, ...]:
    """Paragraphs and nested lists. An item without a marker goes on the item before it."""
    top: list[list[Run] | List] = []
    nesting: list[tuple[int, List]] = []  # (depth, list), outermost first
    for block in blocks:
        words = runs(block.text)
        while nesting and nesting[-1][0] > block.depth:
            nesting.pop()
        if not block.is_item:
            top.append(words)
            continue
        marker = "" if block.marker in BULLETS else block.marker
        beside = nesting[-1][1] if nesting and nesting[-1][0] == block.depth else None
        if beside and not block.marker:
            beside.items[-1].content.append(words)
            continue
        if beside is None or beside.marked != bool(marker):
            if beside:
                nesting.pop()
            beside = List(bool(marker))
            (nesting[-1][1].items[-1].content if nesting else top).append(beside)
            nesting.append((block.depth, beside))
        beside.items.append(Item(marker, [words]))
    return tuple(top)


def runs(text: str) -> list[Run]:
    """Text cut at its e-mail addresses, web addresses and phone numbers."""
    found: list[Run] = []
    end = 0
    for match in _LINK.finditer(text):
        shown = match[0].rstrip(".,;:!?)]}’”'\"")
        href = _href(str(match.lastgroup), shown)
        if not href:
            continue
        if match.start() > end:
            found.append(Run(text[end : match.start()]))
        found.append(Run(shown, href))
        end = match.start() + len(shown)
    if end < len(text) or not found:
        found.append(Run(text[end:]))
    return found


def _href(kind: str, shown: str) -> str:
    if kind == "email":
        return f"mailto:{shown}"
    if kind == "url":
        return shown if shown.startswith("http") else f"https://{shown}" if shown.count(".") > 1 else ""
    digits = re.sub(r"[^\d+]", "", shown)
    return f"tel:{digits}" if 8 <= len(digits) <= 13 else ""


def website_href(website: str) -> str:
    """The address of an organisation's site, which its file may give without a scheme; empty when it is no host name."""
    if re.match(r"https?://", website):
        return website
    host = website.removeprefix("www.")
    return f"https://{website}" if "." in host and " " not in host else ""


def phone_href(phone: str) -> str:
    digits = re.sub(r"[^\d+]", "", phone)
    return f"tel:{digits}" if digits else ""


def hours(spans: Sequence[OfficeHours]) -> list[str]:
    """Office hours as a person says them: "Thứ Hai – Thứ Sáu, 08:00–17:00"."""
    order = list(WEEKDAYS)
    lines = []
    for span in spans:
        days = sorted(span.days, key=order.index)
        places = [order.index(day) for day in days]
        if len(days) == len(order):
            name = EVERY_DAY
        elif len(days) > 2 and places == list(range(places[0], places[-1] + 1)):
            name = f"{WEEKDAYS[days[0]]} – {WEEKDAYS[days[-1]]}"
        else:
            name = ", ".join(WEEKDAYS[day] for day in days)
        lines.append(f"{name}, {span.opens:%H:%M}–{span.closes:%H:%M}")
    return lines


def vietnamese_date(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def initial(organisation: Organisation) -> str:
    """The letter on an organisation's card."""
    return next((c.upper() for c in organisation.name if c.isalnum()), "?")
