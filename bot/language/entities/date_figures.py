"""Dates in figures, or with a named month: "12/3", "ngày 12 tháng 3 năm 2026", "mùng 5", "tháng 3/2026", "năm 2024", "2026-03-12".

Most of the work is to see what only looks like one: a house number, a fraction, a version, a decree, a blood pressure.
"""

import re
from datetime import date

from bot.language.entities.date_rules import (
    DAY,
    DIRECTION,
    EVENT,
    LUNAR,
    MEASURES,
    MONTH,
    MONTHS,
    PAST,
    YEAR,
    YEAR_TAIL,
    Rule,
    amount_before,
    follows,
    is_forward,
    is_law,
    pattern,
    year_of,
)
from bot.language.entities.date_values import (
    day,
    full_year,
    iso_day,
    iso_month,
    iso_span,
    iso_year,
    month_away,
    nearest_day,
    nearest_month,
)
from bot.language.entities.folding import Folded, merged, vocabulary
from bot.language.entities.numerals import SPELLINGS, number

_SPELLINGS = merged(
    vocabulary("ngày hôm bữa mùng mồng tháng năm nay này ngoái trước rồi sau tới vừa qua kia đầu giữa cuối của và đến"),
    SPELLINGS,
)
_D = "(?P<d>3[01]|[12][0-9]|0?[1-9])"
_M = "(?P<m>1[0-2]|0?[1-9])"
_END = r"(?![./-]?[0-9])"
_CUED = r"(?:(?P<cue>ngay) ?)?"
_TAIL = rf"(?:{YEAR_TAIL}|{DIRECTION})?"
_WORDY = re.compile("[a-z]")
_PERCENT = re.compile(" ?[%/]")

# --- the word before and after --------------------------------------------------------------------------------------------

_CUES = frozenset(
    """ngay hom bua vao tu den hoi luc sang trua chieu toi dem truoc sau khoang mung mong nhat t2 t3 t4 t5 t6 t7 cn
    va han hen qua sinh cap""".split()
)
_STRONG_CUES = frozenset("ngay hom bua".split())
_HOUSE = frozenset(
    "so nha hem ngo ngach kiet duong pho to ap lo can phong thua dieu khoan muc bai ap tyle le diem cham rate "
    "gia chi dc o sn".split()
)
_SHARES = frozenset(
    "gia so phan tien tong ly nguoi cai luong muc quang chai hop suat dien doan thoi khach doanh dan von no".split()
)
_LEFT = frozenset("giam con het chiem bang gan hon".split())
_COUNTED = MEASURES - {"nam", "so", "don", "mail", "email", "sms", "tin", "phan", "ban", "noi", "ho", "con", "do"}
_VERSION = frozenset("ban version ver v app android ios os ip build win windows chrome phien".split())
# After a house number: what a place is called by.
_PLACE = re.compile(
    r",? ?(?:duong|pho|hem|ngo|ngach|ap|xa|phuong|quan|khu|kp|thon|q ?\.? ?[0-9]|p ?\.? ?[0-9]|nguyen [a-z]"
    r"|tran [a-z]|pham [a-z]|huynh [a-z]"
    r"|le (?:loi|lai|duan|van|thi|hong|quang|duc|thanh)|ly (?:thuong|tu|thai|chinh)|hai ba trung|quang trung"
    r"|phan (?:chu|van|dang|boi|dinh)"
    r"|hoang (?:dieu|hoa|van|quoc|sa)|vo (?:van|thi|nguyen)|ngo (?:quyen|gia|si)|dinh (?:tien|bo)|cach mang"
    r"|dien bien)\b"
)
_PRONOUNS = frozenset(
    "toi em minh mk anh chi ben cong cty shop hom ngay luc nhan bac co chu ong ba con chau khach da thi".split()
)


