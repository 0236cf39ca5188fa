"""How often policies answer questions of this sort at all, judged by the question alone.

"Ai được xem hồ sơ của tôi?" nearly every policy answers, "tường lửa hiệu gì?" none. A logistic model over the question's vector,
learned from the labelled questions of `nlu/knowledge/`; its weights are in `data/prior.npz`.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from bot.knowledge.encoder import Vectors


@dataclass(frozen=True, slots=True)
class Prior:
    weights: Vectors
    bias: float

    def logit(self, vector: Vectors) -> float:
        return float(vector @ self.weights) + self.bias


@cache
def load_prior() -> Prior:
    with resources.files("bot.knowledge").joinpath("data/prior.npz").open("rb") as file, np.load(file) as data:
        return Prior(data["weights"], float(data["bias"]))
