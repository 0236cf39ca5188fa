"""Fits the `Parting`: where a message turns to another wish. Training time only."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlu.components.clauses import clauses
from nlu.components.wishes import FEATURES, WISHES, Parting, Reader, boundary

# How far a labelled beginning may lie from the cut that is meant: joining words belong to neither part.
_NEAR = 12
# Parting what is one wish confuses more than missing one of two: then the person simply says it again.
_COST_OF_PARTING = 2.5
SILENT = Parting((0.0,) * FEATURES, -1.0)


@dataclass(frozen=True, slots=True)
class WishExample:
    """A message as its parts, one a wish, and their intents. `"".join(parts)` is the message."""

    parts: tuple[str, ...]
    wishes: tuple[str, ...]


def fit_parting(examples: Sequence[WishExample], intents: list[str], read: Reader) -> Parting:
    """Without examples, nothing is ever parted."""
    columns = [i for i, name in enumerate(intents) if name in WISHES]
    rows: list[list[float]] = []
    begins: list[bool] = []
    for example in examples:
        for features, begin in _boundaries(example, columns, read):
            rows.append(features)
            begins.append(begin)
    if len(set(begins)) < 2:
        return SILENT
    weights = {False: _COST_OF_PARTING, True: 1.0}
    model = LogisticRegression(C=5.0, max_iter=2000, class_weight=weights).fit(np.array(rows), begins)
    return Parting(tuple(float(w) for w in model.coef_[0]), float(model.intercept_[0]))


def _boundaries(example: WishExample, columns: list[int], read: Reader) -> list[tuple[list[float], bool]]:
    message = "".join(example.parts)
    starts = np.cumsum([len(part) for part in example.parts])[:-1].tolist()
    parts = clauses(message)
    if len(parts) == 1:
        return []
    whole = read(message)
    start, end = parts[0].start, parts[0].end
    found = []
    for clause in parts[1:]:
        begin = any(0 <= clause.start - s <= _NEAR or 0 <= s - clause.start <= 2 for s in starts)
        found.append((boundary(read(message[start:end]), read(clause.text), whole, clause, columns), begin))
        # As it will be read: a clause that begins nothing belongs to what came before.
        start, end = (clause.start, clause.end) if begin else (start, clause.end)
    return found


def joined(messages: Sequence[tuple[str, str]], count: int, seed: int = 0) -> list[WishExample]:
    """Single messages as examples of one wish, and `count` pairs of wishes joined as people join them."""
    dice = random.Random(seed)  # noqa: S311
    single = [WishExample((text,), (intent,)) for text, intent in messages]
    wanted = [(text, intent) for text, intent in messages if intent in WISHES]
    pairs = []
    while wanted and len(pairs) < count:
        (first, one), (second, two) = dice.choice(wanted), dice.choice(wanted)
        if one != two:
            tail = second if dice.random() < 0.3 else second[:1].lower() + second[1:]
            pairs.append(WishExample((first.rstrip(".!?… ") + dice.choice(_JOINTS), tail), (one, two)))
    return [*single, *pairs]


_JOINTS = (
    *(
        ", ",
        ", ",
        ". ",
        ". ",
        "? ",
        "\n",
        "\n- ",
        "; ",
        " + ",
        ", và ",
        " và ",
        " rồi ",
        ", rồi ",
        ", xong ",
        " với lại ",
    ),
    *(
        ", vs lại ",
        ". Ngoài ra ",
        ", ngoai ra ",
        ", tiện thể ",
        ". Tiện ",
        ", sẵn ",
        ", đồng thời ",
        ". Còn ",
        ", còn ",
    ),
    *(". Thêm nữa ", ". À mà ", ". Với cả ", ". Nhân tiện "),
)
