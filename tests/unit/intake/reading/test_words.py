"""What the readers find in messages, with accents and without, and what they leave alone."""

import pytest

from bot.identity.contacts import ContactKind
from bot.intake.given import Change
from bot.intake.kinds import Kind
from bot.intake.models import Heard
from bot.intake.reading.code_talk import asks_again, is_missing, looks_like_code
from bot.intake.reading.contacts import contacts, corrects, only_contact, takes_back
from bot.intake.reading.hygiene import Junk, junk
from bot.intake.reading.names import find_name, is_likely_name, is_surely_name, read_name
from bot.intake.reading.others import acts_for, data_of
from bot.intake.reading.scopes import find_scope
from bot.intake.reading.stories import has_story, is_long_enough
from bot.intake.reading.urgency import is_urgent
from bot.intake.reading.values import answered_change, asked_changes, merged, shown_value
from bot.intake.reading.wishes import kind_of
from bot.language.text import strip_accents
from bot.tickets.requests import EVERYTHING

ALL = (EVERYTHING,)


@pytest.mark.parametrize(
    ("text", "kind", "scope"),
    [
        ("xóa hết dữ liệu của tôi", Kind.DELETION, ALL),
        ("xóa sạch sẽ giúp mình", Kind.DELETION, ALL),
        ("xóa số điện thoại và email", Kind.DELETION, ("số điện thoại", "email")),
        ("xóa tài khoản của tôi", Kind.DELETION, ("tài khoản",)),
        ("xóa dữ liệu của tôi", Kind.DELETION, ()),
        ("xóa hết trừ email", Kind.DELETION, ()),
        ("xóa dữ liệu của tôi, email lan@example.com", Kind.DELETION, ()),
        ("gửi danh sách cho tôi", Kind.ACCESS, ()),
        ("cho xem bệnh án", Kind.ACCESS, ("hồ sơ bệnh án",)),
        ("không cho chia sẻ với đối tác nữa", Kind.WITHDRAW_CONSENT, ("chia sẻ cho bên thứ ba",)),
        ("đừng gọi và nhắn tin quảng cáo nữa", Kind.OBJECTION, ("quảng cáo qua điện thoại", "quảng cáo qua tin nhắn")),
        ("tôi phản đối mọi hình thức", Kind.OBJECTION, ALL),
    ],
)
@pytest.mark.parametrize("spelled", [str, strip_accents], ids=["accents", "bare"])
def test_scopes(text: str, kind: Kind, scope: tuple[str, ...], spelled: type[str]) -> None:
    assert find_scope(spelled(text), kind) == scope


@pytest.mark.parametrize(
    ("text", "acting", "data"),
    [
        ("tôi thay mặt mẹ tôi xin xem hồ sơ", "mẹ", ""),
        ("tôi là người giám hộ, cho xem hồ sơ cháu", "người khác", ""),
        ("tôi được bố ủy quyền", "người khác", ""),
        ("xóa hình của con gái tôi", "", "con gái"),
        ("hồ sơ của vợ em", "", "vợ"),
        ("xóa số cho con với", "", ""),
        ("gửi cho anh chị em công ty", "", ""),
        ("đừng chia sẻ cho bên thứ ba", "", ""),
        ("xóa ảnh đại diện của em", "", ""),
        ("xóa dữ liệu của tôi", "", ""),
    ],
)
@pytest.mark.parametrize("spelled", [str, strip_accents], ids=["accents", "bare"])
def test_whose_data_it_is(text: str, acting: str, data: str, spelled: type[str]) -> None:
    assert acts_for(spelled(text)) == acting
    assert acting or data_of(spelled(text)) == data


@pytest.mark.parametrize(
    "text", ["tôi bị mất mật khẩu", "tai khoan bi hack", "người lạ vào tài khoản của tôi", "đăng nhập trái phép"]
)
def test_emergencies(text: str) -> None:
    assert is_urgent(text)


@pytest.mark.parametrize("text", ["đổi mật khẩu thế nào", "mất điện thoại nên đổi số", "tôi khiếu nại nhân viên"])
def test_no_emergencies(text: str) -> None:
    assert not is_urgent(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lan@example.com", ["lan@example.com"]),
        ("số 0912 345 678 nhé", ["+84912345678"]),
        ("không phải 0912 345 678 mà là 0987 654 321", ["+84987654321"]),
        ("0912 345 678 sai rồi, 0987 654 321", ["+84987654321"]),
        ("024 3822 1234", []),
        ("chưa có", []),
    ],
)
def test_contacts(text: str, found: list[str]) -> None:
    assert [contact.value for contact in contacts(text)] == found


def test_an_address_wins_over_a_number_and_two_of_a_kind_are_none() -> None:
    both = only_contact("lan@example.com hoặc 0912 345 678")

    assert both is not None and both.kind is ContactKind.EMAIL
    assert only_contact("0912 345 678, 0987 654 321") is None


