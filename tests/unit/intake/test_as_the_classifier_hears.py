"""Short answers are often taken for something else. Intents and confidences here are those that a trained model really gave."""

import pytest

from bot.intake.state import Step
from tests.unit.intake.talk import LAN, Talk

BEGIN = "request_deletion| xóa toàn bộ dữ liệu"
NAMES = [("nguyen thi lan", "out_of_scope", 0.62), ("Trần Bảo Ngọc", "out_of_scope", 0.96)]


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [("nhờ bên bạn sửa giúp", "request_correction", 0.93), ("mở phiếu giúp tôi", "withdraw_request", 0.83)],
)
async def test_who_asks_again_has_the_ticket_opened(text: str, intent: str, confidence: float) -> None:
    talk = Talk("tungduong")
    await talk.wants("request_correction", "sửa giúp mình cái tên")

    await talk.types(text, intent, confidence)

    assert talk.question == "utter_intake_ask_new_value"


async def test_an_answer_to_another_question_does_not_end_the_intake() -> None:
    talk = Talk("tungduong")
    await talk.wants("request_correction", "sửa giúp mình cái tên")

    await talk.types("không nhớ", "deny", 0.96)
    assert talk.state is not None and talk.state.step is Step.SELF_SERVICE
    await talk.types("không cần", "deny", 0.96)

    assert talk.state is None


async def test_a_question_in_doubt_is_answered_from_the_policy() -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN, ":code")

    turn = await talk.types("xóa rồi có lấy lại được không", "request_deletion", 0.0)

    assert (turn.aside, talk.question) == ("ask_policy", "utter_intake_ask_consequences")
    assert talk.state is not None and talk.state.misses == 0


async def test_asking_for_news_is_no_question_about_the_policy() -> None:
    talk = Talk("app-ban-hang")
    await talk.follows(BEGIN, LAN, ":code", "@Tôi chấp nhận")

    await talk.types("khi nào chính sách thay đổi thì báo cho tôi nhé", "ask_policy", 0.95)
    assert talk.state is not None and talk.state.given.news
    turn = await talk.types("chính sách thay đổi có báo cho tôi không?", "ask_policy", 0.95)

    assert turn.aside == "ask_policy"


async def test_the_ticket_just_shown_is_the_one_that_is_meant() -> None:
    talk = Talk()
    await talk.follows("request_access| xem toàn bộ dữ liệu", LAN, ":code", "@Xác nhận")
    code = talk.tickets.tickets[0].code
    await talk.follows(f"check_status| phiếu {code}")

    await talk.types("thôi hủy phiếu đó đi", "withdraw_request", 1.0)

    assert talk.value("utter_intake_ask_withdrawal", "code") == code


async def test_who_is_proved_needs_no_code_to_withdraw() -> None:
    talk = Talk()
    await talk.follows("request_access| xem toàn bộ dữ liệu", LAN, ":code", "@Xác nhận")

    await talk.types("thôi hủy phiếu đi", "withdraw_request", 1.0)
    await talk.types("chắc chắn", "affirm", 0.98)

    assert talk.names == ["utter_intake_withdrawn"]


@pytest.mark.parametrize(("text", "intent", "confidence"), NAMES)
async def test_names_look_like_small_talk(text: str, intent: str, confidence: float) -> None:
    talk = Talk("medring")
    await talk.follows("file_complaint| tôi khiếu nại: họ đăng ảnh tôi lên mạng xã hội", "@Bỏ qua")

    await talk.types(text, intent, confidence)

    assert talk.state is not None and talk.state.given.name == text


@pytest.mark.parametrize(("text", "intent"), [("bỏ qua", "stop"), ("không nhớ", "deny"), ("ko nho", "deny")])
async def test_skipping_is_no_stopping(text: str, intent: str) -> None:
    talk = Talk("vsign")
    await talk.wants("request_correction", "đổi số điện thoại thành 0987 654 321")

    await talk.types(text, intent, 1.0)

    assert talk.question == "utter_intake_ask_contact_on_record"


@pytest.mark.parametrize("text", ["làm tiếp", "tiếp tục việc này"])
async def test_going_on_is_no_stopping(text: str) -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN, ":code", "stop| thôi để hôm khác")
    assert talk.question == "utter_intake_ask_stop"

    await talk.types(text, "stop", 0.87)

    assert talk.question == "utter_intake_ask_consequences"


@pytest.mark.parametrize("text", ["không phải email đó", "đổi liên hệ"])
@pytest.mark.parametrize("accepted", [False, True], ids=["consequences", "summary"])
async def test_taking_a_contact_back_is_no_answer_to_yes_or_no(text: str, accepted: bool) -> None:
    talk = Talk()
    await talk.follows(BEGIN, LAN, ":code", *(["@Tôi chấp nhận"] if accepted else []))

    await talk.types(text, "deny", 1.0)

    assert talk.question == "utter_intake_ask_contact_on_record"
    assert talk.state is not None and talk.state.given.accepts is accepted


@pytest.mark.parametrize(("text", "new"), [("12 Nguyễn Trãi, Hà Nội", "12 Nguyễn Trãi, Hà Nội")])
async def test_an_address_is_no_small_talk(text: str, new: str) -> None:
    talk = Talk("vsign")
    await talk.wants("request_correction", "sửa địa chỉ")

    await talk.types(text, "out_of_scope", 0.85)

    assert talk.state is not None and talk.state.given.changes[0].new == new


async def test_what_is_wanted_may_sound_like_another_right() -> None:
    talk = Talk("app-ban-hang")
    await talk.follows("file_complaint| tôi khiếu nại: họ đăng ảnh tôi lên mạng xã hội")

    await talk.types("xin lỗi tôi bằng văn bản", "request_access", 0.86)

    assert talk.state is not None and talk.state.given.wanted == "xin lỗi tôi bằng văn bản"


async def test_ones_own_data_is_no_consent_of_another() -> None:
    talk = Talk("medicallog")
    await talk.follows("request_access| cho tôi xem toàn bộ hồ sơ của vợ tôi")

    await talk.types("của chính tôi", "affirm", 0.82)

    assert talk.state is not None and not talk.state.given.others_agree and talk.state.given.own_data
