"""Chat spelling to full words: the abbreviations and slips of people who write to a company about their data.

The list is ours, collected for this domain. A token that means two things has two readings; callers that can let both vote
use `readings`, the others `expand`, which takes the first. E-mail addresses, web addresses, codes and numbers are never touched.
"""

import re

from bot.language.text import fold, nfc

# One reading, whatever stands around it. Keys are folded tokens; a token that already bears accents is left alone.
_PLAIN: dict[str, str] = {
    # the domain
    "ttcn": "thông tin cá nhân", "dlcn": "dữ liệu cá nhân", "dl": "dữ liệu", "dlieu": "dữ liệu", "ttin": "thông tin",
    "cs": "chính sách", "csbm": "chính sách bảo mật", "csqrt": "chính sách quyền riêng tư", "bm": "bảo mật",
    "kh": "khách hàng", "khhang": "khách hàng", "tk": "tài khoản", "tkhoan": "tài khoản", "acc": "tài khoản",
    "sdt": "số điện thoại", "sđt": "số điện thoại", "dt": "điện thoại", "đt": "điện thoại", "đthoai": "điện thoại",
    "dthoai": "điện thoại", "mail": "email", "gmail": "email", "cty": "công ty", "cti": "công ty", "dn": "doanh nghiệp",
    "qc": "quảng cáo", "qcao": "quảng cáo", "ads": "quảng cáo", "km": "khuyến mại", "nv": "nhân viên", "nvien": "nhân viên",
    "bv": "bệnh viện", "bn": "bệnh nhân", "bs": "bác sĩ", "nh": "ngân hàng", "hs": "hồ sơ", "hđ": "hợp đồng",
    "dk": "đăng ký", "đk": "đăng ký", "đky": "đăng ký", "dky": "đăng ký", "đn": "đăng nhập", "ycau": "yêu cầu",
    "yc": "yêu cầu", "kn": "khiếu nại", "knai": "khiếu nại", "xn": "xác nhận", "xm": "xác minh", "cccd": "căn cước công dân",
    "cmnd": "chứng minh nhân dân", "cmt": "chứng minh nhân dân", "stk": "số tài khoản", "dc": "được", "đc": "được",
    "đchi": "địa chỉ", "dchi": "địa chỉ", "dv": "dịch vụ", "dvu": "dịch vụ", "sp": "sản phẩm", "đh": "đơn hàng",
    "pl": "pháp luật", "ca": "ca", "tgian": "thời gian", "tg": "thời gian", "bt": "bình thường", "web": "website",
    # everyday words
    "ko": "không", "k": "không", "kh0": "không", "hok": "không", "hong": "không", "hông": "không", "hk": "không",
    "khg": "không", "khong": "không", "kg": "không", "hem": "không", "hổng": "không", "khum": "không", "hog": "không",
    "k0": "không", "kp": "không phải", "ntn": "như thế nào", "nào": "nào", "lm": "làm", "lam": "làm", "z": "vậy", "v": "vậy",
    "dz": "vậy", "dzậy": "vậy", "zậy": "vậy", "zay": "vậy", "j": "gì", "gi": "gì", "ji": "gì", "bh": "bao giờ",
    "bjo": "bây giờ", "bgio": "bao giờ", "bn nhiu": "bao nhiêu", "bnhieu": "bao nhiêu", "nhiu": "nhiêu", "nhju": "nhiêu",
    "r": "rồi", "rùi": "rồi", "rui": "rồi", "oy": "rồi", "roi": "rồi", "vs": "với", "vói": "với", "trc": "trước",
    "ng": "người", "ngta": "người ta", "nta": "người ta", "mng": "mọi người", "mn": "mọi người", "mik": "mình", "mih": "mình",
    "mjh": "mình", "e": "em", "a": "anh", "c": "chị", "ad": "admin", "bạn ơi": "bạn ơi", "b": "bạn", "t": "tôi",
    "tui": "tôi", "tao": "tôi", "ns": "nói", "nc": "nói chuyện", "ib": "nhắn tin", "inbox": "nhắn tin", "rep": "trả lời",
    "cx": "cũng", "cg": "cũng", "cug": "cũng", "nhg": "nhưng", "nhug": "nhưng", "nma": "nhưng mà", "vd": "ví dụ",
    "đag": "đang", "dag": "đang", "thik": "thích", "wa": "quá", "wá": "quá", "qua": "qua", "vk": "vợ", "ck": "chồng",
    "chx": "chưa", "chua": "chưa", "ch": "chưa", "hc": "học", "hqua": "hôm qua", "hnay": "hôm nay", "nhìu": "nhiều",
    "nhìn": "nhìn", "iu": "yêu", "oki": "được", "okie": "được", "uk": "ừ", "uh": "ừ", "uhm": "ừ", "cbi": "chuẩn bị",
    "đùg": "đúng", "dug": "đúng", "ms": "mới", "gđ": "gia đình", "sd": "sử dụng", "sdung": "sử dụng", "sử dụg": "sử dụng",
    "gg": "google", "fb": "facebook", "ph": "phải", "fai": "phải", "phai": "phải", "bít": "biết", "bik": "biết",
    "bit": "biết", "hỉu": "hiểu", "hiu": "hiểu", "lquan": "liên quan", "lhe": "liên hệ", "lh": "liên hệ", "xoá": "xóa",
    "del": "xóa", "delete": "xóa", "update": "cập nhật", "share": "chia sẻ", "shr": "chia sẻ", "info": "thông tin",
    "data": "dữ liệu", "policy": "chính sách", "privacy": "quyền riêng tư", "password": "mật khẩu", "pass": "mật khẩu",
    "account": "tài khoản", "hotline": "hotline", "sốđt": "số điện thoại", "nx": "nữa", "nua": "nữa", "lun": "luôn",
    "luon": "luôn", "thui": "thôi", "hui": "hồi", "mún": "muốn", "mun": "muốn", "mốn": "muốn", "mug": "muốn",
    "đg": "đang", "dg": "đang", "đâu": "đâu", "ở đou": "ở đâu", "đou": "đâu", "tsao": "tại sao", "ts": "tại sao",
    "vsao": "vì sao", "sn": "sinh nhật", "thg": "tháng", "nm": "năm", "lsao": "làm sao", "cgi": "cái gì", "cj": "cái gì",
    "clg": "cái gì", "nt": "nhắn tin", "gọi đt": "gọi điện", "gd": "giao dịch", "gdich": "giao dịch", "ttoan": "thanh toán",
}  # fmt: skip

