"""What stands in a text in the place of something personal.

Masks are written by `bot.language.personal_data` and read again by `reading`, which takes each for one opaque character: a text
that was masked before is understood exactly like the one it was made from, so that masking twice changes nothing more.
"""

import re
from itertools import takewhile

IDENTITY_CARD = "số căn cước"
OLD_IDENTITY_CARD = "số chứng minh"
PASSPORT = "số hộ chiếu"
BANK_CARD = "số thẻ"
BANK_ACCOUNT = "số tài khoản"
NUMBER = "số"

_DOTS = "••••"
_LABELS = "|".join((IDENTITY_CARD, OLD_IDENTITY_CARD, PASSPORT, BANK_CARD, BANK_ACCOUNT, NUMBER))
_PHONE = rf"[0-9]{{2}}{_DOTS}[0-9]{{3}}"
_LETTER = r"[^\W\d_]"
_EMAIL = r"\w•••@\w•••\."
# The letters of an address end where another mask begins, when nothing stands in between.
_MASK = re.compile(rf"\[(?:{_LABELS}) …[0-9]{{2}}\]|{_PHONE}|{_EMAIL}{_LETTER}+?(?!{_LETTER}(?!•••@\w•••\.{_LETTER}))")


def number(label: str, digits: str) -> str:
    """`[số thẻ …11]`: the last two digits are enough for its owner to know which number was meant."""
    return f"[{label} …{digits[-2:]}]"


def phone(e164: str) -> str:
    """`09••••678`: two digits in front and three behind, whatever the length. A foreign number shows its country code's."""
    national = e164[3:] if e164.startswith("+84") else e164[1:]
    if e164.startswith("+84") and not national.startswith(("18", "19")):
        national = "0" + national
    return f"{national[:2]}{_DOTS}{national[-3:]}"


def email(address: str) -> str:
    """`a•••@e•••.com`"""
    local, _, domain = address.rpartition("@")
    letters = "".join(takewhile(str.isalpha, domain.rpartition(".")[2]))
    return f"{local[:1]}•••@{domain[:1]}•••.{letters}"


def spans(text: str) -> list[tuple[int, int]]:
    """Where masks stand in `text`."""
    if "•" not in text and "[số" not in text:
        return []
    return [match.span() for match in _MASK.finditer(text)]
