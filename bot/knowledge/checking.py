"""What looks wrong in a policy, for the person who put it there. Nothing here stops a policy from being served."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.knowledge.models import Organisation, Section

Severity = Literal["error", "warning", "note"]

LONG = 2500  # characters of a section or paragraph beyond which an answer can no longer point at the right words
_ENDS_LIKE_A_SENTENCE = re.compile(r"[^.…\s]{2,}[.;,]$")


@dataclass(frozen=True, slots=True)
class Finding:
    """`section` is the title of the section it is about, empty for the policy as a whole."""

    severity: Severity
    section: str
    message: str


def check(organisation: Organisation) -> list[Finding]:
    """Errors first, then warnings, then notes; within each in the order of the policy."""
    found = [*_sections(organisation), *_references(organisation), *_whole(organisation)]
    order: tuple[Severity, ...] = ("error", "warning", "note")
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _sections(organisation: Organisation) -> Iterator[Finding]:
    sections = organisation.policy.sections
    for i, section in enumerate(sections):
        if not section.blocks and section.level > 1 and not _has_children_with_text(sections, i):
            yield Finding("error", section.title, f"Mục “{section.title}” không có nội dung.")
        if section.level > 1 and _ENDS_LIKE_A_SENTENCE.search(section.title):
            yield Finding(
                "warning", section.title, f"Tên mục “{section.title}” kết thúc như một câu; có thể đây là đoạn văn."
            )
        longest = max((len(block.text) for block in section.blocks), default=0)
        whole = sum(len(block.text) for block in section.blocks)
        if longest > LONG:
            yield Finding(
                "warning",
                section.title,
                f"Mục “{section.title}” có đoạn dài {longest:,} ký tự; nên tách đoạn.".replace(",", "."),
            )
        elif whole > LONG:
            yield Finding(
                "warning", section.title, f"Mục “{section.title}” dài {whole:,} ký tự; nên chia nhỏ.".replace(",", ".")
            )
    counts = Counter((section.path, section.title.casefold()) for section in sections if section.title)
    for section in sections:
        if (times := counts.pop((section.path, section.title.casefold()), 1)) > 1:
            yield Finding("warning", section.title, f"Tên mục “{section.title}” lặp lại {times} lần.")


def _has_children_with_text(sections: tuple[Section, ...], i: int) -> bool:
    for section in sections[i + 1 :]:
        if section.level <= sections[i].level:
            return False
        if section.blocks:
            return True
    return False


def _references(organisation: Organisation) -> Iterator[Finding]:
    """Every section that `organisation.toml` names must stand in `policy.md`, letter for letter."""
    titles = {section.title for section in organisation.policy.sections}
    named = [(f"promises.statements “{p.key}”", p.section) for p in organisation.promises]
    named += [(f"requests.where.{kind}", exercise.section) for kind, exercise in organisation.where.items()]
    for where, title in named:
        if title and title not in titles:
            yield Finding("error", title, f"organisation.toml, {where}: chính sách không có mục “{title}”.")


def _whole(organisation: Organisation) -> Iterator[Finding]:
    if not organisation.contact:
        yield Finding("error", "", "Không có thông tin liên hệ nào; hãy điền [contact] trong organisation.toml.")
    if organisation.policy.effective_date is None:
        yield Finding("warning", "", "Chính sách không có ngày hiệu lực; hãy điền effective_date trong policy.md.")
    if not organisation.official or not organisation.policy.official:
        yield Finding(
            "note",
            "",
            "Đây là bản chưa được xác nhận là chính thức (official = false); hãy kiểm tra rồi đổi thành true.",
        )
