"""Tell a document's kind from its first bytes; the file's ending only breaks ties between text and HTML."""

import io
import re
import zipfile
from typing import Literal

from bot.knowledge.errors import UnreadableDocument

Kind = Literal["text", "html", "docx", "pdf"]

LIMIT = 10 * 1024 * 1024
_HTML = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|div|p|h[1-6]|ul|ol|table|article|section|main)\b", re.IGNORECASE
)
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"MZ", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BM")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes, filename: str) -> Kind:
    """Raises `UnreadableDocument` for what is empty, too large or of a kind that is not read."""
    if not data:
        raise UnreadableDocument("Tệp rỗng, không có gì để nhập.")
    if len(data) > LIMIT:
        raise UnreadableDocument("Tệp lớn hơn 10 MB; hãy tách riêng phần chính sách rồi nhập lại.")
    if not data.strip(b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("Tệp chỉ có khoảng trắng, không có chữ nào để nhập.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UnreadableDocument(
            "Tệp Word đời cũ (.doc) hoặc được đặt mật khẩu; hãy mở bằng Word và lưu lại thành .docx không mật khẩu."
        )
    if data.lstrip()[:5] == b"{\\rtf":
        raise UnreadableDocument("Tệp RTF chưa đọc được; hãy mở bằng Word và lưu lại thành .docx.")
    if data.startswith(_BINARY) and not _is_text(data):
        raise UnreadableDocument("Tệp không phải tài liệu văn bản; chỉ nhập được văn bản thuần, HTML, DOCX và PDF.")
    if _looks_html(data, filename):
        return "html"
    return "text"


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "word/document.xml" in names:
                if sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")) > 20 * LIMIT:
                    raise UnreadableDocument("Tệp DOCX bung ra quá lớn nên không được đọc.")
                return "docx"
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableDocument("Tệp DOCX bị hỏng, không mở được; hãy lưu lại từ Word rồi thử lại.") from error
    raise UnreadableDocument("Tệp nén này không phải DOCX; chỉ nhập được văn bản thuần, HTML, DOCX và PDF.")


def _is_text(data: bytes) -> bool:
    try:
        data[:4096].decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return error.start > len(data[:4096]) - 4
    return b"\x00" not in data[:4096]


def _looks_html(data: bytes, filename: str) -> bool:
    head = data[:200_000]
    if head.startswith(_BOMS[1:]):
        head = head.replace(b"\x00", b"")
    tags = len(_HTML.findall(head))
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return (
        start.startswith((b"<!doctype html", b"<html", b"<?xml"))
        or tags >= 3
        or (tags > 0 and filename.lower().endswith((".html", ".htm", ".xhtml")))
    )
