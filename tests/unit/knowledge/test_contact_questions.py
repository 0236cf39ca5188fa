"""Questions for contacts and hours are answered exactly where the policy holds such a thing."""

import pytest

from bot.knowledge.service import PolicyDesk


@pytest.mark.parametrize(
    ("slug", "question", "held"),
    [
        ("tungduong", "Số hotline là số mấy?", "0913080864"),
        ("tungduong", "hotline truc tu may gio vay", "7h"),
        ("tungduong", "mail của công ty là gì", "tungduongadv@gmail.com"),
        ("vsign", "Trụ sở trung tâm ở đâu?", "25 Ngô Quyền"),
        ("vsign", "gọi số nào để hỏi", "024 222 05513"),
        ("medring", "Email liên hệ của bên mình là gì?", "privacy@medring.co.jp"),
    ],
)
def test_what_the_policy_holds_is_given(desk: PolicyDesk, slug: str, question: str, held: str) -> None:
    answer = desk.ask(slug, question)

    assert answer.answered
    assert held in " ".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("slug", "question"),
    [
        ("medring", "Số hotline là số mấy?"),
        ("medring", "Hotline trực từ mấy giờ?"),
        ("tungduong", "Văn phòng công ty ở đâu?"),
        ("vsign", "Tổng đài trực tới mấy giờ?"),
    ],
)
def test_what_it_does_not_hold_is_not_made_up(desk: PolicyDesk, slug: str, question: str) -> None:
    assert not desk.ask(slug, question).answered
