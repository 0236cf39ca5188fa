"""Settings, and the two files that must list them all."""

import itertools
import re
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from bot.settings import ROOT, Settings


def _fields() -> dict[str, tuple[object, str]]:
    """Variable → default and description."""
    out: dict[str, tuple[object, str]] = {}
    for section, info in Settings.model_fields.items():
        model = info.annotation
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            out[f"LACHAN_{section}".upper()] = (info.default, info.description or "")
            continue
        for name, field in model.model_fields.items():
            out[f"LACHAN_{section}__{name}".upper()] = (field.default, field.description or "")
    return out


def test_every_setting_has_a_description() -> None:
    assert [name for name, (_, description) in _fields().items() if not description] == []


def test_the_example_file_lists_every_setting_with_its_default_and_description() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    listed = {}
    for above, line in itertools.pairwise(lines):
        if match := re.fullmatch(r"#(LACHAN_\w+)=(.*)", line):
            listed[match[1]] = (match[2], above.removeprefix("# "))
    expected = {
        name: (str(default.relative_to(ROOT) if isinstance(default, Path) else default), description)
        for name, (default, description) in _fields().items()
    }
    assert listed == expected


def test_a_variable_of_the_environment_sets_a_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACHAN_WEB__PORT", "9000")
    assert Settings().web.port == 9000


def test_a_wrong_value_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACHAN_WEB__PORT", "no port")
    with pytest.raises(ValidationError, match="web.port"):
        Settings()
