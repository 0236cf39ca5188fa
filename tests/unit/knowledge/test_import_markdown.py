"""What is written to `policy.md` is read back the same, whatever characters a policy holds."""

from datetime import date
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.knowledge.importing.lines import tidy
from bot.knowledge.importing.lists import canonical
from bot.knowledge.importing.markdown import Part, escape, head, render
from bot.knowledge.loading import load_policy, parse_sections
from bot.knowledge.models import Block

AWKWARD = (
    "# không phải đề mục", "## hai dấu", "#", "##", "- gạch đầu dòng", "-",
    "---", "+ cộng", "+", "* sao", "*", "***", "1. một",
    "1)", "2022. năm", "10) mười", "> trích", ">", "===",
    "=", "~~~", "```", "`mã`", "<b>đậm</b>", "<!-- chú -->", "<https://a.vn>",
    "[1]: /url", "[chữ](http://x.vn)", "![ảnh](a.png)",
    "&amp; &lt; &#35; & AT&T", "a\\b \\", "\\# \\\\", "_nghiêng_ ten_toi_la",
    "__đậm__ a_b@c_d.vn", "*nghiêng* 2*3*4", "ban.quan_tri@cong-ty.vn",
    "https://cong-ty.vn/a_b?x=1&y=2#z", "C #", "C##", "a | b",
    "1.1. Về", "a) mục", "(i) mục", "• chấm",
    "– gạch", "Điều 1. Phạm vi", "100% < 200 > 50", "tab\tvà  hai cách", "́dấu rời",
    "1986\\. A", "*1. x", "\\1. x", "&copy; 2020", "&nbsp", "a*b*c_d_e",
    "**", "__", "[ ] việc", "::: x", "$x$", "^a^", "+84 24 222",
)  # fmt: skip

_texts = (
    st.one_of(
        st.sampled_from(AWKWARD),
        st.text(alphabet="#-+*_`<>[]()!&;\\|~=.:1a ă\u1ec7", max_size=14),
        st.text(max_size=30),
        st.lists(st.sampled_from(AWKWARD), min_size=2, max_size=3).map(" ".join),
    )
    .map(tidy)
    .filter(bool)
)
_blocks = st.lists(
    st.builds(
        Block,
        _texts,
        st.integers(0, 4),
        st.sampled_from(["-", "-", "1.", "2.", "3.", "1)", "2)", "7.", "0.", ""]),
    ).map(lambda b: b if b.depth else Block(b.text)),
    max_size=8,
).map(
    lambda blocks: canonical(
        [b for i, b in enumerate(blocks) if b.marker or not b.depth or any(x.depth for x in blocks[:i])]
    )
)
_parts = st.lists(st.builds(Part, _texts, st.integers(1, 6), _blocks), min_size=1, max_size=4)


@settings(max_examples=500, deadline=None)
@given(_parts)
@example([Part("C #", 1), Part("##", 2, (Block("#"),)), Part("\\#", 2, (Block("\\"),))])
def test_sections_come_back_as_they_were(parts: list[Part]) -> None:
    sections = list(parse_sections(render(parts)))
    assert [(s.title, s.level, s.blocks) for s in sections] == [(p.title, p.level, p.blocks) for p in parts]


@settings(max_examples=200, deadline=None)
@given(_texts)
def test_any_text_survives_as_paragraph_item_and_title(text: str) -> None:
    part = Part(
        text, 2, canonical([Block(text), Block(text, 1, "-"), Block(text, 2, "4."), Block(text, 1, "1."), Block(text)])
    )
    (section,) = parse_sections(render([part]))
    assert (section.title, section.blocks) == (part.title, part.blocks)


def test_ordinary_words_are_not_escaped() -> None:
    text = "Gửi thư tới ban_quan_tri@cong-ty.vn (24/7) hoặc gọi 1900-1234: miễn phí!"
    assert escape(text) == text


def test_lists_are_written_tight_and_nested_by_two_blanks() -> None:
    blocks = (Block("Gồm:"), Block("một", 1, "-"), Block("nhỏ", 2, "-"), Block("hai", 1, "-"), Block("Hết."))
    assert render([Part("Mục", 2, blocks)]) == "## Mục\n\nGồm:\n\n- một\n  - nhỏ\n- hai\n\nHết.\n"


def test_numbers_that_do_not_count_on_stay_among_the_words() -> None:
    blocks = canonical([Block("a", 1, "1."), Block("b", 1, "3."), Block("c", 3, "-")])
    assert blocks == (Block("a", 1, "1."), Block("3. b", 1, "-"), Block("c", 2, "-"))


def test_the_head_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "policy.md"
    title = 'Chính sách: "bảo mật" # 1 – của bạn'
    body = render([Part(title, 1), Part("Mục", 2, (Block("Chữ."),))])
    path.write_text(head(title, "1.0", date(2025, 3, 1), "Nhập từ tệp a: b.txt") + body, encoding="utf-8")
    policy = load_policy(path, "thu")
    assert (policy.title, policy.version, policy.effective_date) == (title, "1.0", date(2025, 3, 1))
    assert not policy.official
    assert policy.source == "Nhập từ tệp a: b.txt"
