import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.slips import mend
from bot.language.syllables import is_syllable
from bot.language.text import fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Telex keys left in the word
        ("xoas", "xoá"),
        ("luwu", "lưu"),
        ("chuwa", "chưa"),
        ("thoong tin", "thông tin"),
        ("duwx lieeuj", "dữ liệu"),
        ("nhaanj", "nhận"),
        ("nguwowif", "người"),
        ("dduwowcj", "được"),
        ("ruts", "rút"),
        ("giups", "giúp"),
        ("muoons", "muốn"),
        # a letter dropped or typed twice
        ("đừg", "đừng"),
        ("phòg", "phòng"),
        ("duyệtt", "duyệt"),
        ("khôngg", "không"),
        # words run together
        ("quyềnxin", "quyền xin"),
        ("cảmơn", "cảm ơn"),
        ("đồngý", "đồng ý"),
        ("thôngtin", "thông tin"),
        ("cáij", "cái j"),
    ],
)
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert fold(mend(typed)) == fold(meant)


@pytest.mark.parametrize(
    "text",
    [
        "Tôi muốn xóa dữ liệu của tôi",
        "toi muon xoa du lieu cua toi",
        "mk mún xoá tt vs đổi sđt",
        "reset password trên app, update email nhé",
        "test@example.com www.example.com XD-7K4M-92QF 0912345678",
        "khum",
        "",
    ],
)
def test_what_is_no_slip_stays(text: str) -> None:
    assert mend(text) == text


@given(text=st.text(max_size=300))
def test_any_text_is_mended_to_some_text_once_and_for_all(text: str) -> None:
    once = mend(text)

    assert mend(once) == once or len(once) > len(text)


@pytest.mark.parametrize("letters", ["nghieng", "quyen", "gi", "oan", "truong", "khuyu", "y", "thoong"])
def test_shapes_of_the_spelling_are_syllables(letters: str) -> None:
    assert is_syllable(letters)


@pytest.mark.parametrize("letters", ["", "tets", "xoas", "str", "luwu", "qq", "ngh", "zalo"])
def test_other_shapes_are_not(letters: str) -> None:
    assert not is_syllable(letters)
