"""Where a message asks for contact to stop, and which parts of it say what may go on."""

import re

from bot.language.entities.folding import Folded, vocabulary

Span = tuple[int, int]

AD = (
    "quang cao|qcao|qc|ads|khuyen mai|km|tiep thi|marketing|mkt|uu dai|giam gia|moi chao|chao moi|chao hang"
    "|moi mua|moi vay|ban hang"
    "|tu van|spam|rac(?! roi)|promotions?|promo"
)
_CONTACT = (
    rf"(?:goi|gui|nhan|nt|spam|lien he|lh|lien lac|lam phien|quay|chao|call|alo|reo|e?mail|sms|zalo"
    rf"|thong bao|noti\w*|push|telesales?|{AD})"
)
_LIST = "danh sach|ds|list|nhom|dang ky|theo doi"
_THING = (
    rf"(?:{AD}|{_LIST}|e?mails?|sms|tin|tin nhan|nhan tin|ban tin|newsletter|zalo|thong bao|push|noti\w*|nt|goi"
    rf"|cuoc goi|telesales?|gui|nhan|thu|to roi"
    "|lien he|lien lac|lam phien)"
)
_NOT = "khong|ko|k|kg|khg|kh|hong|hok|hk|hem|khum|chang|cha|dell?|deo"