@pytest.mark.parametrize("text", ["không phải email đó", "sai số rồi", "đổi liên hệ", "nham mail", "số khác"])
def test_contacts_that_are_taken_back(text: str) -> None:
    assert takes_back(text)


def test_what_corrects_and_what_only_gives() -> None:
    assert corrects("à nhầm, số khác 0912 345 678") and not corrects("số của tôi 0912 345 678")


@pytest.mark.parametrize("text", ["tôi không nhận được mã", "chua thay ma dau", "mã không tới", "đợi mãi chưa có mã"])
def test_a_code_that_is_missing(text: str) -> None:
    assert is_missing(text)


def test_asking_for_a_code_again_and_what_looks_like_one() -> None:
    assert asks_again("gửi lại mã giúp") and not asks_again("mã đây")
    assert looks_like_code("48 29 13") and looks_like_code("mã của tôi là 482913") and not looks_like_code("mã nào?")


@pytest.mark.parametrize(
    ("text", "name", "sure", "likely"),
    [
        ("Nguyễn Thị Lan", "Nguyễn Thị Lan", True, True),
        ("dạ tôi tên là Lê Văn Tám ạ.", "Lê Văn Tám", True, True),
        ("nguyen thi lan", "nguyen thi lan", False, True),
        ("Maria Johnson", "Maria Johnson", False, True),
        ("Lan", "Lan", False, False),
        ("sao lại hỏi tên", "sao lại hỏi tên", False, False),
    ],
)
def test_names(text: str, name: str, sure: bool, likely: bool) -> None:
    read = read_name(text)

    assert read == name and is_surely_name(read) is sure and is_likely_name(read) is likely


@pytest.mark.parametrize("text", ["Robert'); DROP", "12345", "a" * 5_000, "một câu rất là dài không phải là tên ai cả"])
def test_no_names(text: str) -> None:
    assert read_name(text) is None


def test_a_name_in_a_longer_message() -> None:
    assert find_name("Tôi là Lê Thị Hoa, hôm qua có người gọi") == "Lê Thị Hoa" and find_name("tôi là khách hàng") == ""


@pytest.mark.parametrize(
    ("text", "story"),
    [("tôi muốn khiếu nại", False), ("Khiếu nại nhân viên", False), ("bị gọi quảng cáo lúc nửa đêm", True)],
)
def test_stories(text: str, story: bool) -> None:
    assert has_story(text) is story


def test_a_story_has_a_few_words() -> None:
    assert is_long_enough("họ bán số của tôi") and not is_long_enough("tệ quá 1 2 3")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lan@example.com", None),
        ("", Junk.EMPTY),
        ("...!", Junk.EMPTY),
        ("/stop", Junk.PAYLOAD),
        ("  /choose{}", Junk.PAYLOAD),
        ("24/7 mà", None),
        ("a < b và c > d", None),
        ("<img src=x onerror=1>", Junk.MARKUP),
        ("1' OR '1'='1", Junk.MARKUP),
        ("x" * 1_001, Junk.LONG),
    ],
)
def test_what_is_no_message(text: str, found: Junk | None) -> None:
    assert junk(text) is found


def test_a_card_or_identity_number_is_never_a_value() -> None:
    (change,) = asked_changes("đổi cccd thành 001090012345")

    assert change.field == "identity_number" and "001090012345" not in (change.new or "")
    assert answered_change("identity_number", "001090012345") is None


def test_what_is_given_anew_takes_the_place_of_what_was_given() -> None:
    before = (Change("phone", "+84900000001", "+84900000000"), Change("name", "A"))

    assert merged(before, (Change("phone", "+84900000002"),)) == (
        Change("phone", "+84900000002", "+84900000000"),
        Change("name", "A"),
    )


def test_values_are_shown_as_people_write_them() -> None:
    assert (
        shown_value("phone", "+84912345678") == "0912345678" and shown_value("birth_date", "1990-05-17") == "17/05/1990"
    )


@pytest.mark.parametrize(
    ("intent", "text", "kind"),
    [
        ("object_processing", "tạm khóa dữ liệu của tôi", Kind.RESTRICTION),
        ("object_processing", "hạn chế gửi quảng cáo", Kind.OBJECTION),
        ("check_status", "cho xem các phiếu của tôi", Kind.OWN_TICKETS),
        ("check_status", "bổ sung giấy tờ cho phiếu", Kind.ADDITION),
        ("request_correction", "bổ sung email cho tôi", Kind.CORRECTION),
        ("file_complaint", "khiếu nại kết quả của phiếu hôm trước", Kind.APPEAL),
        ("file_complaint", "tôi bị từ chối vay, tôi khiếu nại", Kind.COMPLAINT),
        ("greet", "xin chào", None),
    ],
)
def test_which_intake_a_wish_begins(intent: str, text: str, kind: Kind | None) -> None:
    assert kind_of(Heard(text, intent, 0.9)) is kind
