"""What a question asks for, and whether a text holds such a thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.answer_types import AnswerType, asked, held

A = AnswerType


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hồ sơ của tôi nằm trong kho bao lâu?", A.PERIOD),
        ("Mấy ngày thì gỡ xong ảnh?", A.PERIOD),
        ("Khi nào bên mình trả lời khiếu nại?", A.PERIOD),
        ("Lấy bản sao có mất phí không?", A.MONEY),
        ("Tải dữ liệu về hết bao nhiêu tiền?", A.MONEY),
        ("Cho mình xin số hotline với", A.PHONE),
        ("Gửi mail về đâu?", A.EMAIL),
        ("Máy chủ đặt ở đâu?", A.PLACE),
        ("Tổng đài làm việc từ mấy giờ?", A.HOURS),
        ("Bản này áp dụng từ ngày nào?", A.DATE),
        ("Ai phụ trách bảo vệ dữ liệu?", A.PERSON),
        ("Theo luật nào mà giữ căn cước?", A.LAW),
        ("Dưới mấy tuổi thì cần bố mẹ đồng ý?", A.NUMBER),
        ("Muốn rút lại đồng ý thì làm thế nào?", A.METHOD),
        ("Tại sao phải khai số căn cước?", A.REASON),
        ("Thông tin được chuyển cho những ai?", A.PARTY),
        ("App ghi lại những dữ liệu nào?", A.LIST),
        ("Shop có bán dữ liệu của khách không ạ?", A.YES_NO),
    ],
)
def test_a_question_asks_for_its_kind_of_answer(question: str, kind: AnswerType) -> None:
    assert kind in asked(question)
    assert kind in asked(question.upper())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chúng tôi trả lời trong vòng 30 ngày.", A.PERIOD),
        ("Dữ liệu được giữ hai (02) năm.", A.PERIOD),
        ("Lưu đến khi khách hàng yêu cầu hủy.", A.PERIOD),
        ("Việc cung cấp bản sao là miễn phí.", A.MONEY),
        ("Phí là 50.000 đồng.", A.MONEY),
        ("Gọi 0913 080 864.", A.PHONE),
        ("Tổng đài 1900 1234.", A.PHONE),
        ("Thư gửi về baomat@shop.vn.", A.EMAIL),
        ("Số 12, đường Láng, Hà Nội.", A.PLACE),
        ("Từ 7h đến 20h.", A.HOURS),
        ("Đăng ngày 19/08/2022.", A.DATE),
        ("Bộ phận Chăm sóc khách hàng tiếp nhận.", A.PERSON),
        ("Theo Nghị định 13/2023/NĐ-CP.", A.LAW),
        ("Người dưới 16 tuổi.", A.NUMBER),
        ("Khách hàng đăng nhập vào tài khoản.", A.METHOD),
        ("Thông tin được dùng để giao hàng.", A.REASON),
        ("Đối tác vận chuyển nhận địa chỉ.", A.PARTY),
    ],
)
def test_a_text_holds_what_it_shows(text: str, kind: AnswerType) -> None:
    assert kind in held(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sinh vào tháng ba, năm sinh do khách khai.", A.HOURS),
        ("Khách hàng khai ngày tháng năm sinh.", A.PERIOD),
        ("Chúng tôi bảo mật thông tin.", A.PHONE),
        ("Chúng tôi bảo mật thông tin.", A.EMAIL),
        ("Chúng tôi bảo mật thông tin.", A.MONEY),
        ("Chúng tôi bảo mật thông tin.", A.LAW),
        ("Mã số 12345.", A.PHONE),
    ],
)
def test_a_text_does_not_hold_what_it_only_resembles(text: str, kind: AnswerType) -> None:
    assert kind not in held(text)


def test_a_statement_asks_for_nothing() -> None:
    assert asked("Chúng tôi bảo mật thông tin.") == frozenset()


def test_the_word_for_data_does_not_make_a_question() -> None:
    assert asked("Chúng tôi bảo mật dữ liệu.") == frozenset()
    assert AnswerType.YES_NO in asked("Liệu dữ liệu của tôi có an toàn?")


def test_a_question_about_two_things_asks_for_both() -> None:
    assert {A.PERIOD, A.MONEY} <= asked("Xin bản sao mất bao lâu và có tốn tiền không?")


@given(st.text(max_size=300))
def test_any_text_has_types_without_error(text: str) -> None:
    assert asked(text) | held(text) <= frozenset(AnswerType)
