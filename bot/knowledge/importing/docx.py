"""Read a Word document through mammoth's HTML: its headings, bold lines, lists and tables."""

import io

import mammoth

from bot.knowledge.errors import UnreadableDocument
from bot.knowledge.importing.html import read_markup
from bot.knowledge.importing.lines import Source

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Tiêu đề'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
_DAMAGED = "Tệp DOCX bị hỏng, không mở được; hãy lưu lại từ Word rồi thử lại."


def read_docx(data: bytes) -> Source:
    """Raises `UnreadableDocument` for a damaged file and for one that holds no text."""
    try:
        markup = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_image)
        )
    except Exception as error:  # the file is a stranger's: mammoth lets the errors of zip, XML and its own code through
        raise UnreadableDocument(_DAMAGED) from error
    if not markup.value.strip():
        raise UnreadableDocument("Tệp DOCX không có chữ nào; có thể nội dung là ảnh chụp.")
    return read_markup(markup.value, "docx", page=False)


def _no_image(_: object) -> dict[str, str]:
    return {"src": ""}
