"""Which intake a wish begins: the intent says the kind, the words sometimes say more exactly which."""

import re

from bot.intake.kinds import INTENTS, Kind
from bot.intake.models import Heard
from bot.language.entities import ticket_codes
from bot.language.text import fold

_RESTRICT = re.compile(
    r"\b(?:han che|tam (?:ngung|dung|khoa)|khoa tam|dong bang|giu nguyen(?: hien trang)?|dung (?:dung"
    r"|xu ly) (?:toi|gi)|(?:khoa|niem phong) lai)\b"
)
_OBJECT = re.compile(r"\b(?:phan doi|quang cao|tiep thi|khuyen mai)\b")
_ADD = re.compile(r"\b(?:bo sung|(?:noi|ghi|gui|cung cap|dua) them|them (?:thong tin|vao|giay to|y|chi tiet))\b")
_TAKES_BACK = re.compile(r"\b(?:rut|huy|thoi khoi|bo phieu)\b")
_TICKET = re.compile(r"\b(?:phieu|ma so|ticket|don|yeu cau|khieu nai)(?! nai)\b")
_OUTCOME = re.compile(
    r"\b(?:ket qua|cach (?:giai quyet|xu ly|tra loi)|cau tra loi|quyet dinh)(?: \w+){0,3} (?:phieu|yeu cau|don)\b"
    r"|\b(?:phieu|yeu cau|don)(?: \w+){0,4} bi tu choi\b"
)
_COMPLAINS = re.compile(r"\bkhieu nai (?:ve |lai )?(?:ket qua|cach (?:giai quyet|xu ly|tra loi)|quyet dinh)\b")
"""Said of a ticket, which is easily heard as asking how it stands."""
_MINE = re.compile(
    r"\b(?:cac|tat ca|danh sach|liet ke|may|bao nhieu)(?: (?:cac|nhung))? (?:yeu cau|phieu|don|ticket)\b"
    r"|^(?:xem |coi )?yeu cau cua (?:toi|em|minh)[ .?!]*$"
)
_ASKS = frozenset({"check_status", "request_correction", "file_complaint", "withdraw_request"})


def kind_of(heard: Heard) -> Kind | None:
    """The kind of intake; None where the message is no wish."""
    kind = INTENTS.get(heard.intent)
    if kind is None or not heard.is_typed:
        return kind
    text = fold(heard.text)
    code = code_in(heard)
    if (
        heard.intent in _ASKS
        and not _TAKES_BACK.search(text)
        and _ADD.search(text)
        and (code or (kind is Kind.STATUS and _TICKET.search(text)))
    ):
        return Kind.ADDITION
    if kind is Kind.OBJECTION and _RESTRICT.search(text) and not _OBJECT.search(text):
        return Kind.RESTRICTION
    if kind is Kind.STATUS and _COMPLAINS.search(text):
        return Kind.APPEAL
    if kind is Kind.COMPLAINT and (code or _OUTCOME.search(text)):
        return Kind.APPEAL
    if kind is Kind.STATUS and not code and _MINE.search(text):
        return Kind.OWN_TICKETS
    return kind


def code_in(heard: Heard) -> str:
    """The code of a ticket that the message names; empty where there is none, or more than one."""
    codes = {one.value for one in heard.entities if one.entity == "ticket_code"}
    if len(codes) == 1:
        return codes.pop()
    return "" if codes else (ticket_codes.normalise(heard.text) or "")


def looks_like_code(heard: Heard) -> bool:
    """Whether something was meant as the code of a ticket, right or wrong."""
    wrong = "ticket_code_invalid"
    if code_in(heard) or any(one.entity == wrong for one in heard.entities):
        return True
    return any(one.entity == wrong for one in ticket_codes.find(heard.text))
