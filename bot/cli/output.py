"""How commands speak: JSON lines or text on stdout, problems in one line on stderr with exit code 2."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

import typer
from rich.console import Console

# Logs, progress and errors; stdout carries results only.
stderr = Console(stderr=True, soft_wrap=True)
stdout = Console(soft_wrap=True)

USAGE = 2


def fail(message: str) -> NoReturn:
    """One line on stderr, exit code 2."""
    stderr.print(f"lachan: {message}", style="red", markup=False, highlight=False)
    raise typer.Exit(USAGE)


def emit(record: dict[str, Any]) -> None:
    """One JSON object as one line. Flushed, so that a program on the other end of a pipe need not wait."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def given_or_stdin(arguments: Iterable[str]) -> Iterator[str]:
    """The arguments, or with none the non-empty lines of stdin. Bytes that are no UTF-8 end the command with a message."""
    arguments = list(arguments)
    if arguments:
        yield from arguments
        return
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            text = line.decode("utf-8").strip("\r\n")
        except UnicodeDecodeError:
            fail(f"dòng {number} của đầu vào không phải UTF-8; xin lưu lại dưới dạng UTF-8.")
        if text.strip():
            yield text
