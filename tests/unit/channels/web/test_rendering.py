"""A policy's blocks as lists and links."""

from datetime import time

import pytest

from bot.channels.web.rendering import Item, List, Run, content, hours, policy_view, runs, website_href
from bot.knowledge.models import Block, OfficeHours, Policy, Section


def words(part: "list[Run] | List") -> object:
    """A part as plain lists: a paragraph is its text, a list is a list of (marker, …)."""
    if isinstance(part, List):
        return [(item.marker, *map(words, item.content)) for item in part.items]
    return "".join(run.text for run in part)


def test_lists_nest_by_depth_and_keep_the_policys_own_markers() -> None:
    made = content(
        [
            Block("Các nơi:"),
            Block("một", 1, "1."),
            Block("một a", 2, "a)"),
            Block("một b", 2, "b)"),
            Block("hai", 1, "2."),
            Block("Hết."),
        ]
    )
    assert [words(part) for part in made] == [
        "Các nơi:",
        [("1.", "một", [("a)", "một a"), ("b)", "một b")]), ("2.", "hai")],
        "Hết.",
    ]


def test_an_item_goes_on_where_its_marker_is_missing() -> None:
    made = content([Block("một", 1, "-"), Block("trong", 2, "-"), Block("còn nữa", 1), Block("hai", 1, "-")])
    assert [words(part) for part in made] == [[("", "một", [("", "trong")], "còn nữa"), ("", "hai")]]


def test_bullets_and_numbers_are_two_lists() -> None:
    made = content([Block("một", 1, "•"), Block("hai", 1, "1.")])
    assert [(part.marked, words(part)) for part in made if isinstance(part, List)] == [
        (False, [("", "một")]),
        (True, [("1.", "hai")]),
    ]


def test_a_list_may_begin_deep() -> None:
    made = content([Block("sâu", 3, "-"), Block("nông", 1, "-")])
    assert [words(part) for part in made] == [[("", "sâu")], [("", "nông")]]
    assert isinstance(made[0], List)
    assert isinstance(made[0].items[0], Item)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Viết tới a.b@c.vn.", {"a.b@c.vn": "mailto:a.b@c.vn"}),
        ("Xem (https://c.vn/x?a=1).", {"https://c.vn/x?a=1": "https://c.vn/x?a=1"}),
        ("Trang www.c.vn/rieng-tu, nhé", {"www.c.vn/rieng-tu": "https://www.c.vn/rieng-tu"}),
        ("Trang www.medicallog là nơi", {}),
        ("Gọi 0913080864, từ 7h", {"0913080864": "tel:0913080864"}),
        (
            "Gọi 024 222 05513 hoặc +84 24 222 05513",
            {"024 222 05513": "tel:02422205513", "+84 24 222 05513": "tel:+842422205513"},
        ),
        ("Tổng đài 1900 1234", {"1900 1234": "tel:19001234"}),
        ("Luật 91/2025/QH15, khoản 1.000.000 đồng, mã 12345678901", {}),
        ("javascript:alert(1) data:text/html,x", {}),
        ("", {}),
    ],
)
def test_contacts_in_a_text_become_links(text: str, links: dict[str, str]) -> None:
    made = runs(text)
    assert "".join(run.text for run in made) == text
    assert {run.text: run.href for run in made if run.href} == links


def test_a_website_may_lack_its_scheme_but_must_be_a_host() -> None:
    assert website_href("vsign.vn") == "https://vsign.vn"
    assert website_href("https://vsign.vn/x") == "https://vsign.vn/x"
    assert website_href("www.medicallog") == ""
    assert website_href("javascript:alert(1)") == ""


def test_hours_are_said_as_people_say_them() -> None:
    morning, evening = time(8), time(20, 30)
    assert hours([OfficeHours(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), morning, evening)]) == [
        "Hằng ngày, 08:00–20:30"
    ]
    assert hours([OfficeHours(("fri", "mon", "wed"), morning, evening)]) == ["Thứ Hai, Thứ Tư, Thứ Sáu, 08:00–20:30"]
    assert hours([OfficeHours(("tue", "mon", "wed"), morning, evening)]) == ["Thứ Hai – Thứ Tư, 08:00–20:30"]


def policy(*sections: Section) -> Policy:
    return Policy("acme", "Tên chung", "1", None, sections)


def test_the_documents_own_title_is_the_heading_of_the_page() -> None:
    view = policy_view(
        policy(Section("Tên riêng", 1, "a", (Block("Mở đầu"),)), Section("Một", 2, "b"), Section("Một Một", 3, "c"))
    )
    assert (view.title, view.anchor, len(view.preamble)) == ("Tên riêng", "a", 1)
    assert [(part.title, part.rank) for part in view.parts] == [("Một", 2), ("Một Một", 3)]


def test_headings_step_down_one_at_a_time() -> None:
    view = policy_view(policy(Section("Một", 1, "a"), Section("Sâu", 4, "b"), Section("Hai", 1, "c")))
    assert view.title == "Tên chung"
    assert [(part.title, part.rank) for part in view.parts] == [("Một", 2), ("Sâu", 3), ("Hai", 2)]


def test_a_single_section_is_not_mistaken_for_the_title() -> None:
    view = policy_view(policy(Section("Một", 2, "a", (Block("Nội dung"),))))
    assert (view.title, [part.title for part in view.parts]) == ("Tên chung", ["Một"])
