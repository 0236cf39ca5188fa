"""Contacts as people write them, and the dates a policy gives itself."""

from datetime import date

import pytest

from bot.knowledge.importing.contacts import address_in, find_contacts, phones_in
from bot.knowledge.importing.dates import find_dates


@pytest.mark.parametrize(
    "number",
    [
        "0913080864", "0913 080 864", "0913.080.864",
        "0913-080-864", "(024) 3456 7890", "024 222 05513", "028 0000 0000",
        "+84 913 080 864", "(+84) 24 3456 7890", "+84913080864", "1900 6868",
        "19006868", "1800.1234", "1800 599 928", "1900 0000",
    ],
)  # fmt: skip
def test_numbers_are_found_as_written(number: str) -> None:
    assert phones_in(f"Hotline: {number} (7h – 20h).") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Mã số thuế: 0312345678", "MST 0101234567",
        "Số căn cước: 001099012345", "Fax: 024 3456 7891", "ngày 01/03/2025",
        "Luật số 91/2025/QH15", "tài khoản 0123456789 tại Ngân hàng", "nộp 1900000 đồng", "Giấy phép số 0312345678",
        "lưu 2 năm 6 tháng", "https://a.vn/0913080864",
    ],
)  # fmt: skip
def test_other_figures_are_no_numbers(text: str) -> None:
    assert phones_in(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Địa chỉ: 25 Ngô Quyền - Quận Hoàn Kiếm - Hà Nội", "25 Ngô Quyền - Quận Hoàn Kiếm - Hà Nội"),
        ("Địa chỉ: Số 1 Lê Lợi, Q. 1, TP. Hồ Chí Minh. Điện thoại: 024", "Số 1 Lê Lợi, Q. 1, TP. Hồ Chí Minh"),
        (
            "Trụ sở chính: Tầng 3, tòa nhà A, 12 Hàng Bài, Hà Nội; email a@b.vn",
            "Tầng 3, tòa nhà A, 12 Hàng Bài, Hà Nội",
        ),
        (
            "Công ty có trụ sở tại tầng 9, tòa nhà B, số 4 đường C, ban hành nhằm giúp",
            "tầng 9, tòa nhà B, số 4 đường C",
        ),
        ("gửi về số 8 đường Cảng Mới, thành phố Hải Vân.", "số 8 đường Cảng Mới, thành phố Hải Vân"),
        ("Địa chỉ IP: ghi lại khi đăng nhập", ""),
        ("gửi về địa chỉ email: a@b.vn", ""),
    ],
)
def test_addresses_end_where_the_sentence_goes_on(text: str, address: str) -> None:
    assert address_in(text) == address


def test_the_privacy_desk_comes_first() -> None:
    found = find_contacts(
        [
            "Ứng viên gửi hồ sơ tới tuyendung@sosang.example.",
            "Mua hàng: banhang@sosang.example, trang sosang.example hoặc facebook.com/sosang.",
            "Bộ phận bảo vệ dữ liệu: dpo@sosang.example, 1900 0000.",
        ]
    )
    assert found.best.email == "dpo@sosang.example"
    assert found.emails == ("tuyendung@sosang.example", "banhang@sosang.example", "dpo@sosang.example")
    assert (found.best.phone, found.best.website) == ("1900 0000", "sosang.example")
    assert found.best.department == "Bộ phận bảo vệ dữ liệu"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Cập nhật lần cuối: 12 tháng 3 năm 2025", date(2025, 3, 12)),
        ("Chính sách có hiệu lực từ ngày 01/9/2024.", date(2024, 9, 1)),
        ("Phiên bản 4.2 – áp dụng từ 01/9/2024", date(2024, 9, 1)),
        ("Lần sửa gần nhất: 12/6/2025.", date(2025, 6, 12)),
        ("Chính sách này có hiệu lực kể từ ngày 1 tháng 1 năm 2026", date(2026, 1, 1)),
        ("Phiên bản 4.2, ngày 05.05.2025", date(2025, 5, 5)),
        ("Cập nhật ngày 2024-05-06", date(2024, 5, 6)),
        ("Ngày hiệu lực: 05.06.2024", date(2024, 6, 5)),
        ("Luật Bảo vệ dữ liệu cá nhân có hiệu lực từ ngày 01/01/2026", None),
        ("Có hiệu lực từ ngày 31/02/2024", None),
        ("Khách hàng mua ngày 01/02/2024 được đổi trả.", None),
    ],
)
def test_dates_a_policy_gives_itself(text: str, day: date | None) -> None:
    assert find_dates([text]).effective == day


def test_taking_effect_counts_more_than_being_changed() -> None:
    found = find_dates(["Cập nhật lần cuối: 01/01/2024", "Có hiệu lực từ ngày 01/02/2024", "Phiên bản 2.1"])
    assert (found.effective, found.version) == (date(2024, 2, 1), "2.1")


def test_a_month_is_not_made_a_day() -> None:
    found = find_dates(["Cập nhật lần cuối: tháng 4 năm 2025"])
    assert (found.effective, found.month) == (None, "2025-04")


def test_the_version_of_a_phone_is_not_the_policys() -> None:
    assert find_dates(["Chúng tôi ghi kiểu máy và phiên bản hệ điều hành Android phiên bản 12."]).version == ""
