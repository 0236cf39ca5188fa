"""The keyring that the settings describe. In development, keys that are not given are made once and kept in a file."""

import binascii
import contextlib
import json
import os
import secrets
from base64 import b64decode, b64encode
from pathlib import Path

from bot.storage.encryption import KEY_BYTES, Keyring
from bot.storage.errors import InvalidKeys

# The id of a key made for development. Production refuses it, also when someone copies it into the settings.
DEVELOPMENT = "development"
_FILE = "development.json"
_HOW = "Tạo một khóa: `openssl rand -base64 32`."


def production_keyring(keys: str, index_key: str) -> Keyring:
    """Raises `InvalidKeys` if either is empty or malformed, or a key is one of development."""
    if not keys.strip():
        raise InvalidKeys(f"Chế độ production cần LACHAN_SECRETS__KEYS, dạng mã:khóa-base64. {_HOW}")
    if not index_key.strip():
        raise InvalidKeys(f"Chế độ production cần LACHAN_SECRETS__INDEX_KEY. {_HOW}")
    parsed = _parse_keys(keys)
    if any(name == DEVELOPMENT for name, _ in parsed):
        raise InvalidKeys(f"Khóa “{DEVELOPMENT}” chỉ dùng khi phát triển, không dùng được ở chế độ production. {_HOW}")
    return Keyring(parsed, _parse_index_key(index_key))


def development_keyring(keys: str, index_key: str, folder: Path) -> Keyring:
    """Like `production_keyring`, but what is empty comes from a file in `folder`, made now (mode 0600) if it is missing."""
    if not (keys.strip() and index_key.strip()):
        kept = _kept(folder)
        keys, index_key = keys.strip() or kept["keys"], index_key.strip() or kept["index_key"]
    return Keyring(_parse_keys(keys), _parse_index_key(index_key))


def _kept(folder: Path) -> dict[str, str]:
    path = folder / _FILE
    try:
        if not path.exists():
            _make(path)
        kept = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidKeys(f"Không đọc hoặc ghi được tệp khóa {path}: {error.strerror}.") from error
    except ValueError:
        kept = None
    if not isinstance(kept, dict) or not all(isinstance(kept.get(name), str) for name in ("keys", "index_key")):
        raise InvalidKeys(f"Tệp khóa {path} đã hỏng; dữ liệu mã hóa bằng khóa ấy không đọc được nữa nếu xóa tệp.")
    return kept


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = {"keys": f"{DEVELOPMENT}:{_new_key()}", "index_key": _new_key()}
    # Written whole under another name, then linked: of two processes that start together, one makes the file and both
    # read the same keys.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file)
    try:
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _new_key() -> str:
    return b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def _parse_keys(text: str) -> list[tuple[str, bytes]]:
    out = []
    for item in text.split(","):
        name, colon, encoded = item.strip().partition(":")
        if not colon:
            raise InvalidKeys(f"LACHAN_SECRETS__KEYS phải có dạng mã:khóa-base64, cách nhau bằng dấu phẩy. {_HOW}")
        out.append((name.strip(), _decode(encoded, "LACHAN_SECRETS__KEYS")))
    return out


def _parse_index_key(text: str) -> bytes:
    return _decode(text, "LACHAN_SECRETS__INDEX_KEY")


def _decode(text: str, variable: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        # Not chained: the cause could print a part of the key.
        raise InvalidKeys(f"{variable}: khóa không phải base64. {_HOW}") from None
    if len(key) != KEY_BYTES:
        raise InvalidKeys(f"{variable}: khóa phải dài đúng {KEY_BYTES} byte. {_HOW}")
    return key
