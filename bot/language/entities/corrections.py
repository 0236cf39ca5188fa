"""What people ask to have corrected: the field, what stands there, what should.

Three entities: `field` (name, phone, email, address, birth_date, gender, identity_number, bank_account, tax_code, other), `old_value`
and `new_value`. A value belongs to the nearest field before it that can hold it. Nothing is found in a message that does not ask for a
correction.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from bot.language.entities import emails, phones
from bot.language.entities.correction_fields import Mention, mentions
from bot.language.entities.correction_marks import NEW, OLD, Mark, Verb, marks, verbs
from bot.language.entities.correction_values import Value, by_look, fits, words
from bot.language.entities.folding import Folded, folded, vocabulary
from bot.language.entities.models import Found


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the ticket form. Telephone numbers are E.164, e-mail addresses lower-case, birth dates ISO, the rest as typed."""

    field: str
    old_value: str | None = None
    new_value: str | None = None


@dataclass(slots=True)
class _Slot:
    """A field named, or guessed from a value, and what was found for it."""

    field: str
    mention: Mention | None
    start: int
    end: int
    strong: bool = False
    old: Value | None = None
    new: Value | None = None
    plain: list[tuple[Value, str]] = dataclass_field(default_factory=list)


_TELLING = {"phone_number": "phone", "email": "email"}
"""Values whose look alone tells the field."""
_WORDY = ("name", "address", "other")
_LINK = re.compile(
    r"(?:[ :=,(]|\b(?:la|cua|toi|em|minh|mk|tui|anh|chi|day|nay|ne|e|t|nha|ben|so|cho|cai|dien|thoai|sdt|dt|email|mail"
    r"|dia|ten|ngay|sinh|nam|cccd|stk|hien|tai|phai|ra|do|nhat)\b)*"
)
_OWNERS = frozenset(
    "me ma ba bo cha con vo chong be ong chau anh chi em cong ty cty shop quan khach hang nguoi nha hien thi".split()
)
_SENTENCE = re.compile(r"[;!?\n]|\.(?= |$)")
_FAULT = re.compile(
    r"\b(?:sai|nham|lon|lech|(?:khong|chua|ko|k) (?:dung|khop|chinh xac)|cu|moi|thieu|thua|viet khong dau"
    r"|het han|lam lai"
    r"|(?P<verb>sua|cap nhat|chinh|doi|thay))\b"
)
_FAULT_SPELLINGS = vocabulary(
    "nhầm lộn lệch không chưa đúng khớp chính xác cũ mới thiếu thừa viết dấu hết hạn làm lại sửa cập nhật "
    "chỉnh đổi thay"
)
_LIST = re.compile(
    r"(?:[ ,;+&/\n•*.-]|\b(?:va|voi|vs|cung|lan|ca|cua|toi|em|minh|mk|tui|luon|nua|moi|cu|cho|so|la|thi|con"
    r"|giup|nhe|a|sang|thanh)\b)*"
)
_AFTER_OLD = re.compile(
    r",? ?(?:la |da |bi |thi |nay ){0,3}(?:sai|cu\b|nham|khong dung|chua dung|khong con|mat (?:roi|sim|r)"
    r"|bo (?:di|roi)|het dung)\b"
    r"| (?:khong|ko|k|hong) phai (?:la )?(?:cua|so|email|mail|toi|em|minh|mk|nua|ten)\b"
)
_AFTER_NEW = re.compile(
    r",? ?(?:nay )?(?:moi (?:dung|la|chuan|chinh xac)|la (?:dung|moi|chinh xac|so moi|mail moi|email moi)|nay moi)\b"
)
_REACHED = re.compile(
    r"\b(?:(?:goi|lien he|lh|alo|nhan tin|tra loi|phan hoi|bao|rep|gui)(?: \w+){0,3}(?: (?:qua|vao|theo|den"
    r"|ve))?(?: (?:so|mail|email|sdt|zalo))?"
    r"|(?:tai khoan|tk|acc|nick|phieu|don)(?: so| cua (?:toi|em|minh|mk))?) ?:? ?$"
)
_OWN = re.compile(r"\b(?:toi|em|minh|mk|tui|chau|con|chi|anh|bac|co) $")
_LONGEST_REACH = 60
_MOST = 40
"""Fields read of one message; more are no correction but a flood."""


