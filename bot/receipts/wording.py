"""Every Vietnamese sentence of receipts, on the page, on paper and in messages."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from bot.receipts.models import MERGED, Facts, Statement, Verdict
from bot.tickets import wording as tickets
from bot.tickets.deadlines import HANOI
from bot.tickets.states import Status

TITLE = "Biên nhận yêu cầu"
NO_PERSONAL_DATA = "Biên nhận này không chứa dữ liệu cá nhân của người yêu cầu."
KEEP_THE_CODE = "Giữ mã phiếu để hỏi tình trạng bất cứ lúc nào."
SCAN = "Quét mã này để kiểm tra biên nhận có thật không và phiếu đã thay đổi gì."
SIGNED = "Biên nhận được ký số. Sửa một chữ thì chữ ký không còn đúng."

NOT_GENUINE = (
    "Chuỗi này không mang chữ ký của hệ thống này. Có thể biên nhận đã bị sửa, bị chép thiếu, hoặc do nơi khác lập. "
    "Anh/chị quét lại mã QR, hoặc chép lại toàn bộ chuỗi."
)

HEADLINE: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.CURRENT: "Biên nhận thật, đúng với hiện tại",
        Verdict.MOVED_ON: "Biên nhận thật, phiếu đã thay đổi sau đó",
        Verdict.DISAGREES: "Chữ ký thật, nhưng không khớp với sổ lưu",
        Verdict.NOT_GENUINE: "Không phải biên nhận của hệ thống này",
    }
)
EXPLANATION: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.CURRENT: "Hệ thống này đã ký biên nhận, và từ đó đến nay phiếu chưa có thay đổi nào.",
        Verdict.MOVED_ON: "Hệ thống này đã ký biên nhận. Từ đó đến nay phiếu đã có thêm thay đổi; tình trạng hiện nay ghi ở dưới.",
        Verdict.DISAGREES: "Hệ thống này đã ký biên nhận, nhưng lịch sử phiếu trong sổ lưu không có đúng mục mà biên nhận ghi. "
        "Anh/chị giữ lại biên nhận và báo cho tổ chức: đây là bằng chứng của anh/chị.",
        Verdict.NOT_GENUINE: NOT_GENUINE,
    }
)


def link_sentence(link: str) -> str:
    """To stand in a message after a ticket was opened or changed."""
    return f"Biên nhận có chữ ký số: {link}"


def standing(status: str) -> str:
    """“đã tiếp nhận”, to stand inside a sentence. `status` is one of `bot.receipts.models.STANDINGS`."""
    return tickets.MERGED if status == MERGED else tickets.STATUS[Status(status)]


def rows(statement: Statement) -> list[tuple[str, str]]:
    """Label and value of what people read on a receipt below the organisation's name and the code."""
    facts = statement.facts
    return [
        ("Yêu cầu", upper_first(facts.kind.label)),
        ("Nhận lúc", moment(facts.received_at)),
        ("Tình trạng", upper_first(standing(facts.status))),
        ("Hạn hoàn thành", day(facts.due)),
        ("Lập biên nhận lúc", moment(statement.issued_at)),
    ]


def rows_now(facts: Facts) -> list[tuple[str, str]]:
    """How the ticket stands now."""
    return [("Tình trạng", upper_first(standing(facts.status))), ("Hạn hoàn thành", day(facts.due))]


def record(facts: Facts) -> str:
    """Where the history ended, for who compares it with the books."""
    return f"Mục {facts.sequence} trong lịch sử phiếu, mã băm {facts.head}"


def day(when: date) -> str:
    return f"{when:%d/%m/%Y}"


def moment(when: datetime) -> str:
    return f"{when.astimezone(HANOI):%H:%M ngày %d/%m/%Y} (giờ Hà Nội)"


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- for those who run the desk --------------------------------------------------------------------------------------

KEY_VARIABLE = "LACHAN_SECRETS__RECEIPT_KEY"
OLD_KEYS_VARIABLE = "LACHAN_SECRETS__RECEIPT_OLD_KEYS"
_HOW = "Tạo một khóa: `openssl rand -base64 32`."
KEY_MISSING = f"Chế độ production cần {KEY_VARIABLE} để ký biên nhận. {_HOW}"
KEY_OF_DEVELOPMENT = f"{KEY_VARIABLE} là khóa chỉ dùng khi phát triển, không dùng được ở chế độ production. {_HOW}"


def key_malformed(variable: str) -> str:
    return f"{variable}: mỗi khóa phải là base64 của đúng 32 byte. {_HOW}"


def key_file_unusable(path: str, reason: str) -> str:
    return f"Không đọc hoặc ghi được tệp khóa {path}: {reason}."


def key_file_broken(path: str) -> str:
    return f"Tệp khóa {path} đã hỏng; xóa tệp thì biên nhận đã ký trước đây không kiểm tra được nữa."
