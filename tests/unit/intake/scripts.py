"""A whole conversation for every kind, chosen so that together they come through every step."""

from bot.intake.kinds import Kind
from tests.unit.intake.talk import LAN, Talk

Script = tuple[str, tuple[str, ...]]

SCRIPTS: dict[str, Script] = {
    "deletion": (
        "medring",
        ("request_deletion| tôi muốn xóa dữ liệu", "@Tất cả", LAN, ":code", "@Tôi chấp nhận", "@Xác nhận"),
    ),
    "correction": (
        "tungduong",
        (
            "request_correction| tôi muốn sửa thông tin",
            "@Mở phiếu",
            "@Địa chỉ",
            "12 Nguyễn Trãi, Hà Nội",
            "@Bỏ qua",
            LAN,
            ":code",
            "@Xác nhận",
        ),
    ),
    "complaint": (
        "medring",
        (
            "file_complaint| tôi muốn khiếu nại",
            "file_complaint| nhân viên đưa số điện thoại của tôi cho người lạ",
            "@Bỏ qua",
            "Lê Thị Hoa",
            LAN,
            ":code",
            "@Xác nhận",
        ),
    ),
    "access": (
        "medicallog",
        (
            "request_access| cho tôi xem dữ liệu của con gái tôi",
            "@Tất cả",
            "@Đã đồng ý",
            "@Làm thay người khác",
            "Trần Thị Mai",
            "@Cha, mẹ",
            LAN,
            ":code",
            "@Xác nhận",
        ),
    ),
    "withdraw_consent": (
        "medicallog",
        ("withdraw_consent| tôi rút lại đồng ý", "@Phân tích thống kê", "@Đủ rồi", LAN, ":code", "@Xác nhận"),
    ),
    "objection": ("vsign", ("object_processing| tôi phản đối", "@Quảng cáo", LAN, ":code", "@Xác nhận")),
    "restriction": ("app-ban-hang", ("object_processing| tạm ngưng xử lý", "@Tài khoản", LAN, ":code", "@Xác nhận")),
    "withdrawal": ("medring", ("withdraw_request| hủy phiếu giúp tôi", "{code}", "@Rút phiếu")),
    "addition": (
        "medring",
        (
            "check_status| tôi muốn bổ sung vào phiếu",
            "{code}",
            "tôi nhớ thêm là chuyện xảy ra hôm thứ hai",
            "@Xác nhận",
        ),
    ),
    "appeal": (
        "medring",
        (
            "file_complaint| tôi khiếu nại kết quả phiếu hôm trước",
            "{closed}",
            "file_complaint| dữ liệu của tôi vẫn còn trên trang web của công ty",
            "@Bỏ qua",
            "@Xác nhận",
        ),
    ),
    "own_tickets": ("medring", ("check_status| tôi muốn xem phiếu", "@Tôi không nhớ mã", LAN, ":code")),
}
OPENED = {kind.value for kind in Kind if kind.ticket}


async def prepared(name: str) -> tuple[Talk, list[str]]:
    """A talk that has not begun, and what the person will do; tickets exist where the script speaks of them."""
    slug, lines = SCRIPTS[name]
    talk = Talk(slug)
    codes: dict[str, str] = {}
    if any("{" in line for line in lines):
        await talk.follows("request_access| xem toàn bộ dữ liệu", LAN, ":code", "@Xác nhận")
        codes["code"] = talk.tickets.tickets[0].code
        await talk.follows("request_deletion| xóa toàn bộ dữ liệu", "@Tôi chấp nhận", "@Xác nhận")
        codes["closed"] = talk.tickets.tickets[1].code
        talk.tickets.set_status(codes["closed"], type(talk.tickets.tickets[0].status)("completed"))
    if name == "own_tickets":
        await talk.follows("request_access| xem toàn bộ dữ liệu", LAN, ":code", "@Xác nhận")
        talk.clock.forward(minutes=20)
    return talk, [line.format(**codes) for line in lines]
