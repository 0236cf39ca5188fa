"""How long programs take to be ready, and what the service then occupies. Each is a fresh process."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.bootstrap import load_settings
from bot.cli.dialogue import ensure_model
from bot.settings import ROOT
from tests.evaluation import sets

ASK = [sys.executable, "-m", "bot.cli", "ask", "--org", "medring", "--json"]


def run() -> None:
    ensure_model(load_settings())  # starting is measured, not training
    table = Table("what", "measured", "bar", title="Start and memory")
    table.add_row("lachan ask, first answer", f"{_ask():.2f} s", "2 s")
    ready, resident, answers = _serve()
    table.add_row("lachan serve, ready", f"{ready:.1f} s", "12 s")
    table.add_row("lachan serve, resident after start", f"{resident:.0f} MB", "900 MB")
    table.add_row("page: question to reply, over HTTP", f"{np.median(answers):.0f} ms median", "60 ms")
    Console().print(table)


def _ask() -> float:
    """The best of three: the first may find the disk cold."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([*ASK, "lưu bao lâu?"], cwd=ROOT, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def _serve() -> tuple[float, float, list[float]]:
    """Seconds until ready, megabytes resident then, and milliseconds for each of twenty questions."""
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
        return ready, int(match[1]) / 1024 if match else 0.0, _questions(f"http://127.0.0.1:{port}/api/v1")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


def _questions(api: str) -> list[float]:
    """One conversation over the public endpoints, as the page holds it; the reply is there when the request returns."""
    started = _post(f"{api}/organisations/medring/conversations", {}, "")
    times = []
    for question in [q.text for q in sets.questions("medring")][:20]:
        start = time.perf_counter()
        message = {"text": question, "client_id": str(uuid.uuid4())}
        _post(f"{api}/conversations/{started['conversation']}/messages", message, started["token"])
        times.append((time.perf_counter() - start) * 1000)
    return times


def _post(url: str, body: dict[str, str], token: str) -> dict[str, str]:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, str] = json.load(answer)
        return found
