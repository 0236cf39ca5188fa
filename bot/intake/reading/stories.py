"""What happened, in the words of a complaint."""

import re

from bot.language.text import fold

FEWEST_WORDS = 4

_FORMULA = re.compile(
    r"\b(?:khieu nai|to cao|phan anh|phan nan|gui|nop|lam|viet|viec|ve|vu|chuyen|van de|don|cai|mot|muon|can|xin"
    r"|duoc|toi|tui|minh|mk|em|anh|chi|con|chau|bac|co"
    r"|ad|shop|cong ty|ben|ban|oi|a|nhe|nha|di|cho|giup|voi|la|thi|va|rat|o|day|nay|chinh thuc|ngay|dang|se|phai"
    r"|hom nay|lai|nua|chao|xin chao|alo)\b"
)


def has_story(text: str, fewest: int = FEWEST_WORDS) -> bool:
    """Whether more is told than that somebody wants to complain."""
    return len(_FORMULA.sub(" ", fold(text)).split()) >= fewest


def is_long_enough(text: str) -> bool:
    return len([word for word in fold(text).split() if any(c.isalpha() for c in word)]) >= FEWEST_WORDS
