"""Fit what `bot/knowledge/data/` holds beside the encoder: `python -m nlu.knowledge.fit` (about five minutes).

Writes the facets' vectors, the prior and the ranking, and prints what cross-validation says of the ranking. For each labelled question,
with and without accents, every passage of its policy is a row; passages that answer are positive, and all passages of an unanswerable
question are negative. Folds are whole policies, so the figures are for policies never seen. Run it after `tune.py`, whose encoder
it measures with.
"""

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.bootstrap import load_settings, restorer
from bot.knowledge import facets
from bot.knowledge.concepts import load_lexicon
from bot.knowledge.encoder import Encoder, Vectors, load_policy_encoder
from bot.knowledge.features import NAMES, features
from bot.knowledge.index import build
from bot.knowledge.question import core_of, read
from bot.language.text import canonical, strip_accents
from bot.settings import ROOT
from nlu.knowledge import corpus
from nlu.knowledge.learn import Outcome, Row, learn, outcomes

DATA = ROOT / "bot/knowledge/data"
# The least probability of being answered at which the desk answers: chosen on the split "dev" of tests/evaluation, on the policies
# as published, where 2 % of the unanswerable questions are then answered. On other policies it is more: see `make bench`.
THRESHOLD = 0.55


def fit_facets(encoder: Encoder) -> tuple[Vectors, Vectors]:
    """Write the facets' vectors. Returns the vectors of all questions and of all near misses."""
    everything = list(corpus.facets())
    questions = [encoder.query([core_of(canonical(q)) for q in facet.questions]) for facet in everything]
    near = [encoder.query([core_of(canonical(q)) for q in facet.near]) for facet in everything]
    statements = [encoder.passage([canonical(s) for s in facet.statements]) for facet in everything]
    facets.save(str(DATA / "facets.npz"), questions, near, statements)
    facets.load_facets.cache_clear()
    return np.vstack(questions), np.vstack(near)


def fit_prior(encoder: Encoder, questions: Vectors, near: Vectors) -> None:
    """Learned from the facets and from the policies that the ranking is not fitted to."""
    texts, labels = [], []
    for labelled in corpus.policies():
        if labelled.policy.organisation not in corpus.CALIBRATION:
            texts += [core_of(canonical(example.text)) for example in labelled.examples]
            labels += [bool(example.evidence) for example in labelled.examples]
    matrix = np.vstack([encoder.query(texts), questions, near])
    known = np.concatenate([labels, np.ones(len(questions)), np.zeros(len(near))])
    model = LogisticRegression(C=3.0, class_weight="balanced", max_iter=2000).fit(matrix, known)
    np.savez_compressed(DATA / "prior.npz", weights=model.coef_[0].astype(np.float32), bias=model.intercept_[0])


def rows(encoder: Encoder) -> list[Row]:
    settings = load_settings()
    lexicon, accents = load_lexicon(), restorer(settings)()
    out = []
    chosen = [labelled for labelled in corpus.policies() if labelled.policy.organisation in corpus.CALIBRATION]
    for number, labelled in enumerate(chosen):
        slug = labelled.policy.organisation
        index = build(labelled.policy, encoder, lexicon, settings.paths.index)
        for example in labelled.examples:
            units = corpus.answering_units(index, example)
            if example.evidence and not units:
                print(f"no passage holds the evidence: {slug}: {example.text}")
                continue
            answers = np.isin(np.arange(len(index.passages)), [index.owner[unit] for unit in units])
            for bare in (False, True):
                text = strip_accents(example.text) if bare else example.text
                question = read(text, accents, encoder, lexicon)
                out.append(Row(slug, bare, features(index, question, lexicon).passages, answers))
        for text, passages in corpus.told_by_look(index):
            answers = np.isin(np.arange(len(index.passages)), list(passages))
            question = read(text, accents, encoder, lexicon)
            out.append(Row(slug, False, features(index, question, lexicon).passages, answers, made=True))
        nothing = np.zeros(len(index.passages), dtype=bool)
        for text in corpus.off_topic()[number :: len(chosen)]:
            question = read(text, accents, encoder, lexicon)
            out.append(
                Row(slug, False, features(index, question, lexicon).passages, nothing, made=True, off_topic=True)
            )
    return out


def report(judged: list[Outcome], threshold: float) -> None:
    table = Table("spelling", "questions", "R@1", "R@2", "AUROC", "answered right", "unanswerable answered")
    for bare in (False, True):
        part = [o for o in judged if o.bare == bare]
        able = [o for o in part if o.answerable]
        said = [o for o in part if o.score >= threshold]
        table.add_row(
            "no accents" if bare else "accents",
            str(len(part)),
            f"{sum(o.right for o in able) / len(able):.3f}",
            f"{sum(o.right_of_two for o in able) / len(able):.3f}",
            f"{roc_auc_score([o.answerable for o in part], [o.score for o in part]):.3f}",
            f"{sum(o.right for o in said) / len(able):.3f}",
            f"{sum(not o.answerable for o in said) / (len(part) - len(able)):.3f}",
        )
    Console().print(table)


def main() -> None:
    encoder = load_policy_encoder(load_settings().paths.language)
    fit_prior(encoder, *fit_facets(encoder))
    data = rows(encoder)
    judged = outcomes(data)
    for threshold in (0.4, THRESHOLD, 0.7, 0.8):
        print(f"threshold {threshold}")
        report(judged, threshold)
    ranking = learn(data)
    linear = ranking.passages
    arrays = {
        "mean": linear.mean,
        "spread": linear.spread,
        "weights": linear.weights,
        **ranking.answered.arrays("answered"),
    }
    np.savez_compressed(DATA / "ranking.npz", features=np.array(NAMES), threshold=THRESHOLD, **arrays)


if __name__ == "__main__":
    main()
