"""Which side decides, and when a message is none of ours. The numbers are fitted by cross-validation
(`fitting.calibrate`).
"""

from dataclasses import asdict, dataclass
from math import log


@dataclass(frozen=True)
class Judgement:
    """`sure` is the probability from which the lexical side is believed alone, `familiar` the similarity that it
    also needs.

    The other five say what belongs here: a linear score of confidence and of both similarities, and the score below
    which nothing does.
    """

    sure: float
    familiar: float
    confidence_weight: float
    lexical_weight: float
    semantic_weight: float
    offset: float
    least: float

    def needs_encoder(self, confidence: float, nearness: float) -> bool:
        return confidence < self.sure or nearness < self.familiar

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


def logit(probability: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return log(clipped / (1 - clipped))
