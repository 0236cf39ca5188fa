"""Which side decides, when two wishes are as likely, and when a message is none of ours. The numbers are fitted on the calibration
messages (`calibrating`), which no side has learned from.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import log

import numpy as np

from nlu.components.lexical import Floats, softmax


@dataclass(frozen=True)
class Judgement:
    """`fast` sharpens or flattens the lexical probabilities where they decide alone; `lexical` and `semantic` are the weights of both
    sides' logarithms where both do.

    `sure` is the probability from which the lexical side is believed alone, `familiar` the similarity that it also needs. A margin
    below `margin` between the two likeliest wishes is a doubt. The other five say what belongs here: a linear score of confidence and
    of both similarities, and the score below which nothing does.
    """

    fast: float
    lexical: float
    semantic: float
    sure: float
    familiar: float
    margin: float
    confidence_weight: float
    lexical_weight: float
    semantic_weight: float
    offset: float
    least: float

    def alone(self, probabilities: Floats) -> Floats:
        return softmax(self.fast * logarithm(probabilities))

    def together(self, lexical: Floats, semantic: Floats) -> Floats:
        return softmax(self.lexical * logarithm(lexical) + self.semantic * logarithm(semantic))

    def needs_encoder(self, confidence: float, nearness: float) -> bool:
        return confidence < self.sure or nearness < self.familiar

    def doubts(self, ranked: Sequence[float]) -> bool:
        """Whether the likeliest of `ranked` (sorted probabilities) is hardly likelier than the next."""
        return len(ranked) > 1 and ranked[0] - ranked[1] < self.margin

    def score(self, confidence: float, lexical: float, semantic: float) -> float:
        return (
            self.confidence_weight * logit(confidence)
            + self.lexical_weight * lexical
            + self.semantic_weight * semantic
            + self.offset
        )

    def is_foreign(self, confidence: float, lexical: float, semantic: float) -> bool:
        return self.score(confidence, lexical, semantic) < self.least

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def logarithm(probabilities: Floats) -> Floats:
    logarithms: Floats = np.log(np.maximum(probabilities, 1e-6)).astype(np.float32)
    return logarithms


def logit(probability: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return log(clipped / (1 - clipped))
