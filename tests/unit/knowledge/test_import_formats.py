"""The same policy as text in several encodings, as a web page, as a Word document and as a PDF."""

import io
import unicodedata
from datetime import date
from importlib.metadata import files

import docx
import pytest
from docx.document import Document
from fpdf import FPDF

from bot.knowledge.importing.service import Draft, read_document
from bot.knowledge.models import Block

LONG = (
    "Chúng tôi thu thập dữ liệu cá nhân của khách hàng để xử lý đơn hàng, giao hàng tận nơi, chăm sóc sau bán và "
    "thực hiện nghĩa vụ với cơ quan nhà nước theo quy định của pháp luật hiện hành tại Việt Nam, bao gồm:"
)
ITEM = "họ tên, số điện thoại và địa chỉ nhận hàng của khách hàng hoặc của người được khách tặng quà dịp lễ, Tết;"
TEXT = f"Chính sách bảo mật\n\n1. Thu thập\n\n{LONG}\n\n• {ITEM}\n• e-mail.\n\n2. Liên hệ\n\nE-mail: hotro@shopla.vn\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_text_in_any_unicode_encoding(encoding: str, form: str, newline: str) -> None:
    text = unicodedata.normalize(form, TEXT).replace("\n", newline)  # type: ignore[arg-type]
    _expect(read_document(text.encode(encoding), "a.txt"))


def test_text_in_windows_1258() -> None:
    text = TEXT.replace("•", "\u2022")
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    encoded = bytearray()
    for character in text:  # the code page has letters such as "ê", "ơ" whole and tones apart
        try:
            encoded += character.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", character)
            tone = next(c for c in parts if c in marks)
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            encoded += base.encode("cp1258") + tone.encode("cp1258")
    _expect(read_document(bytes(encoded), "a.txt"))


def _expect(draft: Draft) -> None:
    assert draft.title == "Chính sách bảo mật"
    assert [part.title for part in draft.parts[1:]] == ["1. Thu thập", "2. Liên hệ"]
    assert draft.parts[1].blocks == (Block(LONG), Block(ITEM, 1, "-"), Block("e-mail.", 1, "-"))
    assert draft.contacts.best.email == "hotro@shopla.vn"


PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Chính sách bảo mật - Shop Lá</title>
<style>p { color: red }</style></head><body class="menu-open">
<header class="site-header"><a href="/">Shop Lá</a>
<nav><ul><li><a>Trang chủ</a></li><li><a>Sản phẩm</a></li></ul></nav></header>
<div class="breadcrumb"><a>Trang chủ</a> » Chính sách</div>
<div id="cookie-banner">Trang này dùng cookie. <button>Đồng ý</button></div>
<div class="content has-sidebar"><h1>Chính sách bảo mật</h1>
<div class="toc"><a>1. Thu thập</a><a>2. Cookie</a><a>3. Thời gian lưu</a></div>
<h2>1. Thu thập</h2><p>Chúng tôi thu thập <b>dữ
 liệu</b> để:</p><ul><li>giao hàng;<ul><li>trong nước</li><li><p>quốc tế</p></li></ul></li><li>hỗ trợ.</li></ul>
