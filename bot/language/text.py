"""Forms of a text. Every function is pure and total: any `str` in, a `str` out, never an exception.

Two spellings of one word must meet: composed and decomposed letters (NFC), the old and the new place of a tone mark
(hoà / hòa), invisible characters that phones and word processors leave behind.
"""

import re
import unicodedata

# Characters that show nothing and part words: zero-width, bidirectional controls, soft hyphen, byte order mark.
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
# C0 and C1 controls but tab and line feed; a stray one would otherwise glue two words together.
_CONTROL = dict.fromkeys((*range(0, 9), *range(11, 32), *range(127, 160)), " ")
_SPACE = re.compile(r"\s+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
# NFD: "xoa" + tone at the end of a syllable. A q before u makes u a consonant (quý), a second vowel mark or a coda (hoàn)
# leaves the tone where it is.
_OLD_STYLE = re.compile(rf"((?:(?<![qQ])[uU](?=[yY])|[oO](?=[aeAE])))([aeyAEY])([{_TONES}])(?![a-zA-Z\u0300-\u036f])")


def nfc(text: str) -> str:
    """Composed letters, no invisible characters, no control characters but tab and line feed."""
    return unicodedata.normalize("NFC", text.translate(_CONTROL).translate(_INVISIBLE))


def squash(text: str) -> str:
    """White space of any length and kind as one blank, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def canonical(text: str) -> str:
    """`nfc`, and tone marks in their new-style place: hoà → hòa, xoá → xóa, thuý → thúy (but not quý: its u is no vowel)."""
    decomposed = unicodedata.normalize("NFD", nfc(text))
    return unicodedata.normalize("NFC", _OLD_STYLE.sub(lambda m: f"{m[1]}{m[3]}{m[2]}", decomposed))


def strip_accents(text: str) -> str:
    """Vietnamese letters without tone and vowel marks, đ as d; other characters stay."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D"))


def fold(text: str) -> str:
    """The form that matching happens in: lower case, no accents, white space squashed. `fold(fold(x)) == fold(x)`."""
    return squash(strip_accents(strip_accents(nfc(text)).lower()))


def has_accents(text: str) -> bool:
    return strip_accents(nfc(text)) != nfc(text)


def slugify(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens, at most 60 characters: an anchor or a folder name. May be empty."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-")
