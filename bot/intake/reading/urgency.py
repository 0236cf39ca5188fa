"""A password that is lost, or an account that somebody else uses."""

import re

from bot.language.text import fold

_URGENT = re.compile(
    r"\b(?:mat|lo|quen mat|bi lo|bi mat|bi danh cap|danh cap|bi trom|danh mat)(?: \w+){0,2} (?:mat khau|pass"
    r"|password|ma pin)\b"
    r"|\b(?:mat khau|pass|password)(?: \w+){0,3} (?:bi )?(?:lo|danh cap|trom|mat|hack)\b"
    r"|\b(?:bi|da bi) (?:hack|chiem(?: quyen)?|xam nhap|dot nhap)\b|\bhack(?:er)?\b|\bbi (?:ai do|nguoi la"
    r"|nguoi khac|ke gian|ke khac)(?: \w+){0,2} (?:su dung|dung|xai|vao|chiem|lay)\b"
    r"|\b(?:truy cap|dang nhap|su dung) trai phep\b|\bdang nhap la\b|\b(?:nguoi la|ai do"
    r"|nguoi khac)(?: \w+){0,4} (?:dang nhap|vao tai khoan|vao tk)\b"
    r"|\b(?:chiem|danh cap|trom)(?: \w+){0,2} (?:tai khoan|tk|account|acc)\b"
)


def is_urgent(text: str) -> bool:
    return _URGENT.search(fold(text)) is not None
