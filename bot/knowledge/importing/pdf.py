"""Read a PDF: lines into paragraphs, large or bold lines as headings, running headers and page numbers dropped."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from bot.knowledge.errors import UnreadableDocument
from bot.knowledge.importing.lines import Line, Source, tidy
from bot.knowledge.importing.marks import parse_mark

_DAMAGED = "Tệp PDF bị hỏng, không mở được; hãy xuất lại tệp rồi thử lại."
_LOCKED = "Tệp PDF được đặt mật khẩu; hãy lưu lại bản không mật khẩu rồi thử lại."
_MOST_PAGES = 300
_PAGE_NUMBER = re.compile(r"(?:trang|page)?\s*[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:/|of|trên)\s*\d{1,3})?", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"(?:\b(?:trang|page|tr\.)|[|/–-])\s*\d+(?:\s*(?:/|of|trên)\s*\d+)?$")


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed line. Lengths are in points, `place` is its height on the page, 0 at the top to 1."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    place: float
    size: float
    bold: bool


def read_pdf(data: bytes) -> Source:
    """Raises `UnreadableDocument` for a damaged, locked or scanned file."""
    try:
        rows = _rows(data)
    except UnreadableDocument:
        raise
    except PdfminerException as error:
        locked = any(
            isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) for cause in (*error.args, error.__cause__)
        )
        raise UnreadableDocument(_LOCKED if locked else _DAMAGED) from error
    except Exception as error:  # the file is a stranger's: pdfminer fails on damage with errors of every sort
        raise UnreadableDocument(_DAMAGED) from error
    if sum(len(row.text) for row in rows) < 30:
        raise UnreadableDocument(
            "Tệp PDF không có chữ, chỉ có ảnh chụp; hãy dùng bản có chữ hoặc nhận dạng chữ (OCR) trước."
        )
    return Source("pdf", tuple(_paragraphs(_without_running(rows))))


def _rows(data: bytes) -> list[_Row]:
    rows: list[_Row] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        if len(document.pages) > _MOST_PAGES:
            raise UnreadableDocument(
                f"Tệp PDF dài hơn {_MOST_PAGES} trang; hãy tách riêng phần chính sách rồi nhập lại."
            )
        for number, page in enumerate(document.pages):
            for line in page.extract_text_lines(return_chars=True, use_text_flow=False):
                if row := _row(line, number, float(page.height)):
                    rows.append(row)
            page.close()
    return rows


def _row(line: dict[str, Any], page: int, height: float) -> _Row | None:
    text = tidy(line["text"])
    chars = [c for c in line["chars"] if not c["text"].isspace()]
    if not text or not chars:
        return None
    bold = sum(bool(re.search(r"bold|black|heavy|semib|demi", c["fontname"], re.IGNORECASE)) for c in chars)
    size = round(float(median(c["size"] for c in chars)) * 2) / 2
    place = (line["top"] + line["bottom"]) / 2 / height
    return _Row(text, page, line["x0"], line["x1"], line["top"], line["bottom"], place, size, bold >= 0.9 * len(chars))


def _without_running(rows: Sequence[_Row]) -> list[_Row]:
    """Drop page numbers, and lines that return at one place near the edge of most pages, page number aside."""
    pages = len({row.page for row in rows})

    def shape(row: _Row) -> tuple[str, int]:
        return _LAST_NUMBER.sub("", row.text.casefold()), round(row.place * 50)

    seen = Counter(key for key, _ in {(shape(row), row.page) for row in rows if _is_edge(row)})
    kept = []
    for row in rows:
        running = pages >= 2 and seen[shape(row)] >= max(2, 0.5 * pages)
        if not (_is_edge(row) and (running or _PAGE_NUMBER.fullmatch(row.text))):
            kept.append(row)
    return kept


def _is_edge(row: _Row) -> bool:
    return row.place < 0.12 or row.place > 0.88


def _paragraphs(rows: Sequence[_Row]) -> list[Line]:
    """Join the rows of a paragraph: same type, usual distance, and the row above full to the right edge."""
    body: Counter[float] = Counter()
    for row in rows:
        body[row.size] += len(row.text)
    size = body.most_common(1)[0][0] if body else 10.0
    mostly_bold = sum(len(row.text) for row in rows if row.bold) > 0.5 * sum(len(row.text) for row in rows)
    left = min((row.x0 for row in rows), default=0.0)
    right = sorted(row.x1 for row in rows)[int(len(rows) * 0.95)] if rows else 0.0
    leading = _leading(rows)
    lines: list[Line] = []
    previous: _Row | None = None
    for row in rows:
        if previous is not None and _goes_on(previous, row, right, leading, lines[-1]):
            last = lines[-1]
            lines[-1] = Line(f"{last.text} {row.text}", last.indent, last.gap, last.heading, last.strong and row.bold)
        else:
            gap = previous is None or row.page != previous.page or row.top - previous.top > 1.3 * leading
            strong = (row.bold and not mostly_bold) or row.size >= size * 1.12
            lines.append(Line(row.text, round((row.x0 - left) / 5), gap, 0, strong))
        previous = row
    return lines


def _leading(rows: Sequence[_Row]) -> float:
    """The usual distance from one row to the next."""
    steps = [b.top - a.top for a, b in pairwise(rows) if a.page == b.page and b.top > a.top]
    return float(median(steps)) if steps else 12.0


def _goes_on(previous: _Row, row: _Row, right: float, leading: float, line: Line) -> bool:
    if row.bold != previous.bold or abs(row.size - previous.size) > 0.6:
        return False
    first_word = row.text.split(" ", 1)[0]
    width = (row.x1 - row.x0) / max(1, len(row.text))
    full = previous.x1 + width * (len(first_word) + 1) > right - 2 * width
    if parse_mark(row.text).kind and not (full and row.text[0].islower() and parse_mark(row.text).kind == "letter"):
        return False
    if row.page != previous.page:
        return full and not previous.text.endswith((".", ":", ";", "?", "!"))
    return full and row.top - previous.top <= 1.6 * leading
