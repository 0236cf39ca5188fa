"""From the entries of one section to its blocks: how deep items lie, which short lines are unmarked items."""

import re
from collections.abc import Sequence

from bot.knowledge.importing.entries import Entry
from bot.knowledge.models import Block

_LEADS_IN = re.compile(
    r"(?:gồm|gồm có|bao gồm|sau|sau đây|dưới đây|để|như|là|cho|khi|nhằm|từ|ở|trong|với|bằng cách|về|như sau"
    r"|hợp sau|điều sau)\s*:$",
    re.IGNORECASE,
)
_CANONICAL = {"number": 1, "dotted": 1, "upper": 1, "roman": 1, "letter": 2, "paren": 2, "bullet": 3}


def blocks_of(entries: Sequence[Entry]) -> tuple[Block, ...]:
    """Paragraphs and items in order. Depths never jump: an item is at most one deeper than the block before it."""
    blocks: list[Block] = []
    stack: list[tuple[str, int]] = []  # style and indent of the lists that are open
    unmarked = _unmarked_items(entries)
    previous: Entry | None = None
    for i, entry in enumerate(entries):
        if entry.role == "item" and entry.mark.kind:
            depth = _depth(entry, stack, previous)
            blocks.append(_item(entry, depth))
        elif i in unmarked:
            stack[:] = [("unmarked", entry.line.indent)]
            blocks.append(Block(entry.mark.whole, 1, "-"))
        elif stack and _continues(entry, stack, blocks):
            blocks.append(Block(entry.mark.whole, len(stack)))
        else:
            stack.clear()
            blocks.append(Block(entry.mark.whole))
        previous = entry
    return canonical(blocks)


def _depth(entry: Entry, stack: list[tuple[str, int]], previous: Entry | None) -> int:
    """Find the list this item belongs to, closing the ones inside it; the depth is how many are open then."""
    style, indent = entry.mark.style, entry.line.indent
    if entry.line.item:
        del stack[entry.line.item :]
        while len(stack) < entry.line.item:
            stack.append((style, indent))
        return len(stack)
    leads_in = previous is not None and previous.role == "item" and previous.text.endswith(":")
    matching = [n for n, (s, x) in enumerate(stack) if s == style and abs(x - indent) <= 1]
    if matching:
        del stack[matching[-1] + 1 :]
        if leads_in and previous is not None and previous.mark.style == style and _LEADS_IN.search(previous.text):
            stack.append((style, indent))
        return len(stack)
    while stack and indent < stack[-1][1] - 1:
        stack.pop()
    if stack and indent <= stack[-1][1] + 1 and not leads_in:
        outer = stack[-1][0].split()[0]
        if _CANONICAL.get(entry.mark.kind, 3) < _CANONICAL.get(outer, 3):
            stack.clear()  # a number after bullets begins a new list
        elif outer == "unmarked":
            stack.pop()
    stack.append((style, indent))
    return len(stack)


def _item(entry: Entry, depth: int) -> Block:
    """Bullets are written "-", plain numbers stay numbers, every other mark stays among the words."""
    mark = entry.mark
    if mark.kind == "bullet":
        return Block(mark.text, depth, "-")
    plain = re.fullmatch(r"(0|[1-9]\d*)([.)])\s*", mark.label)
    if plain:
        return Block(mark.text, depth, plain.group(1) + plain.group(2))
    return Block(mark.whole, depth, "-")


def _continues(entry: Entry, stack: list[tuple[str, int]], blocks: list[Block]) -> bool:
    """A paragraph set in under an item, or a second paragraph of an HTML item, belongs to the item."""
    if entry.line.item:
        return entry.line.item == len(stack)
    return entry.line.indent >= stack[-1][1] + 2 and bool(blocks) and blocks[-1].is_item


def _unmarked_items(entries: Sequence[Entry]) -> set[int]:
    """Short lines, or lines that end with ";", right below a line that ends with ":" are a list that lost its marks."""
    found: set[int] = set()
    for start, lead in enumerate(entries):
        if not lead.text.endswith(":") or lead.role != "paragraph" or start in found:
            continue
        run: list[int] = []
        for i in range(start + 1, len(entries)):
            text, entry = entries[i].text, entries[i]
            listed = text.endswith((";", ",")) or (len(text) <= 110 and not text.endswith((".", ":", "!", "?")))
            if entry.role != "paragraph":
                break
            if not listed:
                if run and entries[run[-1]].text.endswith((";", ",")) and text.endswith("."):
                    run.append(i)
                break
            run.append(i)
        if len(run) >= 2:
            found.update(run)
    return found


def canonical(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The form `policy.md` can hold: no jump in depth, and numbers that do not count on kept among the words."""
    result: list[Block] = []
    numbers: dict[int, tuple[str, int]] = {}  # depth → delimiter and number of the list open there
    depth = 0
    for block in blocks:
        if not block.is_item:
            numbers.clear()
            depth = 0
            result.append(block)
            continue
        if not block.marker:
            depth = min(block.depth, depth)
            result.append(Block(block.text, depth))
            numbers = {d: n for d, n in numbers.items() if d <= depth}
            continue
        fresh = block.depth > depth
        depth = min(block.depth, depth + 1)
        numbers = {d: n for d, n in numbers.items() if d <= depth}
        text, marker = block.text, block.marker
        if marker != "-":
            number, delimiter = int(marker[:-1]), marker[-1]
            before = None if fresh else numbers.get(depth)
            if before is not None and before != (delimiter, number - 1):
                text, marker = f"{marker} {text}", "-"
            else:
                numbers[depth] = (delimiter, number)
        if marker == "-":
            numbers.pop(depth, None)
        result.append(Block(text, depth, marker))
    return tuple(result)
