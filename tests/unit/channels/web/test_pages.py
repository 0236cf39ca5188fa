"""The pages as a browser gets them: what they say, what they never hold, how they are cached."""

import gzip
import re

import httpx
import pytest

from bot.channels.web.texts import ERRORS, PAGE, SUGGESTIONS
from tests.unit.channels.web.conftest import HOSTILE
from tests.unit.channels.web.fakes import FakeServices

HTML = {"Accept": "text/html,application/xhtml+xml"}


async def test_the_start_page_lists_the_organisations(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert '<html lang="vi">' in page
    assert 'href="/chinh-sach/acme"' in page
    assert 'href="/chinh-sach/medring"' in page
    assert "Công ty &#34;Acme&#34; &amp; con" in page
    assert PAGE["sample"] in page


async def test_an_organisation_without_any_other_still_has_a_start_page(
    client: httpx.AsyncClient, services: FakeServices
) -> None:
    services.organisations = {}
    page = await client.get("/")
    assert page.status_code == 200
    assert PAGE["no_organisation"].split("/")[0] in page.text


async def test_a_policy_is_shown_with_its_version_date_and_sections(client: httpx.AsyncClient) -> None:
    page = (await client.get("/chinh-sach/acme")).text
    assert "Phiên bản 2.1" in page
    assert '<time datetime="2025-03-01">01/03/2025</time>' in page
    assert 'id="luu-tru"' in page
    assert page.count('href="#luu-tru"') == 3  # two tables of contents and the heading's own
    assert PAGE["sample_notice"].split("{")[0][:20] in page
    for question in SUGGESTIONS:
        assert question in page


async def test_an_official_policy_has_no_sample_mark(client: httpx.AsyncClient, services: FakeServices) -> None:
    page = (await client.get("/chinh-sach/medring")).text
    assert PAGE["sample"] in page  # the organisation is official, its policy still is not
    assert 'href="mailto:privacy@medring.co.jp"' in page


async def test_contacts_are_links(client: httpx.AsyncClient) -> None:
    page = (await client.get("/chinh-sach/acme")).text
    for href in ("mailto:rieng-tu@acme.vn", "tel:19001234", "https://acme.vn"):
        assert f'href="{href}"' in page
    assert "Thứ Hai – Thứ Sáu, 08:00–17:00" in page


@pytest.mark.parametrize("path", ["/", "/chinh-sach/acme"])
async def test_hostile_text_stays_text(client: httpx.AsyncClient, path: str) -> None:
    page = (await client.get(path)).text
    assert HOSTILE not in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("path", ["/", "/chinh-sach/acme", "/chinh-sach/medring"])
async def test_no_page_has_inline_script_style_or_anything_from_elsewhere(client: httpx.AsyncClient, path: str) -> None:
    page = (await client.get(path)).text
    assert not re.findall(r"<script(?![^>]*\ssrc=)", page)
    assert not re.findall(r"<style|\sstyle=|\son\w+=\"", page)
    sources = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    loaded = list(re.findall(r"<(?:script|link|img)[^>]*(?:src|href)=\"([^\"]+)\"", page))
    assert loaded
    assert all(s.startswith("/static/") for s in loaded)
    assert not [s for s in sources if s.startswith("javascript:")]


@pytest.mark.parametrize("path", ["/", "/chinh-sach/acme"])
async def test_no_id_is_used_twice_and_every_anchor_leads_somewhere(client: httpx.AsyncClient, path: str) -> None:
    page = (await client.get(path)).text
    ids = re.findall(r"\sid=\"([^\"]+)\"", page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"href=\"#([^\"]+)\"", page)) <= set(ids)
    assert set(re.findall(r"aria-(?:labelledby|describedby|controls)=\"([^\"]+)\"", page)) <= set(ids)


async def test_an_unknown_page_is_404_for_people_and_for_programs(client: httpx.AsyncClient) -> None:
    for path in ("/chinh-sach/nobody", "/nowhere", "/static/nothing.js", "/static/../app.py"):
        person = await client.get(path, headers=HTML)
        assert person.status_code == 404
        assert PAGE["not_found_title"] in person.text
        program = await client.get(path)
        assert program.status_code == 404
        assert program.json() == {"error": {"code": "not_found", "message": ERRORS["not_found"]}}


async def test_files_are_cached_for_ever_under_their_version(client: httpx.AsyncClient) -> None:
    page = (await client.get("/chinh-sach/acme")).text
    for path in re.findall(r"\"(/static/[^\"]+)\"", page):
        response = await client.get(path)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
    (version,) = set(re.findall(r"/static/([0-9a-f]{16})/", page))
    for path in ("/static/chat.js", f"/static/{'0' * len(version)}/chat.js"):
        assert (await client.get(path)).headers["cache-control"] == "no-cache"


async def test_fonts_are_served_by_us(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    (sheet,) = re.findall(r"\"(/static/[^\"]+fonts\.css)\"", page)
    urls = re.findall(r"url\('([^']+)'\)", (await client.get(sheet)).text)
    assert len(urls) == 3
    for url in urls:
        font = await client.get(url)
        assert font.headers["content-type"] == "font/woff"
        assert font.content[:4] == b"wOFF"
        assert len(font.content) < 40_000
        assert "immutable" in font.headers["cache-control"]
        assert "content-encoding" not in font.headers


async def test_a_page_that_the_browser_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/chinh-sach/acme")
    assert first.headers["cache-control"] == "no-cache"
    again = await client.get("/chinh-sach/acme", headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    changed = await client.get("/chinh-sach/acme", headers={"If-None-Match": '"other"'})
    assert changed.status_code == 200


async def test_pages_and_scripts_are_compressed_for_who_wants_it(client: httpx.AsyncClient) -> None:
    for path in ("/chinh-sach/medring", "/static/chat.js"):
        async with client.stream("GET", path, headers={"Accept-Encoding": "br, gzip"}) as response:
            raw = b"".join([chunk async for chunk in response.aiter_raw()])
            assert response.headers["content-encoding"] == "gzip"
            assert response.headers["vary"] == "Accept-Encoding"
        plain = await client.get(path, headers={"Accept-Encoding": "gzip;q=0"})
        assert "content-encoding" not in plain.headers
        assert gzip.decompress(raw) == plain.content
        assert len(raw) < len(plain.content) / 2


async def test_a_page_is_made_anew_when_its_organisation_changes(
    client: httpx.AsyncClient, services: FakeServices
) -> None:
    before = await client.get("/chinh-sach/acme")
    services.organisations = {"acme": services.organisations["medring"]}
    after = await client.get("/chinh-sach/acme")
    assert before.headers["etag"] != after.headers["etag"]
    assert "Medring" in after.text
