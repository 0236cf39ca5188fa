"""The sentences: plain, short, complete, and silent about who is known."""

import inspect
from datetime import timedelta

import pytest

from bot.identity import wording
from bot.identity.models import RefusalReason
from bot.language.text import strip_accents
from tests.unit.identity.senders import CODE, LINK

SENTENCES = {
    name: value for name, value in inspect.getmembers(wording) if name.isupper() and isinstance(value, str)
} | {reason.value: sentence for reason, sentence in wording.REFUSALS.items()}


def test_every_reason_has_its_sentence() -> None:
    assert set(wording.REFUSALS) == set(RefusalReason)


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_end_and_are_short(name: str) -> None:
    sentence = SENTENCES[name]
    assert sentence.endswith(".")
    assert len(sentence) < 300
    assert max(len(part) for part in sentence.split(". ")) < 200


@pytest.mark.parametrize("organisation", ["Medring", "MedicalLog", "App Bán Hàng", "Tùng Dương", "V-Sign"])
def test_a_text_message_fits_into_one(organisation: str) -> None:
    short = wording.code_message(organisation, CODE, LINK).short
    # 160 characters of the plain alphabet; one letter with an accent would leave 70.
    assert len(short) <= 160
    assert short == strip_accents(short) and short.isascii()
    assert CODE in short and LINK in short


def test_a_code_message_says_all_that_is_needed_and_its_subject_no_code() -> None:
    texts = wording.code_message("Medring", CODE, LINK)
    for part in (CODE, LINK, "5 phút", "Không phải tôi", "Medring", "Đừng đưa mã cho ai"):
        assert part in texts.body
    assert CODE not in texts.subject
    assert CODE not in repr(texts) and LINK not in repr(texts)


def test_a_name_of_several_lines_is_one_line_in_a_message() -> None:
    texts = wording.contact_change_message("Med\nring\r\n", LINK)
    assert texts.subject == "Yêu cầu thay đổi liên hệ tại Med ring"
    assert "\n" not in texts.short


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (timedelta(seconds=1), "1 giây"),
        (timedelta(seconds=29.2), "30 giây"),
        (timedelta(seconds=60), "1 phút"),
        (timedelta(minutes=40, seconds=1), "41 phút"),
    ],
)
def test_waiting_is_told_in_seconds_or_minutes(wait: timedelta, said: str) -> None:
    assert f"{said} nữa" in wording.code_too_soon(wait)
    assert f"{said} nữa" in wording.too_many_codes(wait)


def test_a_sentence_about_a_record_is_conditional() -> None:
    assert wording.code_on_its_way("l•••@e•••.com", True).startswith("Nếu ")
    assert "Nếu" not in wording.code_on_its_way("l•••@e•••.com", False)
