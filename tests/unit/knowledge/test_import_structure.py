"""Headings of plain text, one habit of Vietnamese sites a test."""

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
    ("first", "second"),
    [
        ("1. Mục đích thu thập", "2. Thời gian lưu trữ"),
        ("1) Mục đích thu thập", "2) Thời gian lưu trữ"),
        ("1/ Mục đích thu thập", "2/ Thời gian lưu trữ"),
        ("1.Mục đích thu thập", "2.Thời gian lưu trữ"),
        ("I. Mục đích thu thập", "II. Thời gian lưu trữ"),
        ("A. Mục đích thu thập", "B. Thời gian lưu trữ"),
        ("Điều 1. Mục đích thu thập", "Điều 2. Thời gian lưu trữ"),
        ("Mục 1: Mục đích thu thập", "Mục 2: Thời gian lưu trữ"),
        ("PHẦN I – MỤC ĐÍCH", "PHẦN II – LƯU TRỮ"),
        ("Chương I. Mục đích", "Chương II. Lưu trữ"),
        ("Phần thứ nhất: Mục đích", "Phần thứ hai: Lưu trữ"),
        ("MỤC ĐÍCH THU THẬP", "THỜI GIAN LƯU TRỮ"),
        ("Mục đích thu thập", "Thời gian lưu trữ"),
        ("Chúng tôi thu thập gì?", "Chúng tôi lưu trữ bao lâu?"),
        ("**Mục đích thu thập**", "**Thời gian lưu trữ**"),
        ("## Mục đích thu thập", "## Thời gian lưu trữ"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_every_style_of_heading_is_found(first: str, second: str, gap: str) -> None:
    found = outline(gap.join(["Chính sách bảo mật", first, LONG, second, OTHER, LONG]))
    assert found == [(2, first.strip("*# ")), (2, second.strip("*# "))]


def test_numbered_sentences_under_a_lead_in_are_a_list() -> None:
    text = f"""Chính sách bảo mật
Chúng tôi dùng thông tin như thế nào?
1. Để giao hàng đến đúng địa chỉ mà khách hàng đã ghi trong đơn.
2. Để trả lời thắc mắc
3. Để xử lý khiếu nại của khách hàng theo quy định.
Thay đổi
{LONG}"""
    assert outline(text) == [(2, "Chúng tôi dùng thông tin như thế nào?"), (2, "Thay đổi")]
    assert [block.marker for block in read(text).parts[1].blocks] == ["1.", "2.", "3."]


def test_levels_follow_the_nesting_of_styles() -> None:
    text = f"""Chính sách bảo mật
PHẦN A. QUY ĐỊNH CHUNG
Mục I. Phạm vi
{LONG}
Mục II. Từ ngữ
{LONG}
PHẦN B. DỮ LIỆU
Mục III. Thu thập
1.1. Khi đăng ký
{LONG}
1.2. Khi mua hàng
{OTHER}"""
    assert outline(text) == [
        (2, "PHẦN A. QUY ĐỊNH CHUNG"),
        (3, "Mục I. Phạm vi"),
        (3, "Mục II. Từ ngữ"),
        (2, "PHẦN B. DỮ LIỆU"),
        (3, "Mục III. Thu thập"),
        (4, "1.1. Khi đăng ký"),
        (4, "1.2. Khi mua hàng"),
    ]


def test_dotted_titles_lie_below_numbers() -> None:
    text = f"Chính sách bảo mật\n1. Thu thập\n1.1 Trực tiếp\n{LONG}\n1.2 Tự động\n{OTHER}\n2. Lưu trữ\n{LONG}"
    assert outline(text) == [(2, "1. Thu thập"), (3, "1.1 Trực tiếp"), (3, "1.2 Tự động"), (2, "2. Lưu trữ")]


def test_dotted_sentences_are_items() -> None:
    text = f"Chính sách bảo mật\n1. THU THẬP\n1.1. {LONG}\n1.2. {OTHER}\n2. LƯU TRỮ\n2.1. {LONG}\n2.2. {OTHER}"
    assert outline(text) == [(2, "1. THU THẬP"), (2, "2. LƯU TRỮ")]
    assert blocks(text) == (Block(f"2.1. {LONG}", 1, "-"), Block(f"2.2. {OTHER}", 1, "-"))


def test_unmarked_headings_contain_numbers_that_start_again() -> None:
    text = f"""Chính sách bảo mật
Nguyên tắc chung
1. Phạm vi
{LONG}
2. Từ ngữ
{LONG}
Quyền của khách hàng
1. Quyền được biết
{LONG}
2. Quyền xóa
{OTHER}"""
    assert [level for level, _ in outline(text)] == [2, 3, 3, 2, 3, 3]


def test_the_count_goes_on_from_part_to_mục() -> None:
    text = f"Chính sách bảo mật\n\nPhần 1: Chung\n\n{LONG}\n\nPhần 2: Bảo mật\n\n{LONG}\n\nMục 3: Khiếu nại\n\n{OTHER}"
    assert [level for level, _ in outline(text)] == [2, 2, 2]


def test_a_chapter_and_its_name_on_the_next_line_are_one_heading() -> None:
    text = f"Chính sách\nCHƯƠNG I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n{LONG}\nCHƯƠNG II\nQUYỀN\nĐiều 2. Quyền xóa\n{LONG}"
    assert [title for _, title in outline(text)] == [
        "CHƯƠNG I QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "CHƯƠNG II QUYỀN", "Điều 2. Quyền xóa",
    ]  # fmt: skip


def test_an_article_that_is_one_sentence_keeps_its_words_as_text() -> None:
    found = read(f"Chính sách bảo mật\nĐiều 1. {LONG}\nĐiều 2. {OTHER}").parts[1:]
    assert [(part.title, part.blocks) for part in found] == [("Điều 1.", (Block(LONG),)), ("Điều 2.", (Block(OTHER),))]


def test_marks_pasted_twice_count_once() -> None:
    text = f"""Chính sách riêng tư

Nguyên tắc chung
 • 1.Phạm vi áp dụng
 • {LONG}
 1. 2.Từ ngữ
 • {OTHER}
Dùng để làm gì?
 1. 1. Để giao hàng cho khách
 2. 2. Để hỗ trợ khách hàng khi có thắc mắc về sản phẩm."""
    assert outline(text) == [(2, "Nguyên tắc chung"), (3, "1.Phạm vi áp dụng"), (3, "2.Từ ngữ"), (2, "Dùng để làm gì?")]
    assert [(b.marker, b.text[:12]) for b in blocks(text)] == [("1.", "Để giao hàng"), ("2.", "Để hỗ trợ kh")]


def test_a_title_ending_in_a_colon_over_a_paragraph_is_a_heading() -> None:
    text = f"Chính sách bảo mật\n\nBảo mật\n\n{LONG}\n\nQuản lý qua địa chỉ E-mail:\n\n{OTHER}\n\n{LONG}"
    assert outline(text) == [(2, "Bảo mật"), (2, "Quản lý qua địa chỉ E-mail:")]


def test_names_and_addresses_are_no_headings() -> None:
    text = f"""Chính sách bảo mật

1. Thu thập

{LONG}

2. Lưu trữ

{LONG}

3. Liên hệ

Trung tâm Mây Xanh

Địa chỉ: 12 Lê Lợi, Quận 1

Email: a@mayxanh.vn"""
    assert [title for _, title in outline(text)] == ["1. Thu thập", "2. Lưu trữ", "3. Liên hệ"]


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = """Chính sách bảo mật

1. Thu thập

Chúng tôi thu thập họ tên, số điện thoại và địa chỉ của khách hàng để
giao hàng tận nơi, chăm sóc sau bán và thực hiện nghĩa vụ với cơ quan
nhà nước theo quy định của pháp luật hiện hành tại Việt Nam, không dùng
vào bất kỳ mục đích nào khác.

2. Lưu trữ

Dữ liệu được giữ trong hai năm kể từ lần mua gần nhất, sau đó được xóa
khỏi hệ thống cùng với mọi bản sao lưu mà chúng tôi đang giữ ở các máy
chủ dự phòng."""
    draft = read(wrapped)
    assert [len(part.blocks) for part in draft.parts] == [0, 1, 1]
    assert draft.parts[1].blocks[0].text.endswith("theo quy định của pháp luật hiện hành tại Việt Nam, không dùng vào "
                                                  "bất kỳ mục đích nào khác.")  # fmt: skip


def test_a_document_without_a_title_gets_the_usual_one() -> None:
    draft = read(f"{LONG} {OTHER}\n\nPhần 1: Chung\n\n{LONG}")
    assert (draft.title, draft.titled) == ("Chính sách bảo vệ dữ liệu cá nhân", False)


def test_the_title_is_the_line_that_names_a_policy() -> None:
    draft = read(
        f"CÔNG TY MÂY XANH\nCHÍNH SÁCH BẢO MẬT\n(Ban hành ngày 01/02/2024)\nLỜI NGỎ\n{LONG}\nPHẠM VI ÁP DỤNG\n{OTHER}"
    )
    assert draft.title == "CHÍNH SÁCH BẢO MẬT"
    assert [b.text for b in draft.parts[0].blocks] == ["CÔNG TY MÂY XANH", "(Ban hành ngày 01/02/2024)"]
    assert [part.title for part in draft.parts[1:]] == ["LỜI NGỎ", "PHẠM VI ÁP DỤNG"]


def test_labels_are_headings_where_nothing_else_is() -> None:
    text = f"Chính sách bảo mật\n1. Mục đích: {LONG}\n2. Phạm vi: {OTHER}\n3. Lưu trữ: {LONG}"
    found = read(text).parts[1:]
    assert [(part.title, part.blocks) for part in found] == [
        ("1. Mục đích:", (Block(LONG),)),
        ("2. Phạm vi:", (Block(OTHER),)),
        ("3. Lưu trữ:", (Block(LONG),)),
    ]


def test_labels_are_items_below_headings() -> None:
    rights = f"1. Quyền biết: {LONG}\n2. Quyền xóa: {OTHER}\n3. Khác: {LONG}"
    text = f"Chính sách bảo mật\nI. QUYỀN\n{rights}\nII. LIÊN HỆ\n{OTHER}"
    assert outline(text) == [(2, "I. QUYỀN"), (2, "II. LIÊN HỆ")]


def test_a_table_of_contents_goes_and_a_title_may_stand_over_a_title() -> None:
    text = f"""Chính sách quyền riêng tư

Mục lục
Thông tin chúng tôi thu thập
Chia sẻ thông tin
Liên hệ

Thông tin chúng tôi thu thập

Thông tin bạn cung cấp

Khi bạn đăng ký, chúng tôi thu thập:

Họ và tên
Địa chỉ email

Chia sẻ thông tin

{LONG}

Liên hệ

{OTHER}"""
    assert [title for _, title in outline(text)] == [
        "Thông tin chúng tôi thu thập", "Thông tin bạn cung cấp", "Chia sẻ thông tin", "Liên hệ",
    ]  # fmt: skip
    assert [level for level, _ in outline(text)] == [2, 3, 2, 2]
    assert read(text).parts[0].blocks == ()
