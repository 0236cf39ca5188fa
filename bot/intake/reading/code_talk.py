"""What people say about a one-time code instead of typing it."""

import re

from bot.language.text import fold

_MISSING = re.compile(
    r"\b(?:khong|ko|k|hong|hok|chua|chang|ch) (?:thay|nhan|co|den|toi|ve|gui)(?: duoc| dc| thay"
    r"| co)?\b.{0,25}\b(?:ma|otp|code|gi|tin nhan|sms|mail|email)\b"
    r"|\b(?:ma|otp|code|tin nhan|mail|email)(?: \w+){0,2} (?:khong|ko|k|chua|ch|hong) (?:thay|ve|den|toi|co|nhan|gui)\b"
    r"|\b(?:doi|cho) (?:mai|hoai|lau)\b.{0,20}\b(?:ma|otp|khong|ko|chua)\b"
    r"|^(?:chua|khong|ko|k) (?:thay|nhan duoc|nhan dc|co)(?: a| gi| gi het)?$"
)
_RESEND = re.compile(
    r"\b(?:gui|nhan|xin|cho|cap)(?: \w+){0,3} (?:lai|ma moi|ma khac|lan nua)\b|\bgui lai\b|\bma het han\b|\bresend\b"
)
_DIGITS = re.compile(r"\D{0,24}\d(?:[ .\-]?\d){2,8}\D{0,6}")


def is_missing(text: str) -> bool:
    return _MISSING.search(fold(text)) is not None


def asks_again(text: str) -> bool:
    return _RESEND.search(fold(text)) is not None


def looks_like_code(text: str) -> bool:
    """A few digits and next to nothing else: meant as a code, right or wrong."""
    return _DIGITS.fullmatch(fold(text)) is not None
