"""Starting a conversation, writing and pressing, and every way in which that is refused."""

import json

import httpx
import pytest
from fastapi import FastAPI

from tests.unit.channels.web.conftest import Talk
from tests.unit.channels.web.fakes import FakeServices

START = "/api/v1/organisations/acme/conversations"


def error(response: httpx.Response) -> tuple[int, str]:
    """Status and code, after a look at the form that every error has."""
    assert response.headers["content-type"] == "application/json"
    (detail,) = response.json().values()
    assert set(detail) == {"code", "message"}
    assert detail["message"].endswith(".")
    return response.status_code, detail["code"]


async def test_a_conversation_starts_with_an_id_and_a_separate_secret(client: httpx.AsyncClient) -> None:
    first, second = [(await client.post(START)).json() for _ in range(2)]
    assert first.keys() == {"conversation", "token"}
    assert len(first["token"]) >= 40
    assert first["token"] not in first["conversation"]
    assert len({first["conversation"], second["conversation"], first["token"], second["token"]}) == 4


async def test_a_message_is_accepted_and_answered(talk: Talk) -> None:
    accepted = await talk.say("Dữ liệu được lưu bao lâu?")
    assert (accepted.status_code, accepted.json()) == (202, {"seq": 1})
    question, answer = await talk.events()
    assert (question["author"], question["text"], question["seq"]) == ("person", "Dữ liệu được lưu bao lâu?", 1)
    assert (answer["author"], answer["name"]) == ("bot", "policy_answer")
    (citation,) = answer["citations"]  # type: ignore[misc]
    assert citation == {
        "policy": "Chính sách <b>Acme</b>",
        "version": "2.1",
        "effective_date": "2025-03-01",
        "section": "Lưu trữ",
        "quote": "Mọi dữ liệu khác được xóa sau 30 ngày kể từ ngày đóng tài khoản.",
        "anchor": "luu-tru",
    }


async def test_sending_a_message_again_changes_nothing(talk: Talk, services: FakeServices) -> None:
    first = await talk.say("Xin chào", "same-one-1")
    again = await talk.say("Xin chào", "same-one-1")
    assert first.json() == again.json()
    assert services.dialogue.heard == ["Xin chào"]
    assert len(await talk.events()) == 2


async def test_a_button_is_pressed_by_its_random_id(talk: Talk, services: FakeServices) -> None:
    await talk.say("Tôi nhờ gì được?")
    (button, _) = (await talk.events())[1]["buttons"]  # type: ignore[misc]
    assert button.keys() == {"id", "title"}
    assert (await talk.press(button["id"])).status_code == 202
    assert services.dialogue.heard[-1] == "/request_deletion"
    assert (await talk.events(after=2))[0]["text"] == "Xóa dữ liệu"


async def test_text_is_never_a_button_press(talk: Talk, services: FakeServices) -> None:
    await talk.say("/request_deletion")
    assert [e["author"] for e in await talk.events()] == ["person", "bot"]
    assert "Đã nhận" not in str((await talk.events())[1]["text"])


async def test_a_button_that_never_was_has_expired(talk: Talk) -> None:
    assert error(await talk.press("not-a-button")) == (410, "unknown_button")


async def test_an_unknown_organisation_is_404(client: httpx.AsyncClient) -> None:
    assert error(await client.post("/api/v1/organisations/nobody/conversations")) == (404, "unknown_organisation")


@pytest.mark.parametrize("slug", ["..%2f..%2fetc", "a" * 5_000, "%00", "ACME"])
async def test_a_slug_that_is_no_slug_is_404(client: httpx.AsyncClient, slug: str) -> None:
    assert (await client.post(f"/api/v1/organisations/{slug}/conversations")).status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"not json", "not_json"),
        (b"[1]", "not_json"),
        (b'"text"', "not_json"),
        (b"null", "not_json"),
        (b"[" * 1_000, "not_json"),
        (b'{"text": 1' + b"0" * 1_000, "not_json"),
        (b"\xff\xfe{}", "not_utf8"),
        ('{"text": "xin chào", "client_id": "client-1"}'.encode("utf-16"), "not_utf8"),
        (b'{"text": "\xc3\x28", "client_id": "client-1"}', "not_utf8"),
        (b'{"text": "\\ud800", "client_id": "client-1"}', "not_utf8"),
        (b"", "invalid_request"),
        (b"{}", "invalid_request"),
        (b'{"text": 5, "client_id": "client-1"}', "invalid_request"),
        (b'{"text": null, "client_id": "client-1"}', "invalid_request"),
        (b'{"text": "a"}', "invalid_request"),
        (b'{"text": "a", "client_id": "x"}', "invalid_request"),
        (b'{"text": "a", "client_id": ["client-1"]}', "invalid_request"),
        (b'{"text": "a", "client_id": "client 1\\n"}', "invalid_request"),
        (b'{"text": "", "client_id": "client-1"}', "empty_text"),
        (b'{"text": " \\n\\t ", "client_id": "client-1"}', "empty_text"),
        (b'{"text": "\\u0000\\u0007\\u001b", "client_id": "client-1"}', "empty_text"),
        (b'{"text": "\\u200b\\ufeff", "client_id": "client-1"}', "empty_text"),
    ],
)
async def test_a_body_that_makes_no_sense_is_400_and_nothing_is_kept(
    talk: Talk, services: FakeServices, body: bytes, code: str
) -> None:
    response = await talk.client.post(f"{talk.path}/messages", content=body, headers=talk.headers)
    assert error(response) == (400, code)
    assert not services.dialogue.heard
    assert not await talk.events()