# The words of each kind; `_is_stop` says what must stand around them.
_STOP = re.compile(
    r"(?<!\w)(?:(?P<alone>unsubscribe|unsub|opt[ -]?out)|(?P<dont>dung)"
    r"|(?P<end>ngung|stop|tat(?! ca\b)|cham dut|cam(?! on\b)|tu choi|chan|dep|block|mute|phan doi|han che|mien(?! phi\b)"
    r"|tam ngung|tam dung)"
    r"|(?P<remove>huy|bo|go|rut|xoa|cancel|thu hoi)|(?P<enough>thoi|khoi|bot)"
    r"|(?P<pester>hoai|suot|lien tuc|mai|miet|qua|nhieu qua)|(?P<spam>spam)"
    r"|(?P<not>thi (?:khong|ko|k|thoi|khoi|dung|mien))(?= ?(?:$|[,.;!?\n]|(?:nua|nhe|nha|a)\b))"
    rf"|(?P<no>{_NOT}))(?!\w)",
    re.ASCII,
)
_SPELLINGS = vocabulary(
    """đừng dừng ngừng ngưng tắt chấm dứt cấm từ chối thôi khỏi bớt chặn dẹp miễn hủy bỏ gỡ rút xóa thu hồi phản đối
    hoài suốt liên tục mãi miết quá nhiều thì không hông hổng hong chẳng chả hạn chế tạm đéo"""
)
# Without its accent "dung" is "đúng" and "dùng" too: "dung email do" stops nothing.
_VERB = (
    "(?:goi|gui|nhan|nt|spam|lien he|lh|lien lac|lam phien|quay|chao|call|cuoc goi|quang cao|qc|tiep thi|khuyen mai)"
)
_BARE_DONT = re.compile(rf" (?:(?:co|bao gio|ai|cac|nhung|may|het|ngay|viec) ){{0,3}}{_VERB}\b")
_BARE_END = re.compile(r" (?:lai|ngay|di|gium|giup)\b")
_DONT = re.compile(rf"(?: \w+){{0,6}}? {_THING}\b| (?:nua|nx|lai)\b")
_END = re.compile(rf"(?: \w+){{0,7}}? {_THING}\b")
_REMOVE = re.compile(
    rf"(?: \w+){{0,6}}? (?:{_LIST}|quang cao|qcao|qc|ads|khuyen mai|km|tiep thi|marketing|mkt|ban tin|newsletter"
    rf"|nhan tin|thong bao|cuoc goi"
    r"|nhan (?:\w+ )?(?:tin|e?mail|thong bao|sms|thu|cuoc goi|uu dai)|dong y (?:cho )?(?:nhan|goi))\b"
)
_ENOUGH = {
    "thoi": re.compile(rf" (?:dung|ngay|{_NOT}|khoi|viec|di\b|nhe\b|{_CONTACT})\b"),
    "khoi": re.compile(rf" (?:can |phai )?(?:{_CONTACT}|danh sach|ds|nhom|list)\b"),
    "bot": re.compile(rf" (?:cai |may |di )?{_CONTACT}\b"),
}
_PESTERED = re.compile(
    r"\b(?:goi|nhan tin|nhan|nt|gui|spam|mails?|emails?|sms|zalo|quang cao|qc|tin|tin nhan|cuoc goi|thong bao"
    r"|telesales?|reo|tiep thi)\b(?: \w+){0,4} $"
)
# "không muốn nhận", "không cho gọi": a refusal. "không nhận được" and "sao không gửi" only miss something.
_REFUSAL = re.compile(
    rf" (?:(?:con |he )?(?:muon|thich|thik|mun|can|cho|cho phep|dong y|chap nhan|chiu|ung|duoc|dc|phai|nen"
    rf"|co nhu cau|them)(?: \w+){{0,3}}? {_CONTACT}"
    rf"|nhan(?! (?:duoc|dc|dang|xet|thay|vien)\b)(?: \w+){{0,3}}? (?:{AD}|e?mails?|sms|tin|tin nhan|ban tin|zalo"
    rf"|thong bao|cuoc goi|thu|noti\w*)"
    rf"|(?:goi|gui|nhan|nt|lien he|spam|lam phien)(?! (?:duoc|dc|lai|noi)\b)(?= [^.!?\n]{{0,80}}\b(?:nua|nx|{AD})\b))\b"
)
_MISSING = re.compile(r"\b(?:sao|vi sao|tai sao|van|chua|he|thay|ma)(?: (?:\w+ )?)?$")
_ASKED = re.compile(r"\bco (?:bi )?(?:hay )?$")
_CALLED_OFF = re.compile(r"\b(?:bo|rut|huy|thu hoi|lo)(?: lai)?(?: cai)? (?:yeu cau|yc|de nghi|xin) $")
_SENT_DATA = re.compile(r"(?: \w+){0,2} gui (?:hinh|anh|so|ho so|ten|thong tin|tt|dl|du lieu|ket qua|hoa don)\b")
_SPAM_FOLDER = frozenset("muc trong hop vao folder".split())
_BARE_TOO_MUCH = re.compile(r" ?(?:$|[,.!?\n]|di\b|roi\b|r\b|z\b|vay\b|troi\b)")
_SEEN = re.compile(rf"\b{_THING}\b")

_CLAUSE = re.compile(
    r"[,.;!?\n]+|\b(?:nhung|con(?= (?:e?mail|sms|zalo|tin|nhan|goi|thong|thu)\b)|chu(?= (?:dung|khong|ko|k)\b))\b"
)
_ONLY = re.compile(
    r"\b(?:chi (?:(?:nen|muon|can|duoc|dc|cho|dong y) ){0,2}(?:lien|nhan|gui|goi|dung|qua|e?mail|zalo|sms|nt|lh)"
    r"|van (?:muon|cho|duoc|dc|ok)|hay (?:gui|nhan|lien)"
    r"|uu tien|co gi (?:thi )?(?:gui|nhan|goi|lien|e?mail)|(?P<again>(?:goi|lien he|lh|lien lac) lai)"
    r"|vui long (?:goi|gui|lien he|phan hoi|tra loi)"
    r"|(?P<fine>thi (?:cu |van )?(?:duoc|dc|ok|oke|okie|on)))\b"
)
_ONLY_SPELLINGS = vocabulary(
    """chỉ nên muốn cần được đc cho đồng ý có gì liên nhận nhắn gửi gọi dùng vẫn hãy hệ lạc ưu tiên lại vui lòng phản
    hồi trả lời thì cứ ổn"""
)
_ONLY_LAST = re.compile(r"(?<!vua) thoi(?: (?:nhe|nha|a|nghe|nghen|di))? ?$")


