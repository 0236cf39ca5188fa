"""Small talk and anger, which are no answer to a question that takes free text."""

import re

from bot.intake.models import Heard
from bot.language.text import fold

_SURE = 0.9
_OUTBURST = re.compile(
    r"\b(?:dm|dcm|dmm|vcl|vl|cc|clm|cl|dit|lon me|deo|dek|buc (?:minh|qua|boi)|tuc qua|chan (?:qua|that|doi)"
    r"|te qua|rac ruoi|lua dao"
    r"|mat day|khon nan|cho chet|ngu (?:the|qua|vay)|nhu (?:hach|cut|cc))\b"
)


_QUESTION = re.compile(
    r"\?\s*$|\b(?:(?:duoc|dc|co|phai|dung) (?:khong|ko|k|hong|hk|chua)|bao (?:lau|gio|nhieu)|(?:the|nhu the"
    r"|lam) nao|tai sao|vi sao|sao lai"
    r"|la (?:gi|ai|sao)|o dau|gi vay|may ngay)(?: (?:a|vay|the|em|ad|shop|nhi|ha|z))*[ .!?]*$"
)


def is_question(text: str) -> bool:
    """Asked by its form, whatever it is about."""
    return _QUESTION.search(fold(text)) is not None


def is_outburst(text: str) -> bool:
    return _OUTBURST.search(fold(text)) is not None


def strays(heard: Heard) -> bool:
    """Whether a free text is more likely no answer at all. Short answers often look like small talk to the classifier."""
    return heard.means("out_of_scope") and (heard.confidence >= _SURE or is_outburst(heard.text))
