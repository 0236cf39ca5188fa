"""The searchable form of one policy: its passages and units with vectors, word statistics, concepts and answer types.

Vectors cost 15 ms a text and are kept by content hash; all else is made again in a few milliseconds.
"""

import hashlib
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.answer_types import AnswerType, held
from bot.knowledge.concepts import Lexicon
from bot.knowledge.encoder import DIMENSION, Encoder, Vectors
from bot.knowledge.facets import load_facets
from bot.knowledge.lexical import Bm25
from bot.knowledge.models import Policy
from bot.knowledge.passages import Passage, Unit, split
from bot.language.text import canonical
from bot.language.tokens import syllables


@dataclass(frozen=True, slots=True)
class PolicyIndex:
    """`owner[u]` is the passage that unit `u` belongs to."""

    policy: Policy
    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]
    owner: NDArray[np.int64]
    passage_vectors: Vectors
    unit_vectors: Vectors
    heading_vectors: Vectors
    passage_words: Bm25
    unit_words: Bm25
    passage_terms: tuple[frozenset[str], ...]
    unit_terms: tuple[frozenset[str], ...]
    passage_concepts: tuple[frozenset[int], ...]
    unit_concepts: tuple[frozenset[int], ...]
    passage_types: tuple[frozenset[AnswerType], ...]
    unit_types: tuple[frozenset[AnswerType], ...]
    unit_facets: NDArray[np.float64]  # closeness of each unit to each facet
    unit_facet_shares: NDArray[np.float64]


def build(policy: Policy, encoder: Encoder, lexicon: Lexicon, cache: Path | None = None) -> PolicyIndex:
    """Index `policy`; vectors are read from and kept in the folder `cache` when one is given.

    A cache that cannot be read or written is a slower start, never an error.
    """
    passages = tuple(split(policy))
    units = tuple(unit for passage in passages for unit in passage.units)
    owner = np.array([n for n, passage in enumerate(passages) for _ in passage.units], dtype=np.int64)
    passage_texts = [_with_heading(p.heading, p.text) for p in passages]
    unit_texts = [_with_heading(passages[o].heading, _with_lead(u)) for o, u in zip(owner, units, strict=True)]
    headings = [p.heading or policy.title for p in passages]
    vectors = _vectors(encoder, [*passage_texts, *unit_texts, *headings], cache)
    first, second = len(passages), len(passages) + len(units)
    facets, shares = load_facets().of_units(vectors[first:second])
    unit_bodies = [_with_lead(u) for u in units]
    return PolicyIndex(
        policy=policy,
        passages=passages,
        units=units,
        owner=owner,
        passage_vectors=vectors[:first],
        unit_vectors=vectors[first:second],
        heading_vectors=vectors[second:],
        passage_words=Bm25(passage_texts),
        unit_words=Bm25(unit_texts),
        passage_terms=tuple(frozenset(syllables(text)) for text in passage_texts),
        unit_terms=tuple(frozenset(syllables(text)) for text in unit_texts),
        passage_concepts=tuple(lexicon.find(text) for text in passage_texts),
        unit_concepts=tuple(lexicon.find(text) for text in unit_texts),
        passage_types=tuple(held(p.text) for p in passages),
        unit_types=tuple(held(text) for text in unit_bodies),
        unit_facets=facets,
        unit_facet_shares=shares,
    )


def _with_heading(heading: str, text: str) -> str:
    return f"{heading}. {text}" if heading else text


def _with_lead(unit: Unit) -> str:
    return f"{unit.lead} {unit.text}" if unit.lead else unit.text


def _vectors(encoder: Encoder, texts: list[str], cache: Path | None) -> Vectors:
    texts = [canonical(text) for text in texts]
    if cache is None:
        return encoder.passage(texts)
    key = hashlib.sha256("\x00".join([encoder.name, *texts]).encode()).hexdigest()[:32]
    path = cache / f"{key}.npy"
    try:
        with path.open("rb") as file:
            vectors: Vectors = np.load(file, allow_pickle=False)
        if isinstance(vectors, np.ndarray) and vectors.shape == (len(texts), DIMENSION):
            return vectors
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):  # what numpy raises for a file that is damaged
        pass
    vectors = encoder.passage(texts)
    _keep(path, vectors)
    return vectors


def _keep(path: Path, vectors: Vectors) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            np.save(part, vectors)
        os.replace(part.name, path)
    except OSError:
        return
