"""The pictures of `make bench`: a confusion matrix and a histogram of confidence, as PNG."""

from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot

from tests.evaluation.understanding import Prediction

RIGHT, WRONG = "#2f6f5e", "#c2553a"


def confusion(predictions: list[Prediction], path: Path) -> None:
    names = sorted({p.meant for p in predictions} | {p.understood for p in predictions})
    counts = np.zeros((len(names), len(names)), dtype=int)
    for p in predictions:
        counts[names.index(p.meant), names.index(p.understood)] += 1
    figure, axes = pyplot.subplots(figsize=(11, 10))
    axes.imshow(counts / np.maximum(counts.sum(1, keepdims=True), 1), cmap="Greens", vmin=0, vmax=1)
    for row, column in np.argwhere(counts):
        colour = "white" if counts[row, column] > 0.6 * counts[row].sum() else "black"
        axes.text(column, row, str(counts[row, column]), ha="center", va="center", color=colour, fontsize=9)
    axes.set_xticks(range(len(names)), names, rotation=60, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("understood")
    axes.set_ylabel("meant")
    axes.set_title("Messages never seen, with accents")
    _save(figure, path)


def confidence(predictions: list[Prediction], path: Path) -> None:
    figure, axes = pyplot.subplots(figsize=(9, 5))
    parts = [[p.confidence for p in predictions if (p.meant == p.understood) == right] for right in (True, False)]
    axes.hist(parts, bins=np.linspace(0, 1, 21), label=["right", "wrong"], color=[RIGHT, WRONG])
    axes.set_xlabel("confidence")
    axes.set_ylabel("messages")
    axes.set_title("Confidence of what was understood")
    axes.legend()
    _save(figure, path)


def _save(figure: "pyplot.Figure", path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
