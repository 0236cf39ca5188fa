"""Decide which lines are headings and which are items of a list.

Marked lines are judged a run at a time ("1." … "9."): short titles that have text between them are headings, a run of
sentences is a list. An unmarked line must look like a title and have something below it that it can be the title of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.importing.entries import Entry
from bot.knowledge.importing.marks import as_letter

KNOWN = re.compile(
    r"(?:thông tin )?liên hệ|giới thiệu|mục đích|phạm vi|thay đổi|cập nhật|định nghĩa|giải thích từ ngữ"
    r"|khiếu nại|hiệu lực"
    r"|thông tin (?:chúng tôi|bạn|quý khách|khách hàng|mà|được)|cách (?:chúng tôi|sử dụng|thức)|dữ liệu |quy định "
    r"|lời (?:nói đầu|mở đầu|ngỏ)|quyền |cookie|bảo mật|chia sẻ|thu thập|lưu trữ|thời gian lưu|cam kết"
    r"|điều khoản|trẻ em",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"(?:tổng )?công ty|tập đoàn|ngân hàng|bệnh viện|trung tâm|viện |trường |khách sạn|hợp tác xã|cửa hàng"
    r"|phòng (?!,)|bộ phận|chi nhánh"
    r"|ban quản (?:trị|lý)|cục |sở |kính gửi|ctcp|tnhh|viễn thông",
    re.IGNORECASE,
)
_DATED = re.compile(r"^(?:phiên bản|cập nhật|ngày|hiệu lực|ban hành|áp dụng).*\d{4}|^phiên bản \d", re.IGNORECASE)
_RUN_KINDS = ("number", "dotted", "upper", "roman", "letter", "bullet")


def decide(entries: Sequence[Entry]) -> None:
    """Set every entry's role."""
    _settle_roman(entries)
    for entry in entries:
        if entry.line.heading or entry.mark.kind == "word":
            entry.role = "heading"
        elif entry.mark.kind == "paren":
            entry.role = "item"
    for run in _runs(entries):
        _decide_run(entries, run)
    document = _habits(entries)
    for i, entry in enumerate(entries):
        if not entry.role and not entry.mark.kind:
            entry.role = "heading" if _is_unmarked_heading(entries, i, document) else "paragraph"


@dataclass(frozen=True, slots=True)
class _Habits:
    """How the document writes the headings already found: numbered, stated by its format, numbered anew."""

    numbered: bool
    stated: bool
    restarts: bool


def _habits(entries: Sequence[Entry]) -> _Habits:
    numbered = [
        e.mark for e in entries if e.role == "heading" and e.mark.kind in ("number", "roman", "upper", "dotted")
    ]
    firsts = sum(mark.value == 1 and mark.kind != "dotted" for mark in numbered)
    stated = sum(bool(e.line.heading) for e in entries)
    return _Habits(len(numbered) >= 3, stated >= 3, firsts >= 2)


def _settle_roman(entries: Sequence[Entry]) -> None:
    """ "C.", "D.", "I." are letters where the letter before them was the last of its kind."""
    last: dict[str, int] = {}
    for entry in entries:
        mark = entry.mark
        if mark.kind == "roman" and len(mark.label.rstrip(" .)/")) == 1:
            letter = as_letter(mark)
            if last.get(letter.style) == letter.value - 1 and last.get(mark.style, 0) != mark.value - 1:
                entry.mark = letter
        if mark.kind:
            last[entry.mark.style] = entry.mark.value


def _runs(entries: Sequence[Entry]) -> list[list[int]]:
    """Indices of marked lines that count on from one another; bullets of one sort form one run under each heading."""
    runs: list[list[int]] = []
    open_runs: dict[str, list[int]] = {}
    for i, entry in enumerate(entries):
        mark = entry.mark
        if entry.role == "heading":
            open_runs.clear()
        elif mark.kind in _RUN_KINDS:
            style = f"{mark.style} {entry.line.item}"
            run = open_runs.get(style)
            goes_on = run is not None and (
                mark.kind in ("bullet", "dotted") or 0 < mark.value - entries[run[-1]].mark.value <= 2
            )
            if run is None or not goes_on:
                run = open_runs[style] = []
                runs.append(run)
            run.append(i)
    return runs


def _decide_run(entries: Sequence[Entry], run: list[int]) -> None:
    members, indices = [entries[i] for i in run], frozenset(run)
    followed = [_has_text_below(entries, i, indices) for i in run]
    titles = sum(m.is_title_like for m in members) / len(run)
    below = sum(followed) / len(run)
    kind = members[0].mark.kind
    strict = kind in ("letter", "bullet") or members[0].mark.style == "roman i" or bool(members[0].line.item)
    need = 0.8 if strict else 0.6
    heading = titles >= need and below >= need
    if kind == "bullet" and heading:
        heading = len(run) >= 2 and all(m.line.strong for m in members)
    if heading and not any(m.line.strong for m in members):
        heading = not _is_list_with_lead_in(entries, run) and not _is_clause(entries, run)
    for member, has_text in zip(members, followed, strict=True):
        lone = not heading and member.line.strong and has_text and member.is_title_like and kind != "bullet"
        member.role = "heading" if heading or lone else "item"
    if heading and not strict:
        for member, has_text in zip(members, followed, strict=True):
            if len(member.text) > 160 and not has_text:
                member.role = "item"


