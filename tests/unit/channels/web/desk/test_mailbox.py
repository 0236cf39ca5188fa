"""The mailbox of the demo: what it shows, and that production has none."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.web.assets import Assets
from bot.channels.web.mailbox import mailbox_router
from bot.channels.web.views import Views
from bot.storage.database import Database
from tests.unit.channels.web.desk.box import HOA, LAN, LINK, NAMES, Box


@pytest.fixture
def box(database: Database) -> Box:
    return Box(database)


@pytest.fixture
async def pages(app: FastAPI, assets: Assets, box: Box) -> AsyncIterator[httpx.AsyncClient]:
    app.include_router(mailbox_router(Views(assets), box.mailbox, lambda: NAMES, "development"))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://lachan.test") as client:
        yield client


async def test_letters_stand_newest_first_with_code_and_time_of_hanoi(pages: httpx.AsyncClient, box: Box) -> None:
    await box.send(LAN, "medring", "111111")
    await box.send(HOA, "vsign", "222222")
    page = (await pages.get("/mailbox")).text

    assert page.index("222222") < page.index("111111")
    assert "09:01:07 02/03/2026" in page
    assert "Mã xác nhận của Medring" in page


async def test_the_recipient_is_masked_until_it_is_asked_for(pages: httpx.AsyncClient, box: Box) -> None:
    await box.send(LAN, "medring")
    await box.send(HOA, "vsign")
    page = (await pages.get("/mailbox")).text

    for contact in (LAN, HOA):
        summary = page.index(f" đến {contact.masked}")
        closed = page.index("</summary>", summary)
        # In clear only inside the part that opens on a press.
        assert page.index(contact.value) > closed
        assert page.count(contact.value) == 1
    assert "<details" in page
    assert "open>" not in page


async def test_one_organisation_s_letters_can_be_looked_at_alone(pages: httpx.AsyncClient, box: Box) -> None:
    await box.send(LAN, "medring", "111111")
    await box.send(HOA, "vsign", "222222")
    page = (await pages.get("/mailbox?organisation=medring")).text

    assert "111111" in page
    assert "222222" not in page
    assert '<a href="/mailbox?organisation=medring" aria-current="page">' in page
    assert (await pages.get("/mailbox?organisation=%3Cb%3E")).status_code == 200


async def test_not_me_leads_to_this_server_whatever_the_public_address(pages: httpx.AsyncClient, box: Box) -> None:
    await box.send(LAN, "medring")
    await box.send(HOA, "vsign")
    page = (await pages.get("/mailbox")).text

    path = LINK.removeprefix("https://quyen.example.com")
    assert page.count(f'<a class="not-me" href="{path}">Không phải tôi</a>') == 2
    assert f'href="{LINK}"' not in page
    assert f'<a href="{path}">{LINK}</a>' in page


async def test_a_letter_s_text_stays_text(pages: httpx.AsyncClient, box: Box) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    await box.send(LAN, "medring", "", subject=hostile, body=f"{hostile}\n\nhttps://example.com/a javascript:alert(1)")
    page = (await pages.get("/mailbox")).text

    assert hostile not in page
    assert "<img" not in page
    assert '<a href="https://example.com/a" rel="noopener noreferrer nofollow">' in page
    assert 'href="javascript:' not in page
    assert "Thông báo" in page
    assert "letter-code" not in page


async def test_the_script_learns_of_a_new_letter(pages: httpx.AsyncClient, box: Box) -> None:
    assert (await pages.get("/mailbox/newest")).json() == {"newest": ""}
    assert "Chưa có thư nào" in (await pages.get("/mailbox")).text
    await box.send(LAN, "medring")
    newest = (await pages.get("/mailbox/newest")).json()["newest"]

    assert f'data-newest="{newest}"' in (await pages.get("/mailbox")).text
    assert (await pages.get("/mailbox/newest?organisation=vsign")).json() == {"newest": ""}
    assert (await pages.get("/mailbox/newest")).headers["cache-control"] == "no-store"


async def test_without_script_the_page_comes_again_by_itself(pages: httpx.AsyncClient) -> None:
    page = (await pages.get("/mailbox")).text
    assert '<noscript><meta http-equiv="refresh"' in page


async def test_production_has_no_mailbox_even_if_somebody_wires_one(
    app: FastAPI, assets: Assets, box: Box, client: httpx.AsyncClient
) -> None:
    await box.send(LAN, "medring")
    router = mailbox_router(Views(assets), box.mailbox, lambda: NAMES, "production")
    assert router.routes == []
    app.include_router(router)
    for path in ("/mailbox", "/mailbox/newest"):
        assert (await client.get(path)).status_code == 404
