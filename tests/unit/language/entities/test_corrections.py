"""What people ask to have corrected."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities import corrections
from bot.language.entities.corrections import Correction
from bot.language.text import strip_accents

A, B = "+84912345678", "+84987654321"

# Read alike with accents, without, and decomposed: (message, [(field, old, new), …]).
CORRECTIONS: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [
    # a field, no value
    ("đổi số điện thoại giúp tôi", [("phone", None, None)]),
    ("đổi sđt giúp mk vs ad", [("phone", None, None)]),
    ("Sửa ngày tháng năm sinh giúp tôi", [("birth_date", None, None)]),
    ("email của tôi bị sai", [("email", None, None)]),
    ("Đính chính họ tên", [("name", None, None)]),
    ("chỉnh lại giới tính cho đúng", [("gender", None, None)]),
    ("Số căn cước của tôi bị gõ nhầm một chữ số", [("identity_number", None, None)]),
    ("bổ sung mã số thuế vào hồ sơ", [("tax_code", None, None)]),
    ("thay số tài khoản nhận hoàn tiền", [("bank_account", None, None)]),
    ("đổi stk giúp em", [("bank_account", None, None)]),
    ("cập nhật địa chỉ mới giúp em với", [("address", None, None)]),
    ("nghề nghiệp ghi sai, sửa giúp", [("other", None, None)]),
    ("up lại sdt giùm mk", [("phone", None, None)]),
    ("em mới làm lại căn cước, cần cập nhật số mới vào hồ sơ", [("identity_number", None, None)]),
    ("sđt cũ mất sim r, cho mk đổi sang số khác vs", [("phone", None, None)]),
    ("thay mail khác cho tk của t vs", [("email", None, None)]),
    # several fields, no value
    ("cho mình sửa số điện thoại với email", [("phone", None, None), ("email", None, None)]),
    ("mình cần đổi ngày sinh với giới tính cho khớp căn cước", [("birth_date", None, None), ("gender", None, None)]),
    ("sửa tên, ngày sinh, sđt giúp tôi", [("name", None, None), ("birth_date", None, None), ("phone", None, None)]),
    # telephone numbers
    ("đổi sđt từ 0912345678 sang 0987654321", [("phone", A, B)]),
    ("đổi số 0912345678 thành số 0987654321 giùm mình", [("phone", A, B)]),
    ("số cũ 0912345678 số mới 0987654321", [("phone", A, B)]),
    ("cập nhật số điện thoại thành 0987 654 321", [("phone", None, B)]),
    ("Đổi số nhận mã xác nhận sang 0987.654.321", [("phone", None, B)]),
    ("cập nhật giúp chị số mới 0987654321, số cũ mất rồi", [("phone", None, B)]),
    ("sđt đúng là 0987654321 chứ không phải 0912345678", [("phone", A, B)]),
    ("Cái số 0912345678 không phải của tôi, thay bằng số khác", [("phone", A, None)]),
    ("sdt 0912345678 sai r, 0987654321 mới đúng", [("phone", A, B)]),
    ("thay đổi sđt: 0912345678 => 0987654321", [("phone", A, B)]),
    ("tôi đổi số rồi, số mới là 0987654321", [("phone", None, B)]),
    ("update sdt 0987654321", [("phone", None, B)]),
    # e-mail addresses
    ("email đúng là a@b.vn chứ không phải a@c.vn", [("email", "a@c.vn", "a@b.vn")]),
    ("thay mail cũ bằng mail này: moi@example.com", [("email", None, "moi@example.com")]),
    ("Sửa giúp: email từ cu@example.com thành Moi@example.com", [("email", "cu@example.com", "moi@example.com")]),
    ("đổi email của mình sang minh@example.com nhé", [("email", None, "minh@example.com")]),
    ("email cũ a@b.vn không dùng nữa, email mới là c@d.vn", [("email", "a@b.vn", "c@d.vn")]),
    ("email tôi là a@b.vn, giờ muốn đổi email sang c@d.vn", [("email", "a@b.vn", "c@d.vn")]),
    ("mail cũ bị khóa r, chuyển qua hoa@example.vn hộ mk", [("email", None, "hoa@example.vn")]),
    # names
    ("sửa tên Nguyễn Thị Lan thành Nguyễn Thị Loan", [("name", "Nguyễn Thị Lan", "Nguyễn Thị Loan")]),
    ("mình tên Quỳnh chứ không phải Quyên", [("name", "Quyên", "Quỳnh")]),
    ("Họ tên: Trần Văn Nam → Trần Văn Nâm", [("name", "Trần Văn Nam", "Trần Văn Nâm")]),
    ("tên em là Hòa, hồ sơ ghi nhầm thành Hoà Thị, nhờ sửa giúp", [("name", "Hoà Thị", "Hòa")]),
    ("sửa tên trong hợp đồng thành Lê Thị C giúp tôi với ạ", [("name", None, "Lê Thị C")]),
    ('tên "Lan Anh" sửa thành "Lan Ánh"', [("name", "Lan Anh", "Lan Ánh")]),
    ("mk lấy ck r, ad đổi tên hộ mk thành Trần Ngọc Mai nhé", [("name", None, "Trần Ngọc Mai")]),
    ("Sửa tên công ty thành Công ty TNHH An Phát", [("name", None, "Công ty TNHH An Phát")]),
    # addresses
    ("địa chỉ mới: 12 Lê Lợi, Q1", [("address", None, "12 Lê Lợi, Q1")]),
    ("đổi dc nhà sang 5 Hai Bà Trưng", [("address", None, "5 Hai Bà Trưng")]),
    ("đổi địa chỉ từ 12 Lê Lợi sang 5 Nguyễn Huệ giúp tôi với ạ", [("address", "12 Lê Lợi", "5 Nguyễn Huệ")]),
    ("cập nhật địa chỉ: số 5, ngõ 12, phố Huế, Hà Nội. Cảm ơn!", [("address", None, "số 5, ngõ 12, phố Huế, Hà Nội")]),
    ("đc nhà đổi thành 45 Nguyễn Văn Cừ, Q.5, TP. HCM nha shop", [("address", None, "45 Nguyễn Văn Cừ, Q.5, TP. HCM")]),
    ("đổi địa chỉ sang 12 Phố Huế, thành phố Vinh", [("address", None, "12 Phố Huế, thành phố Vinh")]),
    ("sửa số nhà 12 thành 21 hộ tôi", [("address", "12", "21")]),
    # dates of birth
    ("ngày sinh bị sai, đúng phải là 3/4/1991", [("birth_date", None, "1991-04-03")]),
    ("ngày sinh của tôi bị sai, nhờ sửa lại thành 12/03/1990", [("birth_date", None, "1990-03-12")]),
    ("đính chính ngày sinh 12 tháng 3 năm 1990 thành 13 tháng 3 năm 1990", [("birth_date", "1990-03-12", "1990-03-13")]),
    ("sửa năm sinh 1990 thành 1991", [("birth_date", "1990", "1991")]),
    ("Sổ khám ghi tôi sinh năm 1985 nhưng đúng ra phải là 1958.", [("birth_date", "1985", "1958")]),
    # the other fields
    ("giới tính ghi nam, sửa thành nữ", [("gender", "nam", "nữ")]),
    ("đổi giới tính từ nam sang nữ", [("gender", "nam", "nữ")]),
    ("đổi cccd 079090001234 thành 079090001235", [("identity_number", "079090001234", "079090001235")]),
    ("mã số thuế sai, đúng là 0312345678", [("tax_code", None, "0312345678")]),
    ("stk cũ 0123456789 đổi thành 9876543210 nha", [("bank_account", "0123456789", "9876543210")]),
    ("nghề nghiệp ghi sai, sửa thành Giáo viên giúp em nhé", [("other", None, "Giáo viên")]),
    ("Dân tộc ghi là Kinh nhưng tôi là Tày, sửa giúp", [("other", "Kinh", "Tày")]),
    # several corrections
    (
        "đổi email sang a@b.vn, sđt sang 0912345678, địa chỉ sang 12 Lê Lợi",
        [("email", None, "a@b.vn"), ("phone", None, A), ("address", None, "12 Lê Lợi")],
    ),
    (
        "cập nhật giúp mình: họ tên Trần Văn Nam, ngày sinh 12/03/1990, sđt 0912345678",
        [("name", None, "Trần Văn Nam"), ("birth_date", None, "1990-03-12"), ("phone", None, A)],
    ),
    (
        "sửa họ tên Lê Văn An thành Lê Văn Ân, sđt 0912345678 thành 0987654321",
        [("name", "Lê Văn An", "Lê Văn Ân"), ("phone", A, B)],
    ),
    ("sai ngày sinh rồi ạ, em sinh ngày 15/8/1998", [("birth_date", None, "1998-08-15")]),
    # who asks is no correction
    (
        "Tôi tên Lan, số 0912345678, muốn đổi địa chỉ sang 12/3 Nguyễn Trãi, Q.5 giúp tôi với ạ",
        [("address", None, "12/3 Nguyễn Trãi, Q.5")],
    ),
    # no field: the look of the values tells it
    ("Đổi 0912345678 thành 0987654321", [("phone", A, B)]),
    ("sửa từ a@b.vn sang c@d.vn", [("email", "a@b.vn", "c@d.vn")]),
]  # fmt: skip

ONE_SPELLING: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [
    ("cap nhat so dien thoai thanh 0900777888", [("phone", None, "+84900777888")]),
    ("sua ten nguyen thi lan thanh nguyen thi loan", [("name", "nguyen thi lan", "nguyen thi loan")]),
    ("sua ten le thanh thanh le thang", [("name", "le thanh", "le thang")]),
    ("doi dc nha sang 5 hai ba trung giup em", [("address", None, "5 hai ba trung")]),
    ("doi gioi tinh tu nam sang nu", [("gender", "nam", "nu")]),
    ("SỬA TÊN LAN THÀNH LOAN", [("name", "LAN", "LOAN")]),
    ("Sửa tên Lê Thành thành Lê Thanh", [("name", "Lê Thành", "Lê Thanh")]),
    ("ten toi la duy, khong phai huy, sua giup", [("name", "huy", "duy")]),
]

NOTHING = [
    "", "🙂", "xin chào", "xóa số điện thoại của tôi", "bạn gửi email cho tôi nhé", "Email của tôi là lan@example.com",
    "số tôi là 0912345678",
    "trao đổi qua email", "đối tác có số điện thoại của tôi không", "chính sách bảo mật là gì",
    "tôi muốn chỉnh sửa thông tin cá nhân",
    "Sửa mau đi, sai tùm lum", "đừng gửi email nữa", "tôi đổi ý rồi", "doi tac giao hang co thay sdt cua khach khong",
    "đổi mật khẩu",
    "dùng email này liên hệ tôi", "bên vận chuyển có biết số nhà của tôi không", "không nhận được email", "tôi tên Lan",
    "Tên tôi đừng đọc to ở phòng chờ nữa", "chua thay mail nao luon", "gọi tôi theo số 0912345678",
]  # fmt: skip


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.field, one.old_value, one.new_value) for one in corrections.read(text)]


def bare(value: str | None) -> str | None:
    return None if value is None else strip_accents(value)


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS + ONE_SPELLING)
def test_a_correction_is_read(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS)
def test_a_correction_is_read_without_accents(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert read(strip_accents(text)) == [(field, bare(old), bare(new)) for field, old, new in expected]


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS)
def test_a_correction_is_read_with_decomposed_letters(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    composed = [
        tuple(part and unicodedata.normalize("NFC", part) for part in one)
        for one in read(unicodedata.normalize("NFD", text))
    ]
    assert composed == expected


@pytest.mark.parametrize("text", NOTHING)
def test_a_message_that_asks_for_no_correction_gives_nothing(text: str) -> None:
    assert corrections.find(text) == []
    assert corrections.read(text) == []


def test_field_and_values_stand_where_they_were_typed() -> None:
    text = "Đổi  sđt từ 0912 345 678 sang “0987.654.321” giúp tôi với ạ"
    found = corrections.find(text)
    assert [(one.entity, text[one.start : one.end], one.value) for one in found] == [
        ("field", "sđt", "phone"),
        ("old_value", "0912 345 678", A),
        ("new_value", "0987.654.321", B),
    ]


def test_a_value_before_its_field_belongs_to_it() -> None:
    assert read("0987654321 mới đúng, sửa sđt giúp em") == [("phone", None, B)]


def test_two_new_values_of_one_kind_are_two_corrections() -> None:
    assert corrections.read("Sửa tên con thành Lê An, tên mẹ thành Lê Bích") == [
        Correction("name", None, "Lê An"),
        Correction("name", None, "Lê Bích"),
    ]


WORDS = st.sampled_from(
    "sửa|đổi|tên|sđt|email|địa chỉ|từ|sang|thành|là|không phải|chứ|0912345678|a@b.vn|12/3/1990|nam|nữ|"
    "Lan|12 Lê Lợi|,|.|:|->|mới|cũ|giúp|đúng|số|\n|sai".split("|")
)  # fmt: skip


@given(st.one_of(st.text(st.characters(exclude_categories=())), st.lists(WORDS).map(" ".join)))
def test_any_text_gives_ordered_spans_and_lines_for_the_form(text: str) -> None:
    found = corrections.find(text)
    assert all(0 <= one.start < one.end <= len(text) and one.value for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert {one.entity for one in found} <= {"field", "old_value", "new_value"}
    lines = corrections.read(text)
    for role, values in (
        ("old_value", [line.old_value for line in lines]),
        ("new_value", [line.new_value for line in lines]),
    ):
        assert sorted(one.value for one in found if one.entity == role) == sorted(value for value in values if value)


@pytest.mark.parametrize(
    "piece",
    [
        "sửa tên Lan thành Loan ",
        "đổi sđt ",
        "số mới 0912345678 ",
        "email a@b.vn sang ",
        "sai ",
        "địa chỉ mới: 12, ",
        " ",
        "nam ",
    ],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    start = time.process_time()
    corrections.find(text)
    assert time.process_time() - start < 2
