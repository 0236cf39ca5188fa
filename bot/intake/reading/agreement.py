"""Yes and no, from a button or from words.

Words count as a yes only if they say nothing else: "ừ nhưng sửa lại email" confirms nothing. Without accents "dung" is both
"đúng" and "dừng", and then the intent decides.
"""

import re

from bot.intake.kinds import INTENTS
from bot.intake.models import Heard
from bot.language.text import canonical, fold

_YES = (
    r"(?:ok\w{0,3}|okay|uh?m{0,3}|uk|vang|dong y|nhat tri|dung(?: roi| vay| the)?|chinh xac|co|duoc|dc|xac nhan|chap nhan"
    r"|chuan|yes|tiep tuc|lam tiep|tiep|gui ma|gui di|mo phieu|mo di|lam di|chot|ghi vao)"
)
_POLITE = (
    r"(?:a|ah|da|nhe|nha|nhen|nghen|di|roi|r|em|anh|chi|ban|ad|shop|luon|toi|minh|tui|mk|do|day|giup|cho|ne|hen|het|con"
    r"|chau|bac|co)"
)
_ONLY_YES = re.compile(rf"(?:{_POLITE}[ ,.!]+)*{_YES}(?:[ ,.!]+(?:{_YES}|{_POLITE}))*[ .!]*")
_NO = re.compile(r"(?:da |a )?(?:khong|ko|k|kh|hong|hok|hem|khoan|chua|no|nope|khoi|deo|dell)\b")
_NOTHING_WRONG = re.compile(r"\b(?:khong|ko|k|khoi) (?:co (?:gi|van de)|sai|can (?:sua|chinh)|sua)\b")
_CAUTION = re.compile(
    r"\b(?:nhung|ma|sua|doi|khong|ko|k|hong|chua|nham|sai|khoan|tru|hay|hoac|neu|thoi|huy|bo)\b|[0-9@?]"
)
_GOES_ON = re.compile(r"^(?:da |a |u |ok )?(?:lam |tiep )?(?:tiep|tuc)\b|\btiep tuc\b")
_STOPS = re.compile(r"\b(?:dừng|đừng|ngừng|ngưng)\b")
_LONGEST, _SHORT = 8, 4


def stops(heard: Heard) -> bool:
    """Whether the person wants to leave; "làm tiếp" never does, whatever the classifier takes it for."""
    return heard.means("stop") and not (heard.is_typed and goes_on(heard.text))


def goes_on(text: str) -> bool:
    return _GOES_ON.search(fold(text)) is not None


def agrees(heard: Heard) -> bool | None:
    """None where it is neither, or both."""
    if not heard.is_typed:
        return {"affirm": True, "deny": False}.get(heard.intent)
    if stops(heard) or heard.turns_aside:
        return None
    text = fold(heard.text)
    if _STOPS.search(canonical(heard.text).lower()):
        return False if heard.means("deny") else None
    if _NOTHING_WRONG.search(text):
        return True if heard.means("affirm") else None
    if _NO.match(text):
        wish = heard.means(*INTENTS) and len(text.split()) > _SHORT
        return None if wish or heard.means("affirm") else False
    if _ONLY_YES.fullmatch(text):
        ambiguous = re.fullmatch(r"(?:da |a )?dung(?: a)?", text) and "đúng" not in canonical(heard.text).lower()
        if heard.means("deny") or (ambiguous and not heard.means("affirm")):
            return None
        return True
    if heard.means("affirm"):
        return None if _CAUTION.search(text) or len(text.split()) > _LONGEST else True
    return False if heard.means("deny") else None


def skips(heard: Heard) -> bool:
    """ "Bỏ qua", "không có", "không nhớ": an answer that is not given."""
    if not heard.is_typed:
        return heard.chosen == "skip" or heard.intent == "deny"
    text = fold(heard.text)
    return _SKIP.fullmatch(text) is not None or (heard.means("deny") and len(text.split()) <= _LONGEST)


_SKIP = re.compile(
    r"(?:thi |da |a )?(?:bo qua|(?:khong|ko|k|hong|chua) ?(?:co(?: gi)?|nho|ro|biet|can|muon)?(?: gi)?(?: them"
    r"| het| nua)?|quen(?: roi)?|thoi khoi|skip|next)"
    r"(?: (?:a|nha|nhe|di|em|anh|chi|ban|het|nua|dau|ca|roi))*[ .!]*"
)