def _clear(match: re.Match[str], text: Folded) -> bool:
    """A day and month in figures, with neither a cue nor a year, stand where only a date can stand."""
    before, typed_before = text.word_before(match.start())
    after = text.word_after(match.end())[0]
    first, second, rest = int(match["d"]), int(match["m"]), match.end()
    if after in _COUNTED or (first < second and after in _SHARES) or _PERCENT.match(text.text, rest):
        return False
    if before in _CUES:
        return True
    record = typed_before == "sơ" or text.text.endswith("ho so", 0, max(0, match.start() - 1))
    if first < second and before in _LEFT:
        return False
    house = before in _HOUSE and typed_before != "chị" and not record
    if house or is_law(text, match.start()) or (first, second) == (24, 7):
        return False
    return not _is_house_number(match, text)


def _is_house_number(match: re.Match[str], text: Folded) -> bool:
    """Whether the name of a street, or of something, follows."""
    rest = match.end()
    if _PLACE.match(text.text, rest):
        return True
    after = text.word_after(rest)[0]
    capital = (
        after and text.text[rest] == " " and text.typed(rest + 1, rest + 2).isupper() and not text.original.isupper()
    )
    return bool(capital) and after not in _PRONOUNS


# --- figures ------------------------------------------------------------------------------------------------------------

_ISO = pattern(rf"(?P<y>{YEAR})(?P<s>[-/]){_M}(?P=s){_D}{_END}", end=r"(?![a-su-z_])")
_FULL = pattern(rf"(?:ngay ?)?{_D}(?: ?/ ?|[.-]){_M}(?: ?/ ?|[.-])(?P<y>{YEAR}){_END}(?!/\w)")
_SHORT = pattern(rf"{_CUED}{_D}(?P<s>[./-]){_M}(?P=s)(?P<y>[0-9]{{2}}){_END}(?!/\w)")
_PAIR = pattern(rf"{_CUED}{_D}(?P<s> ?/ ?|[.-]){_M}{_END}(?!/\w)(?!-\w){_TAIL}")
_RANGE = pattern(
    rf"(?:ngay )?{_D}(?:/{_M})? ?[-–] ?(?P<d2>3[01]|[12][0-9]|0?[1-9])/(?P<m2>1[0-2]"
    rf"|0?[1-9])(?:/(?P<y>{YEAR}))?{_END}(?!/\w)"
)
_MONTH_YEAR = pattern(rf"{_M} ?/ ?(?P<y>{YEAR}){_END}(?!/\w)(?!-\w)")


def _full(match: re.Match[str], text: Folded, today: date) -> str | None:
    if follows(text, match.end(), LUNAR):
        return None
    return iso_day(day(int(match["y"]), int(match["m"]), int(match["d"])))


def _short(match: re.Match[str], text: Folded, today: date) -> str | None:
    before = text.word_before(match.start())[0]
    if before in _HOUSE or before in _VERSION or follows(text, match.end(), LUNAR):
        return None
    if not match["cue"] and before not in _STRONG_CUES and _is_house_number(match, text):
        return None
    return iso_day(day(full_year(match["y"], today), int(match["m"]), int(match["d"])))


def _pair(match: re.Match[str], text: Folded, today: date) -> str | None:
    number_of_day, month = int(match["d"]), int(match["m"])
    year = year_of(match, today)
    before = text.word_before(match.start())[0]
    cue = match["cue"] or before in _STRONG_CUES
    if match["cue"] and before in ("ca", "moi", "hang"):
        return None
    if not cue and year is None:
        if match["s"] == "." or (match["s"] == "-" and not (len(match["d"]) == len(match["m"]) == 2)):
            # 12.3 is a decimal and 3-4 a range, unless the words around say that it is a date.
            if (
                before not in _CUES
                or before in ("tu", "khoang", "sau", "truoc", "va", "qua")
                or not _clear(match, text)
            ):
                return None
        elif not _clear(match, text):
            return None
    elif cue and text.word_after(match.end())[0] in ("lan", "cuoc"):
        return None
    if follows(text, match.end(), LUNAR):
        return None
    if year is not None:
        return iso_day(day(year, month, number_of_day))
    return nearest_day(today, number_of_day, month, forward=is_forward(match))


