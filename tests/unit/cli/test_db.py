"""`lachan db`: what it prints and how it exits."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app


def run(command: str, **environment: str) -> Result:
    return CliRunner().invoke(app, ["db", command], env=environment)


def test_upgrade_says_what_it_did_and_check_agrees(empty_url: str) -> None:
    missing = run("check", LACHAN_STORAGE__URL=empty_url)
    first = run("upgrade", LACHAN_STORAGE__URL=empty_url)
    second = run("upgrade", LACHAN_STORAGE__URL=empty_url)
    good = run("check", LACHAN_STORAGE__URL=empty_url)

    assert missing.exit_code == 1
    assert missing.stdout.startswith("✗")
    assert "lachan db upgrade" in missing.stderr
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[0] == "Đã nâng cấp: 0001 base"
    assert "không có gì phải làm" in second.stdout
    assert (good.exit_code, good.stderr) == (0, "")


def test_without_an_address_the_file_under_var_is_used(tmp_path: Path) -> None:
    result = run("upgrade", LACHAN_STORAGE__URL="", LACHAN_PATHS__VAR=str(tmp_path / "var"))

    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "var" / "lachan.db").is_file()


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_an_address_that_does_not_work_is_one_line_and_exit_code_2(command: str) -> None:
    result = run(command, LACHAN_STORAGE__URL="mysql://somebody:mat-khau@127.0.0.1/lachan")

    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert "LACHAN_STORAGE__URL" in line
    assert "mat-khau" not in line
