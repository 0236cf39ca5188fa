"""Read a web page: the policy's own headings, paragraphs, lists and tables, without the page around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from bot.knowledge.errors import UnreadableDocument
from bot.knowledge.importing.lines import Line, Source, tidy
from bot.knowledge.importing.marks import parse_mark
from bot.knowledge.importing.pagecraft import drop_page, is_bold, main_part
from bot.knowledge.importing.plain import decode

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figure|figcaption|footer|form"
    r"|h[1-6]|header|hr|html"
    r"|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONTROL = re.compile(  # what XML cannot hold, plain or as a reference
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]))(?!\w);?",
    re.IGNORECASE,
)
_BREAK = "\n"


def read_html(data: bytes) -> Source:
    """The lines of the page's main part. Raises `UnreadableDocument` for a page that holds no text."""
    return read_markup(_decode(data), "html", page=True)


def read_markup(text: str, kind: str, *, page: bool) -> Source:
    """`page` says that navigation, banners and footers may stand around the text; a converted document has none."""
    text = _CONTROL.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        root = lxml_html.document_fromstring(text)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableDocument("Trang HTML không có nội dung nào để nhập.") from error
    title = tidy(root.findtext(".//title") or "")
    if page:
        drop_page(root)
        root = main_part(root)
    lines = tuple(_Walker().walk(root))
    if not lines:
        raise UnreadableDocument(
            "Trang HTML không có nội dung nào để nhập; có thể trang chỉ hiện chữ khi chạy trong trình duyệt."
        )
    return Source(kind, lines, re.split(r"\s+[|–—»-]\s+", title)[0] if title else "")


def _decode(data: bytes) -> str:
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = declared.group(1).decode("ascii").lower()
        if name not in ("utf-8", "utf8"):
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data)


@dataclass
class _Walker:
    """Collects text until a block ends, then lets it out as one line."""

    words: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)  # whether each piece of `words` is bold
    depth: int = 0
    marker: str = ""
    heading: int = 0

    def walk(self, root: lxml_html.HtmlElement) -> Iterator[Line]:
        yield from self._node(root, strong=False)
        yield from self._flush()

    def _node(self, node: lxml_html.HtmlElement, strong: bool) -> Iterator[Line]:
        if not isinstance(node.tag, str):
            return
        strong = strong or is_bold(node)
        if node.tag == "br":
            self._add(_BREAK, strong)
        elif node.tag in ("ul", "ol"):
            yield from self._flush()
            yield from self._list(node, strong)
        elif node.tag == "tr" and _is_row(node):
            yield from self._flush()
            cells = [tidy(" ".join(cell.itertext())) for cell in node if cell.tag in ("td", "th")]
            if any(cells):
                yield Line(" | ".join(cell for cell in cells if cell), item=self.depth + 1, marker="-")
        elif _BLOCKS.fullmatch(node.tag):
            yield from self._flush()
            outer = self.heading
            if node.tag in _HEADINGS:
                self.heading = int(node.tag[1])
            yield from self._inside(node, strong or node.tag in ("summary", "dt"))
            yield from self._flush()
            self.heading = outer
        else:
            yield from self._inside(node, strong)

    def _inside(self, node: lxml_html.HtmlElement, strong: bool) -> Iterator[Line]:
        self._add(node.text, strong)
        for child in node:
            yield from self._node(child, strong)
            self._add(child.tail, strong)

    def _list(self, node: lxml_html.HtmlElement, strong: bool) -> Iterator[Line]:
        outer = self.depth, self.marker
        number = _integer(node.get("start"), 1)
        self.depth += 1
        for child in node:
            if child.tag == "li":
                number = _integer(child.get("value"), number)
                self.marker = _marker(node, number)
                yield from self._inside(child, strong or is_bold(child))
                yield from self._flush()
                number += 1
            elif isinstance(child.tag, str):
                self.marker = ""
                yield from self._node(child, strong)  # a list put straight into a list
        self.depth, self.marker = outer

    def _add(self, text: str | None, strong: bool) -> None:
        if text:
            self.words.append(text if text is _BREAK else re.sub(r"[\r\n]+", " ", text))
            self.bold.append(strong)

    def _flush(self) -> Iterator[Line]:
        """One line for each stretch between line breaks, two where a bold heading runs into its text."""
        stretch: list[tuple[str, bool]] = []
        for text, strong in [*zip(self.words, self.bold, strict=True), (_BREAK, False)]:
            if text is not _BREAK:
                stretch.append((text, strong))
                continue
            for pieces in _parted(stretch) if not (self.depth or self.heading) else (stretch,):
                if words := tidy("".join(piece for piece, _ in pieces)):
                    strong = not self.heading and all(bold for piece, bold in pieces if piece.strip(" \t:.\u00a0"))
                    yield Line(words, 0, True, self.heading, strong, self.depth, self.marker)
                    self.marker = "" if self.depth else self.marker
            stretch = []
        self.words.clear()
        self.bold.clear()


def _parted(pieces: list[tuple[str, bool]]) -> tuple[list[tuple[str, bool]], ...]:
    """Part "**1. Mục đích.** Chúng tôi …" after the bold words, if they carry a heading's mark."""
    bold = next((n for n, (text, strong) in enumerate(pieces) if not strong and not text.isspace()), len(pieces))
    mark = parse_mark(tidy("".join(text for text, _ in pieces[:bold])))
    rest = tidy("".join(text for text, _ in pieces[bold:]))
    numbered = mark.kind in ("number", "dotted", "roman", "upper", "word") and len(mark.text) <= 110
    if numbered and mark.text and len(rest) >= 30 and not rest[0].islower():
        return pieces[:bold], pieces[bold:]
    return (pieces,)


def _marker(node: lxml_html.HtmlElement, number: int) -> str:
    if node.tag == "ul":
        return "-"
    kind = node.get("type") or ""
    if kind in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in ("i", "I") and 1 <= number <= 10:
        roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[number - 1]
        return f"{roman if kind == 'i' else roman.upper()}."
    return f"{number}."


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() else default


def _is_row(node: lxml_html.HtmlElement) -> bool:
    """A row of data, not of a table that only lays out the page."""
    cells = [cell for cell in node if cell.tag in ("td", "th")]
    heavy = node.xpath(".//h1|.//h2|.//h3|.//h4|.//ul|.//ol|.//table")
    return len(cells) >= 2 and not heavy and len(node.xpath(".//p")) <= 2 * len(cells)