async def test_control_characters_are_taken_out(talk: Talk, services: FakeServices) -> None:
    assert (await talk.say("Xin\x00 chào\x1b\u0085")).status_code == 202
    assert services.dialogue.heard == ["Xin chào"]


async def test_a_text_over_the_limit_of_characters_is_400(talk: Talk) -> None:
    response = await talk.say("a" * 2_001)
    assert error(response) == (400, "text_too_long") or response.status_code == 413


async def test_a_body_over_the_limit_of_bytes_is_413(talk: Talk) -> None:
    assert error(await talk.say("a" * 1_000_000)) == (413, "body_too_large")
    assert (await talk.say("a" * 1_000_000)).headers["connection"] == "close"


async def test_a_body_of_undeclared_length_is_read_no_further_than_the_limit(talk: Talk) -> None:
    sent = 0

    async def endless() -> object:
        nonlocal sent
        while sent < 1_000_000:
            sent += 1_000
            yield b"a" * 1_000

    response = await talk.client.post(f"{talk.path}/messages", content=endless(), headers=talk.headers)  # type: ignore[arg-type]
    assert error(response) == (413, "body_too_large")
    assert sent <= 4_000


async def test_starting_refuses_a_bad_body_too(client: httpx.AsyncClient) -> None:
    assert error(await client.post(START, content=b"\xff")) == (400, "not_utf8")
    assert error(await client.post(START, content=b"a" * 5_000)) == (413, "body_too_large")


async def test_without_a_token_it_is_401(talk: Talk) -> None:
    for headers in ({}, {"Authorization": "Basic abc"}, {"Authorization": "Bearer "}, {"Authorization": "Bearer a b"}):
        response = await talk.client.get(f"{talk.path}/events", headers=headers)
        assert error(response) == (401, "unauthorised")
        assert response.headers["www-authenticate"] == "Bearer"


async def test_a_wrong_token_and_an_unknown_id_cannot_be_told_apart(talk: Talk) -> None:
    other = await Talk.begin(talk.client)
    wrong = await talk.client.get(f"{talk.path}/events", headers=other.headers)
    unknown = await talk.client.get("/api/v1/conversations/no-such-id/events", headers=talk.headers)
    accented = await talk.client.get("/api/v1/conversations/khôngcó/events", headers=talk.headers)
    assert error(wrong) == (404, "unknown_conversation")
    assert wrong.content == unknown.content == accented.content
    assert wrong.status_code == unknown.status_code == accented.status_code


async def test_the_token_is_not_taken_from_the_address(talk: Talk) -> None:
    for name in ("token", "access_token", "authorization"):
        assert (await talk.client.get(f"{talk.path}/events", params={name: talk.token})).status_code == 401


async def test_the_token_is_in_no_address_and_no_event(talk: Talk, app: FastAPI) -> None:
    await talk.say("Xin chào")
    assert talk.token not in talk.path
    assert talk.token not in json.dumps(await talk.events())
    assert "{token}" not in json.dumps([getattr(route, "path", "") for route in app.routes])


async def test_a_conversation_of_another_channel_is_not_opened_here(
    client: httpx.AsyncClient, services: FakeServices
) -> None:
    from bot.channels.web.api import public_id

    elsewhere = await services.conversations.start("acme", "telegram")
    talk = Talk(client, public_id(elsewhere.id), elsewhere.id)
    assert error(await talk.say("Xin chào")) == (404, "unknown_conversation")


async def test_too_many_messages_are_429_with_the_time_to_wait(talk: Talk) -> None:
    for n in range(8):
        assert (await talk.say("Xin chào", f"client-{n:04}")).status_code == 202
    refused = await talk.say("Xin chào", "client-9999")
    assert error(refused) == (429, "too_many_messages")
    assert 1 <= int(refused.headers["retry-after"]) <= 60


async def test_too_many_conversations_are_429(client: httpx.AsyncClient) -> None:
    for _ in range(5):
        assert (await client.post(START)).status_code == 201
    refused = await client.post(START)
    assert error(refused) == (429, "too_many_conversations")
    assert int(refused.headers["retry-after"]) >= 1


async def test_a_wrong_method_is_405_in_the_same_form(client: httpx.AsyncClient) -> None:
    response = await client.get(START)
    assert error(response) == (405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


async def test_what_breaks_inside_is_500_and_says_nothing_of_it(
    talk: Talk, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(services.conversations, "get", broken)
    response = await talk.say("Xin chào")
    assert error(response) == (500, "internal")
    assert "secret" not in response.text
    assert "content-security-policy" in response.headers
