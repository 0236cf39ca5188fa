"""The contact that a message gives; one that it takes back ("không phải số 0912…") is none."""

import re

from bot.identity.contacts import Contact, ContactKind, read_mobile
from bot.language.entities import emails, phones
from bot.language.text import fold

_BEFORE = re.compile(
    r"\b(?:(?:khong|ko|k|hong|chu|dau) ?phai|chu (?:khong|ko)|khong con|thay vi|nham|sai|cu|bo)"
    r"(?: (?:la|so|email|mail|dia chi|cai|sdt|dien thoai|cua|toi|minh|em|cu)){0,3} ?:?$"
)
_BEHIND = re.compile(r",? ?(?:la |bi |thi |do |nay )?(?:sai|nham|cu)\b")
_REACH = 40
_SLIP = re.compile(
    r"\b(?:(?:khong|ko|k|hong) phai(?: cai)?(?: la)? ?(?:email|mail|gmail|so|sdt|lien he|dia chi|dien thoai)"
    r"|(?:nham|sai|lon) (?:email|mail|gmail|so|sdt|lien he|dien thoai)"
    r"|(?:email|mail|so|sdt|lien he)(?: \w+){0,2} (?:sai|nham)|doi lien he"
    r"|(?:email|mail|so|sdt|lien he)(?: dien thoai)? khac)\b"
)
_MISTAKE = re.compile(r"\b(?:nham|lon|sai|khac|khong phai|ko phai|doi lai|sua lai|quen)\b")


def contacts(text: str) -> tuple[Contact, ...]:
    """Those that the text gives, each once: e-mail addresses, and mobile numbers of Viet Nam."""
    found = sorted([*emails.find(text), *phones.find(text)], key=lambda one: one.start)
    given: dict[Contact, None] = {}
    for one in found:
        before = fold(text[max(0, one.start - _REACH) : one.start])
        if _BEFORE.search(before) or _BEHIND.match(fold(text[one.end : one.end + _REACH])):
            continue
        contact = Contact(ContactKind.EMAIL, one.value) if one.entity == "email" else read_mobile(one.value)
        if contact is not None:
            given[contact] = None
    return tuple(given)


def only_contact(text: str) -> Contact | None:
    """The one to use: an address wins over a number beside it; None where two of a kind are given."""
    given = contacts(text)
    for kind in (ContactKind.EMAIL, ContactKind.PHONE):
        of_kind = [contact for contact in given if contact.kind is kind]
        if of_kind:
            return of_kind[0] if len(of_kind) == 1 else None
    return None


def takes_back(text: str) -> bool:
    """ "không phải email đó", "đổi liên hệ": the contact given before is not the right one."""
    return _SLIP.search(fold(text)) is not None


def corrects(text: str) -> bool:
    """Whether a text that gives something anew says that what was given before was wrong: "à nhầm, số khác 09…"."""
    return _MISTAKE.search(fold(text)) is not None
