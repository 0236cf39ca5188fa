"""What the words around a number say it is. A 9-digit number is an identity card after "cmnd" and a price before "đồng"."""

import re
from bisect import bisect_right
from enum import Enum

from bot.language.entities.reading import HIDDEN

NEAR = 40
"""Characters between a word and the number that it still speaks of."""


class Kind(Enum):
    IDENTITY = "identity"
    PASSPORT = "passport"
    PHONE = "phone"
    ACCOUNT = "account"
    CARD = "card"
    ORDER = "order"
    TAX = "tax"


_WORDS = {
    Kind.IDENTITY: r"cccd|cmnd|cmtnd|cmt|can cuoc(?: cong dan)?|chung minh(?: thu| nhan dan)?|(?:so )?dinh danh(?: ca nhan)?"
    r"|giay to(?: tuy than)?|so cc|so cm|the cc|cc gan chip|id card|identity card|national id",
    Kind.PASSPORT: r"ho chieu|passport",
    Kind.PHONE: r"sdt|so dt|dt|(?:so )?dien thoai|phone|tel|mobile|di dong|hotline|tong dai|zalo|viber|whatsapp|sim"
    r"|goi(?: cho)?|alo|lien he|lien lac|lh|call|fax|so may",
    Kind.ACCOUNT: r"stk|so tai khoan|so tk|tai khoan ngan hang|tk ngan hang|tknh|account number|bank account",
    Kind.CARD: r"so the|the (?:atm|tin dung|ghi no|ngan hang|visa|master(?:card)?|napas|thanh toan|jcb)|visa|mastercard|napas"
    r"|credit card|debit card|card number",
    Kind.ORDER: r"ma don(?: hang)?|don hang|(?:ma )?van don|ma giao dich|ma gd|order|hoa don|ma (?:so )?khach(?: hang)?|ma kh"
    r"|hop dong|so hd|tracking|serial|imei|ma phieu|ma yeu cau|ma san pham|ma sp",
    Kind.TAX: r"mst|ma so thue",
}
_ANY = re.compile(r"(?<![a-z])(?:" + "|".join(f"(?P<{k.name}>{words})" for k, words in _WORDS.items()) + r")(?![a-z])")
# Words that may stand between a name and its number: "đơn hàng số: 123", "cmnd của tôi là 123", "(0) 123".
_LINK = re.compile(r"[ :#=.\-(+]*(?:(?:so|la|ma|nay|cua|toi|em|minh|no|number|moi|cu)(?![a-z])[ :#=.\-(+]*)*")
_BEHIND = re.compile(
    r"[ ,.:()=\-]{0,4}(?:(?:la|day la|do la|chinh la|la so) )?(?:so )?" + f"(?:{_WORDS[Kind.IDENTITY]})(?![a-z])"
)
_BEHIND_PASSPORT = re.compile(r"[ ,.:()=\-]{0,4}(?:la )?(?:so )?(?:ho chieu|passport)(?![a-z])")
_NEXT_NUMBER = re.compile(r"[ :.=\-]{0,4}(?:(?:so|la|cua|toi)[ :.=\-]{1,4}){0,4}[a-z]?[0-9]")
_NUMBER = re.compile(f"[0-9{HIDDEN}]")
_MONEY = re.compile(r" ?(?:d|vnd|k|tr|trieu|ty|dong|usd|nghin|ngan)(?![a-z0-9])| ?[₫$€%]")


class Context:
    """The naming words of one text, in order."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._names = [(match.end(), Kind[match.lastgroup]) for match in _ANY.finditer(plain) if match.lastgroup]
        self._ends = [end for end, _ in self._names]

    def near(self, start: int) -> Kind | None:
        """What the last naming word within `NEAR` characters before `start` calls the number there."""
        name = self._last(start)
        return name[1] if name and start - name[0] <= NEAR else None

    def at(self, start: int) -> Kind | None:
        """The same, when nothing but linking words stands in between."""
        name = self._last(start)
        if name is None or start - name[0] > NEAR or not _LINK.fullmatch(self._plain, name[0], start):
            return None
        return name[1]

    def first_after(self, kind: Kind, start: int) -> bool:
        """Whether `near` is of that kind, and no other number, shown or hidden, stands in between."""
        name = self._last(start)
        return self.near(start) is kind and name is not None and not _NUMBER.search(self._plain, name[0], start)

    def identity_behind(self, end: int) -> bool:
        """Whether "… là cmnd của tôi" follows, and no other number that it would name."""
        return self._behind(_BEHIND, end)

    def passport_behind(self, end: int) -> bool:
        return self._behind(_BEHIND_PASSPORT, end)

    def money_behind(self, end: int) -> bool:
        """Whether a currency or a percent sign follows."""
        return _MONEY.match(self._plain, end) is not None

    def _last(self, start: int) -> tuple[int, Kind] | None:
        index = bisect_right(self._ends, start)
        return self._names[index - 1] if index else None

    def _behind(self, pattern: re.Pattern[str], end: int) -> bool:
        match = pattern.match(self._plain, end)
        return match is not None and _NEXT_NUMBER.match(self._plain, match.end()) is None
