"""The chat as a person uses it: ask, read, follow a citation, press, come back."""

import pytest
from playwright.sync_api import expect

from bot.channels.web.texts import CHAT, SUGGESTIONS
from tests.browser.conftest import PHONE, Site
from tests.browser.talk import MEDRING, QUESTION, Visit, answers, ask


def test_a_question_is_answered_with_a_citation_that_shows_the_quoted_words(visit: Visit) -> None:
    page = visit(MEDRING)
    ask(page, QUESTION)
    expect(page.locator(".message.person")).to_have_text(f"Anh/chị: {QUESTION}")
    citation = page.locator(".citation")
    expect(citation).to_contain_text("3.3 Thời hạn trả lời khiếu nại")
    citation.click()
    section = page.locator("#3-3-thoi-han-tra-loi-khieu-nai".replace("#3", "#\\33 "))
    expect(section).to_be_in_viewport()
    expect(section.locator("mark")).to_contain_text("trong 30 ngày")
    expect(section.locator("mark").first).to_be_in_viewport()
    expect(section.locator("h3")).to_be_focused()
    assert page.url.endswith("#3-3-thoi-han-tra-loi-khieu-nai")
    page.get_by_role("button", name=CHAT["back"]).click()
    expect(citation).to_be_focused()
    expect(page.get_by_role("button", name=CHAT["back"])).to_have_count(0)


