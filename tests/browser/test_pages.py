"""The pages in a real browser: sizes, colours, accessibility, sections' own links."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.channels.web.texts import CHAT
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.talk import MEDRING, QUESTION, Visit, ask

PATHS = ["/", MEDRING, "/chinh-sach/vsign", "/chinh-sach/khong-co"]
NARROW = {"width": 320, "height": 640}
TABLET = {"width": 1024, "height": 768}


def serious(page: Page) -> list[str]:
    """What axe finds that hinders people, as "rule: where"."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found
        if violation["impact"] in ("serious", "critical", "moderate")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("size", [NARROW, PHONE, TABLET, DESKTOP], ids=["320", "390", "1024", "1280"])
def test_nothing_is_wider_than_the_screen(visit: Visit, path: str, size: dict[str, int]) -> None:
    page = visit(path, size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_page(visit: Visit, path: str, scheme: str) -> None:
    assert not serious(visit(path, scheme=scheme))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_in_a_conversation(visit: Visit, scheme: str, size: dict[str, int]) -> None:
    page = visit(MEDRING, size=size, scheme=scheme, reduced_motion="reduce")
    if size is PHONE:
        page.locator(".chat-open").click()
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible()
    ask(page, "Tôi nhờ gì được ở đây?")
    expect(page.get_by_role("button", name="Xóa dữ liệu")).to_be_visible()
    page.context.set_offline(True)
    ask(page, "Thời tiết?")
    expect(page.locator(".unsent .message-note")).to_be_visible()
    assert not serious(page)
    page.context.set_offline(False)
    expect(page.locator(".unsent")).to_have_count(0)
    page.locator(".citation").first.click()
    expect(page.locator("mark.quoted").first).to_be_in_viewport()
    assert not serious(page)


def test_the_schemes_differ(visit: Visit) -> None:
    colours = {
        scheme: visit("/", scheme=scheme).evaluate("getComputedStyle(document.documentElement).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert colours["light"] != colours["dark"]


def test_our_own_typeface_is_used(visit: Visit) -> None:
    page = visit("/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'ệữẫ')")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert loaded >= 2


def test_a_card_opens_its_policy(visit: Visit, site: Site) -> None:
    page = visit("/")
    page.get_by_role("link", name="Medring").click()
    assert page.url == f"{site.url}{MEDRING}"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Medring")


def test_the_address_of_a_section_is_copied(visit: Visit, site: Site) -> None:
    page = visit(MEDRING)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    section = page.locator(".part", has_text="2.1 Biện pháp bảo mật").last
    section.hover()
    section.locator(".anchor").click()
    expect(page.locator("#_said")).to_have_text(CHAT["copied"])
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site.url}{MEDRING}#2-1-bien-phap-bao-mat"


def test_an_address_with_a_section_opens_there(visit: Visit) -> None:
    page = visit(f"{MEDRING}#3-4-thong-tin-lien-he")
    heading = page.get_by_role("heading", name="3.4 Thông tin liên hệ")
    expect(heading).to_be_in_viewport()
    # Not under the bar that stays at the top.
    assert heading.evaluate("node => node.getBoundingClientRect().top") >= 60


def test_without_script_the_policy_can_be_read(visit: Visit) -> None:
    page = visit(MEDRING, java_script_enabled=False)
    expect(page.get_by_role("heading", name="3.4 Thông tin liên hệ")).to_be_visible()
    expect(page.locator("noscript")).to_be_visible()
