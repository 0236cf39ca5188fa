"""How long programs take to be ready, and what the service then occupies. Each is a fresh process."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.bootstrap import load_settings
from bot.cli.dialogue import ensure_model
from bot.settings import ROOT

ASK = [sys.executable, "-m", "bot.cli", "ask", "--org", "medring", "--json"]


def run() -> None:
    ensure_model(load_settings())  # starting is measured, not training
    table = Table("what", "measured", "bar", title="Start and memory")
    table.add_row("lachan ask, first answer", f"{_ask():.2f} s", "2 s")
    ready, resident = _serve()
    table.add_row("lachan serve, ready", f"{ready:.1f} s", "12 s")
    table.add_row("lachan serve, resident after start", f"{resident:.0f} MB", "900 MB")
    Console().print(table)


def _ask() -> float:
    """The best of three: the first may find the disk cold."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([*ASK, "lưu bao lâu?"], cwd=ROOT, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def _serve() -> tuple[float, float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.perf_counter()
    command = [sys.executable, "-m", "bot.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, env=os.environ)
    try:
        while time.perf_counter() - start < 120:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                time.sleep(0.05)
        ready = time.perf_counter() - start
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
        match = re.search(r"VmRSS:\s+(\d+) kB", status)
        return ready, int(match[1]) / 1024 if match else 0.0
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)
