"""The three spellings that every evaluation question is asked in: as written, without accents, and as people chat."""

import random
import re
from collections.abc import Callable

from bot.language.text import strip_accents

# Full words to what is typed on a phone. Written for the evaluation, not taken from `bot.language.abbreviations`.
_CHAT: dict[str, tuple[str, ...]] = {
    "không": ("ko", "k", "hk", "hok", "kh"), "được": ("đc", "dc"), "gì": ("j", "gì", "gi"), "tôi": ("t", "tui", "tôi"),
    "mình": ("mk", "mik", "m"), "bao nhiêu": ("bn", "bnhiu"), "thông tin": ("tt", "thông tin", "ttin"), "dữ liệu": ("dl", "dữ liệu"),
    "tài khoản": ("tk", "acc"), "số điện thoại": ("sđt", "sdt"), "điện thoại": ("đt", "dt"), "khách hàng": ("kh", "khách"),
    "công ty": ("cty", "công ty"), "chính sách": ("cs", "chính sách"), "quảng cáo": ("qc", "quảng cáo"), "nhân viên": ("nv",),
    "người": ("ng", "ngừi"), "với": ("vs", "với"), "rồi": ("r", "rùi"), "vậy": ("z", "v", "vậy"), "cũng": ("cx", "cũng"),
    "biết": ("bít", "bik"), "những": ("nhg", "những"), "trước": ("trc",), "bây giờ": ("bjo", "bây h"), "giờ": ("h", "giờ"),
    "mật khẩu": ("mk", "pass"), "khiếu nại": ("kn", "khiếu nại"), "yêu cầu": ("yc", "yêu cầu"), "liên hệ": ("lh", "lhe"),
    "sử dụng": ("sd", "sài", "dùng"), "như thế nào": ("ntn", "thế nào"), "anh": ("a", "anh"), "chị": ("c", "chị"), "em": ("e", "em"),
    "bạn": ("b", "bn", "bạn"), "muốn": ("mún", "mun"), "đồng ý": ("đồng ý", "ok"), "địa chỉ": ("đc", "địa chỉ"), "thế": ("thế", "the"),
    "đăng ký": ("đk", "dk"), "email": ("mail", "email"), "quá": ("qá", "wá"), "vì sao": ("vs", "vì sao"), "cho": ("cho", "cko"),
}  # fmt: skip
_WORDS = re.compile(r"(?<!\w)(" + "|".join(sorted(_CHAT, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE)


def as_written(text: str) -> str:
    return text


def without_accents(text: str) -> str:
    return strip_accents(text)


def chat(text: str) -> str:
    """Abbreviated in three places of four, lower case, no end mark; half of the messages without accents. Seeded by the text."""
    dice = random.Random(text)
    short = _WORDS.sub(lambda m: dice.choice(_CHAT[m[1].lower()]) if dice.random() < 0.75 else m[1], text).lower()
    short = short.rstrip("?.! ")
    return strip_accents(short) if dice.random() < 0.5 else short


SPELLINGS: dict[str, Callable[[str], str]] = {"accents": as_written, "no accents": without_accents, "chat": chat}
