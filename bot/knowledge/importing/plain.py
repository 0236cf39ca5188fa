"""Read plain text: find the encoding, then the lines. Text that was hard-wrapped at a column is joined again."""

import re
import unicodedata

from charset_normalizer import from_bytes

from bot.knowledge.errors import UnreadableDocument
from bot.knowledge.importing.lines import Line, Source, tidy
from bot.knowledge.importing.marks import parse_mark

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_MARKDOWN_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*]+?)(?<=\S)\1:?")
_COMMON = re.compile(
    r"\b(?:và|của|các|cho|không|được|thông|tin|dữ|liệu|cá|nhân|khách|hàng|có|là|trong|khi|để|chúng|tôi|người|dùng)\b",
    re.IGNORECASE,
)
_GARBLED = "Tệp văn bản bị hỏng mã ký tự, không đọc được; hãy lưu lại ở dạng UTF-8 rồi thử lại."


def decode(data: bytes) -> str:
    """The text of `data` in NFC. Raises `UnreadableDocument` where no encoding gives readable Vietnamese."""
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            try:
                return _readable(data.decode(encoding))
            except UnicodeDecodeError as error:
                raise UnreadableDocument(_GARBLED) from error
    if b"\x00" in data[:2000]:
        return _wide(data)
    try:
        return _readable(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of what is not Vietnamese is zero."""
    even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
    try:
        text = data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            "Tệp không phải tài liệu văn bản; chỉ nhập được văn bản thuần, HTML, DOCX và PDF."
        ) from error
    if _vietnamese_share(text) < 0.1:
        raise UnreadableDocument("Tệp không phải tài liệu văn bản; chỉ nhập được văn bản thuần, HTML, DOCX và PDF.")
    return _readable(text)


def _legacy(data: bytes) -> str:
    """A one-byte encoding, Windows-1258 in the first place. Judged by the Vietnamese words it yields."""
    best = from_bytes(data, cp_isolation=["cp1258", "cp1252", "utf_16", "utf_16_le", "utf_16_be"]).best()
    candidates = [data.decode("cp1258", errors="replace")]
    if best is not None:
        candidates.append(str(best))
    text = max((unicodedata.normalize("NFC", c) for c in candidates), key=_vietnamese_share)
    if _vietnamese_share(text) < 0.1 or text.count("\ufffd") > len(text) / 1000:
        raise UnreadableDocument(_GARBLED)
    return _readable(text)


def _readable(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    strange = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") and c not in "\n\r\t\f\v\x85" for c in text)
    if strange + text.count("\ufffd") > max(5, len(text) / 50):
        raise UnreadableDocument(_GARBLED)
    return text


def _vietnamese_share(text: str) -> float:
    text = unicodedata.normalize("NFC", text[:50_000])
    words = re.findall(r"[^\W\d_]+", text)
    return len(_COMMON.findall(text)) / len(words) if words else 0.0


def read_text(data: bytes) -> Source:
    return Source("text", tuple(lines_of(decode(data))))


def lines_of(text: str) -> list[Line]:
    """The lines that hold something, hard-wrapped ones joined."""
    lines: list[Line] = []
    gap = False
    for raw in text.splitlines():
        raw = raw.expandtabs(4).replace("\u00a0", " ")
        if not (words := tidy(raw)):
            gap = True
            continue
        indent = len(raw) - len(raw.lstrip())
        level, strong = 0, False
        if heading := _MARKDOWN_HEADING.fullmatch(words):
            level, words = len(heading.group(1)), heading.group(2)
        if bold := _MARKDOWN_STRONG.fullmatch(words):
            strong, words = True, bold.group(2) + (":" if words.endswith(":") else "")
        lines.append(Line(words, indent, gap, level, strong))
        gap = False
    return _unwrap(lines)


def _unwrap(lines: list[Line]) -> list[Line]:
    """Join lines that were broken at a fixed column: most long lines then end within a word's length of it."""
    lengths = sorted(line.indent + len(line.text) for line in lines)
    if len(lines) < 8:
        return lines
    width = lengths[int(len(lengths) * 0.97)]
    full = [line for line in lines if line.indent + len(line.text) > width - 16]
    unfinished = sum(line.text[-1] not in '.;:?!”"' for line in full)
    if not 40 <= width <= 130 or len(full) < 0.3 * len(lines) or unfinished < 0.6 * len(full):
        return lines
    joined: list[Line] = []
    previous = ""
    for line in lines:
        first = line.text.split(" ", 1)[0]
        broken = len(previous) + 1 + len(first) > width - 3
        if (
            joined
            and broken
            and not line.gap
            and not line.heading
            and not line.strong
            and not parse_mark(line.text).kind
        ):
            last = joined[-1]
            joined[-1] = Line(f"{last.text} {line.text}", last.indent, last.gap, last.heading, last.strong)
        else:
            joined.append(line)
        previous = " " * line.indent + line.text
    return joined
