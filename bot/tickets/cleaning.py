"""Texts from people before they are kept: how long they may be, without control characters, without card and identity numbers."""

from dataclasses import dataclass, replace

from bot.language.personal_data import redact
from bot.language.text import nfc
from bot.tickets.errors import Incomplete, TooLong, TooMany
from bot.tickets.kinds import TicketKind
from bot.tickets.requests import EVERYTHING, Complaint, Correction, Draft, Representative, Request


@dataclass(frozen=True, slots=True)
class Text:
    """`label` is Vietnamese, to stand inside a sentence; `limit` counts characters."""

    label: str
    limit: int


WORDS = Text("lời nhắn", 4_000)
NAME = Text("họ tên", 200)
SCOPE = Text("phần dữ liệu", 500)
FIELD = Text("tên thông tin cần sửa", 200)
OLD = Text("giá trị cũ", 1_000)
NEW = Text("giá trị mới", 1_000)
ABOUT = Text("nội dung khiếu nại", 4_000)
WANTED = Text("điều mong muốn", 2_000)
REPRESENTED = Text("tên người được đại diện", 200)
RELATION = Text("quan hệ với người được đại diện", 200)
BASIS = Text("giấy tờ đại diện", 1_000)
REASON = Text("lý do cho người yêu cầu", 4_000)
RESULT = Text("kết quả", 4_000)
LAW = Text("luật buộc lưu giữ", 500)
QUESTION = Text("câu hỏi cho người yêu cầu", 2_000)
INFORMATION = Text("thông tin bổ sung", 4_000)
WHOM = Text("tên bên thứ ba", 200)
NOTE = Text("ghi chú nội bộ", 4_000)

MOST_PARTS = 30
"""Corrections, or parts of a scope, in one ticket."""


def clean(text: str, what: Text) -> str:
    """Raises `TooLong`. What cannot be written (half of a surrogate pair) becomes `�`."""
    if len(text) > what.limit:
        raise TooLong(what.label, len(text), what.limit)
    writable = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return redact(nfc(writable)).text.strip()


def required(text: str, what: Text) -> str:
    """As `clean`. Raises `Incomplete` if nothing is left."""
    cleaned = clean(text, what)
    if not cleaned:
        raise Incomplete(what.label)
    return cleaned


def cleaned_draft(draft: Draft) -> Draft:
    """Raises `TooLong`, `TooMany`, or `Incomplete` if the part that the kind is about is missing."""
    request = draft.request
    if max(len(request.scope), len(request.corrections)) > MOST_PARTS:
        raise TooMany(MOST_PARTS)
    cleaned = Request(
        words=clean(request.words, WORDS),
        name=clean(request.name, NAME),
        scope=tuple(_scope(item) for item in request.scope),
        corrections=tuple(_correction(correction) for correction in request.corrections),
        complaint=_complaint(request.complaint),
        representative=_representative(request.representative),
    )
    if draft.kind is TicketKind.CORRECTION:
        if not cleaned.corrections:
            raise Incomplete(FIELD.label)
    elif draft.kind is TicketKind.COMPLAINT:
        if cleaned.complaint is None:
            raise Incomplete(ABOUT.label)
    elif not cleaned.scope:
        raise Incomplete(SCOPE.label)
    return replace(draft, request=cleaned)


def _scope(item: str) -> str:
    return item if item == EVERYTHING else required(item, SCOPE)


def _correction(correction: Correction) -> Correction:
    old, new = clean(correction.old, OLD), clean(correction.new, NEW)
    if not (old or new):
        raise Incomplete(NEW.label)
    return Correction(required(correction.field, FIELD), old, new)


def _complaint(complaint: Complaint | None) -> Complaint | None:
    if complaint is None:
        return None
    return Complaint(required(complaint.about, ABOUT), clean(complaint.wanted, WANTED))


def _representative(representative: Representative | None) -> Representative | None:
    if representative is None:
        return None
    return Representative(
        required(representative.represented, REPRESENTED),
        clean(representative.relation, RELATION),
        clean(representative.basis, BASIS),
    )
