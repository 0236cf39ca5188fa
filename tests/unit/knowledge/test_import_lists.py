"""Lists of plain text, and the furniture of the page around it."""

from datetime import date

import pytest

from bot.knowledge.importing.service import Draft, read_document
from bot.knowledge.models import Block

LONG = "Chúng tôi chỉ giữ dữ liệu của khách hàng trong thời gian cần thiết cho mục đích đã nêu và xóa ngay sau đó."
OTHER = "Khách hàng có thể gửi yêu cầu bất cứ lúc nào và sẽ được trả lời bằng văn bản trong thời hạn luật định."


def read(text: str) -> Draft:
    return read_document(text.encode(), "chinh-sach.txt")


def outline(text: str) -> list[tuple[int, str]]:
    return [(part.level, part.title) for part in read(text).parts[1:]]


def blocks(text: str) -> tuple[Block, ...]:
    return read(text).parts[-1].blocks


@pytest.mark.parametrize(
    "bullet", ["•", "-", "–", "—", "*", "+", "o", "▪", "●", "◦", "·", "✓", "➢", "→", "‣", "□", "\uf0b7"]
)
def test_every_bullet_makes_an_item_without_it(bullet: str) -> None:
    text = (
        f"Chính sách bảo mật\n\n1. Dữ liệu\n\nChúng tôi thu thập:\n\n{bullet} Họ tên đầy đủ;\n{bullet} Số điện thoại."
    )
    assert blocks(text + f"\n\n2. Khác\n\n{LONG}") == (Block(LONG),)
    items = read(text + f"\n\n2. Khác\n\n{LONG}").parts[1].blocks
    assert items == (Block("Chúng tôi thu thập:"), Block("Họ tên đầy đủ;", 1, "-"), Block("Số điện thoại.", 1, "-"))


@pytest.mark.parametrize(
    "marks", [("a)", "b)", "c)"), ("(1)", "(2)", "(3)"), ("(i)", "(ii)", "(iii)"), ("i.", "ii.", "iii.")]
)
def test_letters_and_brackets_stay_among_the_words(marks: tuple[str, ...]) -> None:
    items = [f"{mark} dữ liệu thứ {n} của khách hàng;" for n, mark in enumerate(marks)]
    found = blocks("\n".join(["Chính sách bảo mật", "Điều 1. Dữ liệu", "Công ty thu thập:", *items]))
    assert found == (Block("Công ty thu thập:"), *(Block(item, 1, "-") for item in items))


def test_clauses_of_an_article_are_items_and_their_points_lie_deeper() -> None:
    found = blocks(
        "Chính sách bảo mật\nĐiều 1. Dữ liệu\n1. Dữ liệu gồm:\na) họ tên;\nđ) email.\n2. Mọi cuộc gọi được ghi âm."
    )
    assert [(b.depth, b.marker, b.text) for b in found] == [
        (1, "1.", "Dữ liệu gồm:"),
        (2, "-", "a) họ tên;"),
        (2, "-", "đ) email."),
        (1, "2.", "Mọi cuộc gọi được ghi âm."),
    ]


def test_bullets_nest_by_indentation_and_by_a_new_style() -> None:
    found = blocks(
        "Chính sách bảo mật\nĐiều 1. Dữ liệu\n* Khi đặt phòng:\n– họ tên\n– email\n* Khi ở:\n  * nhật ký Wi-Fi\n* Khác."
    )
    assert [block.depth for block in found] == [1, 2, 2, 1, 2, 1]


def test_a_list_that_an_item_leads_in_to_lies_below_it() -> None:
    found = blocks(
        "Chính sách bảo mật\nĐiều 1. Dữ liệu\n- Họ tên.\n- Thông tin tự động, bao gồm:\n- Địa chỉ IP.\n- Loại máy."
    )
    assert [block.depth for block in found] == [1, 1, 2, 2]


def test_a_lead_in_stays_with_short_lines_that_lost_their_bullets() -> None:
    found = blocks(
        f"Chính sách bảo mật\n1. Dữ liệu\nChúng tôi thu thập:\nHọ và tên\nSố điện thoại\n{LONG}\n2. Khác\n{OTHER}"
    )
    assert found == (Block(OTHER),)
    first = read(
        f"Chính sách bảo mật\n1. Dữ liệu\nChúng tôi thu thập:\nHọ và tên\nSố điện thoại\n{LONG}\n2. Khác\n{OTHER}"
    )
    assert [b.depth for b in first.parts[1].blocks] == [0, 1, 1, 0]


def test_items_within_one_line_are_parted() -> None:
    found = blocks(
        "Chính sách bảo mật\nĐiều 1. Lưu giữ\n(i) Thuê bao: 2 năm. (ii) Vị trí: 90 ngày. (iii) Ghi âm: 6 tháng."
    )
    assert [b.text for b in found] == ["(i) Thuê bao: 2 năm.", "(ii) Vị trí: 90 ngày.", "(iii) Ghi âm: 6 tháng."]


def test_page_furniture_goes_and_its_date_is_kept() -> None:
    text = f"""Trang chủ
Giới thiệu
Sản phẩm
Liên hệ
Trang chủ > Chính sách
Chính sách bảo mật
Chính sách bảo mật
19/08/2022 9:50:43 AM | 408
1. Chia sẻ
{LONG}
2. Cookie
Trang web của công ty dùng cookie để nhớ giỏ hàng.
Chia sẻ bài viết
© 2018 Copyright by mayxanh.vn. Đang online: 52   Tổng truy cập: 4,820
Hotline: 1900 6868
Hỗ trợ trực tuyến
Kỹ thuật
Kỹ thuật"""
    draft = read(text)
    assert draft.title == "Chính sách bảo mật"
    assert [part.title for part in draft.parts[1:]] == ["1. Chia sẻ", "2. Cookie"]
    assert draft.dating.effective == date(2022, 8, 19)
    assert [b.text for b in draft.parts[-1].blocks] == [
        "Trang web của công ty dùng cookie để nhớ giỏ hàng.",
        "Hotline: 1900 6868",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Vào Tài khoản > Quyền riêng tư > Tải xuống để lấy bản sao.",
        "Trong tháng 6 năm 2025 chúng tôi sẽ gửi thông báo.",
        "Lượt truy cập được đếm bằng cookie thống kê.",
        "Bản quyền nội dung thuộc về khách hàng, công ty không sao chép khi chưa có đồng ý bằng văn bản.",
        "Đăng nhập bằng Facebook thì chúng tôi nhận tên hiển thị.",
        "Trang chủ có nút tắt cookie.",
    ],
)
def test_words_that_look_like_furniture_survive_in_a_sentence(words: str) -> None:
    assert Block(words) in blocks(f"Chính sách bảo mật\n1. Cookie\n{LONG}\n{words}")
