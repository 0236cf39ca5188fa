"""The receipt on paper and as a QR code: what is on it, that a reader finds it, that it is the same every time."""

import io
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pdfplumber
import pytest

from bot.language.entities import ticket_codes
from bot.receipts import pdf, wording
from bot.receipts.keys import SigningKeys
from bot.receipts.models import STANDINGS, Facts, Receipt, Statement
from bot.receipts.qr import modules, svg
from bot.receipts.tokens import LONGEST, seal, unseal
from bot.tickets.kinds import TicketKind
from tests.unit.receipts.desks import SEED, VERIFY

LONG_NAME = "Công ty Trách nhiệm hữu hạn Thương mại Dịch vụ Chăm sóc Sức khỏe Cộng đồng " * 3
CODE = ticket_codes.make("deletion", lambda n: n - 1)


def receipt(name: str = "Medring", status: str = "received") -> Receipt:
    facts = Facts(
        "medring",
        CODE,
        TicketKind.DELETION,
        status,
        datetime(2026, 3, 2, 2, tzinfo=UTC),
        date(2026, 3, 22),
        1,
        "ab" * 32,
    )
    statement = Statement(facts, name, datetime(2026, 3, 2, 2, 0, 5, tzinfo=UTC))
    text = seal(statement, SigningKeys(SEED))
    return Receipt(statement, text, f"{VERIFY}#{text}")


def words(body: bytes) -> tuple[str, int]:
    with pdfplumber.open(io.BytesIO(body)) as document:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in document.pages), len(document.pages)


def test_the_page_says_all_that_the_receipt_says_with_every_accent() -> None:
    text, pages = words(pdf.render(receipt()))
    assert pages == 1
    for said in (wording.TITLE, CODE, "Medring", "Xóa dữ liệu", "09:00 ngày 02/03/2026 (giờ Hà Nội)", "22/03/2026"):
        assert said in text
    assert "Đã tiếp nhận" in text
    assert wording.NO_PERSONAL_DATA in text
    assert "abab" * 8 in text.replace(" ", "")


@pytest.mark.parametrize("status", sorted(STANDINGS))
def test_every_status_has_words_and_the_longest_name_still_fits_on_one_page(status: str) -> None:
    text, pages = words(pdf.render(receipt(LONG_NAME[:200], status)))
    assert pages == 1
    assert wording.upper_first(wording.standing(status)).split()[0] in text


def test_the_same_receipt_gives_the_same_paper() -> None:
    assert pdf.render(receipt()) == pdf.render(receipt())
    assert pdf.file_name(receipt()) == f"bien-nhan-{CODE}.pdf"


def test_the_code_is_small_enough_for_a_screen_and_stays_one_with_the_longest_name() -> None:
    assert len(modules(receipt().link)) <= 97
    longest = receipt("Ữ" * 200)
    assert len(modules(longest.link)) < 177
    assert len(longest.link) < LONGEST


def test_the_drawing_scales_and_says_what_it_is() -> None:
    drawn = ElementTree.fromstring(svg(receipt().link, "Mã QR của biên nhận"))
    assert "width" not in drawn.attrib
    assert "style" not in svg(receipt().link, "x")
    title = next(node for node in drawn.iter() if node.tag.endswith("title"))
    assert title.text == "Mã QR của biên nhận"
    # Dark on light, whatever the page around it is.
    assert {node.get("fill") or node.get("stroke") for node in drawn if not node.tag.endswith("title")} == {
        "#fff",
        "#000",
    }


def test_a_link_gives_back_what_was_sealed() -> None:
    given = receipt()
    statement, text = unseal(given.link, SigningKeys(SEED))
    assert (statement, text) == (given.statement, given.text)
