"""The pages of receipts as a browser gets them, with and without script."""

import io
import re
from collections.abc import AsyncIterator
from html import unescape

import httpx
import pdfplumber
import pytest
import structlog
from fastapi import FastAPI

from bot.app import SECURITY_HEADERS
from bot.channels.web.assets import Assets
from bot.channels.web.receipts import receipts_router
from bot.channels.web.views import PRIVATE, Views
from bot.receipts import wording
from bot.receipts.models import Receipt, Verdict
from bot.receipts.service import ReceiptService
from bot.storage.database import Database
from bot.tickets import tables
from tests.unit.receipts.desks import desk
from tests.unit.tickets.world import EMAIL, ORG, STAFF, World


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def receipts(world: World) -> ReceiptService:
    return desk(world)


@pytest.fixture
async def pages(app: FastAPI, assets: Assets, receipts: ReceiptService) -> AsyncIterator[httpx.AsyncClient]:
    app.include_router(receipts_router(Views(assets), receipts, per_minute=20))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://lachan.test") as client:
        yield client


async def send(client: httpx.AsyncClient, text: str, what: str = "verify") -> httpx.Response:
    return await client.post(f"/receipts/{what}", data={"receipt": text})


async def issued(world: World, receipts: ReceiptService) -> Receipt:
    return receipts.issue(await world.open(proof=world.proof(EMAIL)))


def hidden(page: httpx.Response) -> set[str]:
    """What the buttons of the page would send."""
    return set(re.findall(r'name="receipt" value="([^"]*)"', page.text))


def said(verdict: Verdict, page: httpx.Response) -> bool:
    text = unescape(page.text)
    return wording.HEADLINE[verdict] in text and wording.EXPLANATION[verdict] in text


async def test_the_form_works_without_script(pages: httpx.AsyncClient) -> None:
    page = (await pages.get("/receipts/verify")).text
    assert '<form method="post" action="/receipts/verify"' in page
    assert '<textarea id="_receipt" name="receipt"' in page


async def test_a_current_receipt_is_said_to_be_so_with_its_facts_and_ways_to_keep_it(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService
) -> None:
    receipt = await issued(world, receipts)
    page = await send(pages, receipt.link)

    assert page.status_code == 200
    assert said(Verdict.CURRENT, page)
    for value in (receipt.statement.facts.code, "Medring", "Xóa dữ liệu", "22/03/2026", "Đã tiếp nhận"):
        assert value in page.text
    assert hidden(page) == {receipt.text}


async def test_a_receipt_that_the_ticket_left_behind_shows_then_and_now(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService
) -> None:
    receipt = await issued(world, receipts)
    await world.service.acknowledge(ORG, receipt.statement.facts.code, STAFF)
    page = await send(pages, receipt.text)

    assert said(Verdict.MOVED_ON, page)
    assert "Đã phản hồi, chờ thực hiện" in page.text
    assert "Đã tiếp nhận" in page.text


async def test_books_that_disagree_are_told(pages: httpx.AsyncClient, world: World, receipts: ReceiptService) -> None:
    receipt = await issued(world, receipts)
    await world.tamper(tables.history, {"hash": "0" * 64}, sequence=1)
    assert said(Verdict.DISAGREES, await send(pages, receipt.text))


@pytest.mark.parametrize("text", ["", "<script>alert(1)</script>", "a.b.c", "\x00", "x" * 1_900])
async def test_what_is_not_genuine_is_not_repeated(pages: httpx.AsyncClient, text: str) -> None:
    for what in ("verify", "print", "pdf"):
        page = await send(pages, text, what)
        assert page.status_code == 200
        assert said(Verdict.NOT_GENUINE, page)
        assert not text or text not in page.text
        assert not hidden(page)


async def test_a_forged_receipt_shows_nothing_of_what_it_claims(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService
) -> None:
    receipt = await issued(world, receipts)
    page = await send(pages, receipt.text[:-1] + ("A" if receipt.text[-1] != "A" else "Q"))
    assert said(Verdict.NOT_GENUINE, page)
    assert receipt.statement.facts.code not in page.text


async def test_the_page_to_print_holds_the_code_and_the_drawing(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService
) -> None:
    receipt = await issued(world, receipts)
    page = await send(pages, receipt.text, "print")

    assert receipt.statement.facts.code in page.text
    assert re.search(r'<svg[^>]*class="qr"', page.text)
    assert wording.NO_PERSONAL_DATA in page.text
    assert hidden(page) == {receipt.text}


