"""Import a company's own document, and write it as `policies/<slug>/`."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from bot.knowledge.errors import InvalidPolicy, UnreadableDocument
from bot.knowledge.importing import markdown, toml
from bot.knowledge.importing.contacts import Contacts, find_contacts
from bot.knowledge.importing.dates import Dating, find_dates
from bot.knowledge.importing.docx import read_docx
from bot.knowledge.importing.html import read_html
from bot.knowledge.importing.kinds import Kind, kind_of
from bot.knowledge.importing.lines import Source, tidy
from bot.knowledge.importing.markdown import Part
from bot.knowledge.importing.pdf import read_pdf
from bot.knowledge.importing.plain import read_text
from bot.knowledge.importing.structure import find_structure, texts
from bot.knowledge.loading import SLUG, load_organisation, parse_sections
from bot.knowledge.models import Organisation, Policy, RequestKind

READERS: dict[Kind, Callable[[bytes], Source]] = {
    "text": read_text,
    "html": read_html,
    "docx": read_docx,
    "pdf": read_pdf,
}
_VIETNAMESE = re.compile(r"[đơưăĐƠƯĂ\u1ea0-\u1ef9]")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document was understood to say, before it belongs to an organisation.

    `parts[0]` carries the title and what stands before the first heading. `titled` is false where the document names no
    title.
    """

    kind: str
    title: str
    titled: bool
    parts: tuple[Part, ...]
    dating: Dating
    contacts: Contacts


@dataclass(frozen=True, slots=True)
class ImportedPolicy:
    """`warnings` are Vietnamese sentences for the person who imports."""

    organisation: Organisation
    contacts: Contacts
    parts: tuple[Part, ...]
    warnings: tuple[str, ...] = ()


def read_document(data: bytes, filename: str) -> Draft:
    """Read any supported document; its kind is told by its content. Raises `UnreadableDocument`."""
    kind = kind_of(data, filename)
    source = READERS[kind](data)
    _require_vietnamese(source)
    structure = find_structure(source)
    words = texts(structure.parts)
    if not any(part.blocks for part in structure.parts):
        raise UnreadableDocument("Không tìm thấy đoạn văn nào của chính sách trong tệp này.")
    dating = find_dates(words, structure.posted)
    return Draft(source.kind, structure.title, structure.titled, structure.parts, dating, find_contacts(words))


def import_policy(data: bytes, filename: str, *, slug: str, name: str, today: date) -> ImportedPolicy:
    """The organisation as it would be loaded after `write`, a sample (`official` false) until a person has checked it.

    Raises `UnreadableDocument` for the document and `InvalidPolicy` for a slug or name that cannot be used.
    """
    name = tidy(name)
    if not SLUG.fullmatch(slug):
        raise InvalidPolicy(
            slug[:80] or "slug", "mã tổ chức chỉ gồm chữ thường không dấu, chữ số và gạch nối, tối đa 64 ký tự"
        )
    if not 0 < len(name) <= 200:
        raise InvalidPolicy(slug, "tên tổ chức phải có từ 1 đến 200 ký tự")
    draft = read_document(data, filename)
    dating = draft.dating
    version = dating.version or (str(dating.effective) if dating.effective else dating.month) or f"{today:%Y-%m-%d}"
    policy = Policy(
        organisation=slug,
        title=draft.title,
        version=version,
        effective_date=dating.effective,
        sections=tuple(parse_sections(markdown.render(draft.parts))),
        official=False,
        source=f"Nhập từ tệp {tidy(Path(filename).name)[:150]} ngày {today:%d/%m/%Y}",
    )
    organisation = Organisation(
        slug=slug,
        name=name,
        policy=policy,
        official=False,
        contact=draft.contacts.best,
        kinds=get_args(RequestKind),
    )
    return ImportedPolicy(organisation, draft.contacts, draft.parts, tuple(_warnings(draft)))


def write(imported: ImportedPolicy, directory: Path, *, replace: bool = False) -> Path:
    """Write `directory/<slug>/` and return it: all of it or nothing.

    An existing folder is left alone (`InvalidPolicy`) unless `replace` is set; it is then exchanged as a whole.
    """
    organisation = imported.organisation
    folder = directory / organisation.slug
    if folder.exists() and not replace:
        raise InvalidPolicy(str(folder), "đã có tổ chức này, nên không ghi đè; hãy chọn mã khác hoặc cho phép thay thế")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory, prefix=".nhap-") as scratch:
            fresh = Path(scratch) / organisation.slug
            fresh.mkdir()
            policy = organisation.policy
            head = markdown.head(policy.title, policy.version, policy.effective_date, policy.source)
            _save(fresh / "policy.md", head + markdown.render(imported.parts))
            _save(fresh / "organisation.toml", toml.render(organisation.slug, organisation.name, organisation.contact))
            load_organisation(Path(scratch), organisation.slug)  # what is written must be readable
            _exchange(fresh, folder, Path(scratch) / "old")
    except OSError as error:
        raise InvalidPolicy(str(folder), f"không ghi được ({error.strerror})") from error
    return folder


def _save(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _exchange(fresh: Path, folder: Path, old: Path) -> None:
    """Put `fresh` in the place of `folder`; the old one comes back if that fails."""
    if not folder.exists():
        fresh.rename(folder)
        return
    shutil.move(folder, old)
    try:
        fresh.rename(folder)
    except OSError:
        shutil.move(old, folder)
        raise


def _require_vietnamese(source: Source) -> None:
    text = " ".join(line.text for line in source.lines)
    letters = sum(c.isalpha() for c in text)
    if letters == 0:
        raise UnreadableDocument("Tệp không có chữ nào để nhập.")
    if len(_VIETNAMESE.findall(text)) < 0.03 * letters:
        raise UnreadableDocument("Tệp không có nội dung tiếng Việt có dấu, nên không nhập làm chính sách được.")


def _warnings(draft: Draft) -> list[str]:
    warnings = []
    if not draft.titled:
        warnings.append(f"Tài liệu không có tên; đã đặt là “{draft.title}”.")
    if draft.dating.effective is None:
        said = f" (chỉ nêu tháng {draft.dating.month[5:]}/{draft.dating.month[:4]})" if draft.dating.month else ""
        warnings.append(f"Tài liệu không nêu ngày có hiệu lực{said}; hãy điền effective_date trong policy.md.")
    if not draft.contacts:
        warnings.append("Không thấy e-mail, số điện thoại hay địa chỉ nào; hãy điền [contact] trong organisation.toml.")
    if len(draft.parts) < 3:
        warnings.append("Tìm được quá ít đề mục; hãy xem lại tài liệu có đề mục rõ ràng không.")
    return warnings
