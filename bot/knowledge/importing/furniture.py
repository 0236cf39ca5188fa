"""Drop what belongs to the page and not to the policy: menus, counters, breadcrumbs, copyright lines, page numbers.

Only whole lines go, and only lines that say nothing a policy could say. When unsure, a line stays.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.knowledge.importing.dates import POSTED, to_date
from bot.knowledge.importing.lines import Line

_ALWAYS = re.compile(
    r"(?:©|\(c\)|copyright|bản quyền (?:©|\d)).*|bản quyền thuộc.{0,80}|.{0,80}\ball rights reserved\b.*"
    r"|(?:(?:đang (?:online|truy cập|xem)|tổng (?:số )?(?:lượt )?truy cập|lượt (?:xem|truy cập)|số lượt xem"
    r"|đã xem|hôm nay|hôm qua"
    r"|trong (?:tuần|tháng)|views?)\s*[:|]?\s*[\d.,]+\s*(?:lượt|người|khách)?[\s|,;-]*)+"
    r"|(?:trang chủ|home)\s*(?:[>»›/|→\\-]|::).*"
    r"|(?:trang|page)\s*\d+(?:\s*(?:/|of|trên)\s*\d+)?|\d+\s*/\s*\d+|[-–—|]\s*\d+\s*[-–—|]|\d{1,3}(?:\s*\|\s*page)?"
    r"|[-–—_=*~.·•|\s]{3,}"
    r"|(?:hỗ trợ trực tuyến|xem thêm|xem tiếp|đọc tiếp|đọc thêm|thu gọn|về đầu trang|lên đầu trang|quay lại"
    r"|trở về|in trang( này)?"
    r"|in bài viết|gửi email|share|chia sẻ (?:facebook|zalo|twitter|bài viết|trên|lên|qua).{0,30}|tweet|like"
    r"|thích|bình luận"
    r"|theo dõi chúng tôi|kết nối với chúng tôi|đăng nhập|đăng xuất|đăng ký / đăng nhập|đăng nhập / đăng ký"
    r"|giỏ hàng( \(\d+\))?"
    r"|tìm kiếm|menu|facebook|zalo|twitter|youtube|instagram|tiktok|linkedin|tin liên quan|bài viết liên quan"
    r"|tin tức liên quan"
    r"|tin mới nhất|bài viết mới nhất|chấp nhận tất cả|đồng ý tất cả|từ chối tất cả|đóng|skip to content"
    r"|bỏ qua nội dung"
    r"|chuyển đến nội dung|mục lục|danh mục|trang trước|trang sau|bài trước|bài sau|từ khóa|tags?)\s*[:…»>›]?",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"trang chủ|home|giới thiệu|sản phẩm|dịch vụ|tin tức|blog|liên hệ|tuyển dụng|bảng giá|khuyến mãi|hỏi đáp"
    r"|faq|về chúng tôi|dự án"
    r"|khách hàng|đối tác|hướng dẫn( mua hàng)?|cửa hàng|thanh toán|tài khoản|đăng ký|hỗ trợ|hỗ trợ khách hàng"
    r"|kỹ thuật|kinh doanh"
    r"|tư vấn|chia sẻ|tải ứng dụng|video|thư viện|english|tiếng việt|vi|en|vn|hotline|catalogue"
    r"|chính sách bảo mật|điều khoản sử dụng"
    r"|chính sách đổi trả|chính sách vận chuyển|chính sách bảo hành|điều khoản dịch vụ",
    re.IGNORECASE,
)
_TITLE = re.compile(r"chính sách|điều khoản", re.IGNORECASE)


def drop_furniture(lines: Sequence[Line]) -> tuple[list[Line], date | None]:
    """The lines of the policy itself, and the date that the page gave beside a view counter, if it gave one."""
    posted: date | None = None
    kept: list[Line] = []
    footer_at: int | None = None
    gap = False
    for line in lines:
        text = line.text
        if len(text) <= 80 and (match := POSTED.fullmatch(text)):
            posted = posted or to_date(match)
        elif len(text) > 200 or not _ALWAYS.fullmatch(text):
            kept.append(replace(line, gap=line.gap or gap))
            gap = False
            continue
        elif re.match(r"©|\(c\)|copyright|bản quyền", text, re.IGNORECASE):
            footer_at = len(kept)
        gap = True
    return _without_contents(_without_menus(kept, footer_at)), posted


def _without_contents(lines: list[Line]) -> list[Line]:
    """Drop a table of contents: three or more lines in a row near the top that all stand again, in order."""
    texts = [line.text.casefold() for line in lines]
    for start in range(min(len(lines), 40)):
        end, at = start, start
        while end < min(len(lines), start + 60) and len(texts[end]) <= 120 and texts[end] in texts[max(at, end) + 1 :]:
            at = texts.index(texts[end], max(at, end) + 1)
            end += 1
        if end - start >= 3 and texts[start] in texts[end:]:
            return lines[:start] + lines[end:]
    return lines


def _without_menus(lines: list[Line], footer_at: int | None) -> list[Line]:
    start = 0
    while start < len(lines) and _is_menu(lines[start]):
        start += 1
    while start and _TITLE.match(lines[start - 1].text):
        start -= 1
    if start < 3:  # one or two such words before the text may be its title
        start = 0
    end = len(lines)
    if footer_at is not None and all(_is_short(line) for line in lines[footer_at:]):
        tail = [line for line in lines[footer_at:] if _says_something(line)]
        return lines[start:footer_at] + tail
    while end > start and (_is_menu(lines[end - 1]) or _repeats(lines, end - 1)):
        end -= 1
    return lines[start:end]


def _is_menu(line: Line) -> bool:
    return len(line.text) <= 30 and bool(_MENU.fullmatch(line.text))


def _repeats(lines: list[Line], at: int) -> bool:
    """A short last line that stands twice in a row is a widget's caption."""
    text = lines[at].text
    return len(text) <= 40 and at > 0 and lines[at - 1].text == text


def _is_short(line: Line) -> bool:
    return len(line.text) <= 120 and not line.text.endswith(".")


def _says_something(line: Line) -> bool:
    """A line of a footer that a reader may need: an address, a number, an e-mail."""
    return bool(re.search(r"@|địa chỉ|hotline|điện thoại|\btel\b|\d{3}[\d .]{5,}", line.text, re.IGNORECASE))
