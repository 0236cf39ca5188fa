"""From lines to the parts of a policy: its title, its headed sections, their paragraphs and lists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.knowledge.importing.entries import Entry, entries_of
from bot.knowledge.importing.furniture import drop_furniture
from bot.knowledge.importing.headings import ORGANISATION, decide
from bot.knowledge.importing.lines import Line, Source
from bot.knowledge.importing.lists import blocks_of
from bot.knowledge.importing.markdown import Part
from bot.knowledge.importing.marks import Mark
from bot.knowledge.importing.outline import set_levels

DEFAULT_TITLE = "Chính sách bảo vệ dữ liệu cá nhân"
_POLICY_WORDS = re.compile(
    r"chính sách|quy định|quy chế|thông báo|tuyên bố|điều khoản|riêng tư|bảo mật|bảo vệ (?:dữ liệu|thông tin)"
    r"|dữ liệu (?:cá nhân|người)|thông tin (?:cá nhân|khách hàng|của bạn)|cam kết|privacy",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"lời (?:nói đầu|mở đầu|ngỏ)|giới thiệu|mở đầu|mục đích|phạm vi|nguyên tắc chung|quy định chung", re.IGNORECASE
)
_RUN_IN = re.compile(r"([^\W\d_][^:.]{2,70}:)\s+(?=\S.{40})")
_TITLE_ZONE = 8  # a title stands among the first lines or not at all


@dataclass(frozen=True, slots=True)
class Structure:
    """`parts[0]` is the title's own part and holds what stands before the first heading. `titled` is false where the
    document has no title of its own and the usual one was put there."""

    title: str
    parts: tuple[Part, ...]
    titled: bool
    posted: date | None


def find_structure(source: Source) -> Structure:
    lines, posted = drop_furniture(source.lines)
    title, lines = _take_title(lines, source.title)
    entries = _merge_bare(entries_of(lines))
    decide(entries)
    entries = _split_run_in(_split_long_headings(entries))
    headings = [entry for entry in entries if entry.role == "heading"]
    set_levels(headings, entries)
    parts: list[Part] = []
    current: tuple[str, int] = (title or DEFAULT_TITLE, 1)
    body: list[Entry] = []
    for entry in entries:
        if entry.role == "heading":
            parts.append(Part(*current, blocks_of(body)))
            current, body = (entry.mark.whole, entry.level), []
        else:
            body.append(entry)
    parts.append(Part(*current, blocks_of(body)))
    return Structure(title or DEFAULT_TITLE, tuple(_without_repeats(parts)), bool(title), posted)


def _take_title(lines: list[Line], stated: str) -> tuple[str, list[Line]]:
    """The title, and the lines without it and its repetitions above the text."""
    at = _title_at(lines)
    if at is None:
        return stated, lines
    title = lines[at].text
    before = [line for line in lines[:at] if not _same(line.text, title) and not _again(line.text, lines[at:])]
    after = lines[at + 1 :]
    while after and _same(after[0].text, title):
        after = after[1:]
    if before and after:
        after = [replace(after[0], gap=True), *after[1:]]
    return title, [*before, *after]


def _title_at(lines: Sequence[Line]) -> int | None:
    zone = entries_of(list(lines[:_TITLE_ZONE]))
    candidates: list[int] = []
    for i, entry in enumerate(zone):
        if entry.line.heading == 1:
            return i
        if entry.mark.kind or entry.line.heading:
            break
        if entry.is_title_like and not entry.text.endswith(":") and len(entry.text) <= 150 and not entry.is_contact:
            candidates.append(i)
        elif candidates and len(entry.text) > 150:
            break
    named = [i for i in candidates if _POLICY_WORDS.search(zone[i].text) and not _NOT_A_TITLE.match(zone[i].text)]
    if named:
        return named[0]
    first = candidates[0] if candidates else None
    if first == 0 and not _NOT_A_TITLE.match(zone[0].text) and not ORGANISATION.match(zone[0].text):
        return 0
    return None


def _same(text: str, title: str) -> bool:
    """The title once more, or its beginning, in whatever case."""
    a, b = text.casefold().strip(" .:"), title.casefold().strip(" .:")
    return len(a) >= 8 and (a == b or b.startswith(a + " "))


def _again(text: str, lines: Sequence[Line]) -> bool:
    """A page's description above the title that the text repeats word for word."""
    return len(text) > 20 and any(line.text == text for line in lines)


def _merge_bare(entries: list[Entry]) -> list[Entry]:
    """ "CHƯƠNG I" and its name on the next line are one heading."""
    merged: list[Entry] = []
    for entry in entries:
        last = merged[-1] if merged else None
        bare = last is not None and last.mark.kind == "word" and not last.mark.text
        if last is not None and bare and not entry.mark.kind and entry.is_title_like:
            merged[-1] = entries_of([replace(last.line, text=f"{last.line.text} {entry.line.text}")])[0]
            merged[-1].mark = replace(last.mark, label=last.line.text + " ", text=entry.line.text)
        else:
            merged.append(entry)
    return merged


def _split_long_headings(entries: list[Entry]) -> list[Entry]:
    """ "Điều 4. Chúng tôi lưu trữ … (a whole paragraph)": the mark is the heading, the rest its text."""
    result: list[Entry] = []
    for entry in entries:
        sentence = entry.text.endswith((".", ";")) and len(entry.text) > 90
        if entry.role == "heading" and entry.mark.kind == "word" and (sentence or len(entry.text) > 200):
            label = entry.mark.label.strip()
            result.append(Entry(entry.line, replace(entry.mark, text="", label=label), "heading"))
            result.append(Entry(replace(entry.line, gap=False), replace(entry.mark, kind="", label=""), "paragraph"))
        else:
            result.append(entry)
    return result


def _split_run_in(entries: list[Entry]) -> list[Entry]:
    """ "1. Mục đích: Chúng tôi …", three times or more in a text without any heading: the labels are the headings."""
    labels = {id(e): m for e in entries if e.mark.kind == "number" and (m := _RUN_IN.match(e.text))}
    numbered = sum(entry.mark.kind == "number" for entry in entries)
    if any(entry.role == "heading" for entry in entries) or len(labels) < 3 or len(labels) < numbered:
        return entries
    result: list[Entry] = []
    for entry in entries:
        if match := labels.get(id(entry)):
            result.append(Entry(entry.line, replace(entry.mark, text=match.group(1)), "heading"))
            result.append(Entry(entry.line, Mark("", entry.text[match.end() :]), "paragraph"))
        else:
            result.append(entry)
    return result


def _without_repeats(parts: list[Part]) -> list[Part]:
    """A heading that stands twice in a row is one."""
    kept: list[Part] = []
    for part in parts:
        if kept and not kept[-1].blocks and kept[-1].level > 1 and kept[-1].title == part.title:
            kept[-1] = Part(part.title, kept[-1].level, part.blocks)
        else:
            kept.append(part)
    return kept


def texts(parts: Sequence[Part]) -> list[str]:
    """Titles and texts in order, as one reads them."""
    return [text for part in parts for text in (part.title, *(block.text for block in part.blocks)) if text]
