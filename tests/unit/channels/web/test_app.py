"""What holds for every answer: headers, health, HEAD, the description of the API."""

import httpx
import pytest

from bot.app import create_app
from bot.settings import Settings
from tests.unit.channels.web.fakes import FakeServices

PATHS = ["/", "/chinh-sach/acme", "/nowhere", "/healthz", "/readyz", "/static/chat.js", "/openapi.json"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_has_the_security_headers_and_no_cookie(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", PATHS)
async def test_head_answers_as_get_does_without_a_body(client: httpx.AsyncClient, path: str) -> None:
    got, head = await client.get(path), await client.head(path)
    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["content-security-policy"]


async def test_a_declared_body_over_the_limit_is_413_on_any_path(client: httpx.AsyncClient) -> None:
    for path in ("/", "/nowhere", "/api/v1/conversations/x/messages"):
        response = await client.post(path, content=b"a" * 1_000_000)
        assert response.status_code == 413
        assert response.json()["error"]["code"] == "body_too_large"
        assert "2048" in response.json()["error"]["message"]


async def test_health_and_readiness(client: httpx.AsyncClient, services: FakeServices) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert (await client.get("/readyz")).json() == {"status": "ready"}
    services.is_ready = False
    waiting = await client.get("/readyz")
    assert (waiting.status_code, waiting.json()["error"]["code"]) == (503, "not_ready")
    assert waiting.headers["retry-after"]
    assert (await client.get("/healthz")).status_code == 200


async def test_the_services_live_as_long_as_the_app(services: FakeServices, settings: Settings) -> None:
    app = create_app(services, settings)
    assert not services.running
    async with app.router.lifespan_context(app):
        assert services.running
    assert not services.running


async def test_the_api_is_described(client: httpx.AsyncClient) -> None:
    schema = (await client.get("/openapi.json")).json()
    assert set(schema["paths"]) == {
        "/healthz",
        "/readyz",
        "/api/v1/organisations/{slug}/conversations",
        "/api/v1/conversations/{conversation_id}/messages",
        "/api/v1/conversations/{conversation_id}/buttons",
        "/api/v1/conversations/{conversation_id}/events",
    }
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert all(operation["summary"] and operation["description"] for operation in operations)
    assert not [operation for operation in operations if "422" in operation["responses"]]
    assert schema["components"]["securitySchemes"]["conversation"]["scheme"] == "bearer"
    messages = schema["paths"]["/api/v1/conversations/{conversation_id}/messages"]["post"]
    assert messages["security"] == [{"conversation": []}]
    assert set(messages["requestBody"]["content"]["application/json"]["schema"]["required"]) == {"text", "client_id"}


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
async def test_no_page_that_loads_scripts_from_elsewhere_is_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404