def find(text: str) -> list[Found]:
    """Entities `field`, `old_value` and `new_value`, in order of the text."""
    return scan(folded(text))


def read(text: str) -> list[Correction]:
    """The corrections that a message asks for, paired; a value without a field tells its field by its look."""
    corrections = []
    for slot in _slots(folded(text), None, None):
        corrections.append(
            Correction(slot.field, slot.old.value if slot.old else None, slot.new.value if slot.new else None)
        )
    return corrections


def scan(
    text: Folded, found_phones: Iterable[Found] | None = None, found_emails: Iterable[Found] | None = None
) -> list[Found]:
    """`find` for a text that is folded already, and whose telephone numbers and e-mail addresses may be known."""
    found = []
    for slot in _slots(text, found_phones, found_emails):
        if slot.mention:
            found.append(Found("field", slot.field, *text.span(slot.mention.start, slot.mention.end)))
        for role, value in ((OLD, slot.old), (NEW, slot.new)):
            if value:
                found.append(Found(role, value.value, *text.span(value.start, value.end)))
    return sorted(found, key=lambda one: (one.start, one.end))


def _slots(text: Folded, known_phones: Iterable[Found] | None, known_emails: Iterable[Found] | None) -> list[_Slot]:
    asked = verbs(text)
    if not asked:
        return []
    named = mentions(text)[:_MOST]
    if not named and not any(character.isdecimal() or character == "@" for character in text.text):
        return []
    slots = [_Slot(one.field, one, one.start, one.end) for one in named]
    signs = marks(text)
    values = by_look(
        text,
        phones.find(text.original) if known_phones is None else known_phones,
        emails.find(text.original) if known_emails is None else known_emails,
        {one.field for one in named},
    )
    _hand_out(text, slots, values[: 2 * _MOST], signs)
    for slot in slots:
        if slot.field in _WORDY:
            _read_words(text, slot, slots, signs, values)
        _settle(slot)
    _judge(text, slots, asked)
    return _chosen(slots, asked)


# --- values that are known by their look --------------------------------------------------------------------------------


def _hand_out(text: Folded, slots: list[_Slot], values: list[Value], signs: list[Mark]) -> None:
    """Give each value, with its role, to the nearest field before it that can hold it, else to the nearest behind."""
    previous = 0
    for readings in _clusters(values):
        first = readings[0]
        role = _role(text, first, signs, slots, max(previous, first.start - 2 * _LONGEST_REACH))
        reached = first.kind in _TELLING and _REACHED.search(text.text, max(0, first.start - 50), first.start)
        if reached and not role:
            continue
        choices = [(slot, value) for value in readings for slot in slots if fits(value, slot.field)]
        before = [choice for choice in choices if choice[0].start < choice[1].start]
        behind = [choice for choice in choices if choice[0].mention and choice[0].start > choice[1].start]
        if before:
            slot, value = max(before, key=lambda choice: choice[0].start)
        elif behind:
            slot, value = min(behind, key=lambda choice: choice[0].start)
        elif first.kind in _TELLING:
            slot, value = _Slot(_TELLING[first.kind], None, first.start, first.start), first
            slots.append(slot)
            slots.sort(key=lambda one: one.start)
        else:
            continue
        slot.plain.append((value, role))
        previous = value.end


def _clusters(values: list[Value]) -> list[list[Value]]:
    """Values in groups of those that are readings of the same characters."""
    groups: list[list[Value]] = []
    end = 0
    for value in values:
        if value.start >= end:
            groups.append([])
        groups[-1].append(value)
        end = max(end, value.end)
    return groups


