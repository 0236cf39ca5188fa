"""Documents that cannot be imported, and folders that must not be touched: one clear sentence, nothing half-written."""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from bot.knowledge.errors import InvalidPolicy, UnreadableDocument
from bot.knowledge.importing import service
from bot.knowledge.importing.service import ImportedPolicy, import_policy, read_document, write
from bot.knowledge.loading import load_organisation

TEXT = (
    "Chính sách bảo mật\n\n1. Thu thập\n\nChúng tôi thu thập họ tên của khách hàng.\n\n"
    "2. Liên hệ\n\nE-mail: a@mayxanh.vn\n"
)


def _docx() -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(stream)
    return stream.getvalue()


def _zip(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def _pdf(*, locked: bool = False, text: bool = False) -> bytes:
    page = FPDF()
    page.add_page()
    if text:
        page.set_font("helvetica")
        page.multi_cell(0, 8, "Plain English words, and nothing but English words, all over this page.")
    else:
        page.rect(10, 10, 100, 100)
    if locked:
        page.set_encryption("chu", "khach")
    return bytes(page.output())


BAD = {
    "empty": (b"", "rỗng"),
    "white space": (b" \n\t \r\n", "khoảng trắng"),
    "no-break spaces": ("\u00a0\u200b\n".encode(), "chữ"),
    "byte order mark only": (b"\xef\xbb\xbf", "khoảng trắng"),
    "too large": (b"a" * (10 * 1024 * 1024 + 1), "10 MB"),
    "picture": (b"\x89PNG\r\n\x1a\n" + os.urandom(500), "không phải tài liệu"),
    "random bytes": (bytes(range(256)) * 20, "."),
    "broken UTF-8": (TEXT.encode().replace("ậ".encode(), b"\xe1\xba") * 3, "mã ký tự"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
    "RTF": (b"{\\rtf1\\ansi xin ch\\'e0o}", "RTF"),
    "numbers only": (b"123 456\n7.8.9 --- 2024", "chữ"),
    "English": (
        b"Privacy policy\n\nWe collect your name and address in order to deliver what you ordered.",
        "tiếng Việt",
    ),
    "another zip": (_zip("a.txt", b"x"), "nén"),
    "damaged DOCX": (_docx()[:2000], "DOCX"),
    "DOCX of nonsense": (_zip("word/document.xml", b"<w:document"), "DOCX"),
    "damaged PDF": (b"%PDF-1.7\n" + os.urandom(300), "PDF"),
    "cut PDF": (_pdf(text=True)[:400], "PDF"),
    "scanned PDF": (_pdf(), "ảnh chụp"),
    "locked PDF": (_pdf(locked=True), "mật khẩu"),
    "English PDF": (_pdf(text=True), "tiếng Việt"),
    "empty page": (b"<!doctype html><html><body><nav>Trang</nav></body></html>", "HTML"),
    "page drawn by script": (b"<html><body><div id='app'></div><script>x()</script></body></html>", "HTML"),
    "only a title": ("Chính sách bảo mật dữ liệu".encode(), "đoạn văn"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_vietnamese_sentence_says_what_is_wrong(name: str) -> None:
    data, says = BAD[name]
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "chinh-sach.txt")
    message = str(caught.value)
    assert says in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_locked_pdf_that_opens_without_a_password_is_read_or_refused_clearly() -> None:
    page = FPDF()
    page.add_page()
    page.set_encryption("chu")
    with pytest.raises(UnreadableDocument):
        read_document(bytes(page.output()), "a.pdf")


def test_the_content_decides_and_not_the_ending() -> None:
    assert read_document(TEXT.encode(), "a.pdf").kind == "text"
    assert read_document(_docx(), "a.txt").kind == "docx"


def test_control_characters_are_left_out() -> None:
    draft = read_document(TEXT.replace("họ tên", "họ\x07 tên\x1b").encode(), "a.txt")
    assert draft.parts[1].blocks[0].text == "Chúng tôi thu thập họ tên của khách hàng."


@pytest.fixture
def imported() -> ImportedPolicy:
    return _import("may-xanh", "Mây Xanh")


def _import(slug: str, name: str) -> ImportedPolicy:
    return import_policy(TEXT.encode(), "/tmp/Chính sách.txt", slug=slug, name=name, today=date(2026, 11, 22))


@pytest.mark.parametrize("slug", ["", "Mây", "../x", "a/b", "-a", "a" * 65, "A"])
def test_a_slug_that_is_no_folder_name_is_refused(slug: str) -> None:
    with pytest.raises(InvalidPolicy, match="mã tổ chức"):
        _import(slug, "Mây Xanh")


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_name_is_needed(name: str) -> None:
    with pytest.raises(InvalidPolicy, match="tên tổ chức"):
        _import("may-xanh", name)


def test_what_is_written_loads_again(imported: ImportedPolicy, tmp_path: Path) -> None:
    folder = write(imported, tmp_path / "moi" / "policies")
    assert sorted(path.name for path in folder.iterdir()) == ["organisation.toml", "policy.md"]
    assert load_organisation(folder.parent, "may-xanh") == imported.organisation
    assert [path.name for path in folder.parent.iterdir()] == ["may-xanh"]
    assert not imported.organisation.official
    assert imported.organisation.policy.version == "2026-11-22"
    assert imported.organisation.policy.source == "Nhập từ tệp Chính sách.txt ngày 22/11/2026"
    assert any("ngày có hiệu lực" in warning for warning in imported.warnings)


def test_names_with_quotes_and_backslashes_are_written_right(tmp_path: Path) -> None:
    write(_import("a", 'Mây "Xanh" \\ & con'), tmp_path)
    assert load_organisation(tmp_path, "a").name == 'Mây "Xanh" \\ & con'


def test_an_existing_folder_is_kept(imported: ImportedPolicy, tmp_path: Path) -> None:
    (tmp_path / "may-xanh").mkdir()
    (tmp_path / "may-xanh" / "cua-toi.txt").write_text("giữ")
    with pytest.raises(InvalidPolicy, match="không ghi đè"):
        write(imported, tmp_path)
    assert [path.name for path in (tmp_path / "may-xanh").iterdir()] == ["cua-toi.txt"]
    write(imported, tmp_path, replace=True)
    assert sorted(path.name for path in (tmp_path / "may-xanh").iterdir()) == ["organisation.toml", "policy.md"]
    assert [path.name for path in tmp_path.iterdir()] == ["may-xanh"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_failure_leaves_nothing_half_written(
    imported: ImportedPolicy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace: bool
) -> None:
    if replace:
        write(imported, tmp_path)
    before = sorted(tmp_path.rglob("*"))

    def full(path: Path, text: str) -> None:
        if path.name == "organisation.toml":
            raise OSError(28, "No space left on device")
        path.write_text(text, encoding="utf-8")

    monkeypatch.setattr(service, "_save", full)
    with pytest.raises(InvalidPolicy, match="không ghi được"):
        write(imported, tmp_path, replace=replace)
    assert sorted(tmp_path.rglob("*")) == before
