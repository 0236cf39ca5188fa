"""Yes, no, and what is neither."""

import pytest

from bot.intake.models import Heard
from bot.intake.reading.agreement import agrees, skips


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("đúng rồi ạ", "affirm", True),
        ("dung roi", "affirm", True),
        ("ok em", "nlu_fallback", True),
        ("Vâng, đồng ý", "nlu_fallback", True),
        ("uk gửi đi", "affirm", True),
        ("không sai", "affirm", True),
        ("không", "deny", False),
        ("ko đồng ý", "withdraw_consent", False),
        ("khoan đã", "deny", False),
        ("đừng gửi", "deny", False),
        # Without accents this is "đúng" or "dừng": the intent decides.
        ("dung", "affirm", True),
        ("dung", "nlu_fallback", None),
        ("đúng", "nlu_fallback", True),
        ("dừng", "affirm", None),
        ("ừ nhưng sửa lại số", "affirm", None),
        ("không biết xóa rồi có lấy lại được không?", "ask_policy", None),
        ("không muốn nhận quảng cáo của bên này nữa", "object_processing", None),
        ("thôi dừng lại", "stop", None),
        ("hôm nay trời đẹp", "out_of_scope", None),
        ("đúng 0912 345 678", "affirm", None),
    ],
)
def test_words(text: str, intent: str, answer: bool | None) -> None:
    assert agrees(Heard(text, intent, 0.9)) is answer


@pytest.mark.parametrize(("intent", "answer"), [("affirm", True), ("deny", False), ("stop", None), ("choose", None)])
def test_buttons(intent: str, answer: bool | None) -> None:
    assert agrees(Heard("", intent, 1.0, pressed=f"/{intent}")) is answer


def test_an_unsure_yes_is_none() -> None:
    assert agrees(Heard("chắc vậy", "affirm", 0.3)) is None


@pytest.mark.parametrize(
    "text", ["bỏ qua", "không nhớ", "ko biet", "chưa có", "không có gì", "quên rồi", "bo qua di em"]
)
def test_an_answer_that_is_not_given(text: str) -> None:
    assert skips(Heard(text, "nlu_fallback", 0.2))


def test_an_answer_is_not_skipped() -> None:
    assert not skips(Heard("không có nhiều, khoảng ba số", "nlu_fallback", 0.2))