<ol start="3"><li>Bước ba.</li><li>Bước bốn.</li></ol>
<section id="cookies"><h2>2. Cookie</h2><p>Chúng tôi dùng cookie để nhớ giỏ hàng. Bạn có thể tắt.</p>
<p><strong>Cookie thống kê</strong></p><p>Đếm lượt xem từng trang của chúng tôi.</p></section>
<h2>3. Thời gian lưu</h2><table><thead><tr><th>Loại</th><th>Thời gian</th></tr></thead>
<tr><td>Đơn hàng</td><td>5 năm</td></tr></table>
<h2>4. Liên hệ</h2><p>E-mail: <a href="mailto:hotro@shopla.vn">hotro@shopla.vn</a><br>Điện thoại: 024 3456 7890<br/>
Địa chỉ: Số 1 Lê Lợi, Quận 1, TP. Hồ Chí Minh</p>
<div class="share"><a>Facebook</a> <a>Zalo</a></div></div>
<aside class="sidebar"><h3>Tin mới</h3><p>Giảm giá mùa hè.</p></aside>
<footer><p>© 2024 Shop Lá. Địa chỉ kho: Đồng Nai.</p></footer><script>var a = 1;</script></body></html>"""


def test_a_web_page_without_the_page_around_it() -> None:
    draft = read_document(PAGE.encode(), "trang")
    assert (draft.kind, draft.title) == ("html", "Chính sách bảo mật")
    assert [(p.level, p.title) for p in draft.parts] == [
        (1, "Chính sách bảo mật"),
        (2, "1. Thu thập"),
        (2, "2. Cookie"),
        (3, "Cookie thống kê"),
        (2, "3. Thời gian lưu"),
        (2, "4. Liên hệ"),
    ]
    assert draft.parts[0].blocks == ()
    assert draft.parts[1].blocks == (
        Block("Chúng tôi thu thập dữ liệu để:"),
        Block("giao hàng;", 1, "-"),
        Block("trong nước", 2, "-"),
        Block("quốc tế", 2, "-"),
        Block("hỗ trợ.", 1, "-"),
        Block("Bước ba.", 1, "3."),
        Block("Bước bốn.", 1, "4."),
    )
    assert draft.parts[4].blocks == (Block("Loại | Thời gian", 1, "-"), Block("Đơn hàng | 5 năm", 1, "-"))
    assert draft.parts[5].blocks[1] == Block("Điện thoại: 024 3456 7890")
    assert draft.contacts.best.address == "Số 1 Lê Lợi, Quận 1, TP. Hồ Chí Minh"


def test_a_page_of_bold_lines_and_breaks() -> None:
    page = f"""<html><body><div><p><b>CHÍNH SÁCH BẢO MẬT</b></p>
<div><b>1. Thu thập</b><br>{LONG}<br>- {ITEM}<br>- e-mail.<br><br>
<span style="font-weight:700">2. Liên hệ</span><br>E-mail: hotro@shopla.vn</div></div></body></html>"""
    draft = read_document(page.encode(), "a.html")
    assert draft.title == "CHÍNH SÁCH BẢO MẬT"
    assert [part.title for part in draft.parts[1:]] == ["1. Thu thập", "2. Liên hệ"]
    assert [block.depth for block in draft.parts[1].blocks] == [0, 1, 1]


def test_a_bold_numbered_heading_that_runs_into_its_text() -> None:
    run_in = f"<p><b>1. Thu thập.</b> {LONG}</p><p><b>2. Lưu trữ.</b> {LONG}</p>"
    page = f"<html><body><h1>Chính sách bảo mật</h1>{run_in}</body></html>"
    found = read_document(page.encode(), "a.html").parts[1:]
    assert [(part.title, part.blocks) for part in found] == [
        ("1. Thu thập.", (Block(LONG),)),
        ("2. Lưu trữ.", (Block(LONG),)),
    ]


def test_a_part_about_cookies_or_menus_is_text_whatever_its_class() -> None:
    page = f"""<html><body><main><h1>Chính sách bảo mật</h1><p>{LONG}</p>
