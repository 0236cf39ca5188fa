"""Questions for a telephone number, an e-mail address, a postal address or office hours.

A passage that is close to such a question and holds such a thing answers it. What it looks like is proof enough; the learned
judge, which has mostly seen near misses of this sort, is too careful here.
"""

import re

from bot.knowledge.answer_types import AnswerType
from bot.knowledge.index import PolicyIndex
from bot.language.text import canonical

SCORE = 0.8  # the probability given to such an answer: our estimate, not a measurement
_NEAR = 6  # passages, best first, that are close enough
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)\d[\d .-]{7,12}\d|(?<!\d)1[89]00[ .]?\d{2}")
_EMAIL = re.compile(r"\S@\S+\.\w")
_HOURS = re.compile(r"(?<!\d)\d{1,2} ?(?:h|giờ|:)\d{0,2} ?(?:sáng |chiều )?(?:[-–]|đến|tới)")
_ADDRESS = re.compile(
    r"(?:địa chỉ|trụ sở|văn phòng|thư)[^@\n]{0,60}\d+[^@\n]{0,60}(?:đường|phố|phường|quận|huyện|tp|tỉnh|tầng|hà nội)"
)
_ASKS_ADDRESS = re.compile(
    r"(?:văn phòng|trụ sở|công ty|trung tâm|bên mình|cửa hàng)[^?]{0,25}(?:ở đâu|chỗ nào|địa chỉ)|địa chỉ (?!e-?mail|thư)"
)
# Asking what is done with a datum is no question for the company's own.
_OWN = re.compile(
    r"(?:của|số điện thoại|email|địa chỉ) (?:tôi|em|mình|khách|con|bạn)|tôi|chia sẻ|bán|lưu|xóa|sửa|đổi|cập nhật|thu thập"
)


def answering_passage(index: PolicyIndex, question: str, types: frozenset[AnswerType], order: list[int]) -> int | None:
    """The first of the passages in `order` that holds what `question` (with accents) asks for; None for other questions."""
    text = canonical(question).lower()
    if _OWN.search(text):
        return None
    wanted = []
    if AnswerType.PHONE in types:
        wanted.append(_PHONE)
    if AnswerType.EMAIL in types:
        wanted.append(_EMAIL)
    if AnswerType.HOURS in types:
        wanted.append(_HOURS)
    if not wanted and _ASKS_ADDRESS.search(text):
        wanted.append(_ADDRESS)
    for number in order[:_NEAR]:
        passage = canonical(index.passages[number].text).lower()
        if wanted and all(look.search(passage) for look in wanted):
            return number
    return None
