"""A receipt on paper: one A4 page. The same receipt always gives the same bytes."""

from importlib import resources
from typing import TYPE_CHECKING

from bot.receipts import wording
from bot.receipts.models import Receipt
from bot.receipts.qr import modules

if TYPE_CHECKING:
    from fpdf import FPDF

_PACKAGE = "fontpkg_be_vietnam_pro"
_FONT = "BeVietnamPro"
_INK, _MUTED, _ACCENT, _LINE = (23, 33, 28), (82, 96, 90), (10, 107, 85), (215, 223, 217)
# Millimetres.
_LEFT, _TOP, _WIDTH = 22.0, 22.0, 166.0
_LABELS = 46.0
_QR = 58.0
_QUIET = 4  # modules


def file_name(receipt: Receipt) -> str:
    return f"bien-nhan-{receipt.statement.facts.code}.pdf"


def render(receipt: Receipt) -> bytes:
    """Takes about a tenth of a second: call it in a thread."""
    # Imported here: it takes most of a second, and a process that prints nothing need not wait for it.
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_creation_date(receipt.statement.issued_at)
    pdf.set_lang("vi")
    pdf.set_title(f"{wording.TITLE} {receipt.statement.facts.code}")
    pdf.set_creator("Lá Chắn")
    for style, name in (("", "Regular"), ("B", "SemiBold")):
        file = resources.files(_PACKAGE) / "files" / f"{_FONT}-{name}.ttf"
        with resources.as_file(file) as path:
            pdf.add_font(_FONT, style, path)
    pdf.set_margins(_LEFT, _TOP, 210 - _LEFT - _WIDTH)
    pdf.c_margin = 0
    pdf.add_page()
    _head(pdf, receipt)
    _table(pdf, receipt)
    _proof(pdf, receipt)
    return bytes(pdf.output())


def _head(pdf: "FPDF", receipt: Receipt) -> None:
    _write(pdf, receipt.statement.name, 11, _ACCENT, bold=True, height=6)
    pdf.ln(1)
    _write(pdf, wording.TITLE, 24, _INK, bold=True, height=12)
    pdf.ln(4)
    _write(pdf, "Mã phiếu", 9.5, _MUTED, height=5)
    _write(pdf, receipt.statement.facts.code, 20, _INK, bold=True, height=10)
    _write(pdf, wording.KEEP_THE_CODE, 9.5, _MUTED, height=5)
    pdf.ln(5)


def _table(pdf: "FPDF", receipt: Receipt) -> None:
    pdf.set_draw_color(*_LINE)
    for label, value in wording.rows(receipt.statement):
        top = pdf.get_y()
        pdf.line(_LEFT, top, _LEFT + _WIDTH, top)
        pdf.set_xy(_LEFT, top + 2.4)
        _style(pdf, 10, _MUTED)
        pdf.cell(_LABELS, 6, label)
        _style(pdf, 10.5, _INK)
        pdf.multi_cell(_WIDTH - _LABELS, 6, value, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_y(pdf.get_y() + 2.4)
    pdf.line(_LEFT, pdf.get_y(), _LEFT + _WIDTH, pdf.get_y())
    pdf.ln(9)


def _proof(pdf: "FPDF", receipt: Receipt) -> None:
    top = pdf.get_y()
    _draw_code(pdf, receipt.link, _LEFT, top)
    pdf.set_left_margin(_LEFT + _QR + 8)
    pdf.set_y(top + 2)
    _write(pdf, wording.SCAN, 10.5, _INK, bold=True, height=5.6)
    pdf.ln(2)
    address = receipt.link.partition("#")[0]
    _write(pdf, f"Trang kiểm tra: {address}", 9, _MUTED, height=5)
    pdf.ln(2)
    _write(pdf, f"{wording.SIGNED} {wording.NO_PERSONAL_DATA}", 9, _MUTED, height=5)
    pdf.ln(2)
    _write(pdf, wording.record(receipt.statement.facts), 7.5, _MUTED, height=4.2)
    pdf.set_left_margin(_LEFT)


def _draw_code(pdf: "FPDF", link: str, left: float, top: float) -> None:
    rows = modules(link)
    size = _QR / (len(rows) + 2 * _QUIET)
    pdf.set_fill_color(0, 0, 0)
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            if run:
                # A hair higher than the row, so that no light line shows between two of them.
                pdf.rect(left + (x + _QUIET) * size, top + (y + _QUIET) * size, run * size, size * 1.02, style="F")
            x += run or 1


def _write(
    pdf: "FPDF", text: str, size: float, colour: tuple[int, int, int], *, bold: bool = False, height: float
) -> None:
    _style(pdf, size, colour, bold)
    pdf.multi_cell(0, height, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _style(pdf: "FPDF", size: float, colour: tuple[int, int, int], bold: bool = False) -> None:
    pdf.set_font(_FONT, "B" if bold else "", size)
    pdf.set_text_color(*colour)