async def test_the_file_is_a_document_that_is_saved_under_the_ticket_s_code(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService
) -> None:
    receipt = await issued(world, receipts)
    answer = await send(pages, receipt.text, "pdf")

    code = receipt.statement.facts.code
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="bien-nhan-{code}.pdf"'
    with pdfplumber.open(io.BytesIO(answer.content)) as document:
        assert code in document.pages[0].extract_text()


async def test_nothing_of_the_person_is_on_any_page(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService
) -> None:
    receipt = await issued(world, receipts)
    for what in ("verify", "print"):
        page = (await send(pages, receipt.text, what)).text
        for personal in (EMAIL.value, EMAIL.masked, "Hoa", "web:1"):
            assert personal not in page


async def test_the_key_is_published_as_a_jwk_set(pages: httpx.AsyncClient, receipts: ReceiptService) -> None:
    answer = await pages.get("/receipts/key")
    (key,) = answer.json()["keys"]
    assert (key["kty"], key["crv"], key["alg"]) == ("OKP", "Ed25519", "EdDSA")
    assert key["x"] == receipts.public_keys[0].text
    assert "d" not in key
    assert key["x"] in (await pages.get("/receipts/verify")).text


async def test_the_receipt_is_in_no_address_and_in_no_log(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService, caplog: pytest.LogCaptureFixture
) -> None:
    receipt = await issued(world, receipts)
    with caplog.at_level(0), structlog.testing.capture_logs() as logged:
        answers = [await send(pages, receipt.link, what) for what in ("verify", "print", "pdf")]
    for record in [*caplog.messages, *map(str, logged), *(str(answer.url) for answer in answers)]:
        assert receipt.text not in record
    assert all(answer.headers["cache-control"] == "no-store" for answer in answers)


async def test_every_page_is_private_and_may_send_its_forms_to_us_alone(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService
) -> None:
    receipt = await issued(world, receipts)
    answers = [await pages.get("/receipts/verify"), await pages.head("/receipts/verify")]
    answers += [await send(pages, receipt.text, what) for what in ("verify", "print", "pdf")]
    for answer in answers:
        headers = answer.headers
        assert headers["content-security-policy"] == PRIVATE["Content-Security-Policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers


def test_the_policy_of_these_pages_differs_from_the_others_in_forms_alone() -> None:
    expected = SECURITY_HEADERS["Content-Security-Policy"].replace("form-action 'none'", "form-action 'self'")
    assert PRIVATE["Content-Security-Policy"] == expected


async def test_no_page_has_inline_script_or_style(
    pages: httpx.AsyncClient, world: World, receipts: ReceiptService
) -> None:
    receipt = await issued(world, receipts)
    for page in (
        await pages.get("/receipts/verify"),
        await send(pages, receipt.text),
        await send(pages, receipt.text, "print"),
    ):
        assert not re.findall(r"<script(?![^>]*\ssrc=)", page.text)
        assert not re.findall(r"<style|\sstyle=|\son\w+=\"", page.text)
        ids = re.findall(r"\sid=\"([^\"]+)\"", page.text)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r"aria-(?:labelledby|describedby)=\"([^\"]+)\"", page.text)) <= set(ids)


async def test_who_checks_too_often_is_told_when_to_come_back(pages: httpx.AsyncClient) -> None:
    for _ in range(20):
        assert (await send(pages, "x")).status_code == 200
    page = await send(pages, "x")
    assert page.status_code == 429
    assert int(page.headers["retry-after"]) > 0
    assert f"sau {page.headers['retry-after']} giây" in page.text


async def test_what_no_form_sends_is_refused(pages: httpx.AsyncClient) -> None:
    too_large = await pages.post("/receipts/verify", data={"receipt": "x" * 100_000})
    assert too_large.status_code == 413
    as_json = await pages.post("/receipts/verify", json={"receipt": "x"})
    assert as_json.status_code == 400
    broken = await pages.post(
        "/receipts/verify", content=b"receipt=%ff%fe", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert broken.status_code == 400
    many = "&".join(f"a{n}=1" for n in range(50))
    crowded = await pages.post(
        "/receipts/verify", content=many, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert crowded.status_code == 400
    assert (await pages.put("/receipts/verify")).status_code == 405
