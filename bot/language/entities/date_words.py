"""Dates in words that lean on today: "hôm qua", "thứ Hai tuần trước", "cách đây 3 ngày", "tháng sau"."""

import re
from datetime import date

from bot.language.entities.date_rules import EVENT, NUMBER, PAST, Rule, amount_before, follows, pattern
from bot.language.entities.date_values import (
    iso_month,
    iso_year,
    month_away,
    nearest_weekday,
    shift,
    week,
    weekday_of_week,
)
from bot.language.entities.folding import Folded, merged, vocabulary
from bot.language.entities.numerals import SPELLINGS, number

_SPELLINGS = vocabulary(
    """hôm bữa ngày sáng trưa chiều tối đêm khuya sớm hồi nay qua kia kìa mai mốt tuần tháng năm trước nữa rồi vừa
    sau tới ngoái đầu giữa cuối cách đây khoảng tầm chừng nửa này thứ chủ nhật của trong hơn gần đúng có độ"""
)
_WEEK = rf"tuan (?:nay|truoc nua|sau nua|truoc|trc|{PAST}|roi|r|qua|sau|toi)"
_WEEKDAY = (
    r"(?:thu ?[2-7]|thu (?:hai|ba|tu|nam|sau|bay)|t[2-7]|chu nhat|chu nhut|cn)(?![0-9])(?!(?:[./-]| ?%)[0-9])(?!h\b)"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_WEEKDAY_SPELLINGS = merged(_SPELLINGS, SPELLINGS, vocabulary("thứ nhựt"))
_AWAY = {"nay": 0, "truoc nua": -2, "sau nua": 2, "kia": -2, "sau": 1, "toi": 1}
_CLAUSE_END = re.compile(r" ?(?:$|[.,!?;:\n)…])")
_CLAUSE_START = re.compile(r"(?:^|[.,!?;:\n(…]) ?$")

# --- days ---------------------------------------------------------------------------------------------------------------

_DAYS = {"nay": 0, "hnay": 0, "qua": -1, "wa": -1, "qa": -1, "hqua": -1, "kia": -2, "hkia": -2, "mai": 1, "mot": 2}
_DAY = pattern(
    r"(?:hom|hum|bua) (?P<hom>nay|qua|wa|qa|kia)|(?P<part>sang|trua|chieu|toi|dem|khuya)(?: som)? (?P<of>nay"
    r"|qua|mai|mot)"
    r"|(?P<one>hnay|hqua|hkia)|ngay (?P<ngay>mai|mot|kia)|hoi (?P<early>sang|trua|chieu)(?! (?:hom|hum|bua|qua"
    r"|mai|thu|t[2-7]|cn|chu|ngay|[0-9]))"
)
_SEVERAL = re.compile(r"\b(?:may|vai|nhieu|hai|ba|bon|nam|[0-9]+) $")
# "toi nay" without accents is "tối nay" or "tôi nay…": it is the evening where it stands like one.
_EVENING = frozenset("hoi luc vao tu den tam trong".split())
_BEFORE_ME = frozenset("goi cua cho nhan gui lam phien voi nhu la hai boi ten chung spam met".split())
_CHANGES = frozenset("doi chuyen sua qua ten thanh".split())
_NO_EVENING = frozenset(
    "nhieu chi so sms email zalo mail dien nha ben cty trang phong cong da muon yeu xin da khong ko k can".split()
)


def _day(match: re.Match[str], text: Folded, today: date) -> str | None:
    typed = text.spelling(*match.span())
    if match["early"]:
        return shift(today, 0)
    if match["part"] and not _is_part_of_day(match, text, typed):
        return None
    if match["ngay"]:
        before, after = text.word_before(match.start())[0], text.word_after(match.end())[0]
        if match["ngay"] == "mot" and (
            "ố" not in typed
            and (amount_before(text, match.start()) or after in ("lan", "it", "nhieu", "cuoc", "cai", "gan", "xa"))
        ):
            return None
        if match["ngay"] == "kia":
            return None if before == "mot" else shift(today, 3 if "ì" in typed else 2)
        return shift(today, _DAYS[match["ngay"]])
    word = match["hom"] or match["of"] or match["one"]
    if match["hom"] and _SEVERAL.search(text.text, max(0, match.start() - 7), match.start()):
        return None
    if word == "kia" and "ì" in typed:
        return shift(today, -3)
    return shift(today, _DAYS[word])


def _is_part_of_day(match: re.Match[str], text: Folded, typed: str) -> bool:
    before, after = text.word_before(match.start())[0], text.word_after(match.end())[0]
    if match["of"] == "mot" and "ố" not in typed:
        return False
    if match["part"] == "toi" and typed.isascii() and match["of"] in ("nay", "qua"):
        starts = _CLAUSE_START.search(text.text, max(0, match.start() - 2), match.start())
        ends = _CLAUSE_END.match(text.text, match.end()) and before not in _BEFORE_ME
        return bool(before in _EVENING or starts or ends) and after not in _NO_EVENING
    # "đổi tên sang Mai": without its accent "sang" is the preposition.
    return not (match["part"] == "sang" and "á" not in typed and match["of"] == "mai" and before in _CHANGES)


_TOMORROW = pattern(r"mai|mot")
_NOT_TOMORROW = frozenset(
    """khuyen thuong hoa cay nay mot dao ten co sao mem mua thu nguyen tran le pham hoang ms mr mrs dau ngoc tuyet
    xuan thanh hong phuong truc quynh thi la""".split()
)
_PEOPLE = frozenset("chị anh em cô chú bác bà ông dì bạn bé con cháu cậu thầy nv viên a c e".split())
_BARE_PEOPLE = frozenset("chi anh em co chu bac ba ong di ban be con chau cau thay nv vien a c e".split())
_AFTER_TOMORROW = frozenset(
    """toi em minh mk mik anh chi co bac chu ban con chau t tui tao c a e ong ba noi gap tinh lam lm gui goi nhan hoi
    quay di len ghe tra nop xu nhe nha se moi tiep lai day den troi""".split()
)
# Without accents "mai" is "mãi" more often: "gọi mãi", "đọc mãi". These make it tomorrow.
_TOWARDS = frozenset("hen de tu den truoc thi hoac hay trong vao chac la sang nay va voi chi gi lai".split())


def _tomorrow(match: re.Match[str], text: Folded, today: date) -> str | None:
    typed = text.typed(*match.span())
    before, typed_before = text.word_before(match.start())
    after = text.word_after(match.end())[0]
    if match[0] == "mot":
        counts = amount_before(text, match.start()) or before in (
            "muoi",
            "muon",
            "hop",
            "thoi",
            "dung",
            "mai",
            "chay",
            "ham",
        )
        return None if text.spelling(*match.span()) != "mốt" or counts or after == "mai" else shift(today, 2)
    if before in _NOT_TOMORROW or after in ("mot", "kia", "sau", "mia", "oi"):
        return None
    if typed[0].isupper() and not text.original.isupper():
        starts = _CLAUSE_START.search(text.text, max(0, match.start() - 2), match.start())
        return shift(today, 1) if starts and after in _AFTER_TOMORROW else None
    people = _BARE_PEOPLE if text.original.isascii() else _PEOPLE
    if typed_before in people and after not in ("se", "moi"):
        return None
    if text.original.isascii():
        starts = _CLAUSE_START.search(text.text, max(0, match.start() - 2), match.start())
        return shift(today, 1) if before in _TOWARDS or (starts and after in _AFTER_TOMORROW) else None
    return shift(today, 1)


# --- weekdays -----------------------------------------------------------------------------------------------------------

_WEEKDAY_RULE = pattern(
    rf"(?P<day>{_WEEKDAY})(?:,?(?: cua| trong| hoi| o)?(?P<week> {_WEEK})|(?P<when> (?:nay|{PAST}|roi|r|truoc"
    rf"|trc|toi|sau)))?"
)
_WEEK_FIRST = pattern(
    rf"(?P<week>{_WEEK}),? (?:vao |hoi )?(?:(?:hom|bua|ngay|sang|trua|chieu|toi) )?(?P<day>{_WEEKDAY})"
)
# "bên thứ ba", "lần thứ tư", "phiếu thứ hai", "xét nghiệm T3": the third, not Tuesday.
_ORDINAL = frozenset(
    """ben lan nguoi phieu so khoan cai email mail ty tac thang nam tuan ban don so dua con may sim bi trang muc dieu
    diem cau phan buoc dot vong chiec giay the chi anh vo chong chuyen vu viec y do dong cot hang hang doi nick
    acc tk ho ngu loai nghiem ft3 tang toa block lop hang cong ngon quoc nuoc doi dich quy ma luat quyen
    truong dich suc hai cuoc tin quan p q size""".split()
)
_THYROID = re.compile(r"\b(?:xn|xet nghiem|tuyen giap|tsh|ft[34]|hormon)")
_CUES = frozenset("hom bua ngay sang trua chieu toi dem tu vao den luc hoi moi va hen truoc".split())
_NO_WEEKDAY_AFTER = frozenset(
    """lan loai trieu k phi tien nghin ngan tram dong thu muc nguoi nhat hang bac tu ba hai la lien ke cap phap luat
    quoc""".split()
)


def _weekday(match: re.Match[str], text: Folded, today: date) -> str | None:
    groups = match.groupdict()
    weekday = _weekday_number(match["day"])
    if groups["week"]:
        return weekday_of_week(today, weekday, _week_away(groups["week"]))
    if not _is_weekday(match, text):
        return None
    when = (groups.get("when") or "").strip()
    if when in ("roi", "r") and text.word_before(match.start())[0] in ("nay", "gio", "h", "toi", "den", "da"):
        when = ""  # "nay thứ Tư rồi" says that it is Wednesday already
    if when in ("truoc", "trc", "sau") and follows(text, match.end(), EVENT):
        return None
    if when in ("toi", "sau"):
        return nearest_weekday(today, weekday, forward=True, today_counts=False)
    if when == "nay":
        return nearest_weekday(today, weekday, forward=True, today_counts=True)
    return nearest_weekday(today, weekday, forward=False, today_counts=not when)


def _is_weekday(match: re.Match[str], text: Folded) -> bool:
    name = match["day"]
    start, end = match.start("day"), match.end("day")
    before, after = text.word_before(start)[0], text.word_after(end)[0]
    if name.startswith("chu"):
        return True
    cued = before in _CUES
    if name == "cn":
        return cued or bool(match["when"]) or before in ("t7", "t6", "bay")
    if name in ("t3", "t4") and _THYROID.search(text.text):
        return False
    if before in _ORDINAL or (before == "ngay" and after in ("roi", "lien", "ke", "r")):
        return False
    if name.startswith("thu"):
        # In a text with accents a bare "thu 2" is "thu" (to collect), and "thứ hai" after "thứ nhất" counts.
        if text.typed(start, start + 3).isascii() and not text.original.isascii() and not cued:
            return False
        return (cued or after not in _NO_WEEKDAY_AFTER) and "thu nhat" not in text.text
    return cued or (after not in _NO_WEEKDAY_AFTER and not amount_before(text, start) and " " not in name)


def _weekday_number(name: str) -> int:
    if name[0] == "c":
        return 6
    return int(name[-1]) - 2 if name[-1].isdecimal() else _WEEKDAYS[name.split()[-1]]


def _week_away(words: str) -> int:
    return _AWAY.get(words.split("tuan ")[-1], -1)


# --- weeks, months, years -----------------------------------------------------------------------------------------------

_PERIOD = pattern(
    rf"(?:(?:dau|giua|cuoi) )?(?P<unit>tuan|thang|thg|nam) (?P<when>nay|truoc nua|sau nua|truoc|trc|{PAST}|roi|r|qua"
    rf"|ngoai|kia|sau|toi)"
    r"|sang (?P<next>tuan|thang|nam)(?! (?:nay|truoc|sau|toi|roi|ngoai|[0-9]|mot|hai|ba|tu|bay|tam|chin|muoi))"
)
_MALE = frozenset("la viet tinh gioi ghi thanh sang hay ten mien ba ma anh chi ong chu phai".split())


def _period(match: re.Match[str], text: Folded, today: date) -> str | None:
    typed = text.spelling(*match.span())
    if match["next"]:
        # "sang nam" without accents changes a sex, "sang tuần" needs none.
        return None if match["next"] == "nam" and "ă" not in typed else _away(match["next"], 1, today)
    unit, when = match["unit"].replace("thg", "thang"), match["when"]
    before = text.word_before(match.start("unit"))[0]
    if (
        amount_before(text, match.start("unit"))
        or (unit == "nam" and before == "thu")
        or (unit != "tuan" and when == "r")
        or (when in ("ngoai", "kia") and unit != "nam")
    ):
        return None
    if unit == "nam" and "ă" not in typed and (before in _MALE or not text.original.isascii()):
        return None
    if unit == "nam" and text.typed(match.start(), match.start() + 1) == "N" and before in _MALE:
        return None
    if when == "nay" and unit != "nam" and "à" not in typed and not typed.isascii():
        return None
    if when in ("truoc", "trc", "sau", "truoc nua") and follows(text, match.end(), EVENT):
        return None
    return _away(unit, _AWAY.get(when, -1), today)


def _away(unit: str, distance: int, today: date) -> str | None:
    if unit == "tuan":
        return week(today, distance)
    return iso_month(*month_away(today, distance)) if unit == "thang" else iso_year(today.year + distance)


# --- so long ago --------------------------------------------------------------------------------------------------------

_ABOUT = "(?:(?:khoang|tam|chung|do|hon|gan|dung|co) ){0,2}"
_UNIT = "(?P<unit>ngay|hom|bua|tuan|thang|thg|nam)"
_AGO = pattern(rf"cach (?:day|nay) {_ABOUT}(?P<count>{NUMBER}|nua) {_UNIT}(?: (?:truoc|roi|nay))?")
_BEFORE = pattern(rf"(?P<count>{NUMBER}|nua) {_UNIT} (?P<way>truoc day|truoc|trc|nua)")
_AGO_SPELLINGS = merged(_SPELLINGS, SPELLINGS)


def _ago(match: re.Match[str], text: Folded, today: date) -> str | None:
    way = match.groupdict().get("way")
    if way:
        before, typed_before = text.word_before(match.start())
        ranged = match.start() and text.text[match.start() - 1] in "-–~"
        if ranged or typed_before == "đến" or (amount_before(text, match.start()) and before not in ("gan", "hon")):
            return None
        if way in ("truoc", "trc") and follows(text, match.end(), EVENT):
            return None
    sign = 1 if way == "nua" else -1
    unit = match["unit"].replace("thg", "thang")
    if match["count"] == "nua":
        if unit == "thang":
            return shift(today, sign * 15)
        return iso_month(*month_away(today, sign * 6)) if unit == "nam" else None
    if match["count"] == "tu" and text.spelling(*match.span("count")) == "tu":
        return None  # "từ tuần trước" rather than four of them
    count = sign * number(match["count"])
    if unit == "thang":
        return iso_month(*month_away(today, count))
    if unit == "nam":
        return iso_year(today.year + count)
    return shift(today, count * (7 if unit == "tuan" else 1))


RULES = (
    Rule(
        _DAY,
        _day,
        tuple("hom hum bua sang trua chieu toi dem khuya hnay hqua hkia ngay".split()),
        _SPELLINGS,
    ),
    Rule(_TOMORROW, _tomorrow, ("mai", "mot"), _SPELLINGS),
    Rule(
        _WEEKDAY_RULE,
        _weekday,
        ("thu", "t2", "t3", "t4", "t5", "t6", "t7", "chu nh", "cn"),
        _WEEKDAY_SPELLINGS,
        ("toi", "nay"),
    ),
    Rule(_WEEK_FIRST, _weekday, ("tuan ",), _WEEKDAY_SPELLINGS),
    Rule(_PERIOD, _period, ("tuan ", "thang ", "thg ", "nam ", "sang "), _SPELLINGS),
    Rule(_AGO, _ago, ("cach day", "cach nay"), _AGO_SPELLINGS),
    Rule(_BEFORE, _ago, (" truoc", " trc", " nua"), _AGO_SPELLINGS),
)
