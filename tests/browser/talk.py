"""What the tests of the chat share."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

Visit = Callable[..., Page]
MEDRING = "/chinh-sach/medring"
QUESTION = "Bao giờ tôi nhận được trả lời khiếu nại, trong mấy ngày?"


def ask(page: Page, text: str) -> None:
    field = page.get_by_label("Câu hỏi của anh/chị")
    field.fill(text)
    field.press("Enter")


def answers(page: Page) -> Locator:
    return page.locator(".chat-log > .message.bot:not(.typing)")
