"""Tune the sentence encoder to intents: `python -m nlu.tuning.intents [STEPS]` writes `nlu/components/encoder.npz`.

Learns from `nlu/data/` alone; `nlu/calibration/` is never read here. Each step draws messages of all intents, four in ten of them with
their accents stripped and restored, so that the restorer's mistakes are learned to be harmless, and asks two things of the vectors:
that each lies nearest to the prototype of its intent, and that messages of one intent lie nearer to each other than to others.
"""

import random
import sys
from pathlib import Path

import torch
import torch.nn.functional as fn
from torch import Tensor, nn

from bot.bootstrap import load_settings, restorer
from bot.knowledge.encoder import packaged_model
from bot.knowledge.modelfile import ModelFile
from bot.language.text import strip_accents
from bot.settings import ROOT
from nlu.components import materials, readings
from nlu.tuning.network import Network

OUT = ROOT / "nlu/components/encoder.npz"
STEPS, DRAWN, SEED = 900, 96, 0
STRIPPED = 0.4  # share of messages that are read as if typed without accents
RATE, TEMPERATURE, SMOOTHING = 7e-4, 0.07, 0.05


def main(steps: int = STEPS) -> None:
    random.seed(SEED)
    torch.manual_seed(SEED)
    restore = restorer(load_settings())()
    pairs = [pair for path in sorted((ROOT / "nlu/data").rglob("*.yml")) for pair in materials.labelled(Path(path))]
    names = sorted({intent for _, intent in pairs})
    intents = torch.tensor([names.index(intent) for _, intent in pairs])
    typed = [f"query: {readings.semantic(text, restore)}" for text, _ in pairs]
    bare = [f"query: {readings.semantic(strip_accents(text), restore)}" for text, _ in pairs]
    network = Network(ModelFile.read(packaged_model()))
    network.remember([*typed, *bare])
    prototypes = nn.Parameter(torch.randn(len(names), network.model.hidden) * 0.05)
    scale = nn.Parameter(torch.tensor(20.0))
    optimiser = torch.optim.AdamW(
        [
            {"params": [*network.thin.parameters(), *network.tall.parameters()], "lr": RATE, "weight_decay": 0.01},
            {"params": list(network.free.parameters()), "lr": 1e-4, "weight_decay": 0.0},
            {"params": [prototypes, scale], "lr": 1e-2, "weight_decay": 0.0},
        ]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1.0, (s + 1) / 30) * max(0.03, 1 - s / steps))
    waiting: list[list[int]] = []
    for step in range(steps):
        waiting = waiting or _batches([len(text) for text in typed])
        drawn = waiting.pop()
        texts = [bare[i] if random.random() < STRIPPED else typed[i] for i in drawn]
        changed = network.parameters_now()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = network(texts, changed)
        loss = _loss(vectors, intents[drawn], scale * fn.linear(vectors, fn.normalize(prototypes, dim=-1)))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 100 == 99:
            print(f"step {step + 1}: loss {loss.item():.3f}", flush=True)
            network.save(OUT)
    network.save(OUT)


def _batches(lengths: list[int]) -> list[list[int]]:
    """All places once, in batches of messages of like length: a batch costs as much as its longest."""
    places = random.sample(range(len(lengths)), len(lengths))
    batches = []
    for start in range(0, len(places) - 8 * DRAWN + 1, 8 * DRAWN):
        part = sorted(places[start : start + 8 * DRAWN], key=lengths.__getitem__)
        batches += [part[i : i + DRAWN] for i in range(0, len(part), DRAWN)]
    return random.sample(batches, len(batches))


def _loss(vectors: Tensor, intents: Tensor, scores: Tensor) -> Tensor:
    nearest = fn.cross_entropy(scores, intents, label_smoothing=SMOOTHING)
    itself = torch.eye(len(intents), dtype=torch.bool)
    alike = (intents[:, None] == intents[None]) & ~itself
    shares = fn.log_softmax((vectors @ vectors.T / TEMPERATURE).masked_fill(itself, -1e4), 1)
    together = -(shares * alike).sum(1) / alike.sum(1).clamp(min=1)
    return nearest + 0.5 * together[alike.any(1)].mean()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
