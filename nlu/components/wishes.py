"""More than one wish in a message: which of its clauses turn to another matter.

A clause is put to the wish before it unless a small linear model says that a new one begins. The model sees what the fast side makes
of both parts alone and of the message as a whole, what joins them, and how long they are. It is fitted with the classifier
(`fitting_wishes`), from messages of one wish, whose inner clauses must not be parted, and from pairs of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from nlu.components.clauses import Clause, Joint, clauses

# Intents that somebody can want beside another. Yes, no, thanks and the like only go with a wish.
WISHES = (
    "ask_policy", "request_deletion", "request_correction", "request_access", "withdraw_consent", "object_processing", "file_complaint",
    "check_status", "withdraw_request", "talk_to_human",
)  # fmt: skip
Probabilities = NDArray[np.floating]  # type: ignore[type-arg]
Reader = Callable[[str], Probabilities]
FEATURES = 17
# Two parts of at least so many words, each surely a wish of its own and surely not the other's, are two wishes whatever joins them:
# "xóa số cũ, sửa email". The linear model cannot say "and".
SURE, SURELY_NOT, FEW_WORDS = 0.95, 0.03, 2


@dataclass(frozen=True, slots=True)
class Wish:
    """One matter of a message. `start` and `end` are offsets into the message; `text` is its part of it."""

    intent: str
    confidence: float
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parting:
    """The fitted model: a weight a feature. A wish begins where the weighted sum is above zero."""

    weights: tuple[float, ...]
    offset: float

    def parts(self, features: Sequence[float]) -> bool:
        return sum(w * f for w, f in zip(self.weights, features, strict=True)) + self.offset > 0


def wishes(message: str, read: Reader, intents: Sequence[str], parting: Parting, whole: Probabilities) -> list[Wish]:
    """The wishes of a message in order, where there are several; else an empty list.

    `read` gives the probabilities of `intents` for a text; `whole` are those of the message.
    """
    parts = clauses(message)
    if len(parts) == 1:
        return []
    columns = [i for i, name in enumerate(intents) if name in WISHES]
    groups = [_Group(parts[0], read(parts[0].text))]
    for clause in parts[1:]:
        alone = read(clause.text)
        before = groups[-1]
        begins = parting.parts(boundary(before.alone, alone, whole, clause, columns))
        if begins or plainly(message[before.start : before.end], before.alone, clause.text, alone, columns):
            groups.append(_Group(clause, alone))
        else:
            before.end = clause.end
            before.alone = read(message[before.start : clause.end])
    found = []
    for group in groups:
        best = int(group.alone.argmax())
        if best in columns:
            text = message[group.start : group.end]
            found.append(Wish(intents[best], float(group.alone[best]), text, group.start, group.end))
    return found if len(found) > 1 else []


class _Group:
    def __init__(self, first: Clause, alone: Probabilities) -> None:
        self.start, self.end, self.alone = first.start, first.end, alone


def boundary(
    before: Probabilities, after: Probabilities, whole: Probabilities, clause: Clause, columns: Sequence[int]
) -> list[float]:
    """The features of the place before `clause`."""
    left, right, all_ = before[columns], after[columns], whole[columns]
    top_left, top_right = int(left.argmax()), int(right.argmax())
    words = len(clause.text.split())
    return [
        float(left.max()),
        float(right.max()),
        float(left.max() * right.max()),
        float(top_left == top_right),
        float(right[top_left]),
        float(left[top_right]),
        _log(all_[top_left]),
        _log(all_[top_right]),
        float(np.minimum(left, right).sum()),
        float(all_.max()),
        *(float(clause.joint == joint) for joint in list(Joint)[1:]),
        log(1 + words),
    ]


def plainly(before: str, left: Probabilities, after: str, right: Probabilities, columns: Sequence[int]) -> bool:
    """Whether both parts are plain wishes of their own."""
    first, second = int(left.argmax()), int(right.argmax())
    if first == second or first not in columns or second not in columns:
        return False
    sure = min(left[first], right[second]) >= SURE and max(left[second], right[first]) <= SURELY_NOT
    return bool(sure) and min(len(before.split()), len(after.split())) >= FEW_WORDS


def _log(probability: float) -> float:
    return log(max(float(probability), 1e-3))


def chance(features: Sequence[float], parting: Parting) -> float:
    """The probability that a wish begins there."""
    return 1 / (1 + exp(-(sum(w * f for w, f in zip(parting.weights, features, strict=True)) + parting.offset)))
