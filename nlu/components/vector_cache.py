"""Sentence vectors of the examples, kept between trainings: a changed example then costs one vector, not three
thousand.
"""

import hashlib
import os
import tempfile
from pathlib import Path

import numpy as np

from nlu.components.lexical import Floats


class VectorCache:
    """A file of vectors by text and encoder. A file that is not there, damaged or of another encoder is an empty
    cache.
    """

    def __init__(self, path: Path, encoder: str) -> None:
        self._path = path
        self._encoder = encoder
        self._vectors: dict[str, Floats] = {}
        try:
            with np.load(path, allow_pickle=False) as arrays:
                self._vectors = dict(zip(arrays["keys"].tolist(), arrays["vectors"], strict=True))
        except (OSError, ValueError, KeyError, EOFError):
            self._vectors = {}

    def get(self, text: str) -> Floats | None:
        return self._vectors.get(self._key(text))

    def replace(self, texts: list[str], vectors: Floats) -> None:
        """Keep exactly these, for the next training. A folder that cannot be written to is no error: it costs time
        only.
        """
        keys = np.array([self._key(text) for text in texts])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".npz")
            with os.fdopen(handle, "wb") as file:
                np.savez(file, keys=keys, vectors=vectors)
            os.replace(name, self._path)
        except OSError:
            return

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._encoder}\n{text}".encode()).hexdigest()[:32]