def _role(text: Folded, value: Value, signs: list[Mark], slots: list[_Slot], start: int) -> str:
    """`OLD`, `NEW`, or nothing where no word around the value tells."""
    if _AFTER_NEW.match(text.text, value.end):
        return NEW
    if _AFTER_OLD.match(text.text, value.end) and not text.text.startswith((" chu", " ma"), value.end):
        return OLD
    for mark in reversed(signs):
        if mark.end > value.start or mark.start < start:
            continue
        gap = text.text[mark.end : value.start]
        if (
            not mark.role
            or (mark.tight and not _LINK.fullmatch(gap))
            or (mark.role == OLD and not mark.sure and "," in gap)
        ):
            continue
        named = max(
            (slot.start for slot in slots if slot.mention and mark.end <= slot.start < value.start), default=None
        )
        # "tên thành Lê Ân, sđt 0912…": the mark was the other field's.
        spent = named is not None and not _LINK.fullmatch(text.text, mark.end, named)
        if spent or len(gap) > _LONGEST_REACH or _SENTENCE.search(gap):
            return ""
        return mark.role
    return ""


def _settle(slot: _Slot) -> None:
    """Old and new among the values of one field: what is said counts, then what is left over by it, then the order."""
    explicit_old = [value for value, role in slot.plain if role == OLD]
    explicit_new = [value for value, role in slot.plain if role == NEW]
    open_ones = [value for value, role in slot.plain if not role]
    slot.old = explicit_old[0] if explicit_old else None
    slot.new = explicit_new[-1] if explicit_new else None
    for value in open_ones:
        replaced = value.start < slot.new.start if slot.new else len(open_ones) > 1
        if slot.old is None and replaced:
            slot.old = value
        elif slot.new is None:
            slot.new = value


# --- values that are words ----------------------------------------------------------------------------------------------


def _read_words(text: Folded, slot: _Slot, slots: list[_Slot], signs: list[Mark], values: list[Value]) -> None:
    """Read what follows the field itself and each mark, up to the next other field."""
    if slot.mention is None:
        return
    end = min((one.start for one in slots if one.start > slot.start and one.mention), default=len(text.text))
    places = [(slot.end, "", False)]
    places += [(mark.end, mark.role, mark.sure) for mark in signs if slot.end <= mark.start < end]
    taken = slot.end
    for position, role, sure in places:
        if position < taken:
            continue
        stop = min(end, min((mark.start for mark in signs if mark.start >= position and mark.sure), default=end))
        value = words(text, slot.field, position, stop, sure=sure)
        if value is None and not role and stop < end:
            value = _closed(text, slot.field, position, stop)
        if value is None or any(
            value.start < one.end and one.start < value.end for one in values if one.kind != "gender"
        ):
            continue
        told = _AFTER_NEW.match(text.text, value.end)
        slot.plain.append((value, NEW if told else role))
        taken = value.end


def _closed(text: Folded, name: str, start: int, stop: int) -> Value | None:
    """All that stands between the field and the mark: "sua ten lan anh thanh lan oanh"; not "sửa tên mẹ thành …"."""
    if name == "address" and not text.original.isascii():
        return None
    value = words(text, name, start, stop, sure=True)
    if value is None or text.text[value.end : stop].strip(" ,\"'”’") or _FAULT.search(text.text, value.start, stop):
        return None
    return None if _OWNERS.issuperset(text.text[value.start : value.end].split()) else value


# --- which fields are meant ---------------------------------------------------------------------------------------------


