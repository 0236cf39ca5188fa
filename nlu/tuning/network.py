"""The sentence encoder as something to tune. Needs PyTorch (CPU), which nothing else here needs and the lock therefore leaves out: run
what uses this in a copy of the environment with torch added.

The lower six layers stay as they are, and their output is computed once for every text. The upper six get a low-rank change of each
matrix (rank 16), new biases and layer norms: 1.3 MB in half precision, which `bot.knowledge.tuning` adds to the packaged model.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as fn
from torch import Tensor, nn

from bot.knowledge.modelfile import ModelFile, Tokenizer

FROZEN, RANK = 6, 16
LONGEST, BATCH = 120, 64  # tokens of a text, texts of a batch
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
NORMS = ("aln.w", "aln.b", "oln.w", "oln.b")


class Network(nn.Module):
    """The encoder with its lower layers cached and its upper layers open to a low-rank change.
    The thin factors begin at random and the tall ones at nought, so that nothing is changed at first.
    """

    def __init__(self, model: ModelFile) -> None:
        super().__init__()
        self.model, self.tokenizer = model, Tokenizer(model)
        self.words = model.matrix("emb.word", model.hidden)
        self.fixed = {name: self._load(name) for name in model.tensors if name != "emb.word"}
        self.thin, self.tall, self.free = nn.ParameterDict(), nn.ParameterDict(), nn.ParameterDict()
        for layer in range(FROZEN, model.layers):
            for name in MATRICES:
                weights = self.fixed[f"l{layer}.{name}.w"]
                self.thin[f"{layer}_{name}"] = nn.Parameter(
                    torch.randn(RANK, weights.shape[1]) / math.sqrt(weights.shape[1])
                )
                self.tall[f"{layer}_{name}"] = nn.Parameter(torch.zeros(weights.shape[0], RANK))
                self.free[f"{layer}_{name}_b"] = nn.Parameter(self.fixed[f"l{layer}.{name}.b"].clone())
            for name in NORMS:
                self.free[f"{layer}_{name.replace('.', '_')}"] = nn.Parameter(self.fixed[f"l{layer}.{name}"].clone())
        self.cache: dict[str, Tensor] = {}

    def _load(self, name: str) -> Tensor:
        if name.endswith(".w") and "ln" not in name:
            return torch.from_numpy(self.model.matrix(name, 1536 if name.endswith("fo.w") else self.model.hidden))
        return torch.from_numpy(self.model.floats(name).copy())

    def parameters_now(self) -> dict[str, Tensor]:
        """The upper layers' tensors with the change added."""
        out = {}
        for key, thin in self.thin.items():
            layer, name = key.split("_")
            out[f"l{layer}.{name}.w"] = self.fixed[f"l{layer}.{name}.w"] + self.tall[key] @ thin
        for key, value in self.free.items():
            layer, rest = key.split("_", 1)
            out[f"l{layer}.{rest.replace('_', '.')}"] = value
        return out

    def _layer(self, x: Tensor, mask: Tensor, number: int, changed: dict[str, Tensor]) -> Tensor:
        def get(name: str) -> Tensor:
            key = f"l{number}.{name}"
            return changed.get(key, self.fixed[key])

        def linear(value: Tensor, name: str) -> Tensor:
            return fn.linear(value, get(f"{name}.w"), get(f"{name}.b"))

        batch, length, hidden = x.shape
        heads = self.model.heads
        query, key, value = (
            linear(x, n).view(batch, length, heads, hidden // heads).transpose(1, 2).float() for n in "qkv"
        )
        seen = fn.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        seen = linear(seen.transpose(1, 2).reshape(batch, length, hidden), "ao")
        x = fn.layer_norm(x + seen, (hidden,), get("aln.w"), get("aln.b"), self.model.epsilon)
        return fn.layer_norm(
            x + linear(fn.gelu(linear(x, "fi")), "fo"), (hidden,), get("oln.w"), get("oln.b"), self.model.epsilon
        )

    @torch.no_grad()
    def remember(self, texts: list[str]) -> None:
        """Compute the lower layers for `texts` once. They bear the prefix that the model knows, "query: " or "passage: "."""
        ids = {t: self.tokenizer.encode(t, LONGEST) for t in dict.fromkeys(texts) if t not in self.cache}
        # Texts of like length together: a batch costs as much as its longest.
        order = sorted(ids, key=lambda text: len(ids[text]))
        for start in range(0, len(order), BATCH):
            self._remember_batch(order[start : start + BATCH], ids)

    def _remember_batch(self, texts: list[str], ids: dict[str, Any]) -> None:
        hidden = self.model.hidden
        length = max(len(ids[text]) for text in texts)
        x, mask = torch.zeros(len(texts), length, hidden), torch.zeros(len(texts), length, dtype=torch.bool)
        places, kind = self.fixed["emb.pos"].view(-1, hidden), self.fixed["emb.type"].view(-1, hidden)[0]
        for row, text in enumerate(texts):
            size = len(ids[text])
            x[row, :size] = torch.from_numpy(self.words[ids[text]]) + places[:size] + kind
            mask[row, :size] = True
        x = fn.layer_norm(x, (hidden,), self.fixed["emb.ln.w"], self.fixed["emb.ln.b"], self.model.epsilon)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for number in range(FROZEN):
                x = self._layer(x, mask, number, {})
        for row, text in enumerate(texts):
            self.cache[text] = x[row, : len(ids[text])].to(torch.bfloat16).clone()

    def forward(self, texts: list[str], changed: dict[str, Tensor]) -> Tensor:
        known = [self.cache[text] for text in texts]
        length = max(len(k) for k in known)
        x = torch.zeros(len(known), length, self.model.hidden)
        mask = torch.zeros(len(known), length, dtype=torch.bool)
        for row, k in enumerate(known):
            x[row, : len(k)], mask[row, : len(k)] = k.float(), True
        for number in range(FROZEN, self.model.layers):
            x = self._layer(x, mask, number, changed)
        weight = mask[..., None].float()
        return fn.normalize((x * weight).sum(1) / weight.sum(1), dim=-1).float()

    def save(self, path: Path) -> None:
        """Half precision is enough: the model is written in 4 bits anyway."""
        arrays: dict[str, Any] = {}
        for key, thin in self.thin.items():
            name = key.replace("_", ".")
            arrays[f"A.{name}"] = thin.detach().numpy().astype(np.float16)
            arrays[f"B.{name}"] = self.tall[key].detach().numpy().astype(np.float16)
        for key, value in self.free.items():
            layer, rest = key.split("_", 1)
            arrays[f"l{layer}.{rest.replace('_', '.')}"] = value.detach().numpy().astype(np.float16)
        np.savez_compressed(path, **arrays)
