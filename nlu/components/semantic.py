"""The slow side: a linear classifier on sentence vectors of the accent-restored message, and how near the examples
are.
"""

from dataclasses import dataclass

from nlu.components.lexical import Floats, Numbers, nearest, softmax


@dataclass(frozen=True)
class SemanticModel:
    """`weights` (384 rows, a column an intent) already contain the scaling of the vectors; `examples` are unit rows."""

    weights: Floats
    bias: Floats
    examples: Floats

    def read(self, vector: Numbers) -> tuple[Floats, float]:
        """Probabilities of the intents, and the mean cosine to the three nearest examples."""
        return softmax(vector @ self.weights + self.bias), nearest(self.examples @ vector)