def test_everything_works_by_keyboard(visit: Visit) -> None:
    page = visit(MEDRING)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến phần nội dung")).to_be_focused()
    chip = page.get_by_role("button", name=SUGGESTIONS[3])
    chip.focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Câu hỏi của anh/chị")
    expect(field).to_be_focused()
    citation = page.locator(".citation")
    expect(citation).to_be_visible()
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        if citation.evaluate("node => node === document.activeElement"):
            break
    expect(citation).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("mark.quoted").first).to_be_in_viewport()
    page.keyboard.press("Tab")  # the heading's own link
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=CHAT["back"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(citation).to_be_focused()


def test_buttons_are_pressed_once_and_then_gone(visit: Visit) -> None:
    page = visit(MEDRING)
    ask(page, "Tôi nhờ gì được ở đây?")
    page.get_by_role("button", name="Xóa dữ liệu").click()
    expect(answers(page)).to_have_count(2)
    expect(page.locator(".message.person").last).to_contain_text("Xóa dữ liệu")
    expect(page.locator(".message .choices")).to_have_count(0)


def test_a_decline_offers_a_person(visit: Visit) -> None:
    page = visit(MEDRING)
    ask(page, "Thời tiết hôm nay?")
    expect(page.locator(".message.bot").last).to_contain_text("không nêu")
    expect(page.get_by_role("button", name="Gặp nhân viên")).to_be_visible()


def test_a_typing_sign_stands_until_the_answer_comes(visit: Visit, site: Site) -> None:
    site.services.dialogue.delay = 0.8
    page = visit(MEDRING)
    ask(page, QUESTION)
    expect(page.locator(".typing")).to_be_visible()
    expect(page.locator(".citation")).to_be_visible()
    expect(page.locator(".typing")).to_have_count(0)
    expect(page.locator(".message.person")).to_have_count(1)


def test_a_reload_shows_the_conversation_again(visit: Visit) -> None:
    page = visit(MEDRING)
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible()
    page.reload()
    expect(page.locator(".message.person")).to_have_text(f"Anh/chị: {QUESTION}")
    expect(page.locator(".citation")).to_be_visible()
    ask(page, "Thời tiết?")
    expect(answers(page)).to_have_count(2)
    expect(page.locator(".message.person")).to_have_count(2)


def test_starting_again_forgets(visit: Visit) -> None:
    page = visit(MEDRING)
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible()
    page.get_by_role("button", name="Bắt đầu lại").click()
    expect(page.locator(".chat-log > .message")).to_have_count(0)
    expect(page.get_by_role("button", name=SUGGESTIONS[0])).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    expect(page.locator(".chat-log > .message")).to_have_count(0)
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible()


def test_conversations_of_two_organisations_are_apart(visit: Visit, site: Site) -> None:
    page = visit(MEDRING)
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible()
    page.goto(f"{site.url}/chinh-sach/vsign")
    expect(page.locator(".chat-log > .message")).to_have_count(0)


def test_enter_belongs_to_the_input_method_while_a_word_is_composed(visit: Visit) -> None:
    page = visit(MEDRING)
    field = page.get_by_label("Câu hỏi của anh/chị")
    field.fill("Tiếng Việt")
    enter = "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}"
    field.evaluate(f"node => node.dispatchEvent(new KeyboardEvent('keydown', {enter}))")
    expect(page.locator(".message.person")).to_have_count(0)
    field.press("Shift+Enter")
    field.press_sequentially("dòng hai")
    expect(page.locator(".message.person")).to_have_count(0)
    field.press("Enter")
    expect(page.locator(".message.person")).to_contain_text("dòng hai")


def test_a_long_text_is_counted_and_an_overlong_one_cannot_be_sent(visit: Visit) -> None:
    page = visit(MEDRING)
    field = page.get_by_label("Câu hỏi của anh/chị")
    send = page.get_by_role("button", name="Gửi", exact=True)
    expect(send).to_be_disabled()
    field.fill("a" * 1_990)
    expect(page.locator(".counter")).to_have_text("Còn 10 ký tự")
    expect(send).to_be_enabled()
    field.fill("a" * 2_001)
    expect(page.locator(".counter")).to_have_text("Quá 1 ký tự")
    expect(send).to_be_disabled()
    field.press("Enter")
    expect(page.locator(".message.person")).to_have_count(0)


def test_markup_in_a_message_stays_text(visit: Visit) -> None:
    page = visit(MEDRING)
    hostile = "<img src=x onerror=alert(1)> javascript:alert(1) https://vi.du/a"
    ask(page, hostile)
    bubble = page.locator(".message.person .bubble")
    expect(bubble).to_contain_text(hostile)
    expect(bubble.locator("img")).to_have_count(0)
    assert bubble.locator("a").evaluate_all("links => links.map(a => a.href)") == ["https://vi.du/a"]


def test_no_request_carries_the_token_in_its_address(visit: Visit) -> None:
    page = visit(MEDRING)
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible()
    token = page.evaluate("JSON.parse(sessionStorage.getItem('lachan.chat.medring')).conversation.token")
    assert len(token) > 40
    assert urls
    assert not [url for url in urls if token in url]


def test_on_a_phone_the_chat_is_a_sheet(visit: Visit) -> None:
    page = visit(MEDRING, size=PHONE)
    opener = page.get_by_role("button", name="Hỏi về chính sách này")
    dialog = page.get_by_role("dialog", name="Hỏi về chính sách")
    expect(dialog).to_be_hidden()
    opener.click()
    expect(dialog).to_be_visible()
    expect(page.get_by_label("Câu hỏi của anh/chị")).to_be_focused()
    box = dialog.bounding_box()
    assert box is not None
    assert [round(box[side]) for side in ("x", "width", "height")] == [0, 390, 844]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    ask(page, QUESTION)
    page.locator(".citation").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("mark.quoted").first).to_be_in_viewport()
    page.get_by_role("button", name=CHAT["back"]).click()
    expect(dialog).to_be_visible()
    expect(page.locator(".citation")).to_be_focused()


def test_an_answer_that_comes_while_the_sheet_is_closed_is_counted(visit: Visit, site: Site) -> None:
    site.services.dialogue.delay = 0.7
    page = visit(MEDRING, size=PHONE)
    page.get_by_role("button", name="Hỏi về chính sách này").click()
    ask(page, QUESTION)
    page.get_by_role("button", name="Đóng khung trò chuyện").click()
    expect(page.locator(".badge")).to_have_text("1")
    page.locator(".chat-open").click()
    expect(page.locator(".badge")).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 568}])
def test_focus_stays_in_the_open_sheet(visit: Visit, size: dict[str, int]) -> None:
    page = visit(MEDRING, size=size)
    page.get_by_role("button", name="Hỏi về chính sách này").click()
    for _ in range(14):
        page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('#_chat')"
        assert page.evaluate(inside)
