import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.dialogue import steps, training
from bot.dialogue.errors import TrainingFailed
from bot.dialogue.models import Progress


@pytest.fixture
def nlu(tmp_path: Path) -> Path:
    folder = tmp_path / "nlu"
    (folder / "data").mkdir(parents=True)
    (folder / "config.yml").write_text("language: vi")
    (folder / "data" / "a.yml").write_text("- a")
    return folder


def _worker_that_writes(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[Path]:
    """Stands for the Rasa process: an archive appears in the folder that it was given."""
    runs: list[Path] = []

    def run(nlu_dir: Path, folder: Path, progress: training.Report) -> Path:
        runs.append(nlu_dir)
        progress(steps.at("encode", 0.5))
        (folder / "model.tar.gz").write_bytes(content)
        return folder / "model.tar.gz"

    monkeypatch.setattr(training, "_run_worker", run)
    return runs


def test_the_same_content_is_trained_once(nlu: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = _worker_that_writes(monkeypatch, b"model")
    first = training.train(nlu, tmp_path / "models")
    second = training.train(nlu, tmp_path / "models")

    assert first == second
    assert first.read_bytes() == b"model"
    assert len(runs) == 1


def test_force_trains_again(nlu: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = _worker_that_writes(monkeypatch, b"model")
    training.train(nlu, tmp_path / "models")
    training.train(nlu, tmp_path / "models", force=True)

    assert len(runs) == 2


@pytest.mark.parametrize("changed", ["nlu/data/a.yml", "nlu/config.yml", "nlu/components/c.py"])
def test_a_change_of_what_it_learns_from_asks_for_training(nlu: Path, tmp_path: Path, changed: str) -> None:
    before = training.model_path(nlu, tmp_path)
    file = tmp_path / changed
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("other")

    assert training.model_path(nlu, tmp_path) != before


def test_the_name_does_not_depend_on_the_place(nlu: Path, tmp_path: Path) -> None:
    before = training.model_path(nlu, tmp_path).name
    (tmp_path / "moved").mkdir()
    moved = nlu.rename(tmp_path / "moved" / "nlu")

    assert training.model_path(moved, tmp_path).name == before


def test_old_models_go_and_nothing_half_made_stays(nlu: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _worker_that_writes(monkeypatch, b"model")
    models = tmp_path / "models"
    (models / ".training-killed").mkdir(parents=True)
    for content in ("1", "2", "3", "4"):
        (nlu / "data" / "a.yml").write_text(content)
        newest = training.train(nlu, models)
        os.utime(newest, (time.time() + int(content),) * 2)

    assert len(list(models.glob("*.tar.gz"))) == training.KEPT_MODELS
    assert newest.is_file()
    assert not list(models.glob(".training-*"))


def test_a_failed_training_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "nlu"
    broken.mkdir()
    (broken / "config.yml").write_text(
        "recipe: default.v1\nassistant_id: x\nlanguage: vi\npipeline:\n- name: NoSuchThing\n"
    )

    with pytest.raises(TrainingFailed, match=r"no training data"):
        training.train(broken, tmp_path / "models")
    assert not list((tmp_path / "models").glob("*.tar.gz"))
    assert not list((tmp_path / "models").glob(".training-*"))


def test_progress_rises_to_one(nlu: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _worker_that_writes(monkeypatch, b"model")
    seen: list[Progress] = []
    training.train(nlu, tmp_path / "models", progress=seen.append)

    assert [p.step for p in seen] == ["wait", "load", "encode", "pack", "done"]
    assert [p.fraction for p in seen] == sorted(p.fraction for p in seen)
    assert seen[-1].fraction == 1.0
    assert all(p.label for p in seen)


def test_two_processes_train_once(nlu: Path, tmp_path: Path) -> None:
    script = """
import sys, time
from pathlib import Path
from bot.dialogue import training
def run(nlu_dir, folder, progress):
    time.sleep(0.5)
    print("trained", flush=True)
    (folder / "model.tar.gz").write_bytes(b"m")
    return folder / "model.tar.gz"
training._run_worker = run
training.train(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    command = [sys.executable, "-c", script, str(nlu), str(tmp_path / "models")]
    root = str(Path(training.__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    output = "".join(process.communicate(timeout=60)[0] for process in processes)

    assert output.count("trained") == 1


def test_the_model_is_found_without_loading_rasa(tmp_path: Path) -> None:
    script = "import json, sys, bot.dialogue.engine, bot.dialogue.training; print(json.dumps([m for m in sys.modules]))"
    root = str(Path(training.__file__).parents[2])
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    loaded = set(json.loads(result.stdout))

    assert not loaded & {"rasa", "rasa_sdk", "tensorflow", "sklearn"}
