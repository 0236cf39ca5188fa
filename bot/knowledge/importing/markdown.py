"""Write sections as `policy.md`, so that `bot.knowledge.loading` reads back the same titles and texts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from bot.knowledge.models import Block

_SPECIAL = re.compile(r"[\\`*<\[\]]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Part:
    """A section before it has an anchor: what one heading and the blocks under it come to."""

    title: str
    level: int
    blocks: tuple[Block, ...] = ()


def escape(text: str) -> str:
    """Text that Markdown shows as it is, at the start of a block or within it."""
    escaped = _SPECIAL.sub(lambda match: "\\" + match.group(), text)
    if re.match(r"\d{1,9}[.)](\s|$)", escaped):
        return re.sub(r"^(\d+)", r"\1\\", escaped)
    return "\\" + escaped if escaped[:1] in ("#", ">", "+", "-", "=", "~") else escaped


def render(parts: Iterable[Part]) -> str:
    """The body of `policy.md`, one blank line between paragraphs, lists kept tight."""
    chunks: list[str] = []
    for part in parts:
        if part.title:
            title = re.sub(r"(?<!\\)#(?=#*$)", r"\\#", escape(part.title))  # a last "#" would close the heading
            chunks.append(f"{'#' * part.level} {title}\n")
        chunks.append(_blocks(part.blocks))
    return "\n".join(chunk for chunk in chunks if chunk)


def _blocks(blocks: Sequence[Block]) -> str:
    lines: list[str] = []
    offsets: list[int] = []  # column where the text of each open item begins
    previous: Block | None = None
    for block in blocks:
        if not block.is_item:
            offsets.clear()
            lines += ["", escape(block.text)]
        elif not block.marker:
            del offsets[block.depth :]
            lines += ["", " " * offsets[-1] + escape(block.text)]
        else:
            del offsets[block.depth - 1 :]
            column = offsets[-1] if offsets else 0
            if previous is None or not previous.marker or _needs_gap(previous, block):
                lines.append("")
            lines.append(f"{' ' * column}{block.marker} {escape(block.text)}")
            offsets.append(column + len(block.marker) + 1)
        previous = block
    return "\n".join(lines).strip("\n") + "\n" if lines else ""


def _needs_gap(previous: Block, block: Block) -> bool:
    """A nested list that does not start at 1 cannot follow its item's text directly."""
    return block.depth > previous.depth and block.marker not in ("-", "1.", "1)")


def head(title: str, version: str, effective: date | None, source: str) -> str:
    """The YAML head of an imported policy: a sample until a person has checked it."""
    meta: dict[str, object] = {"title": title, "version": version}
    if effective is not None:
        meta["effective_date"] = effective
    meta |= {"language": "vi", "official": False, "source": source}
    return "---\n" + yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000) + "---\n\n"
