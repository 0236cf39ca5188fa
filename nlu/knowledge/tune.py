"""Tune the sentence encoder to policies: `python -m nlu.knowledge.tune [STEPS]` writes `bot/knowledge/data/encoder.npz`.

Needs PyTorch 2.13 (CPU), which nothing else here needs and the lock therefore leaves out: run it in a copy of the environment with
torch added. 450 steps take about 25 minutes on two cores with bfloat16 and 6 GB of memory.

What is tuned, and how it is kept small: `nlu.tuning.network`. Each step draws two policies and twelve facets and asks two things of the
vectors: that a question's answering sentences come out above all others of the batch (InfoNCE), and that one cosine parts answers
from near misses and from other sentences of the same policy (a logistic loss). Policies of `corpus.CALIBRATION` are left out; a third
of the questions come with accents stripped and restored, so that the restorer's mistakes are learned to be harmless.

The shipped change came from an earlier form of this script, with an accent restorer that was right for 85 % of syllables; this form
was not run to the end.
"""

import random
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as fn
from torch import Tensor, nn

from bot.bootstrap import load_settings, restorer
from bot.knowledge.encoder import packaged_model
from bot.knowledge.lexical import Bm25, content_terms
from bot.knowledge.modelfile import ModelFile
from bot.knowledge.passages import split
from bot.knowledge.question import core_of
from bot.language.text import canonical, strip_accents
from bot.settings import ROOT
from nlu.knowledge import corpus
from nlu.tuning.network import Network

OUT = ROOT / "bot/knowledge/data/encoder.npz"
STEPS, SEED = 450, 1
TEMPERATURE = 0.04


@dataclass(frozen=True)
class Item:
    """A question in its spellings, what answers it, and sentences of the same policy that sound like it and do not."""

    spellings: list[str]
    answers: list[str]
    hard: list[str]


def policy_items() -> list[list[Item]]:
    out = []
    restore = restorer(load_settings())().restore
    for labelled in corpus.policies():
        if labelled.policy.organisation in corpus.CALIBRATION:
            continue
        units = [(n, p.heading, u) for n, p in enumerate(split(labelled.policy)) for u in p.units]
        texts = [
            "passage: " + canonical(" ".join(filter(None, (f"{h}." if h else "", u.lead, u.text)))) for _, h, u in units
        ]
        words = Bm25(texts)
        items = []
        for example in labelled.examples:
            right = {
                i for i, (_, _, u) in enumerate(units) if any(e.lower() in u.text.lower() for e in example.evidence)
            }
            if example.evidence and not right:
                continue
            # Sentences beside an answering one may answer too: they are no negatives.
            beside = {units[i][0] for i in right}
            near = np.argsort(-words.scores(content_terms(example.text)))[:8]
            hard = [
                texts[i]
                for i in [*near, *random.sample(range(len(texts)), min(4, len(texts)))]
                if units[i][0] not in beside
            ]
            items.append(Item(_spellings(example.text, restore), [texts[i] for i in right], hard))
        out.append(items)
    return out


def _spellings(text: str, restore: Any) -> list[str]:
    written, bare = core_of(canonical(text)), core_of(canonical(restore(strip_accents(text))))
    return [f"query: {written}", f"query: {written}", f"query: {bare}"]


def draw(policies: list[list[Item]], facets: list[dict[str, Any]]) -> tuple[list[str], list[str], Tensor, Tensor]:
    """A batch: questions, sentences, which sentence answers which question, and which pairs are known at all."""
    questions: list[str] = []
    places: dict[str, int] = {}
    right: list[tuple[int, int]] = []
    known: list[tuple[int, int]] = []

    def ask(spellings: list[str], sentences: list[str], answers: list[str]) -> None:
        for sentence in sentences:
            at = places.setdefault(sentence, len(places))
            known.append((len(questions), at))
            if sentence in answers:
                right.append((len(questions), at))
        questions.append(random.choice(spellings))

    for policy in random.sample(policies, 2):
        items = random.sample(policy, min(9, len(policy)))
        shown = [s for item in items for s in [*item.answers, *random.sample(item.hard, min(2, len(item.hard)))]]
        for item in items:
            ask(item.spellings, list(dict.fromkeys(shown)), item.answers)
    for facet in random.sample(facets, 12):
        statements = random.sample(facet["statements"], 2)
        for spellings in random.sample(facet["questions"], 2):
            ask(spellings, statements, statements)
        ask(random.choice(facet["near"]), statements, [])
    shape = (len(questions), len(places))
    return questions, list(places), _marks(right, shape), _marks(known, shape)


def _marks(pairs: list[tuple[int, int]], shape: tuple[int, int]) -> Tensor:
    marks = torch.zeros(shape)
    for row, column in pairs:
        marks[row, column] = 1
    return marks


def main(steps: int = STEPS) -> None:
    random.seed(SEED)
    torch.manual_seed(SEED)
    restore = restorer(load_settings())().restore
    policies = policy_items()
    facets = [
        {
            "questions": [_spellings(q, restore) for q in facet.questions],
            "near": [_spellings(q, restore) for q in facet.near],
            "statements": [f"passage: {canonical(s)}" for s in facet.statements],
        }
        for facet in corpus.facets()
    ]
    network = Network(ModelFile.read(packaged_model()))
    scale, bias = nn.Parameter(torch.tensor(12.0)), nn.Parameter(torch.tensor(-10.0))
    changes = [*network.thin.parameters(), *network.tall.parameters()]
    groups = [
        {"params": changes, "lr": 4e-4, "weight_decay": 0.01},
        {"params": list(network.free.parameters()), "lr": 5e-5, "weight_decay": 0.0},
        {"params": [scale, bias], "lr": 2e-2, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1.0, (s + 1) / 30) * max(0.05, 1 - s / steps))
    for step in range(steps):
        questions, sentences, right, known = draw(policies, facets)
        network.remember([t for t in {*questions, *sentences} if t not in network.cache])
        changed = network.parameters_now()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            asked, said = network(questions, changed), network(sentences, changed)
        cosine = asked @ said.T
        shares = fn.log_softmax(cosine / TEMPERATURE, 1).masked_fill(right == 0, -1e4)
        ranked = -torch.logsumexp(shares, 1)[right.sum(1) > 0].mean()
        weight = torch.where(right > 0, 1.0, torch.where(known > 0, 0.35, 0.02))
        parted = fn.binary_cross_entropy_with_logits(scale * cosine + bias, right, reduction="none")
        loss = ranked + 1.5 * (parted * weight).sum() / weight.sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 25 == 24:
            print(f"step {step + 1}: ranking loss {ranked.item():.3f}", flush=True)
    network.save(OUT)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
