"""Give every heading its level. The document's title is level 1, its sections start at 2."""

from collections.abc import Sequence
from itertools import pairwise

from bot.knowledge.importing.entries import Entry
from bot.knowledge.importing.headings import KNOWN

_WORDS = ("phần", "chương", "mục", "tiểu mục", "điều", "phụ lục", "câu hỏi", "câu")
_UNMARKED_ABOVE, _UNMARKED_BELOW = 25.0, 95.0
_RANKS = {"roman": 30.0, "upper": 35.0, "number": 40.0, "dotted": 50.0, "letter": 60.0, "bullet": 70.0, "paren": 65.0}


def set_levels(headings: Sequence[Entry], entries: Sequence[Entry]) -> None:
    """Sorts of headings are nested in the order of their rank; a level is the number of sorts open above it."""
    ranks = _ranks(headings, entries)
    stack: list[float] = []
    known: dict[str, float] = {}  # rank of each word ("điều", "mục") met so far
    last: tuple[int, float] = (0, 0.0)  # value and rank of the last heading with such a word
    for heading, rank in zip(headings, ranks, strict=True):
        if heading.mark.kind == "word":
            if heading.mark.style not in known and heading.mark.value == last[0] + 1 and last[0]:
                rank = last[1]  # "Phần 1", "Phần 2", "Mục 3": the count goes on, whatever the word
            rank = known.setdefault(heading.mark.style, rank)
            last = heading.mark.value, rank
        while stack and stack[-1] >= rank:
            stack.pop()
        stack.append(rank)
        heading.level = min(6, 1 + len(stack))


def _ranks(headings: Sequence[Entry], entries: Sequence[Entry]) -> list[float]:
    """A rank a heading: the lower, the further out. What the format states comes before what marks and looks tell."""
    above = _unmarked_contain_numbered(headings, entries)
    main = _main_rank(headings)
    between = _between(headings)
    ranks: list[float] = []
    stated: dict[tuple[str, int], float] = {}  # style and value of numbered headings with a stated level → their rank
    for i, heading in enumerate(headings):
        mark = heading.mark
        caps = 0.5 if heading.is_caps else 1.0
        depth = int(mark.style.split()[1]) if mark.kind == "dotted" else 0
        goes_on = stated.get((mark.style, mark.value - 1))
        if heading.line.heading:
            rank = 100.0 * heading.line.heading - 1000.0 + depth
        elif mark.kind and goes_on is not None:
            rank = goes_on  # a bold "2. …" after a stated heading "1. …"
        elif mark.kind == "word":
            rank = 1.0 + _WORDS.index(mark.style.removeprefix("word "))
        elif mark.kind:
            rank = _RANKS[mark.kind] + depth
        elif above:
            rank = _UNMARKED_ABOVE + caps
        elif i in between:
            rank = _UNMARKED_BELOW + caps
        else:
            rank = main if main < 90 else 90.0 + caps
        if mark.kind and (heading.line.heading or goes_on is not None):
            stated[mark.style, mark.value] = rank
        ranks.append(rank)
    return _below_bare(headings, entries, ranks)


def _below_bare(headings: Sequence[Entry], entries: Sequence[Entry], ranks: list[float]) -> list[float]:
    """An unmarked title right over another ("Thông tin chúng tôi thu thập", "Nội dung bạn tạo") contains it and those
    after it, up to the next that names one of the usual subjects of a policy."""
    place = {id(entry): n for n, entry in enumerate(entries)}
    inside = False
    for i, heading in enumerate(headings):
        plain = not (heading.mark.kind or heading.line.heading)
        follows = i > 0 and place[id(heading)] == place[id(headings[i - 1])] + 1
        if not plain:
            inside = False
        elif follows and not inside and ranks[i] == ranks[i - 1]:
            inside = True
        elif KNOWN.match(heading.text):
            inside = False
        ranks[i] += 0.25 * inside
    return ranks


def _main_rank(headings: Sequence[Entry]) -> float:
    """The rank of the document's main numbering, where unmarked first and last headings belong too."""
    kinds = [h.mark.kind for h in headings if h.mark.kind in ("number", "roman", "upper")]
    return min((_RANKS[kind] for kind in kinds), default=90.0)


def _between(headings: Sequence[Entry]) -> set[int]:
    """Unmarked headings between marked ones, or after "Phần" and "Điều": parts of a section."""
    marked = [i for i, h in enumerate(headings) if h.mark.kind]
    words = [i for i in marked if headings[i].mark.kind == "word"]
    inside = {i for i, h in enumerate(headings) if not h.mark.kind and marked and marked[0] < i < marked[-1]}
    after_last = {i for i, h in enumerate(headings) if not h.mark.kind and marked and i > marked[-1]}
    return inside | (after_last if words or inside else set())


def _unmarked_contain_numbered(headings: Sequence[Entry], entries: Sequence[Entry]) -> bool:
    """True where numbering starts again below unmarked headings, or such a heading holds nothing but numbered ones."""
    place = {id(entry): n for n, entry in enumerate(entries)}
    nothing_own = sum(
        not a.mark.kind
        and b.mark.kind in ("number", "roman", "upper")
        and b.mark.value == 1
        and place[id(b)] == place[id(a)] + 1
        for a, b in pairwise(headings)
    )
    restarts = 0
    last, unmarked_since = 0, False
    for heading in headings:
        if not heading.mark.kind:
            unmarked_since = True
        elif heading.mark.kind in ("number", "roman", "upper"):
            restarts += heading.mark.value == 1 and last >= 1 and unmarked_since
            last, unmarked_since = heading.mark.value, False
    return nothing_own > 0 or restarts > 0