def _has_text_below(entries: Sequence[Entry], i: int, run: frozenset[int]) -> bool:
    """Is there anything between this line and the next of its run (or the next heading)?"""
    following = i + 1
    return following < len(entries) and following not in run and entries[following].role != "heading"


def _is_list_with_lead_in(entries: Sequence[Entry], run: list[int]) -> bool:
    """ "Chúng tôi thu thập:" then "1. Thông tin bạn cung cấp:" with bullets below: a list in a list."""
    before = entries[run[0] - 1] if run[0] else None
    labels = sum(entries[i].text.endswith(":") for i in run)
    return before is not None and before.text.endswith(":") and before.is_prose and labels == len(run)


def _is_clause(entries: Sequence[Entry], run: list[int]) -> bool:
    """Under "Điều 5." a number is a clause (khoản) by legal custom, unless every one of them is a bare title."""
    above = next((entries[i] for i in range(run[0] - 1, -1, -1) if entries[i].role == "heading"), None)
    if above is None or above.mark.style != "word điều" or entries[run[0]].mark.kind != "number":
        return False
    return any(entries[i].text.endswith(":") or not entries[i].is_title_like for i in run)


def _is_unmarked_heading(entries: Sequence[Entry], i: int, document: _Habits) -> bool:
    entry, line = entries[i], entries[i].line
    before = entries[i - 1] if i else None
    after = entries[i + 1] if i + 1 < len(entries) else None
    if after is None or not entry.is_title_like or line.item or entry.is_contact or _DATED.search(entry.text):
        return False
    if entry.text.endswith(":"):
        return _is_colon_heading(entry, before, after)
    if ": " in entry.text and not entry.is_caps and not line.strong:
        return False
    known = bool(KNOWN.match(entry.text))
    score = 2.0 * entry.text.endswith("?") + 2.0 * entry.is_caps + 2.0 * line.strong
    score += _shape(entry) + 1.5 * known
    score += _below(entries, i, known, document.restarts)
    if before is not None and before.text.endswith(":") and before.role != "heading":
        score -= 2.5
    if _spacious(entries, i):
        score += 1.0
    elif not line.gap and before is not None and before.role == "paragraph" and not before.is_prose:
        score -= 1.0
    if ORGANISATION.match(entry.text) and (after.is_contact or i < 5):
        score -= 3.0
    return score >= 2.0 + 0.75 * document.numbered + 1.0 * document.stated


def _shape(entry: Entry) -> float:
    words = len(entry.text.split())
    return 1.0 if words <= 13 else 0.5 if words <= 17 else -0.5 if words <= 22 else -1.5


def _below(entries: Sequence[Entry], i: int, known: bool, restarts: bool) -> float:
    """What a title may stand over: a sentence, a list or a heading one level down."""
    entry, after = entries[i], entries[i + 1]
    below = entries[i + 2] if i + 2 < len(entries) else None
    if after.role == "heading":
        return 2.0 if restarts and after.mark.kind and after.mark.value == 1 else 1.0
    if after.mark.kind:
        return 1.0
    if after.is_contact and not (after.is_prose and len(after.text) > 90):
        return 0.5 if known else -1.0
    if after.is_prose or len(after.text) > 110:
        return 1.0 if len(after.text) > len(entry.text) else 0.0
    if after.is_title_like:
        if entry.is_caps or entry.text.endswith("?") or entry.line.strong:
            return 0.0
        spaced = below is not None and below.line.gap and after.line.gap
        return 0.5 if below is not None and below.is_prose and (spaced or known) else -1.0
    return 0.5


def _spacious(entries: Sequence[Entry], i: int) -> bool:
    """A blank line before but none after says "title", where blank lines part sections and not every line."""
    after = entries[i + 1].line
    return entries[i].line.gap and not after.gap


def _is_colon_heading(entry: Entry, before: Entry | None, after: Entry) -> bool:
    """ "Quản lý thông tin qua địa chỉ E-mail:" over a paragraph is a title; "bao gồm:" over a list leads in to it."""
    if entry.line.strong or entry.is_caps:
        return len(entry.text.split()) <= 12 and not (before is not None and before.text.endswith(":"))
    if after.role == "heading":
        return True
    if after.mark.kind or not (entry.line.gap or before is None) or len(entry.text.split()) > 12:
        return False
    return after.is_prose and not after.text.endswith((":", ";")) and len(after.text) > 1.5 * len(entry.text)
