"""Which keys the settings give, in development and in production."""

import json
import stat
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.bootstrap import database, keyring
from bot.settings import Settings
from bot.storage.errors import InvalidKeys, InvalidUrl


def encoded(letter: str) -> str:
    return b64encode(letter.encode() * 32).decode()


def settings(tmp_path: Path, **fields: object) -> Settings:
    return Settings.model_validate({"paths": {"var": tmp_path / "var"}, **fields})


def production(tmp_path: Path, keys: str = f"k1:{encoded('a')}", index_key: str = encoded("i")) -> Settings:
    return settings(tmp_path, mode="production", secrets={"keys": keys, "index_key": index_key})


def test_keys_of_the_settings_are_used_and_the_first_encrypts(tmp_path: Path) -> None:
    old = keyring(production(tmp_path)).encrypt("a", "c")
    both = keyring(production(tmp_path, f" k2:{encoded('b')} , k1:{encoded('a')} "))

    assert both.decrypt(old, "c") == "a"
    assert both.encrypt("a", "c").startswith("v1.k2.")
    assert not (tmp_path / "var").exists()


def test_development_makes_its_keys_once_and_keeps_them_to_its_user(tmp_path: Path) -> None:
    token = keyring(settings(tmp_path)).encrypt("a", "c")

    assert keyring(settings(tmp_path)).decrypt(token, "c") == "a"
    (made,) = (tmp_path / "var" / "secrets").iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_processes_that_start_together_agree_on_the_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(keyring, [settings(tmp_path)] * 8))

    assert len({ring.blind_index("a", "c") for ring in rings}) == 1
    assert len(list((tmp_path / "var" / "secrets").iterdir())) == 1


def test_each_key_that_is_given_goes_before_the_made_one(tmp_path: Path) -> None:
    made = keyring(settings(tmp_path))
    given = keyring(settings(tmp_path, secrets={"keys": f"k1:{encoded('a')}"}))

    assert given.encrypt("a", "c").startswith("v1.k1.")
    assert given.blind_index("a", "c") == made.blind_index("a", "c")


def test_production_refuses_to_make_keys(tmp_path: Path) -> None:
    with pytest.raises(InvalidKeys, match="LACHAN_SECRETS__KEYS"):
        keyring(production(tmp_path, keys=""))
    with pytest.raises(InvalidKeys, match="LACHAN_SECRETS__INDEX_KEY"):
        keyring(production(tmp_path, index_key=" "))
    assert not (tmp_path / "var").exists()


def test_production_refuses_keys_of_development_also_when_they_are_copied(tmp_path: Path) -> None:
    keyring(settings(tmp_path))
    (made,) = (tmp_path / "var" / "secrets").iterdir()
    copied = json.loads(made.read_text())["keys"]

    with pytest.raises(InvalidKeys, match="production"):
        keyring(production(tmp_path, keys=f"k1:{encoded('a')},{copied}"))


@pytest.mark.parametrize(
    ("keys", "index_key"),
    [
        (encoded("a"), encoded("i")),
        ("k1:không phải", encoded("i")),
        ("k1:bWF0LWtoYXU=", encoded("i")),
        (f"k1:{encoded('a')},", encoded("i")),
        (f"k1:{encoded('a')}", "bWF0LWtoYXU="),
        (f"k1:{encoded('a')}", encoded("a")),
    ],
)
def test_malformed_keys_are_refused_and_not_repeated(tmp_path: Path, keys: str, index_key: str) -> None:
    with pytest.raises(InvalidKeys) as caught:
        keyring(production(tmp_path, keys, index_key))
    assert "bWF0" not in str(caught.value)
    assert encoded("a") not in str(caught.value)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"keys": 1, "index_key": "a"}', '{"keys": "a'])
def test_a_broken_key_file_is_told_and_not_overwritten(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "var" / "secrets"
    folder.mkdir(parents=True)
    (folder / "development.json").write_text(content)

    with pytest.raises(InvalidKeys, match=r"development\.json"):
        keyring(settings(tmp_path))
    assert (folder / "development.json").read_text() == content


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    with pytest.raises(InvalidKeys, match="Không đọc hoặc ghi được"):
        keyring(settings(tmp_path))


def test_the_settings_show_neither_keys_nor_passwords(tmp_path: Path) -> None:
    with_secrets = settings(
        tmp_path,
        storage={"url": "postgresql://u:mat-khau@h/d"},
        secrets={"keys": f"k1:{encoded('a')}", "index_key": encoded("i")},
    )
    for secret in ("mat-khau", encoded("a"), encoded("i")):
        assert secret not in repr(with_secrets)


def test_the_database_is_a_file_under_var_unless_another_is_given(tmp_path: Path) -> None:
    assert repr(database(settings(tmp_path))) == f"Database('sqlite+aiosqlite:///{tmp_path}/var/lachan.db')"
    assert database(settings(tmp_path, storage={"url": "postgresql://u@h/d"})).dialect == "postgresql"
    with pytest.raises(InvalidUrl):
        database(settings(tmp_path, storage={"url": "mysql://u@h/d"}))
    assert not (tmp_path / "var").exists()