# Two readings, the likelier first.
_DOUBLE: dict[str, tuple[str, str]] = {
    "tt": ("thông tin", "thanh toán"),
    "mk": ("mình", "mật khẩu"),
    "bn": ("bao nhiêu", "bệnh nhân"),
    "hs": ("hồ sơ", "học sinh"),
    "hd": ("hợp đồng", "hóa đơn"),
    "bv": ("bảo vệ", "bệnh viện"),
    "kt": ("kiểm tra", "kế toán"),
    "sv": ("sinh viên", "server"),
    "ql": ("quyền lợi", "quản lý"),
}
_SPAN = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|[\w.-]*\d[\w.-]*|[^\W\d_]+")
# Single letters and short words that are also words: taken for an abbreviation only where the whole token is just that.
_KEEP = frozenset({"ca", "qua", "hotline", "nào", "nhìn", "đâu", "bn", "hs", "bv"})


def expand(text: str) -> str:
    """The likeliest full spelling. Tokens that are not in the list stay as they are, character for character."""
    return _replace(text, 0)


def readings(text: str) -> tuple[str, ...]:
    """One or two spellings: the likeliest, and the one in which every two-way token takes its other meaning."""
    first, second = _replace(text, 0), _replace(text, 1)
    return (first,) if first == second else (first, second)


def _replace(text: str, reading: int) -> str:
    def word(match: re.Match[str]) -> str:
        token = match.group()
        key = token.lower()
        if key in _DOUBLE:
            return _DOUBLE[key][reading]
        if key in _KEEP:
            return token
        # "ko" and "kô" are the same slip; a word with its accents is not looked up by its bare letters.
        full = _PLAIN.get(key)
        return full if full is not None else token

    return _SPAN.sub(word, nfc(text))


def known(token: str) -> bool:
    """Whether `token` is in the list, in any case and with or without accents."""
    key = token.lower()
    return key in _PLAIN or key in _DOUBLE or fold(key) in _PLAIN


def expands(token: str) -> bool:
    """Whether `expand` changes `token` as it is typed: unlike for `known`, its accents count."""
    key = nfc(token).lower()
    return key in _PLAIN or key in _DOUBLE
