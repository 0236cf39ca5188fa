"""Every word that a person or staff may read: complete, Vietnamese, and true to its name."""

from datetime import UTC, date, datetime

import pytest

from bot.storage.ids import new_id
from bot.tickets import wording, wording_notices
from bot.tickets.chain import Fault
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Hold
from bot.tickets.notices import Audience, Notice, NoticeName
from bot.tickets.states import Action, Role, Status

_ALLOWED = {
    "code", "kind", "what", "by", "answer_by", "due", "acknowledge", "procedure", "more", "question", "whom", "reason",
    "result", "ground", "other", "holds", "given_only", "status", "days",
}  # fmt: skip


def notice(name: NoticeName) -> Notice:
    values = {field: f"<{field}>" for field in wording_notices.placeholders(name)}
    return Notice(new_id(), "medring", new_id(), "XD-7K4M-92QF", name, values, datetime(2026, 3, 2, tzinfo=UTC))


def test_everything_has_its_words() -> None:
    assert set(wording.STATUS) == set(Status)
    assert set(wording.ROLE) == set(Role)
    assert set(wording.ACTION) == set(Action)
    assert set(wording.HOLD) == set(Hold)
    assert set(wording.FAULT) == set(Fault)
    assert set(wording_notices.TEMPLATES) == set(NoticeName)
    assert set(wording_notices.PROCEDURE) == set(TicketKind)


@pytest.mark.parametrize("name", list(NoticeName))
def test_a_notice_says_all_its_values_and_which_ticket_it_is_about(name: NoticeName) -> None:
    needed = wording_notices.placeholders(name)

    said = wording_notices.notice_text(notice(name))

    assert needed <= _ALLOWED
    assert "code" in needed
    assert all(f"<{field}>" in said for field in needed)
    assert "{" not in said


@pytest.mark.parametrize("name", list(NoticeName))
def test_the_name_says_who_is_meant(name: NoticeName) -> None:
    assert name.audience is (Audience.STAFF if "STAFF" in name.name else Audience.PERSON)


def test_values_are_never_read_as_templates() -> None:
    given = Notice(
        new_id(),
        "medring",
        new_id(),
        "XD-7K4M-92QF",
        NoticeName.QUESTION,
        {"code": "{kind}", "kind": "{0}", "question": "{question.__class__}"},
        datetime(2026, 3, 2, tzinfo=UTC),
    )

    assert "{question.__class__}" in wording_notices.notice_text(given)


def test_outcomes_tell_where_else_to_turn() -> None:
    for name in (NoticeName.COMPLETED, NoticeName.PARTLY_COMPLETED, NoticeName.REFUSED):
        said = wording_notices.notice_text(notice(name))
        assert "khiếu nại ngay tại đây" in said
        assert "Bộ Công an" in said and "quyền lợi người tiêu dùng" in said and "tòa án" in said


@pytest.mark.parametrize("kind", list(TicketKind))
@pytest.mark.parametrize("status", list(Status))
def test_the_public_status_is_one_plain_text(kind: TicketKind, status: Status) -> None:
    said = wording.public_status(kind, status, date(2026, 3, 2), date(2026, 3, 22), merged=False)

    about = "Khiếu nại" if kind is TicketKind.COMPLAINT else f"Yêu cầu {kind.label}"
    assert said.startswith(f"{about}: {wording.STATUS[status]}.")
    assert "02/03/2026" in said and "22/03/2026" in said


def test_a_merged_ticket_is_not_called_withdrawn() -> None:
    said = wording.public_status(TicketKind.ACCESS, Status.WITHDRAWN, date(2026, 3, 2), date(2026, 3, 12), merged=True)

    assert "đã gộp" in said and "đã rút" not in said


def test_no_sentence_says_that_an_account_exists() -> None:
    sentences = [wording.NOT_FOUND, wording.PROOF_NEEDED, *wording_notices.TEMPLATES.values()]

    assert not [one for one in sentences if "tài khoản" in one]
