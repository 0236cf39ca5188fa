"""Every Vietnamese sentence of identity. None says whether an account exists."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from bot.identity.limits import CODE_LIFE
from bot.identity.models import DisownedKind, RefusalReason
from bot.language.text import squash, strip_accents

_MINUTES = int(CODE_LIFE.total_seconds() // 60)

# --- in the conversation ---------------------------------------------------------------------------------------------

LOCKED = (
    "Hôm nay đã có quá nhiều lần nhập mã chưa đúng cho liên hệ này, nên tôi tạm dừng để giữ an toàn. "
    "Anh/chị thử lại vào ngày mai, dùng một liên hệ khác, hoặc gặp nhân viên."
)
REFUSALS: Mapping[RefusalReason, str] = MappingProxyType(
    {
        RefusalReason.MALFORMED: "Mã gồm đúng 6 chữ số. Anh/chị xem lại và nhập giúp tôi.",
        RefusalReason.NOT_VALID: "Mã này không dùng được: có thể đã nhập nhầm, hoặc mã không còn hiệu lực. "
        "Anh/chị xem lại mã mới nhất, hoặc xin gửi mã khác.",
        RefusalReason.LOCKED: LOCKED,
        RefusalReason.FOREIGN_CONTACT: "Tôi chỉ nhận số di động Việt Nam của chính anh/chị, chia sẻ bằng nút "
        "trong cuộc trò chuyện riêng này. Anh/chị cũng có thể nhận mã qua email hoặc tin nhắn.",
        RefusalReason.SITE_TOKEN: "Tôi chưa xác nhận được phiên đăng nhập từ trang web. "
        "Anh/chị tải lại trang rồi thử lại, hoặc nhận mã qua email hay tin nhắn.",
    }
)
UNUSABLE_CONTACT = (
    "Tôi chưa đọc được liên hệ nào. Anh/chị cho tôi một địa chỉ email hoặc một số di động Việt Nam, "
    "ví dụ ten@example.com hoặc 0912 345 678."
)
PHONE_NOT_SERVED = "Ở đây chưa gửi được mã đến số điện thoại. Anh/chị cho tôi một địa chỉ email."
EMAIL_NOT_SERVED = "Ở đây chưa gửi được mã đến email. Anh/chị cho tôi một số di động Việt Nam."
NOTHING_TO_RESEND = "Hiện không có mã nào để gửi lại. Anh/chị cho tôi email hoặc số di động để nhận mã."
# The page behind "Không phải tôi" says this for every link, known or not, used or not.
DISOWNED = (
    "Cảm ơn anh/chị đã báo. Nếu có yêu cầu nào đang chờ xác nhận bằng tin nhắn này thì yêu cầu ấy đã được dừng lại. "
    "Anh/chị không cần làm gì thêm; đừng đưa mã cho ai."
)
# For staff, beside everything that is asked for on somebody else's behalf.
CHECK_AUTHORITY = (
    "Người gửi nói rằng họ thay mặt người khác. Hệ thống chưa kiểm tra quyền đại diện: "
    "nhân viên cần xem giấy tờ hoặc căn cứ trước khi làm bất cứ việc gì theo yêu cầu này."
)


def code_on_its_way(masked: str, on_record_only: bool) -> str:
    ending = f"Anh/chị nhập mã vào đây; mã dùng được trong {_MINUTES} phút."
    if on_record_only:
        return f"Nếu {masked} trùng với liên hệ đang lưu, mã gồm 6 chữ số sẽ đến trong ít phút. {ending}"
    return f"Tôi đang gửi mã gồm 6 chữ số đến {masked}. {ending}"


def proved(masked: str) -> str:
    return f"Cảm ơn anh/chị, tôi đã xác nhận {masked}."


def code_too_soon(wait: timedelta) -> str:
    return f"Tôi vừa gửi mã rồi. Anh/chị chờ thêm {_span(wait)} nữa rồi xin gửi lại."


def too_many_codes(wait: timedelta) -> str:
    return f"Đã xin mã quá nhiều lần. Anh/chị chờ khoảng {_span(wait)} nữa, hoặc gặp nhân viên."


def _span(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    return f"{seconds} giây" if seconds < 60 else f"{math.ceil(seconds / 60)} phút"


# --- messages to e-mail and telephone --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Texts:
    """`short` is for text messages, without accents: with them one message costs three."""

    subject: str
    body: str = field(repr=False)
    short: str = field(repr=False)


def code_message(organisation: str, code: str, link: str) -> Texts:
    """`organisation` is its name as customers know it."""
    name = squash(organisation)
    body = _paragraphs(
        f"Mã xác nhận của anh/chị: {code}",
        f"Mã dùng được một lần, trong {_MINUTES} phút. Có người đang nhắn với bàn tiếp nhận quyền riêng tư của {name} "
        "và cho biết đây là liên hệ của họ. Nếu đúng là anh/chị, nhập mã vào cuộc trò chuyện ấy.",
        "Đừng đưa mã cho ai, kể cả người xưng là nhân viên.",
        f"Không phải tôi: {link}\nMở liên kết này nếu anh/chị không hề yêu cầu. Yêu cầu đang chờ sẽ được dừng lại.",
    )
    short = f"{name}: mã xác nhận {code}, dùng trong {_MINUTES} phút. Đừng đưa mã cho ai. Không phải tôi: {link}"
    return Texts(f"Mã xác nhận của {name}", body, strip_accents(short))


def contact_change_message(organisation: str, link: str) -> Texts:
    """To the contact that was on record until now."""
    name = squash(organisation)
    body = _paragraphs(
        f"Bàn tiếp nhận quyền riêng tư của {name} vừa nhận yêu cầu thay liên hệ này bằng một liên hệ khác.",
        "Nếu chính anh/chị đã yêu cầu, anh/chị không cần làm gì.",
        f"Không phải tôi: {link}\n"
        "Nếu không hề yêu cầu, anh/chị mở liên kết này rồi bấm nút ở đó. Yêu cầu sẽ được dừng lại để nhân viên xem xét.",
    )
    short = f"{name}: có yêu cầu thay liên hệ này bằng liên hệ khác. Không phải tôi: {link}"
    return Texts(f"Yêu cầu thay đổi liên hệ tại {name}", body, strip_accents(short))


def disownable_message(kind: DisownedKind, organisation: str, code: str, link: str) -> Texts:
    if kind is DisownedKind.CODE:
        return code_message(organisation, code, link)
    return contact_change_message(organisation, link)


def _paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


# --- for those who run the desk --------------------------------------------------------------------------------------

NOT_SENT = "Chưa gửi được tin nhắn; hệ thống sẽ thử lại."
RECIPIENT_REFUSED = "Nơi nhận không nhận tin nhắn theo cách này."
SENDER_MISCONFIGURED = "Không gửi được tin nhắn cho đến khi cấu hình được sửa."
DIRECTORY_UNAVAILABLE = "Chưa tra cứu được danh sách khách hàng."
UNKNOWN_REPRESENTATION = "Không có khai báo đại diện nào đang chờ kiểm tra với mã này."
SHORT_KEY = "Khóa HS256 của trang web phải dài ít nhất 32 byte."
UNKNOWN_ALGORITHM = "Thuật toán ký của trang web phải là HS256, RS256 hoặc EdDSA."
UNKNOWN_KEY = "Khóa công khai của trang web không đọc được, hoặc không hợp với thuật toán."
NO_PERSON = "Cần tên của nhân viên đã kiểm tra quyền đại diện."

# --- the customer file; `line` counts from 1, the heading included ---------------------------------------------------

NOT_UTF8 = "Tệp không phải UTF-8; xin lưu lại dưới dạng CSV UTF-8."
EMPTY_FILE = "Tệp không có dòng nào."
TOO_LARGE = "Tệp lớn quá 50 MB; xin chia thành nhiều tệp."


def missing_columns(missing: Iterable[str]) -> str:
    return f"Dòng 1: thiếu cột {', '.join(missing)}. Tệp cần các cột id, name, và phone hoặc email."


def repeated_column(name: str) -> str:
    return f"Dòng 1: cột {name[:40]} có hai lần."


def bad_line(line: int, problem: str) -> str:
    return f"Dòng {line}: {problem}"


NO_NUMBER = "thiếu mã khách hàng (cột id)."
NO_NAME = "thiếu tên (cột name)."
NO_CONTACT = "cần ít nhất một số điện thoại hoặc email."
BAD_PHONE = "cột phone không phải số di động Việt Nam; nhiều số thì cách nhau bằng dấu chấm phẩy."
BAD_EMAIL = "cột email không phải địa chỉ email; nhiều địa chỉ thì cách nhau bằng dấu chấm phẩy."
BAD_BIRTH_DATE = "cột birth_date không phải ngày; viết như 1990-05-17 hoặc 17/05/1990, và không ở tương lai."
TOO_MANY_VALUES = "có nhiều ô hơn số cột."
BROKEN_QUOTES = "dấu ngoặc kép không khép lại, hoặc ô quá dài."
CONTACT_OF_ANOTHER = "số điện thoại hoặc email này đã thuộc về một khách hàng khác đã nhập trước đây."


def too_long(column: str, limit: int) -> str:
    return f"cột {column[:40]} dài quá {limit} ký tự."


def number_seen(line: int) -> str:
    return f"mã khách hàng trùng với dòng {line}."


def contact_seen(line: int) -> str:
    return f"số điện thoại hoặc email trùng với dòng {line}; mỗi liên hệ chỉ thuộc về một khách hàng."


def import_refused(problems: tuple[str, ...]) -> str:
    return f"Không nhập dòng nào vì có {len(problems)} lỗi. {problems[0] if problems else ''}".strip()


def imported(organisation: str, added: int, changed: int, unchanged: int, removed: int) -> str:
    return (
        f"{organisation}: thêm {added}, cập nhật {changed}, giữ nguyên {unchanged}"
        + (f", xóa {removed}" if removed else "")
        + " khách hàng."
    )
