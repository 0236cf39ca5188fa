"""The labelled questions are honest: their evidence stands in the policies, and nothing that is learned from holds them."""

from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.importing.service import import_policy
from bot.knowledge.loading import load_organisation
from bot.knowledge.models import Policy
from bot.language.tokens import syllables
from bot.settings import Settings
from tests.evaluation import sets

ORGANISATIONS = [*sets.sample_organisations(), *sets.unseen_organisations()]


def policy_of(slug: str, settings: Settings) -> Policy:
    """A sample's own policy, or an unseen one as the importer understands it."""
    raw = sets.raw_policy(slug)
    if not raw.is_file():
        return load_organisation(settings.paths.policies, slug).policy
    imported = import_policy(raw.read_bytes(), raw.name, slug=slug, name=slug, today=date(2026, 1, 1))
    return imported.organisation.policy


def folded(text: str) -> str:
    """Syllables between blanks: accents, case and punctuation make no difference."""
    return f" {' '.join(syllables(text))} "


@pytest.fixture(scope="module")
def learned(settings: Settings) -> dict[Path, str]:
    """Everything under nlu/, folded. What is not text would be no place to hide a question in."""
    files = [
        path
        for path in settings.paths.nlu.rglob("*")
        if path.suffix in {".yml", ".yaml", ".txt", ".md", ".py", ".toml"}
    ]
    return {path: folded(path.read_text(encoding="utf-8")) for path in files}


def test_there_are_five_samples_and_five_unseen() -> None:
    assert len(sets.sample_organisations()) == len(sets.unseen_organisations()) == 5


@pytest.mark.parametrize("slug", ORGANISATIONS)
def test_every_evidence_stands_in_one_section_of_its_policy(slug: str, settings: Settings) -> None:
    policy = policy_of(slug, settings)
    sections = [sets.plain(" ".join(block.text for block in section.blocks)) for section in policy.sections]
    missing = [
        (question.text, evidence)
        for question in sets.questions(slug)
        for evidence in question.evidence
        if not any(sets.plain(evidence) in section for section in sections)
    ]
    assert missing == []


@pytest.mark.parametrize("slug", ORGANISATIONS)
def test_a_question_has_evidence_exactly_when_it_can_be_answered(slug: str) -> None:
    assert [q.text for q in sets.questions(slug) if bool(q.evidence) != q.answerable] == []


@pytest.mark.parametrize("slug", ORGANISATIONS)
def test_no_question_stands_twice(slug: str) -> None:
    texts = [folded(question.text) for question in sets.questions(slug)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("slug", ORGANISATIONS)
def test_no_question_stands_in_what_is_learned_from(slug: str, learned: dict[Path, str]) -> None:
    """Four common syllables ("giữ tới bao giờ?") meet by chance inside a longer question; six do not."""
    assert len(learned) > 20
    leaked = [
        (question.text, path.name)
        for question in sets.questions(slug)
        for path, text in learned.items()
        if len(folded(question.text).split()) >= 6 and folded(question.text) in text
    ]
    assert leaked == []


def test_unseen_policies_are_not_among_those_that_are_learned_from(settings: Settings) -> None:
    known = {path.stem for path in settings.paths.nlu.rglob("*") if path.is_file()}
    assert known.isdisjoint(sets.unseen_organisations())
