import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.components.clauses import LIMIT, Joint, clauses


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("xóa số cũ, sửa email, và tôi muốn khiếu nại", ["xóa số cũ", "sửa email", "tôi muốn khiếu nại"]),
        ("xoa so cu voi lai sua email", ["xoa so cu", "sua email"]),
        ("1. Đổi địa chỉ\n2. Xem dữ liệu\n- Gặp nhân viên", ["Đổi địa chỉ", "Xem dữ liệu", "Gặp nhân viên"]),
        ("Giữ mấy năm ạ? Ngoài ra em muốn sửa ngày sinh.", ["Giữ mấy năm ạ", "em muốn sửa ngày sinh."]),
        ("xoa sdt / stop qc", ["xoa sdt", "stop qc"]),
        ("Sửa tên + xin bản sao", ["Sửa tên", "xin bản sao"]),
        ("xóa đi, còn email thì giữ", ["xóa đi", "email thì giữ"]),
    ],
)
def test_a_message_is_cut_where_it_may_turn(message: str, parts: list[str]) -> None:
    assert [clause.text for clause in clauses(message)] == parts


@pytest.mark.parametrize(
    "message", ["xóa số 0912.345.678", "tôi trả 1,500 đồng", "a@b.vn", "Số 12/3", "", "😀, 😀", "và"]
)
def test_what_parts_nothing_stays_whole(message: str) -> None:
    assert [clause.text for clause in clauses(message)] == [message]


def test_the_strongest_joint_counts() -> None:
    joints = [clause.joint for clause in clauses("xóa số, và sửa tên. Ngoài ra gặp người\nxem dữ liệu")]

    assert joints == [Joint.NONE, Joint.AND, Joint.MORE, Joint.ITEM]


@given(message=st.text(alphabet="xóa dữ, và.\n-1?😀\u200b\u0301", max_size=200))
def test_clauses_are_in_order_bounded_and_stand_in_the_message(message: str) -> None:
    found = clauses(message)

    assert 1 <= len(found) <= LIMIT
    assert all(message[clause.start : clause.end] == clause.text for clause in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
