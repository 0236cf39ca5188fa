"""The real desk on the five sample policies. The questions are this file's own, none of tests/evaluation/."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.knowledge.errors import InvalidQuestion, KnowledgeError, UnknownOrganisation
from bot.knowledge.models import Answer
from bot.knowledge.passages import LIMIT
from bot.knowledge.service import PolicyDesk
from bot.language.text import strip_accents

ANSWERED = [
    ("app-ban-hang", "Ứng dụng dùng Bluetooth để làm gì?", "2.8", "máy in"),
    ("medicallog", "Bản tiếng Nhật với bản tiếng Việt khác nhau thì theo bản nào?", "1.6", "được ưu tiên"),
    ("medicallog", "Nếu tôi tắt hết cookie thì chuyện gì xảy ra?", "2.9", "tắt mọi cookie"),
    ("medring", "Medring trả lời khiếu nại trong bao nhiêu ngày?", "3.3", "30 ngày"),
    ("medring", "Viết khiếu nại thì phải ghi những gì?", "3.2", "tên của quý khách"),
    ("tungduong", "Nếu hacker tấn công máy chủ thì công ty làm gì?", "5.4", "báo cho khách hàng"),
    ("tungduong", "Tôi muốn xóa hết thông tin thì làm thế nào?", "7.2", "tungduongadv@gmail.com"),
    ("vsign", "Trung tâm có bán thông tin của tôi cho đối tác không?", "4.4", "không bán"),
    ("vsign", "Dữ liệu của tôi được lưu trữ đến khi nào?", "3.", "yêu cầu hủy bỏ"),
]
DECLINED = [
    ("vsign", "Hôm nay thời tiết Hà Nội thế nào?"),
    ("tungduong", "Giá in một tấm bảng hiệu là bao nhiêu tiền?"),
    ("medring", "Medring mã hóa cơ sở dữ liệu bằng thuật toán nào?"),
    ("app-ban-hang", "Ứng dụng có lưu vân tay của tôi không?"),
    ("medicallog", "Công ty giữ hồ sơ của tôi mấy năm?"),
    ("medicallog", "Ai là giám đốc của Medical Log?"),
    ("vsign", "Bị lộ dữ liệu thì tôi được bồi thường bao nhiêu tiền?"),
]
SLUGS = ("app-ban-hang", "medicallog", "medring", "tungduong", "vsign")


def assert_verbatim(desk: PolicyDesk, slug: str, answer: Answer) -> None:
    """Every quote is an unbroken run of a block of the section that it names."""
    policy = desk.organisation(slug).policy
    for citation in answer.citations:
        (section,) = [s for s in policy.sections if s.anchor == citation.anchor]
        assert citation.section == section.title
        assert any(citation.quote in block.text for block in section.blocks), citation
        assert (citation.policy, citation.version) == (policy.title, policy.version)
        assert citation.effective_date == policy.effective_date


@pytest.mark.parametrize("bare", [False, True], ids=["accents", "bare"])
@pytest.mark.parametrize(("slug", "question", "number", "words"), ANSWERED)
def test_a_question_is_answered_from_its_section(
    desk: PolicyDesk, slug: str, question: str, number: str, words: str, bare: bool
) -> None:
    answer = desk.ask(slug, strip_accents(question) if bare else question)
    assert answer.answered
    assert answer.citations[0].section.startswith(number)
    assert words in answer.text
    assert_verbatim(desk, slug, answer)


@pytest.mark.parametrize(("slug", "question", "number", "words"), ANSWERED)
def test_an_answer_names_policy_section_version_and_date(
    desk: PolicyDesk, slug: str, question: str, number: str, words: str
) -> None:
    policy = desk.organisation(slug).policy
    answer = desk.ask(slug, question)
    assert f"Theo mục “{answer.citations[0].section}”, {policy.title} (phiên bản {policy.version}" in answer.text
    assert f"hiệu lực từ {policy.effective_date:%d/%m/%Y}" in answer.text
    assert "bản mẫu, chưa phải văn bản chính thức" in answer.text
    assert sum(len(citation.quote) for citation in answer.citations) <= LIMIT


@pytest.mark.parametrize("bare", [False, True], ids=["accents", "bare"])
@pytest.mark.parametrize(("slug", "question"), DECLINED)
def test_what_the_policy_does_not_say_is_declined(desk: PolicyDesk, slug: str, question: str, bare: bool) -> None:
    organisation = desk.organisation(slug)
    answer = desk.ask(slug, strip_accents(question) if bare else question)
    assert not answer.answered
    assert f"Chính sách của {organisation.name} không nêu điều anh/chị hỏi." in answer.text
    assert f"ở mục “{answer.citations[0].section}”" in answer.text
    ways = [way for way in (organisation.contact.phone, organisation.contact.email) if way] or ["gặp nhân viên"]
    assert all(way in answer.text for way in ways)
    assert_verbatim(desk, slug, answer)


def test_two_questions_in_one_message_get_two_answers(desk: PolicyDesk) -> None:
    answer = desk.ask("vsign", "Trung tâm có bán thông tin của tôi không? Dữ liệu được lưu trữ đến khi nào?")
    first, second = answer.text.split("Dữ liệu được lưu trữ đến khi nào?\n")
    assert first.startswith("Trung tâm có bán thông tin của tôi không?\n“") and "4.4 " in first
    assert "“3. Thời gian lưu trữ thông tin”" in second
    assert {"4.4", "3."} <= {citation.section.split(" ")[0] for citation in answer.citations}
    assert_verbatim(desk, "vsign", answer)


def test_each_answer_stands_under_its_question_and_names_keep_their_capitals(desk: PolicyDesk) -> None:
    answer = desk.ask("medring", "email của Medring là gì？ Medring trả lời khiếu nại trong bao nhiêu ngày")
    assert answer.text.startswith("Email của Medring là gì?\n")
    assert "\n\nMedring trả lời khiếu nại trong bao nhiêu ngày?\n“" in answer.text


def test_the_half_that_is_not_answered_is_declined_and_not_cited(desk: PolicyDesk) -> None:
    answer = desk.ask("vsign", "Trung tâm có bán thông tin của tôi không? Hôm nay trời có mưa không?")
    assert answer.answered
    assert "không nêu điều anh/chị hỏi" in answer.text
    assert {citation.section.split(" ")[0] for citation in answer.citations} == {"4.4"}


@pytest.mark.parametrize("question", ["", " \n ", "?!…", "👍 123", "\ud83d", "x" * 2_001])
def test_a_message_that_cannot_be_searched_for_is_an_invalid_question(desk: PolicyDesk, question: str) -> None:
    with pytest.raises(InvalidQuestion):
        desk.ask("vsign", question)
    with pytest.raises(InvalidQuestion):
        desk.search("vsign", question)


@pytest.mark.parametrize(
    "slug",
    ["", ".", "..", "khac", "../policies/vsign", "./vsign", "vsign/", "vsign/../medring", "VSIGN", "vsign\0", "/", "*"],
)
def test_an_organisation_that_is_not_served_is_unknown_whatever_its_name(desk: PolicyDesk, slug: str) -> None:
    with pytest.raises(UnknownOrganisation) as caught:
        desk.ask(slug, "Lưu bao lâu?")
    assert "vsign" in str(caught.value)
    with pytest.raises(UnknownOrganisation):
        desk.organisation(slug)


def test_the_five_samples_are_served(desk: PolicyDesk) -> None:
    assert set(SLUGS) <= set(desk.organisations())


def test_the_spelling_of_a_question_does_not_change_its_answer(desk: PolicyDesk) -> None:
    slug, question, *_ = ANSWERED[6]
    plain = desk.ask(slug, question)
    for odd in (unicodedata.normalize("NFD", question), question.replace(" ", "  "), question.replace("xóa", "xoá")):
        answer = desk.ask(slug, odd)
        assert (answer.text, answer.score) == (plain.text, plain.score)


def test_answers_in_threads_are_the_answers_alone(desk: PolicyDesk) -> None:
    alone = [desk.ask(slug, question).text for slug, question, *_ in ANSWERED]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda row: desk.ask(row[0], row[1]).text, ANSWERED * 2))
    assert together == alone * 2


def test_a_search_ranks_every_passage_with_shares_that_sum_to_one(desk: PolicyDesk) -> None:
    finding = desk.search("vsign", "Có bán thông tin không?")
    shares = [share for _, share in finding.passages]
    assert sorted(number for number, _ in finding.passages) == list(range(len(finding.index.passages)))
    assert shares == sorted(shares, reverse=True) and sum(shares) == pytest.approx(1)
    assert 0 <= finding.score <= 1


ANY = st.one_of(
    st.text(alphabet=st.characters(), max_size=120),
    st.text(alphabet="aăâđêôơư ?.,;\n\t\"'(){}[]%\\/:-_", max_size=200),
    st.lists(st.sampled_from("dữ liệu xoá bao lâu ? và với lại ai ở đâu 0 \u200b ko sdt".split()), max_size=30).map(
        " ".join
    ),
)


@hypothesis_settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY, slug=st.one_of(st.sampled_from(SLUGS), st.text(alphabet=st.characters(), max_size=20)))
def test_any_text_raises_nothing_but_our_own_errors(desk: PolicyDesk, text: str, slug: str) -> None:
    try:
        answer = desk.ask(slug, text)
    except KnowledgeError:
        return
    assert answer.text and answer.citations and 0 <= answer.score <= 1
    assert_verbatim(desk, slug, answer)
