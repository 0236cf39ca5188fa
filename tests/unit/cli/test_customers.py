"""`lachan customers import`: what it says, what it returns, what it leaves behind."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.customers import app
from bot.identity.directory_import import DEMO_CUSTOMERS
from bot.storage.upgrading import upgrade

HEADING = "id,name,phone,email,birth_date\n"


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own, with its database made."""
    for name in ("LACHAN_STORAGE__URL", "LACHAN_SECRETS__KEYS", "LACHAN_SECRETS__INDEX_KEY", "LACHAN_MODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LACHAN_PATHS__VAR", str(tmp_path))
    upgrade(f"sqlite+aiosqlite:///{tmp_path / 'lachan.db'}")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["import", *arguments])


def written(var: Path, text: str) -> str:
    path = var / "khach.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_demo_customers_are_imported_and_imported_again(var: Path) -> None:
    demo = str(DEMO_CUSTOMERS)
    first = run(demo, "--org", "medring", "--json")
    second = run(demo, "--org", "medring")
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout) == {
        "organisation": "medring",
        "added": 2,
        "changed": 0,
        "unchanged": 0,
        "removed": 0,
    }
    assert second.stdout == "medring: thêm 0, cập nhật 0, giữ nguyên 2 khách hàng.\n"


def test_bad_lines_are_told_and_nothing_is_taken(var: Path) -> None:
    refused = run(written(var, HEADING + "1,Lan,0912345678,,\n2,Mai,hỏng,,\n,Hoa,0987654321,,\n"), "--org", "medring")
    assert refused.exit_code == 2
    assert refused.stdout == ""
    told = refused.stderr.splitlines()
    assert told[0].startswith("Dòng 3: cột phone")
    assert told[1].startswith("Dòng 4: thiếu mã khách hàng")
    assert told[2] == "lachan: không nhập dòng nào; xin sửa các lỗi trên rồi nhập lại."
    good = run(written(var, HEADING + "1,Lan,0912345678,,\n"), "--org", "medring", "--json")
    assert json.loads(good.stdout)["added"] == 1


def test_a_long_list_of_bad_lines_is_cut(var: Path) -> None:
    refused = run(written(var, HEADING + "1,Lan,x,,\n" * 80), "--org", "medring")
    assert "… và 30 lỗi nữa." in refused.stderr


def test_replace_removes_who_is_not_in_the_file(var: Path) -> None:
    run(written(var, HEADING + "1,Lan,0912345678,,\n"), "--org", "medring")
    replaced = run(written(var, HEADING + "2,Mai,0987654321,,\n"), "--org", "medring", "--replace")
    assert replaced.stdout == "medring: thêm 1, cập nhật 0, giữ nguyên 0, xóa 1 khách hàng.\n"


def test_wrong_usage_is_told_in_a_sentence(var: Path, tmp_path: Path) -> None:
    nobody = run(written(var, HEADING), "--org", "khong-co")
    missing = run(str(tmp_path / "khong-co.csv"), "--org", "medring")
    assert nobody.exit_code == missing.exit_code == 2
    assert "không có tổ chức “khong-co”" in nobody.stderr
    assert "không đọc được" in missing.stderr


def test_a_database_that_was_not_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACHAN_PATHS__VAR", str(tmp_path))
    refused = run(written(tmp_path, HEADING + "1,Lan,0912345678,,\n"), "--org", "medring")
    assert refused.exit_code == 2
    assert "lachan db upgrade" in refused.stderr