def _judge(text: Folded, slots: list[_Slot], asked: list[Verb]) -> None:
    """A field is meant when a verb governs it, a fault is told of it, a value of it is marked, or it continues such a list."""
    for index, slot in enumerate(slots):
        if any(role for _, role in slot.plain):
            slot.strong = True
            continue
        if slot.mention is None:
            continue
        next_start = min((one.start for one in slots[index + 1 :] if one.mention), default=None)
        faulty = any(verb.force for verb in asked) and _faulty(text, slot.end, next_start)
        slot.strong = faulty or _governed(text, slot, slots, asked)
        if not slot.strong and index and slots[index - 1].strong:
            last = slots[index - 1]
            start = max([last.end, *(value.end for value, _ in last.plain if value.start < slot.start)])
            gap = text.text[start : slot.start]
            slot.strong = _LIST.fullmatch(gap) is not None and not _OWN.search(gap)
    for slot, following in zip(reversed(slots[:-1]), reversed(slots[1:]), strict=True):
        gap = text.text[slot.end : following.start]
        slot.strong = slot.strong or (following.strong and not slot.plain and _LIST.fullmatch(gap) is not None)


def _governed(text: Folded, slot: _Slot, slots: list[_Slot], asked: list[Verb]) -> bool:
    for verb in reversed(asked):
        if verb.end > slot.start or not verb.force:
            continue
        gap = text.text[verb.end : slot.start]
        if len(gap) > _LONGEST_REACH or _SENTENCE.search(gap):
            return False
        if "," in gap or _OWN.search(gap + " " if slot.field == "name" else ""):
            return False
        return not any(verb.end <= value.start < slot.start for one in slots for value, _ in one.plain)
    return False


def _faulty(text: Folded, start: int, following: int | None) -> bool:
    """Whether something is said to be wrong, old or new with what was named, before the next field; a verb may belong to that one."""
    end = min(len(text.text) if following is None else following, start + _LONGEST_REACH)
    sentence = _SENTENCE.search(text.text, start, end)
    end = sentence.start() if sentence else end
    for fault in _FAULT.finditer(text.text, start, end):
        if text.misspelled(*fault.span(), _FAULT_SPELLINGS) is not None:
            continue
        if following is None or not fault["verb"] or "," in text.text[fault.end() : following]:
            return True
    return False


def _chosen(slots: list[_Slot], asked: list[Verb]) -> list[_Slot]:
    """The fields that are meant, one for each field unless each has a new value of its own."""
    asks = any(verb.force == 2 for verb in asked)
    strong = [slot for slot in slots if slot.strong and (slot.mention or asks or (slot.old and slot.new))]
    if not strong and not asks:
        return []
    meant = strong or [slot for slot in slots if slot.mention]
    kept: list[_Slot] = []
    for slot in meant:
        twin = next((one for one in reversed(kept) if one.field == slot.field), None)
        if (
            twin
            and twin.new
            and slot.new
            and not twin.old
            and (twin.new, "") in twin.plain
            and (slot.new, NEW) in slot.plain
        ):
            twin.old, twin.new = twin.new, slot.new  # "đổi số 0912… thành số 0987…"
            continue
        if twin and not (twin.new and slot.new and twin.mention and slot.mention):
            twin.old, twin.new = twin.old or slot.old, twin.new or slot.new
            continue
        if not twin:
            _look_back(slot, slots)
        kept.append(slot)
    for slot in kept:
        if slot.new is None:
            # "sai ngày sinh rồi, em sinh ngày 15/8/1998": a plain statement that follows is the right value.
            later = (one for one in slots if one.start > slot.start and one.field == slot.field and one not in meant)
            slot.new = next((one.new for one in later if one.new), None)
    return kept


def _look_back(slot: _Slot, slots: list[_Slot]) -> None:
    """What a field is said to be before a new value is asked for is the old one: "email tôi là a@…, đổi email sang b@…"."""
    for earlier in slots:
        if earlier.start >= slot.start:
            break
        if earlier.strong or earlier.field != slot.field or not earlier.mention:
            continue
        if earlier.new is None:
            if slot.mention and slot.end - slot.start == len("so"):
                slot.mention, slot.start = earlier.mention, earlier.start
        elif slot.new is not None and slot.old is None and any(role for _, role in slot.plain):
            slot.mention, slot.start, slot.old = earlier.mention, earlier.start, earlier.new
        break
