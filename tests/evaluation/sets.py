"""Read the labelled questions, and judge an answer by them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from bot.knowledge.models import Answer

HERE = Path(__file__).parent
Source = Literal["policy", "seed"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with what answers it. `evidence` are substrings of answering sentences: one of them has to be quoted.

    `seed` are the same for the source text as its company published it, for the five sample organisations.
    """

    organisation: str
    text: str
    topic: str
    split: str
    answerable: bool
    evidence: tuple[str, ...] = ()
    seed: tuple[str, ...] = ()


def questions(organisation: str) -> Iterator[Labelled]:
    """All of one organisation's questions. Policies that stand under `policies/` here are held out whole: split "test"."""
    data = yaml.safe_load((HERE / "questions" / f"{organisation}.yaml").read_text(encoding="utf-8"))
    for row in data["questions"]:
        yield Labelled(
            organisation,
            row["q"],
            row["topic"],
            row.get("split", "test"),
            row.get("answerable", True),
            tuple(row.get("evidence", ())) + tuple(row.get("also", ())),
            tuple(row.get("seed", ())) + tuple(row.get("seed_also", ())),
        )


def sample_organisations() -> list[str]:
    """The five whose policies are in the repository's `policies/`."""
    return sorted(p.stem for p in (HERE / "questions").glob("*.yaml") if not raw_policy(p.stem).is_file())


def unseen_organisations() -> list[str]:
    """Invented organisations whose policies and questions nobody tunes on."""
    return sorted(p.stem for p in (HERE / "policies").glob("*.txt"))


def raw_policy(organisation: str) -> Path:
    return HERE / "policies" / f"{organisation}.txt"


def quotes_evidence(answer: Answer, evidence: tuple[str, ...]) -> bool:
    """Whether one of the quoted passages holds one of the labelled substrings."""
    quoted = plain(" ".join(citation.quote for citation in answer.citations))
    return any(plain(wanted) in quoted for wanted in evidence)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().lower()
