"""`lachan ask`, run as a program: what another program reads from it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot.cli", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, timeout=120, env=os.environ)


def records(result: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert result.returncode == 0, result.stderr.decode()
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_questions_come_from_arguments_or_from_stdin() -> None:
    question = "Khiếu nại thì gửi về đâu?"
    given = records(run("ask", "--org", "vsign", "--json", question))
    piped = records(run("ask", "--org", "vsign", "--json", stdin=f"{question}\n\n{question}\n".encode()))

    assert len(given) == 1
    assert piped == given * 2
    assert set(given[0]) == {"question", "answered", "answer", "citations", "score"}
    assert given[0]["question"] == question


def test_asking_loads_neither_rasa_nor_tensorflow() -> None:
    code = (
        "import sys; from bot.cli.main import app\n"
        "try: app(['ask', '--org', 'tungduong', '--json', 'lưu bao lâu?'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in ('rasa', 'tensorflow', 'sklearn', 'fastapi') if m in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=120, text=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("--org", "khong-co", "a b"), b"", "Không có tổ chức “khong-co”"),
        (("--org", "../policies/medring", "a b"), b"", "Không có tổ chức"),
        (("hỏi gì đó",), b"", "thiếu --org"),
        (("--org", "medring", "x" * 5_000), b"", "Câu hỏi dài quá 2.000 ký tự"),
        (("--org", "medring"), "lưu bao lâu?".encode("utf-16"), "không phải UTF-8"),
        (("--org", "medring", "?!…"), b"", "không có chữ nào"),
        (("--org", "medring", "--policies", "/nowhere", "a b"), b"", "Không có tổ chức"),
    ],
)
def test_bad_input_gets_one_clear_line_and_exit_code_2(arguments: tuple[str, ...], stdin: bytes, said: str) -> None:
    result = run("ask", *arguments, stdin=stdin)

    assert result.returncode == 2
    assert result.stdout == b""
    (line,) = result.stderr.decode().strip().splitlines()
    assert said in line


def test_a_megabyte_on_one_line_is_refused() -> None:
    result = run("ask", "--org", "medring", stdin=b"a " * 500_000)

    assert result.returncode == 2
    assert "2.000 ký tự" in result.stderr.decode()


def test_importing_prints_what_was_understood_and_the_result_can_be_asked(tmp_path: Path) -> None:
    source = tmp_path / "cs.txt"
    source.write_text(
        "CHÍNH SÁCH BẢO MẬT\n\n1. Thời gian lưu trữ\nChúng tôi lưu trữ thông tin khách hàng trong 24 tháng.\n\n"
        "2. Liên hệ\nEmail: lienhe@congty.example\n",
        encoding="utf-8",
    )
    imported = run(
        "policies", "import", str(source), "--org", "moi", "--name", "Công ty Mới", "--into", str(tmp_path / "p")
    )
    assert imported.returncode == 0, imported.stderr.decode()
    assert "Thời gian lưu trữ" in imported.stdout.decode()
    assert "lienhe@congty.example" in imported.stdout.decode()

    (answer,) = records(
        run("ask", "--org", "moi", "--policies", str(tmp_path / "p"), "--json", "lưu thông tin bao lâu?")
    )
    assert answer["answered"]
    assert "24 tháng" in str(answer["citations"])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("rong.txt", b"", "rỗng"),
        ("anh.pdf", b"%PDF-1.4\n%%EOF", "PDF"),
        ("khac.bin", b"\x00\x01\x02\x03" * 50, ""),
    ],
)
def test_an_unreadable_document_leaves_nothing_behind(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    result = run("policies", "import", str(source), "--org", "moi", "--name", "Mới", "--into", str(tmp_path / "p"))

    assert result.returncode == 2
    assert len(result.stderr.decode().strip().splitlines()) == 1
    assert said in result.stderr.decode()
    assert not (tmp_path / "p" / "moi").exists()


def test_a_missing_file_is_named() -> None:
    result = run("policies", "import", "/nowhere/x.txt", "--org", "a", "--name", "A")
    assert result.returncode == 2
    assert "/nowhere/x.txt" in result.stderr.decode()