def stops(text: Folded) -> list[Span]:
    """Where the words stand, in order."""
    return [match.span() for match in _STOP.finditer(text.text) if _is_stop(text, match)]


def _is_stop(text: Folded, match: re.Match[str]) -> bool:
    start, end = match.span()
    kind = match.lastgroup
    typed = text.typed(start, end)
    if text.misspelled(start, end, _SPELLINGS) is not None or _capital(text, typed):
        return False
    plain = text.text
    before = text.word_before(start)[0]
    if _CALLED_OFF.search(plain, max(0, start - 30), start) or (before == "bi" and kind in ("end", "remove")):
        return False
    if kind == "dont" and typed.isascii():
        ended = _BARE_END.match(plain, end) is not None and _seen_before(text, start)
        return ended or (_BARE_DONT.match(plain, end) is not None and not _SENT_DATA.match(plain, end))
    if kind == "dont":
        return not _SENT_DATA.match(plain, end) and (_DONT.match(plain, end) is not None or _seen_before(text, start))
    if kind == "end":
        return _END.match(plain, end) is not None or _seen_before(text, start)
    if kind == "remove":
        return _REMOVE.match(plain, end) is not None
    if kind == "enough":
        return _ENOUGH[match[0]].match(plain, end) is not None
    if kind == "pester":
        return _is_too_much(text, match, before)
    if kind == "spam":
        return before not in _SPAM_FOLDER and _ASKED.search(plain, max(0, start - 12), start) is None
    if kind == "not":
        return _SEEN.search(plain, max(0, start - 40), start) is not None
    if kind == "no":
        return _REFUSAL.match(plain, end) is not None and not _MISSING.search(plain, max(0, start - 16), start)
    return True


def _is_too_much(text: Folded, match: re.Match[str], before: str) -> bool:
    """A bare "qua" is "through", a bare "mai" may be tomorrow, and "khuyến mãi" goes on for ever only by its name."""
    start, end = match.span()
    bare = text.typed(start, end).isascii()
    if match[0] == "qua" and bare and not _BARE_TOO_MUCH.match(text.text, end):
        return False
    if match[0] == "mai" and (before == "khuyen" or (bare and not text.original.isascii())):
        return False
    return _PESTERED.search(text.text, max(0, start - 60), start) is not None


def _capital(text: Folded, typed: str) -> bool:
    """ "Hoài" is a name."""
    return typed == "Hoài" and not text.original.isupper()


def _seen_before(text: Folded, position: int) -> bool:
    """Whether contact was spoken of before, as in "điện thoại reo suốt vì telesale, chấm dứt đi"."""
    return _SEEN.search(text.text, max(0, position - 160), position) is not None


def allowed(text: Folded, found: list[Span]) -> list[Span]:
    """Parts that name what may go on: "chỉ nhắn tin", "email thì được", "gọi lại cho tôi"."""
    spans: list[Span] = []
    start = 0
    for end in [*(match.start() for match in _CLAUSE.finditer(text.text)), len(text.text)]:
        inside = [span for span in found if start <= span[0] < end]
        if not inside and _ONLY_LAST.search(text.text, start, end):
            spans.append((start, end))
        for only in _ONLY.finditer(text.text, start, end):
            if text.misspelled(*only.span(), _ONLY_SPELLINGS) is not None:
                continue
            if only["fine"]:
                spans.append((max([start, *(last for _, last in inside if last <= only.start())]), only.end()))
            elif not (only["again"] and any(0 <= only.start() - last <= 8 for _, last in inside)):
                spans.append((only.start(), min([end, *(first for first, _ in inside if first > only.start())])))
        start = end
    return spans
