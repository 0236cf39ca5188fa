"""Receipts, the mailbox of the demo and "Không phải tôi" in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from bot.receipts import wording
from bot.receipts.models import Receipt, Verdict
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.desk.conftest import Desk
from tests.browser.talk import Visit
from tests.browser.test_pages import NARROW, serious
from tests.unit.channels.web.desk.box import HOA, LAN
from tests.unit.tickets.world import ORG, STAFF

TOKEN = "abcdefghijklmnopqrstuv-_"


@pytest.fixture
def receipt(site: Desk) -> Receipt:
    """Of a new ticket."""
    ticket = site.services.do(site.world.open(separate=True))
    return site.receipts.issue(ticket)


@pytest.fixture
def letters(site: Desk) -> None:
    site.services.do(site.box.send(LAN, "medring", "482913"))
    site.services.do(site.box.send(HOA, "vsign", "070707"))


def opened(visit: Visit, site: Desk, receipt: Receipt, **options: object) -> Page:
    return visit(receipt.link.removeprefix(site.url), **options)


def headline(page: Page, verdict: Verdict) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.HEADLINE[verdict])


def test_a_link_is_checked_by_itself_and_leaves_the_address(visit: Visit, site: Desk, receipt: Receipt) -> None:
    page = opened(visit, site, receipt)
    headline(page, Verdict.CURRENT)
    assert page.url == f"{site.url}/receipts/verify"
    expect(page.get_by_text(receipt.statement.facts.code)).to_be_visible()


def test_no_request_has_the_receipt_in_its_address(visit: Visit, site: Desk, receipt: Receipt) -> None:
    page = visit("/receipts/verify")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"))
    page.goto(f"{receipt.link}")
    headline(page, Verdict.CURRENT)
    assert asked
    assert not [address for address in asked if receipt.text[-40:] in address]


def test_going_back_leaves_and_does_not_send_again(visit: Visit, site: Desk, receipt: Receipt) -> None:
    page = visit("/")
    page.goto(receipt.link)
    headline(page, Verdict.CURRENT)
    page.go_back()
    assert page.url == f"{site.url}/"


def test_a_second_link_opened_on_the_same_page_is_checked_too(visit: Visit, site: Desk, receipt: Receipt) -> None:
    page = visit("/receipts/verify")
    page.evaluate("hash => { location.hash = hash }", receipt.text)
    headline(page, Verdict.CURRENT)


def test_without_script_the_receipt_is_pasted(visit: Visit, site: Desk, receipt: Receipt) -> None:
    page = visit("/receipts/verify", java_script_enabled=False)
    page.get_by_label("Chuỗi ký số").fill(receipt.link)
    page.get_by_role("button", name="Kiểm tra").click()
    headline(page, Verdict.CURRENT)
    page.get_by_role("button", name="Xem bản in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wording.TITLE)
    expect(page.get_by_role("button", name="In biên nhận")).to_be_hidden()


def test_it_can_be_printed_and_saved(visit: Visit, site: Desk, receipt: Receipt) -> None:
    page = opened(visit, site, receipt)
    page.get_by_role("button", name="Xem bản in").click()
    expect(page.locator("svg.qr")).to_be_visible()
    page.evaluate("() => { window.print = () => { document.title = 'printed' } }")
    page.get_by_role("button", name="In biên nhận").click()
    expect(page).to_have_title("printed")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp PDF").click()
    assert download.value.suggested_filename == f"bien-nhan-{receipt.statement.facts.code}.pdf"


def test_a_changed_ticket_and_a_forged_receipt_are_told(visit: Visit, site: Desk, receipt: Receipt) -> None:
    site.services.do(site.world.service.acknowledge(ORG, receipt.statement.facts.code, STAFF))
    headline(opened(visit, site, receipt), Verdict.MOVED_ON)
    forged = receipt.link[:-2] + ("AA" if not receipt.link.endswith("AA") else "QQ")
    headline(visit(forged.removeprefix(site.url)), Verdict.NOT_GENUINE)


def test_a_new_letter_shows_without_reloading_by_hand(visit: Visit, site: Desk, letters: None) -> None:
    page = visit("/mailbox")
    expect(page.locator(".letter").first).to_contain_text("070707")
    site.services.do(site.box.send(LAN, "medring", "135790"))
    expect(page.locator(".letter").first).to_contain_text("135790")


def test_the_recipient_shows_when_it_is_asked_for(visit: Visit, letters: None) -> None:
    page = visit("/mailbox?organisation=medring")
    clear = page.get_by_text(LAN.value).first
    expect(clear).to_be_hidden()
    page.get_by_text("Hiện", exact=True).first.click()
    expect(clear).to_be_visible()
    expect(page.get_by_text("070707")).to_have_count(0)


def test_not_me_from_the_mailbox_needs_a_press(visit: Visit, site: Desk, letters: None) -> None:
    page = visit("/mailbox")
    page.get_by_role("link", name="Không phải tôi", exact=True).first.click()
    assert page.url == f"{site.url}/not-me/{TOKEN}"
    before = len(site.refusals.tokens)
    page.get_by_role("button", name=re.compile("Không phải tôi")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận")
    assert site.refusals.tokens[before:] == [TOKEN]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, PHONE, DESKTOP], ids=["320", "390", "1280"])
def test_every_page_fits_and_axe_finds_nothing(
    visit: Visit, site: Desk, receipt: Receipt, letters: None, size: dict[str, int], scheme: str
) -> None:
    def looked_at(page: Page) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert not serious(page)

    page = opened(visit, site, receipt, size=size, scheme=scheme)
    headline(page, Verdict.CURRENT)
    page.get_by_text("Tự kiểm tra bằng khóa công khai").click()
    looked_at(page)
    page.get_by_role("button", name="Xem bản in").click()
    expect(page.locator("svg.qr")).to_be_visible()
    looked_at(page)
    for path in ("/receipts/verify", "/mailbox", f"/not-me/{TOKEN}"):
        page.goto(site.url + path)
        looked_at(page)
    page.get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận")
    looked_at(page)
