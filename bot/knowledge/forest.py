"""Boosted trees as plain arrays: what scikit-learn learned, evaluated with numpy, so that asking loads no scikit-learn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """All nodes of all trees in one row each; children are row numbers, and a leaf is its own child.

    `depth` is the longest way from a root to a leaf.
    """

    feature: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    roots: NDArray[np.int32]
    base: float
    depth: int

    def probabilities(self, matrix: Floats) -> Floats:
        """For each row of `matrix` the probability of the positive class."""
        rows = np.arange(len(matrix))[:, None]
        node = np.broadcast_to(self.roots, (len(matrix), len(self.roots)))
        for _ in range(self.depth):
            goes_left = matrix[rows, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        logits = self.base + self.value[node].sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-logits)))

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """For `np.savez`; `from_arrays` reads them back."""
        return {
            f"{prefix}.feature": self.feature.astype(np.int16),
            f"{prefix}.threshold": self.threshold,
            f"{prefix}.left": self.left.astype(np.int16),
            f"{prefix}.right": self.right.astype(np.int16),
            f"{prefix}.value": self.value.astype(np.float32),
            f"{prefix}.roots": self.roots.astype(np.int16),
            f"{prefix}.shape": np.array([self.base, self.depth], dtype=np.float64),
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray[np.generic]], prefix: str) -> "Forest":
        def whole(name: str) -> NDArray[np.int32]:
            return arrays[f"{prefix}.{name}"].astype(np.int32)

        def real(name: str) -> Floats:
            return arrays[f"{prefix}.{name}"].astype(np.float64)

        base, depth = arrays[f"{prefix}.shape"].tolist()
        return cls(
            whole("feature"),
            real("threshold"),
            whole("left"),
            whole("right"),
            real("value"),
            whole("roots"),
            float(base),
            int(depth),
        )
