"""Which key signs, in development and in production."""

import stat
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from bot.receipts.errors import InvalidSigningKey
from bot.receipts.keys import SigningKeys, development_keys, production_keys

SEED = b64encode(b"s" * 32).decode()


def test_development_makes_its_key_once_and_keeps_it_to_its_user(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "secrets"
    first, second = development_keys("", "", folder), development_keys("", "", folder)

    assert first.current == second.current
    (made,) = folder.iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(partial(development_keys, "", ""), [tmp_path / "secrets"] * 8))
    assert len({key.current.id for key in keys}) == 1
    assert len(list((tmp_path / "secrets").iterdir())) == 1


def test_a_key_that_is_given_goes_before_the_made_one(tmp_path: Path) -> None:
    keys = development_keys(f" {SEED} ", "", tmp_path / "secrets")
    assert keys.current == production_keys(SEED).current
    assert not (tmp_path / "secrets").exists()


def test_production_refuses_to_make_a_key_and_one_of_development(tmp_path: Path) -> None:
    with pytest.raises(InvalidSigningKey, match="LACHAN_SECRETS__RECEIPT_KEY"):
        production_keys(" ")
    development_keys("", "", tmp_path)
    (made,) = tmp_path.iterdir()
    with pytest.raises(InvalidSigningKey, match="production"):
        production_keys(made.read_text())


def test_old_keys_are_taken_as_they_are_published() -> None:
    old = [SigningKeys(bytes([n]) * 32).current for n in (1, 2)]
    keys = production_keys(SEED, f" {old[0].text} , {b64encode(old[1].raw).decode()},")
    assert list(keys.public) == [keys.current, *old]
    signature = SigningKeys(b"\x01" * 32).sign(b"x")
    assert keys.verify(old[0].id, b"x", signature)
    assert not keys.verify(old[1].id, b"x", signature)
    assert not keys.verify("unknown", b"x", signature)


@pytest.mark.parametrize("key", ["bWF0LWtoYXU=", "không phải base64", "!" * 44, SEED + SEED])
def test_a_malformed_key_is_refused_and_not_repeated(key: str) -> None:
    for make in (lambda: production_keys(key), lambda: production_keys(SEED, key)):
        with pytest.raises(InvalidSigningKey) as caught:
            make()
        assert key not in str(caught.value)
        assert "base64" in str(caught.value)


@pytest.mark.parametrize("content", ["", "development:", SEED, "é"])
def test_a_broken_key_file_is_told_and_not_overwritten(tmp_path: Path, content: str) -> None:
    path = tmp_path / "development-receipts.key"
    path.write_text(content)
    with pytest.raises(InvalidSigningKey):
        development_keys("", "", tmp_path)
    assert path.read_text() == content


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    with pytest.raises(InvalidSigningKey, match="Không đọc hoặc ghi được"):
        development_keys("", "", tmp_path / "var")


def test_the_id_of_a_key_is_its_thumbprint() -> None:
    # The key and thumbprint of RFC 8037, appendix A.3.
    key = production_keys("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").current
    assert key.text == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert key.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"[:8]
