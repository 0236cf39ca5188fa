"""Understanding on the held-out messages, in three spellings and with typing noise; pictures go to `var/bench/`.

macro-F1 over all intents, a fallback counted as `out_of_scope`; oos: recall of `out_of_scope`; refused: messages that belong here and
were declined. Beside it stand the fast side alone, and its five-fold cross-validation on `nlu/data/`, where the two spellings of one
message never part. `python -m benchmarks alternatives` measures stock Rasa on the same data.
"""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from nom.text.noise import NoiseGenerator, heavy_noise, light_noise, telex_typo_noise
from rich.console import Console
from rich.table import Table
from sklearn.model_selection import GroupKFold

from benchmarks import pictures
from bot.bootstrap import load_settings, understanding_engine
from bot.cli.dialogue import ensure_model
from bot.dialogue.engine import DialogueEngine
from bot.language.text import fold
from bot.settings import ROOT
from nlu.components import fitting, materials, readings
from tests.evaluation import understanding as held_out
from tests.evaluation.understanding import Labelled, Prediction, Scores

NOISE = {"light noise": light_noise, "Telex slips": telex_typo_noise, "heavy noise": heavy_noise}
SEED, FOLDS = 7, 5
Understand = Callable[[str], tuple[str, float]]


def run() -> None:
    settings = load_settings()
    engine = understanding_engine(settings, ensure_model(settings))
    folder = settings.paths.var / "bench"
    with asyncio.Runner() as runner:
        runner.run(engine.initialize())

        def understand(text: str) -> tuple[str, float]:
            found = runner.run(engine.understand(text))
            return found.intent, found.confidence

        table = Table("messages", "n", "macro-F1", "oos", "refused", title="Understanding, messages never seen")
        every: dict[str, list[Prediction]] = {}
        sets = held_out.held_out()
        for name, messages in {**sets, **_noisy(sets["accents"])}.items():
            every[name] = held_out.predict(messages, understand)
            table.add_row(name, *cells(held_out.scores(every[name])))
        console = Console(width=110)
        console.print(table)
        console.print(_per_intent(every))
        console.print(_wishes(runner, engine))
        console.print(_speed(sets, understand))
    pictures.confusion(every["accents"], folder / "confusion.png")
    pictures.confidence(every["accents"], folder / "confidence.png")
    console.print(_cross_validation())
    console.print(f"Pictures: {os.path.relpath(folder, ROOT)}/confusion.png, confidence.png")


def cells(scores: Scores) -> list[str]:
    shares = (scores.macro_f1, scores.out_of_scope_recall, scores.refused)
    return [str(scores.messages), *(f"{share:.1%}" for share in shares)]


def _noisy(messages: Labelled) -> dict[str, Labelled]:
    """The same messages with seeded slips of the thumb (nom-vn)."""
    found = {}
    for name, config in NOISE.items():
        generator = NoiseGenerator(config(), seed=SEED)
        found[name] = [(generator.noisify(text), intent) for text, intent in messages]
    return found


def _per_intent(every: dict[str, list[Prediction]]) -> Table:
    shown = ("accents", "no accents", "phone")
    recalls = {name: held_out.scores(every[name]).recall for name in shown}
    table = Table("intent", *shown, title="Recall of each intent")
    for intent in recalls["accents"]:
        table.add_row(intent, *(f"{recalls[name][intent]:.0%}" for name in shown))
    return table


def _wishes(runner: asyncio.Runner, engine: DialogueEngine) -> Table:
    several, right, none_lost, one, parted = 0, 0, 0, 0, 0
    for text, meant in held_out.wishes():
        found = {wish.intent for wish in runner.run(engine.understand(text)).wishes}
        if len(set(meant)) > 1:
            several += 1
            right += found == set(meant)
            none_lost += found >= set(meant)
        else:
            one += 1
            parted += len(found) > 1
    table = Table("messages", "n", "share", title="Several wishes in one message, never seen")
    table.add_row("several wishes: exactly these found", str(several), f"{right / several:.0%}")
    table.add_row("several wishes: none lost", str(several), f"{none_lost / several:.0%}")
    table.add_row("one wish that looks like several: parted by mistake", str(one), f"{parted / one:.0%}")
    return table


def _speed(sets: dict[str, Labelled], understand: Understand) -> Table:
    table = Table("messages", "median ms", "p95 ms", "over 8 ms", title="lachan understand, a message (this process)")
    for name, messages in sets.items():
        times = []
        for text, _ in messages:
            start = time.perf_counter()
            understand(text)
            times.append((time.perf_counter() - start) * 1000)
        over = np.mean(np.array(times) > 8)
        table.add_row(name, f"{np.median(times):.1f}", f"{np.percentile(times, 95):.1f}", f"{over:.0%}")
    return table


def _cross_validation() -> Table:
    pairs, groups = examples()
    table = Table("five folds", "n", "macro-F1", "oos", "refused", title="The fast side alone, on nlu/data/")
    predictions: list[Prediction] = []
    intents = [intent for _, intent in pairs]
    for train, test in GroupKFold(FOLDS).split(pairs, intents, groups):
        model = fitting.fit_lexical([pairs[i] for i in train])
        names = sorted({pairs[i][1] for i in train})

        def understand(text: str, model=model, names=names) -> tuple[str, float]:  # type: ignore[no-untyped-def]
            probabilities = model.read(readings.lexical(text))
            return names[int(probabilities.argmax())], float(probabilities.max())

        predictions += held_out.predict([pairs[i] for i in test], understand)
    table.add_row("all", *cells(held_out.scores(predictions)))
    return table


def examples() -> tuple[Labelled, list[str]]:
    """The training messages, and for each the group that cross-validation keeps together: a message and its phone spelling."""
    pairs: Labelled = []
    groups: list[str] = []
    for path in sorted((ROOT / "nlu/data").rglob("*.yml")):
        own = materials.labelled(Path(path))
        pairs += own
        name = path.stem.removesuffix("_phone")
        voices = path.parent.name == "voices"
        groups += [f"{name} {place}" if voices else fold(text) for place, (text, _) in enumerate(own)]
    return pairs, groups
