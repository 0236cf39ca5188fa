"""Stock Rasa on the same training data and the same held-out messages: `python -m benchmarks alternatives`.

Two pipelines as Rasa's documentation recommends them, whitespace tokens and counts of words and letters: DIET, and logistic
regression. Each is trained once for each content of `nlu/data/`, in a process of its own; DIET takes half an hour and more on two
cores.
"""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from benchmarks.understanding import cells
from bot.bootstrap import load_settings
from bot.dialogue.fingerprint import fingerprint
from bot.settings import ROOT
from tests.evaluation import understanding as held_out

# Of DIET. An epoch of 17,000 examples took two to three minutes beside other work on two cores; Rasa trains 300 by default.
EPOCHS = 30
_FEATURES = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
_FALLBACK = {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1}
_DIET = {"name": "DIETClassifier", "epochs": EPOCHS, "entity_recognition": False, "constrain_similarities": True}
PIPELINES = {
    "stock Rasa, DIET": [*_FEATURES, _DIET, _FALLBACK],
    "stock Rasa, logistic regression": [*_FEATURES, {"name": "LogisticRegressionClassifier"}, _FALLBACK],
}


def run() -> None:
    folder = load_settings().paths.var / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    table = Table("pipeline", "messages", "n", "macro-F1", "oos", "refused", title="Alternatives, messages never seen")
    for name, pipeline in PIPELINES.items():
        model = _trained(name, pipeline, folder)
        for spelling, row in _judged(model).items():
            table.add_row(name, spelling, *row)
    Console(width=110).print(table)


def _trained(name: str, pipeline: list[dict[str, object]], folder: Path) -> Path:
    slug = name.split()[-1]
    config = folder / f"{slug}.yml"
    config.write_text(yaml.safe_dump({"recipe": "default.v1", "language": "vi", "pipeline": pipeline}), "utf-8")
    model = folder / f"{slug}-{fingerprint([ROOT / 'nlu/data', config])}.tar.gz"
    if not model.is_file():
        start = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "rasa",
            "train",
            "nlu",
            "--config",
            str(config),
            "--nlu",
            str(ROOT / "nlu/data"),
        ]
        command += ["--domain", str(ROOT / "nlu/domain"), "--out", str(folder), "--fixed-model-name", model.name[:-7]]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        Console().print(f"{name}: trained in {time.perf_counter() - start:.0f} s")
    return model


def _judged(model: Path) -> dict[str, list[str]]:
    # Imported here: Rasa brings TensorFlow, which the other benchmarks may not need.
    from bot.dialogue.rasa_edge import Agent, quiet, silence_logs

    silence_logs()
    with quiet(), asyncio.Runner() as runner:
        agent = Agent.load(str(model))

        def understand(text: str) -> tuple[str, float]:
            intent = runner.run(agent.parse_message(text))["intent"]
            return intent["name"], intent["confidence"]

        sets = held_out.held_out()
        return {name: cells(held_out.scores(held_out.predict(found, understand))) for name, found in sets.items()}
