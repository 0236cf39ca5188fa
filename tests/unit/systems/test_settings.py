"""`[webhook]` of an organisation: what it takes, and what is wrong with it."""

from pathlib import Path
from typing import Literal

import pytest

from bot.systems.errors import InvalidWebhook
from bot.systems.settings import Webhook, load_webhooks
from bot.tickets.kinds import TicketKind

ROOT = Path(__file__).resolve().parents[3]
SECRET = "s" * 32
ENVIRONMENT = {"LACHAN_WEBHOOK_ACME": f" {SECRET} "}
GOOD = 'url = "https://he-thong.example.com/x"\nsecret_variable = "LACHAN_WEBHOOK_ACME"\n'


def written(folder: Path, table: str, slug: str = "acme") -> Path:
    (folder / slug).mkdir()
    (folder / slug / "organisation.toml").write_text(f'slug = "{slug}"\nname = "Ả"\n{table}', encoding="utf-8")
    return folder


def load(
    folder: Path, mode: Literal["development", "production"] = "production", **environment: str
) -> dict[str, Webhook]:
    return load_webhooks(folder, {**ENVIRONMENT, **environment}, mode)


def test_an_organisation_without_the_table_has_no_systems(tmp_path: Path) -> None:
    assert load(written(tmp_path, "")) == {}
    assert load(tmp_path / "nowhere") == {}
    assert load(ROOT / "policies") == {}


def test_the_table_says_where_they_are_and_where_the_secret_is(tmp_path: Path) -> None:
    written(tmp_path, f"[webhook]\n{GOOD}")
    written(tmp_path, f'[webhook]\n{GOOD}kinds = ["correction"]\ntimeout = 20\n', "other")
    found = load(tmp_path)
    assert found["acme"] == Webhook("acme", "https://he-thong.example.com/x", (SECRET,))
    assert (found["other"].kinds, found["other"].timeout) == (frozenset({TicketKind.CORRECTION}), 20.0)


def test_the_secret_never_shows(tmp_path: Path) -> None:
    found = load(written(tmp_path, f"[webhook]\n{GOOD}"))
    assert SECRET not in repr(found)


def test_while_it_is_replaced_the_variable_holds_two(tmp_path: Path) -> None:
    written(tmp_path, f"[webhook]\n{GOOD}")
    found = load(tmp_path, LACHAN_WEBHOOK_ACME=f"{'n' * 32}, {SECRET},")
    assert found["acme"].secrets == ("n" * 32, SECRET)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("[webhook]", "url"),
        ("webhook = 1", "bảng"),
        ("[webhook", "acme/organisation.toml"),
        (f"[webhook]\n{GOOD}extra = 1", "extra"),
        (f'[webhook]\n{GOOD}kinds = ["access"]', "kinds"),
        (f"[webhook]\n{GOOD}timeout = 31", "timeout"),
        (f"[webhook]\n{GOOD}timeout = true", "timeout"),
        (f"[webhook]\n{GOOD.replace('https', 'http')}", "https"),
        (f"[webhook]\n{GOOD.replace('https', 'ftp')}", "https"),
        (f"[webhook]\n{GOOD.replace('he-thong', 'user:pass@he-thong')}", "tên đăng nhập"),
        (f"[webhook]\n{GOOD.replace('https://he-thong.example.com/x', 'he-thong')}", "https"),
        (f"[webhook]\n{GOOD.replace('LACHAN_WEBHOOK_ACME', 'lachan')}", "secret_variable"),
        (f"[webhook]\n{GOOD.replace('ACME', 'OTHER')}", "LACHAN_WEBHOOK_OTHER"),
        (f"[webhook]\n{GOOD.replace('ACME', 'SHORT')}", "32"),
    ],
)
def test_what_cannot_work_is_told_with_its_file_and_without_the_secret(tmp_path: Path, table: str, said: str) -> None:
    written(tmp_path, table)
    with pytest.raises(InvalidWebhook) as refused:
        load(tmp_path, LACHAN_WEBHOOK_SHORT="qua-ngan")
    assert str(refused.value).startswith("acme/organisation.toml: ")
    assert said in str(refused.value)
    for secret in (SECRET, "qua-ngan"):
        assert secret not in str(refused.value)


def test_for_trying_out_systems_on_this_machine_need_no_encryption(tmp_path: Path) -> None:
    written(tmp_path, f"[webhook]\n{GOOD.replace('https://he-thong.example.com', 'http://127.0.0.1:9000')}")
    assert load(tmp_path, "development")["acme"].url == "http://127.0.0.1:9000/x"
    with pytest.raises(InvalidWebhook):
        load(tmp_path, "production")
