"""The chat on a bad line: no network, lost answers, a busy server, a forgotten conversation, a stream held back."""

import re

from playwright.sync_api import Route, expect

from bot.channels.web.texts import CHAT
from tests.browser.conftest import Site
from tests.browser.talk import MEDRING, QUESTION, Visit, answers, ask


def test_a_message_written_offline_goes_out_when_the_network_is_back(visit: Visit) -> None:
    page = visit(MEDRING)
    ask(page, "Thời tiết?")
    expect(answers(page)).to_have_count(1)
    page.context.set_offline(True)
    ask(page, QUESTION)
    expect(page.get_by_role("status").filter(has_text=CHAT["offline"])).to_be_visible()
    expect(page.locator(".unsent")).to_contain_text(CHAT["unsent"])
    page.context.set_offline(False)
    expect(page.locator(".citation")).to_be_visible()
    expect(page.locator(".unsent")).to_have_count(0)
    expect(page.locator(".message.person")).to_have_count(2)
    expect(page.locator(".chat-status")).to_be_empty()


def test_an_answer_that_was_lost_on_the_way_is_fetched_and_nothing_is_sent_twice(visit: Visit, site: Site) -> None:
    page = visit(MEDRING)
    lost = []

    def lose(route: Route) -> None:
        # The server takes the message, but the browser never hears of it.
        if not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/messages", lose)
    before = len(site.services.dialogue.heard)
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible()
    expect(page.locator(".unsent")).to_have_count(0)
    expect(page.locator(".message.person")).to_have_count(1)
    assert site.services.dialogue.heard[before:] == [QUESTION]


def test_a_server_that_is_busy_is_asked_again_later(visit: Visit) -> None:
    page = visit(MEDRING)
    times = []

    def busy(route: Route) -> None:
        times.append(route.request.post_data_json["client_id"])
        if len(times) == 1:
            route.fulfill(status=429, headers={"Retry-After": "1"}, json={"error": {"code": "x", "message": "."}})
        else:
            route.continue_()

    page.route("**/messages", busy)
    ask(page, QUESTION)
    expect(page.locator(".chat-status")).to_contain_text("1 giây")
    expect(page.locator(".citation")).to_be_visible()
    assert len(times) == 2
    assert times[0] == times[1]


def test_a_refused_message_can_be_sent_again_or_dropped(visit: Visit) -> None:
    page = visit(MEDRING)
    refusals = [True, True]

    def refuse(route: Route) -> None:
        if refusals:
            refusals.pop()
            route.fulfill(status=400, json={"error": {"code": "x", "message": "Không nhận được."}})
        else:
            route.continue_()

    page.route("**/messages", refuse)
    ask(page, "Câu thứ nhất")
    expect(page.locator(".rejected")).to_contain_text("Không nhận được.")
    page.get_by_role("button", name="Bỏ").click()
    expect(page.locator(".message.person")).to_have_count(0)
    ask(page, QUESTION)
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.locator(".citation")).to_be_visible()
    expect(page.locator(".message.person")).to_have_count(1)


def test_a_conversation_that_the_server_forgot_is_followed_by_a_new_one(visit: Visit) -> None:
    page = visit(MEDRING)
    ask(page, "Thời tiết?")
    expect(answers(page)).to_have_count(1)
    kept = page.evaluate("sessionStorage.getItem('lachan.chat.medring')")
    page.evaluate(
        "kept => sessionStorage.setItem('lachan.chat.medring', kept)", re.sub(r'"token":"..', '"token":"xx', kept)
    )
    page.reload()
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible()
    expect(page.locator(".message.person")).to_have_count(1)


def test_a_stream_that_is_held_back_is_replaced_by_asking(visit: Visit) -> None:
    page = visit(MEDRING)

    def no_stream(route: Route) -> None:
        if route.request.headers["accept"] == "application/json":
            route.continue_()
        # else: neither an answer nor a refusal, as behind a proxy that buffers

    page.route("**/events?*", no_stream)
    ask(page, QUESTION)
    expect(page.locator(".citation")).to_be_visible(timeout=12_000)
    page.unroute_all(behavior="ignoreErrors")
