"""Policy answers on the labelled questions of `tests/evaluation/`, in three spellings.

coverage: of the questions that the policy answers, how many the desk answers and quotes the right passage; precision: of its
answers, how many are right; refusal: of the questions that the policy does not answer, how many it declines; R@1: of the
questions that the policy answers, how often the right passage is ranked first, answered or not.
"""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.bootstrap import knowledge_desk, load_settings
from bot.knowledge.importing.service import import_policy, write
from bot.knowledge.service import PolicyDesk
from bot.settings import ROOT
from tests.evaluation import sets
from tests.evaluation.spelling import SPELLINGS

SEEDS = ROOT.parent / "shared" / "seeds"


@dataclass(frozen=True, slots=True)
class Judged:
    answerable: bool
    answered: bool
    quoted: bool  # the right words, in an answer
    first: bool  # the right passage ranked first


@dataclass(frozen=True, slots=True)
class Scores:
    questions: int
    coverage: float
    precision: float
    refusal: float
    first: float

    def cells(self) -> list[str]:
        return [str(self.questions), *(f"{x:.1%}" for x in (self.coverage, self.precision, self.refusal, self.first))]


def judge(desk: PolicyDesk, question: sets.Labelled, evidence: tuple[str, ...], spell: Callable[[str], str]) -> Judged:
    text = spell(question.text)
    answer = desk.ask(question.organisation, text)
    finding = desk.search(question.organisation, text)
    top = sets.plain(finding.index.passages[finding.passages[0][0]].text)
    first = any(sets.plain(wanted) in top for wanted in evidence)
    quoted = answer.answered and sets.quotes_evidence(answer, evidence)
    return Judged(question.answerable, answer.answered, quoted, first)


def scores(judged: Iterable[Judged]) -> Scores:
    judged = list(judged)
    able = [j for j in judged if j.answerable]
    unable = [j for j in judged if not j.answerable]
    said = [j for j in judged if j.answered]
    return Scores(
        len(judged),
        sum(j.quoted for j in able) / max(len(able), 1),
        sum(j.quoted for j in said) / max(len(said), 1),
        sum(not j.answered for j in unable) / max(len(unable), 1),
        sum(j.first for j in able) / max(len(able), 1),
    )


def run() -> None:
    settings = load_settings()
    samples = sets.sample_organisations()
    desk = knowledge_desk(settings)
    for split in ("dev", "test"):
        _table(f"The five sample policies, split “{split}”", desk, samples, lambda q: q.evidence, split)
    with tempfile.TemporaryDirectory() as folder:
        seeds = _imported({slug: SEEDS / f"{slug}.txt" for slug in samples}, Path(folder) / "seeds")
        if seeds:
            for split in ("dev", "test"):
                title = f"The same policies as published, imported verbatim, split “{split}”"
                _table(title, knowledge_desk(settings, seeds), samples, lambda q: q.seed, split)
        else:
            Console().print(f"Not measured: the published texts are not at {SEEDS}.")
        unseen = sets.unseen_organisations()
        policies = _imported({slug: sets.raw_policy(slug) for slug in unseen}, Path(folder) / "unseen")
        assert policies is not None
        _table(
            "Policies never seen, imported", knowledge_desk(settings, policies), unseen, lambda q: q.evidence, "test"
        )


def _imported(sources: dict[str, Path], into: Path) -> Path | None:
    if not all(source.is_file() for source in sources.values()):
        return None
    for slug, source in sources.items():
        write(import_policy(source.read_bytes(), source.name, slug=slug, name=slug, today=date.today()), into)
    return into


def _table(
    title: str,
    desk: PolicyDesk,
    organisations: list[str],
    evidence: Callable[[sets.Labelled], tuple[str, ...]],
    split: str,
) -> None:
    table = Table("organisation", "spelling", "questions", "coverage", "precision", "refusal", "R@1", title=title)
    for spelling, spell in SPELLINGS.items():
        everything: list[Judged] = []
        for slug in organisations:
            asked = [q for q in sets.questions(slug) if q.split == split]
            judged = [judge(desk, q, evidence(q), spell) for q in asked]
            everything += judged
            table.add_row(slug, spelling, *scores(judged).cells())
        table.add_row("all", spelling, *scores(everything).cells(), style="bold")
    Console(width=110).print(table)
