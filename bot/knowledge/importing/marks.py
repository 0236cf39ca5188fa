"""The marks that stand before headings and list items: bullets, numbers, letters, "Điều 1." and their mixtures."""

import re
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["", "bullet", "number", "dotted", "upper", "roman", "letter", "paren", "word"]

_BULLET = re.compile(
    r"([•‣▪▫●◦·○■□▢◆◇❖★☆✓✔✅➢➤➔→►▶»⁃∙⦁\uf0b7\uf0a7\uf0d8\uf076\uf0fc]|[-–—*+](?=\s|[^\W\d_])|o(?=\s+\S)|§)\s*"
)
_NUMBER = re.compile(r"(\d{1,2})([.)/])(?:\s+|(?=[^\W\d_]|[“\"(]))")
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})(?:[.)](?:\s+|(?=[^\W\d_]))|\s+(?=[“\"(\w]))")
_LETTER = re.compile(r"([a-zđ])([.)/])\s+")
_UPPER = re.compile(r"([A-ZĐ])([.)/])\s+(?=\S)")
_ROMAN = re.compile(r"([IVX]{1,6}|[ivx]{1,5})([.)/])\s+")
_PAREN = re.compile(r"\((\d{1,2}|[ivx]{1,5}|[a-zđ])\)\s*")
_WORD = re.compile(
    r"(phần|chương|tiểu mục|mục|điều|phụ lục|câu hỏi|câu)\s+"
    r"((?:thứ\s+)?(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?=\s*[.:–—-])"
    r"|\d{1,3}(?:\.\d{1,2})*|(?-i:[IVXLC]+)|(?-i:[A-ZĐ]))"
    r"(?:\s*[.:)]\s*|\s+[–—-]\s+|\s*$)",
    re.IGNORECASE,
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Mark:
    """`label` is the mark as written, `text` what follows it; `style` is equal for marks of one kind of list.

    `value` is the number the mark stands for (letters count from 1), 0 for bullets.
    """

    kind: MarkKind
    text: str
    label: str = ""
    style: str = ""
    value: int = 0

    @property
    def whole(self) -> str:
        """The mark and its text as the document has them."""
        return (self.text if self.kind == "bullet" else self.label + self.text).strip()


def parse_mark(text: str) -> Mark:
    """Read the mark before `text`. Of a pasted mixture ("• 1.Tên", "1. 2.Tên") the inner number counts."""
    if bullet := _BULLET.match(text):
        rest = text[bullet.end() :]
        inner = _ordered(rest)
        if inner.kind in ("number", "dotted"):
            return inner
        return Mark("bullet", rest, bullet.group(1), f"bullet {bullet.group(1)}")
    outer = _ordered(text)
    if outer.kind == "number":
        inner = _ordered(outer.text)
        if inner.kind in ("number", "dotted"):
            return inner
    return outer


def _ordered(text: str) -> Mark:
    if match := _WORD.match(text):
        word = " ".join(match.group(1).lower().split())
        number = match.group(2)
        return Mark("word", text[match.end() :], match.group(), f"word {word}", _value(number))
    if (match := _DOTTED.match(text)) and (match.group().rstrip()[-1] in ".)" or not text[match.end()].islower()):
        numbers = match.group(1).split(".")
        return Mark("dotted", text[match.end() :], match.group(), f"dotted {len(numbers)}", int(numbers[-1]))
    if match := _NUMBER.match(text):
        return Mark("number", text[match.end() :], match.group(), f"number {match.group(2)}", int(match.group(1)))
    if match := _PAREN.match(text):
        kind = "1" if match.group(1).isdigit() else "i" if set(match.group(1)) <= set("ivx") else "a"
        return Mark("paren", text[match.end() :], match.group(), f"paren {kind}", _value(match.group(1)))
    if match := _ROMAN.match(text):
        case = "I" if match.group(1).isupper() else "i"
        return Mark("roman", text[match.end() :], match.group(), f"roman {case}", _value(match.group(1)))
    if match := _UPPER.match(text):
        return Mark("upper", text[match.end() :], match.group(), "upper", _value(match.group(1).lower()))
    if match := _LETTER.match(text):
        return Mark("letter", text[match.end() :], match.group(), "letter", _value(match.group(1)))
    return Mark("", text)


def as_letter(mark: Mark) -> Mark:
    """Read a one-character Roman numeral ("C.", "i)") as the letter it may as well be."""
    character = mark.label[0]
    kind: MarkKind = "upper" if character.isupper() else "letter"
    return Mark(kind, mark.text, mark.label, kind, _value(character.lower(), letter=True))


def _value(number: str, letter: bool = False) -> int:
    if number.isdigit():
        return int(number)
    if "." in number:
        return int(number.rsplit(".", 1)[1])
    if not letter and number and set(number.upper()) <= set(_VALUES):
        digits = [_VALUES[c] for c in number.upper()]
        return sum(-d if any(later > d for later in digits[i + 1 : i + 2]) else d for i, d in enumerate(digits))
    if len(number) == 1:
        return _LETTERS.find(number.lower()) + 1
    words = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
    last = number.split()[-1].lower().replace("bốn", "tư")
    return words.index(last) + 1 if last in words else 0
