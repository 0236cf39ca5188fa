"""Train the dialogue model once for each content of `nlu/`. Importing this loads no Rasa."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.dialogue import steps
from bot.dialogue.errors import TrainingFailed
from bot.dialogue.fingerprint import fingerprint
from bot.dialogue.models import Progress

KEPT_MODELS = 2
_BOT = Path(__file__).resolve().parents[1]

Report = Callable[[Progress], None]


def model_path(nlu_dir: Path, models_dir: Path, extra: Sequence[Path] = ()) -> Path:
    """Where the model of the present content lies, or would lie. `extra` are more files and folders that it depends on.

    Policies of organisations do not count: importing one must not mean training anew.
    """
    roots = [nlu_dir, _BOT / "language", *extra]
    return models_dir / f"lachan-{fingerprint(roots)}.tar.gz"


def train(nlu_dir: Path, models_dir: Path, force: bool = False, progress: Report = lambda step: None) -> Path:
    """The path of a model trained on the present content; trains only where there is none yet, or with `force`.

    Blocking: about a minute on two cores, in a process of its own. A second caller waits for the first and takes its
    model. The model appears whole or not at all; all but the newest two are deleted. Raises `TrainingFailed`.
    """
    path = model_path(nlu_dir, models_dir)
    if path.is_file() and not force:
        return path
    models_dir.mkdir(parents=True, exist_ok=True)
    progress(steps.at("wait", 0.0))
    with _alone(models_dir / ".train.lock"):
        if not path.is_file() or force:
            _train_into(path, nlu_dir, progress)
            _prune(models_dir, path)
    progress(steps.at("done", 1.0))
    return path


def _train_into(path: Path, nlu_dir: Path, progress: Report) -> None:
    progress(steps.at("load", 0.0))
    folder = Path(tempfile.mkdtemp(prefix=".training-", dir=path.parent))
    try:
        archive = _run_worker(nlu_dir.resolve(), folder, progress)
        progress(steps.at("pack", 1.0))
        os.replace(archive, path)
    except OSError as error:
        raise TrainingFailed(f"the model could not be written: {error.strerror}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run_worker(nlu_dir: Path, folder: Path, progress: Report) -> Path:
    command = [sys.executable, "-m", "bot.dialogue.train_worker", str(nlu_dir), str(folder)]
    paths = [str(_BOT.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    log = folder / "log.txt"
    last: dict[str, object] = {}
    with (
        log.open("wb") as errors,
        subprocess.Popen(  # noqa: S603 — our own interpreter and module
            command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as worker,
    ):
        assert worker.stdout is not None
        try:
            for line in worker.stdout:
                last = json.loads(line)
                if "step" in last:
                    progress(steps.at(str(last["step"]), float(str(last["fraction"]))))
        finally:
            # Reached early only when the caller gives up (Ctrl-C, an error in `progress`).
            if "model" not in last and "error" not in last:
                worker.terminate()
    if worker.returncode != 0 or "model" not in last:
        tail = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] or ["no message"]
        raise TrainingFailed(str(last.get("error") or tail[0]))
    return Path(str(last["model"]))


def _prune(models_dir: Path, current: Path) -> None:
    others = [p for p in models_dir.glob("lachan-*.tar.gz") if p != current]
    for old in sorted(others, key=lambda p: p.stat().st_mtime, reverse=True)[KEPT_MODELS - 1 :]:
        old.unlink(missing_ok=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """The kernel drops the lock when its holder dies; what a killed training left behind goes with the next one."""
    with lock.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for left in lock.parent.glob(".training-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