def _range(match: re.Match[str], text: Folded, today: date) -> str | None:
    last_month = int(match["m2"])
    first_month = int(match["m"] or match["m2"])
    if match["y"]:
        year = int(match["y"])
        last = day(year, last_month, int(match["d2"]))
    else:
        counted = text.word_after(match.end())[0] in _COUNTED
        if text.word_before(match.start())[0] in _HOUSE or counted or _PLACE.match(text.text, match.end()):
            return None
        found = nearest_day(today, int(match["d2"]), last_month, forward=False)
        last = date.fromisoformat(found) if found else None
    if last is None:
        return None
    return iso_span(day(last.year - (first_month > last_month), first_month, int(match["d"])), last)


def _month_year(match: re.Match[str], text: Folded, today: date) -> str | None:
    if is_law(text, match.start()) or text.word_before(match.start())[0] in ("quy", "so"):
        return None
    return iso_month(int(match["y"]), int(match["m"]))


# --- with words ---------------------------------------------------------------------------------------------------------

_NAMED = pattern(
    rf"(?P<cue>(?:ngay |(?<=hom )|(?<=bua ))?(?:mung |mong )?)(?P<d>{DAY}) {MONTHS} ?(?P<m>{MONTH}){_END}{_TAIL}"
)
_OF_MONTH = pattern(
    rf"(?:ngay )?(?:ngay |(?<=hom )|(?<=bua )|mung |mong )(?P<d>{DAY})(?: cua)? {MONTHS} "
    rf"(?P<when>nay|truoc|trc|{PAST}|roi|sau|toi)"
)
_DAY = pattern(
    rf"(?P<cue>ngay (?:mung |mong )?|(?:mung|mong) |(?<=hom )|(?<=bua ))(?P<d>{DAY})(?!:"
    rf"|[./-] ?[0-9])(?P<direction> (?:{PAST}|roi|toi|nay))?"
)
_LIST = re.compile(
    rf"(?:,| va| den| toi|-| -)? ?(?:ngay )?[0-9]{{1,2}} ?(?:/|{MONTHS} ?)(?P<m>1[0-2]|0?[1-9])(?P<y>[/ ]{YEAR})?{_END}"
)
_MONTH = pattern(
    rf"(?:(?:dau|giua|cuoi) )?(?:{MONTHS} ?(?P<m>{MONTH})(?:(?: ?/ ?|[.-])(?P<yy>1[3-9]|[2-9][0-9])|{_TAIL})"
    rf"|t(?P<t>1[0-2]|0?[1-9])[/.-](?P<ty>{YEAR}|2[0-9])){_END}"
)
_YEAR = pattern(rf"(?:(?:dau|giua|cuoi) )?(?:nam|nm) (?P<y>{YEAR})")


def _named(match: re.Match[str], text: Folded, today: date) -> str | None:
    number_of_day, month = number(match["d"]), number(match["m"])
    before = text.word_before(match.start())[0]
    year = year_of(match, today)
    if _is_next_month(match, text):
        return None
    if (
        not match["cue"]
        and before not in _STRONG_CUES
        and (_WORDY.match(match["d"]) or before in ("duong", "pho", "moi", "goi", "han"))
    ):
        return None
    if year is None and text.word_after(match.end())[0] in MEASURES - {"noi", "ban", "so", "nguoi", "email", "mail"}:
        return None
    if follows(text, match.end(), LUNAR):
        return None
    if year is not None:
        return iso_day(day(year, month, number_of_day))
    return nearest_day(today, number_of_day, month, forward=is_forward(match)) if month <= 12 else None


def _of_month(match: re.Match[str], text: Folded, today: date) -> str | None:
    if follows(text, match.end(), EVENT):
        return None
    away = {"nay": 0, "sau": 1, "toi": 1}.get(match["when"], -1)
    return iso_day(day(*month_away(today, away), number(match["d"])))