<div class="widget cookie-notice"><h2>Cookie</h2>
<p>Trang dùng cookie để nhớ giỏ hàng. Cookie tồn tại 30 ngày. Bạn có thể tắt
cookie trong trình duyệt.</p></div></main></body></html>"""
    assert read_document(page.encode(), "a.html").parts[1].title == "Cookie"


def test_a_page_in_another_declared_encoding() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="utf-16"').encode("utf-16")
    assert len(read_document(page, "a.html").parts) == 6


def _word() -> Document:
    document = docx.Document()
    document.add_heading("Chính sách bảo mật", 0)
    document.add_heading("1. Thu thập", 1)
    document.add_paragraph(LONG)
    document.add_paragraph(ITEM, style="List Bullet")
    document.add_paragraph("e-mail.", style="List Bullet")
    return document


def _bytes(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_document() -> None:
    document = _word()
    document.add_paragraph().add_run("2. Liên hệ").bold = True
    document.add_paragraph("E-mail: hotro@shopla.vn")
    _expect(read_document(_bytes(document), "a.bin"))


def test_word_numbers_and_tables() -> None:
    document = _word()
    document.add_heading("2. Yêu cầu", 1)
    document.add_paragraph("Gửi thư.", style="List Number")
    document.add_paragraph("Chờ trả lời.", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Loại", "Thời gian lưu", "Đơn hàng", "5 năm"], strict=True):
        cell.text = text
    assert read_document(_bytes(document), "a.docx").parts[2].blocks == (
        Block("Gửi thư.", 1, "1."),
        Block("Chờ trả lời.", 1, "2."),
        Block("Loại | Thời gian lưu", 1, "-"),
        Block("Đơn hàng | 5 năm", 1, "-"),
    )


class Printed(FPDF):
    """A4 pages with a running header and a page number."""

    def __init__(self) -> None:
        super().__init__()
        for style, name in (("", "Regular"), ("B", "Bold")):
            (path,) = (f for f in files("fontpkg-be-vietnam-pro") or () if f.name == f"BeVietnamPro-{name}.ttf")
            self.add_font("V", style, str(path.locate()))
        self.add_page()

    def header(self) -> None:
        if "v" in self.fonts:
            self.set_font("V", "", 8)
            self.cell(0, 8, "Công ty Mây Xanh – bản công bố", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("V", "", 8)
        self.cell(0, 8, f"Trang {self.page_no()}", align="C")

    def write_lines(self, text: str, size: float = 11, style: str = "", indent: float = 0) -> None:
        self.set_font("V", style, size)
        self.set_x(self.l_margin + indent)
        self.multi_cell(0, size * 0.55, text, new_x="LMARGIN", new_y="NEXT", align="L")


def test_a_pdf_of_several_pages() -> None:
    page = Printed()
    page.write_lines("Chính sách bảo mật", 18, "B")
    for n in range(1, 13):
        page.write_lines(f"{n}. Nội dung thứ {n}", 12, "B")
        page.write_lines(LONG)
        page.write_lines(f"• {ITEM}", indent=6)
        page.write_lines("• e-mail.", indent=6)
        page.ln(3)
    assert page.page_no() >= 2
    draft = read_document(bytes(page.output()), "a.pdf")
    assert (draft.kind, draft.title) == ("pdf", "Chính sách bảo mật")
    assert [part.title for part in draft.parts[1:]] == [f"{n}. Nội dung thứ {n}" for n in range(1, 13)]
    assert all(part.blocks == (Block(LONG), Block(ITEM, 1, "-"), Block("e-mail.", 1, "-")) for part in draft.parts[1:])
    assert not any("Trang" in b.text or "bản công bố" in b.text for part in draft.parts for b in part.blocks)


def test_a_pdf_with_unnumbered_bold_headings() -> None:
    page = Printed()
    page.write_lines("CHÍNH SÁCH BẢO MẬT", 16, "B")
    for title in ("Dữ liệu thu thập", "Thời gian lưu", "Quyền của bạn"):
        page.write_lines(title, 11, "B")
        page.write_lines(LONG.replace(", bao gồm:", "."))
    page.write_lines("Có hiệu lực từ ngày 01/03/2025.")
    draft = read_document(bytes(page.output()), "a.pdf")
    assert [part.title for part in draft.parts[1:]] == ["Dữ liệu thu thập", "Thời gian lưu", "Quyền của bạn"]
    assert draft.dating.effective == date(2025, 3, 1)
