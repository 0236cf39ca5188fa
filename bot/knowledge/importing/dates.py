"""When a policy took effect, and which version of it this is. Only what the text says; nothing is guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_DAY = (
    r"(?:(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})"
    r"|(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})"
    r"|(?P<wd>\d{1,2})\s+tháng\s+(?P<wm>\d{1,2})(?:\s+năm|,)?\s+(?P<wy>\d{4}))"
)
DAY = re.compile(_DAY, re.IGNORECASE)
_MONTH = re.compile(r"tháng\s+(\d{1,2})\s*(?:/|năm|,|-)?\s*(\d{4})", re.IGNORECASE)
_SAID = (  # best first: what makes a date the policy's own
    r"hiệu lực(?:\s+thi hành)?(?:\s+(?:kể\s+)?từ(?:\s+ngày)?|\s+ngày)?\s*:?",
    r"áp dụng\s+(?:kể\s+)?từ(?:\s+ngày)?\s*:?",
    r"(?:cập nhật|(?:chỉnh )?sửa(?: đổi)?)(?: lần)?(?: cuối(?: cùng)?| gần(?: đây)? nhất)?(?: vào| ngày)*\s*:?",
    r"phiên bản\s+[\d.]+\s*[,(–-]\s*ngày",
    r"(?:ban hành|công bố|phiên bản|đăng(?:\s+tải)?)(?:\s+(?:vào|lúc|ngày))*\s*:?",
)
_CLOCK = r"(?:[\s,|-]*\d{1,2}:\d{2}(?::\d{2})?\s*(?:AM|PM|SA|CH)?)?"
POSTED = re.compile(
    rf"(?:(?:ngày đăng|đăng ngày|đăng lúc|ngày|thứ\s+\w+|chủ nhật)\s*[:,]?\s*)*{_DAY}{_CLOCK}"
    r"(?:[\s|–-]*(?:lượt xem|đã xem|xem|views?)?\s*:?\s*[\d.,]*\s*(?:lượt xem|lượt|views?)?)?",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"(?:phiên bản|bản số|version|ver\.)\s*(?:số\s*)?:?\s*v?(\d+(?:\.\d+){0,3})(?![\d/-])", re.IGNORECASE
)
_OTHERS = re.compile(r"\b(luật|nghị định|thông tư|bộ luật|pháp lệnh|hợp đồng)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dating:
    """`month` ("2025-04") is set where the text names a month without a day; `effective` is then empty."""

    effective: date | None = None
    month: str = ""
    version: str = ""


def find_dates(texts: Iterable[str], posted: date | None = None) -> Dating:
    """Read date and version from the policy's sentences; `posted`, the date of the page's furniture, comes last."""
    texts = list(texts)
    version = next((m.group(1) for text in texts if (m := _VERSION.search(text)) and _is_own_version(text, m)), "")
    for said in _SAID:
        for text in texts:
            for match in re.finditer(rf"{said}\s*(?:ngày\s*)?{_DAY}", text, re.IGNORECASE):
                day = to_date(match)
                if day is not None and not _of_a_law(text, match.start()):
                    return Dating(day, version=version)
    if posted is not None:
        return Dating(posted, version=version)
    for said in _SAID:
        for text in texts:
            if len(text) <= 120 and (said_month := re.search(rf"{said}\s*{_MONTH.pattern}", text, re.IGNORECASE)):
                month, year = int(said_month.group(1)), int(said_month.group(2))
                if 1 <= month <= 12:
                    return Dating(month=f"{year:04d}-{month:02d}", version=version)
    return Dating(version=version)


def to_date(match: re.Match[str]) -> date | None:
    """The day a match of `DAY` names (day before month, as in Viet Nam), or None for one that does not exist."""
    for y, m, d in (("y", "m", "d"), ("iy", "im", "id"), ("wy", "wm", "wd")):
        if match.group(y):
            try:
                return date(int(match.group(y)), int(match.group(m)), int(match.group(d)))
            except ValueError:
                return None
    return None


def _of_a_law(text: str, start: int) -> bool:
    sentence = re.split(r"[.;]\s", text[:start])[-1]
    own = re.search(r"chính sách|thông báo này|văn bản này|quy định này", sentence, re.IGNORECASE)
    return bool(_OTHERS.search(sentence)) and not own


def _is_own_version(text: str, match: re.Match[str]) -> bool:
    """A version of an app or an operating system in the running text is not the policy's."""
    around = text[max(0, match.start() - 60) : match.end() + 20].lower()
    return len(text) <= 120 and not re.search(r"hệ điều hành|ứng dụng|phần mềm|tls|android|ios|trình duyệt", around)