def _day(match: re.Match[str], text: Folded, today: date) -> str | None:
    cue, digits = match["cue"].split(), match["d"]
    before = text.word_before(match.start())[0]
    after, typed_after = text.word_after(match.end())
    figures = digits.isdecimal()
    if (
        amount_before(text, match.start())
        or before == "chuc"
        or after in MEASURES - {"ban", "so", "nguoi", "noi", "mail", "email"}
    ):
        return None
    if not figures and (not cue or cue == ["ngay"]) and (not cue or "muoi" not in digits):
        return None
    if cue == ["mong"] and before not in ("tu", "hom", "den") and "ồ" not in text.spelling(*match.span("cue")):
        return None
    if follows(text, match.end(), LUNAR) or after in ("thang", "thg") or typed_after in ("tết", "tet"):
        return None
    listed = _LIST.match(text.text, match.end())
    if listed:
        if listed["y"]:
            return iso_day(day(int(listed["y"][1:]), int(listed["m"]), number(digits)))
        return nearest_day(today, number(digits), int(listed["m"]), forward=False)
    direction = (match["direction"] or "").strip()
    if number(digits) > 31:
        return None
    return nearest_day(today, number(digits), None, forward=direction in ("toi", "nay"))


def _month(match: re.Match[str], text: Folded, today: date) -> str | None:
    if match["t"]:
        return iso_month(full_year(match["ty"], today), int(match["t"]))
    month = number(match["m"])
    before = text.word_before(match.start())[0]
    year = full_year(match["yy"], today) if match["yy"] else year_of(match, today)
    if (
        month > 12
        or amount_before(text, match.start())
        or before in ("ngay", "mang", "ram")
        or follows(text, match.end(), LUNAR)
    ):
        return None
    if year is None:
        after = text.word_after(match.end())[0]
        if after in MEASURES - {"noi", "ban", "so"} or (match["m"] == "nam" and after in ("sinh", "nao")):
            return None
        if _is_next_month(match, text):
            return None
        if text.text[match.end() : match.end() + 1] == "/":
            return None
        return nearest_month(today, month, forward=is_forward(match))
    return iso_month(year, month)


def _is_next_month(match: re.Match[str], text: Folded) -> bool:
    """Without its accent "tháng sau" is no June; the rules for periods read it."""
    return match["m"] == "sau" and "á" not in text.spelling(*match.span("m"))


def _year(match: re.Match[str], text: Folded, today: date) -> str | None:
    before = text.word_before(match.start())[0]
    return None if before == "viet" else iso_year(int(match["y"]))


_FIGURE = tuple("0123456789")
_DOUBTFUL = ("toi", "nay")
_DAY_NEEDS = ("ngay ", "hom ", "bua ", "mung ", "mong ")
RULES = (
    Rule(_ISO, _full, _FIGURE, _SPELLINGS),
    Rule(_FULL, _full, _FIGURE, _SPELLINGS),
    Rule(_SHORT, _short, _FIGURE, _SPELLINGS),
    Rule(_RANGE, _range, _FIGURE, _SPELLINGS),
    Rule(_PAIR, _pair, _FIGURE, _SPELLINGS, _DOUBTFUL),
    Rule(_MONTH_YEAR, _month_year, _FIGURE, _SPELLINGS),
    Rule(_NAMED, _named, (" thang", " thg"), _SPELLINGS, _DOUBTFUL),
    Rule(_OF_MONTH, _of_month, (" thang ", " thg "), _SPELLINGS, _DOUBTFUL),
    Rule(_DAY, _day, _DAY_NEEDS, _SPELLINGS, _DOUBTFUL),
    Rule(
        _MONTH,
        _month,
        ("thang", "thg", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9", "t0"),
        _SPELLINGS,
        _DOUBTFUL,
    ),
    Rule(_YEAR, _year, _FIGURE, _SPELLINGS),
)
