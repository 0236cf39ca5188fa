"""The held-out messages for understanding, and what is counted on them.

`messages.yml` and `fresh.yml` were written by different people, apart from `nlu/data/`; `slang.yml` and `fresh_slang.yml` hold the same
messages as people type them on a phone.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import yaml

from bot.language.text import fold, strip_accents
from bot.settings import ROOT
from nlu.components import materials
from tests.evaluation.sets import HERE

FALLBACK, OUT_OF_SCOPE = "nlu_fallback", "out_of_scope"

Labelled = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was meant and what was understood. A fallback counts as `out_of_scope`: both decline politely."""

    text: str
    meant: str
    understood: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Scores:
    """`refused` is the share of messages that belong here and were declined; `recall` is that of each intent."""

    messages: int
    macro_f1: float
    out_of_scope_recall: float
    refused: float
    recall: dict[str, float]


def held_out() -> dict[str, Labelled]:
    """The messages in each spelling: with accents, without, and as typed on a phone.

    What happens to stand in `nlu/data/` too, accents, case and punctuation aside, is left out: short thanks and greetings mostly.
    """
    learned = {_bare(text) for path in (ROOT / "nlu/data").rglob("*.yml") for text, _ in materials.labelled(path)}
    written = [pair for pair in _read("messages.yml", "fresh.yml") if _bare(pair[0]) not in learned]
    phone = [pair for pair in _read("slang.yml", "fresh_slang.yml") if _bare(pair[0]) not in learned]
    return {
        "accents": written,
        "no accents": [(strip_accents(text), intent) for text, intent in written],
        "phone": phone,
    }


def wishes() -> list[tuple[str, list[str]]]:
    """Messages with the list of their wishes, in order; half of them hold one."""
    data = yaml.safe_load((HERE / "nlu" / "fresh_wishes.yml").read_text(encoding="utf-8"))
    return [(row["text"], row["wishes"]) for row in data["messages"]]


def predict(messages: Labelled, understand: Callable[[str], tuple[str, float]]) -> list[Prediction]:
    """`understand` gives the intent of a text and its confidence."""
    found = []
    for text, meant in messages:
        intent, confidence = understand(text)
        found.append(Prediction(text, meant, OUT_OF_SCOPE if intent == FALLBACK else intent, confidence))
    return found


def scores(predictions: Iterable[Prediction]) -> Scores:
    predictions = list(predictions)
    names = sorted({p.meant for p in predictions})
    recall = {name: _share(p.understood == name for p in predictions if p.meant == name) for name in names}
    f1 = [_f1(predictions, name) for name in names]
    belonging = [p for p in predictions if p.meant != OUT_OF_SCOPE]
    return Scores(
        len(predictions),
        float(np.mean(f1)),
        recall.get(OUT_OF_SCOPE, 0.0),
        _share(p.understood == OUT_OF_SCOPE for p in belonging),
        recall,
    )


def _f1(predictions: list[Prediction], name: str) -> float:
    right = sum(p.meant == p.understood == name for p in predictions)
    named = sum(p.meant == name for p in predictions) + sum(p.understood == name for p in predictions)
    return 2 * right / named if named else 0.0


def _share(flags: Iterable[bool]) -> float:
    flags = list(flags)
    return sum(flags) / len(flags) if flags else 0.0


def _read(*names: str) -> Labelled:
    return [pair for name in names for pair in materials.labelled(HERE / "nlu" / name)]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
