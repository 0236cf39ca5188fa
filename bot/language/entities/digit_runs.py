"""The numbers of a text, cut into runs of groups once, and shared by every finder of numbers.

"gọi 0912 345 678 hoặc 028-3812-3456" holds two runs, of three groups each. Finders take groups in the order card, account,
identity number, telephone number; what one has taken the next does not see.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.entities import emails, ticket_codes
from bot.language.entities.context import Context
from bot.language.entities.reading import Reading

LONGEST = 19
"""Digits of the longest number that any finder looks for, a bank card."""

_GROUP = re.compile(r"[0-9]+")
_JOINT = re.compile(r"[ .\-/()_]{1,4}")
_LOOSE = re.compile(r"[ ()]")
_EVEN_JOINTS = frozenset((" ", ".", "-", " - ", "  "))
_SHORT = 4
_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][./\-])(?:(?:0?[1-9]|[12][0-9]|3[01])([./\-])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}([./\-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12][0-9]|3[01]))(?![0-9])(?![./\-][0-9])"
)
_NAMES = {
    **{"khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5"},
    **{"sau": "6", "bay": "7", "tam": "8", "chin": "9"},
}
_NAME = "|".join(_NAMES)
# Eight digits in words are no accident: "không chín một hai ba bốn năm sáu …".
_SPELLED = re.compile(rf"(?<![a-z])(?:(?:{_NAME})[ ,.\-]{{1,3}}){{7,}}(?:{_NAME})(?![a-z])")
_SPELLED_NAME = re.compile(r"[a-z]+")
# Words that people write together with a number, no blank between.
_GLUED = frozenset(
    "sdt dt so la tel phone zalo call goi lh alo hotline mobile viber cccd cmnd cmt stk tk the id fax sim s p m visa card".split()
)
_PARTS_OF_CODES = tuple("#$€₫£@%")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+\Z")
_LETTERS_BEHIND = re.compile(r"[^\W\d_]+[0-9]")


@dataclass(frozen=True, slots=True)
class Group:
    digits: str
    start: int
    end: int


class Run:
    """`joints[i]` stands between the groups `i` and `i + 1`. `taken` holds the indices of groups that a finder has taken."""

    __slots__ = ("_even_to", "groups", "joints", "spelled", "taken")

    def __init__(self, groups: list[Group], joints: list[str], *, spelled: bool = False) -> None:
        self.groups = groups
        self.joints = joints
        self.spelled = spelled
        self.taken: set[int] = set()
        # For each group the last one that the same joint, one that people group digits with, leads to.
        self._even_to = [len(groups) - 1] * len(groups)
        for index in range(len(joints) - 1, -1, -1):
            joint = joints[index]
            alike = index + 1 < len(joints) and joints[index + 1] == joint
            self._even_to[index] = self._even_to[index + 1] if alike else index + 1 if joint in _EVEN_JOINTS else index

    def windows(self, first: int) -> Iterator[tuple[int, str]]:
        """Ever longer numbers from the group `first` on: (index of the last group, digits), none taken, `LONGEST` digits at most."""
        digits = ""
        for last in range(first, len(self.groups)):
            digits += self.groups[last].digits
            if last in self.taken or len(digits) > LONGEST:
                return
            yield last, digits

    def sizes(self, first: int, last: int) -> tuple[int, ...]:
        return tuple(len(group.digits) for group in self.groups[first : last + 1])

    def even(self, first: int, last: int) -> bool:
        """Whether one and the same blank, dot or hyphen stands between all the groups."""
        return self._even_to[first] >= last

    def tight(self, index: int) -> bool:
        """Whether the group `index` and the next are joined without a blank or bracket."""
        return 0 <= index < len(self.joints) and not _LOOSE.search(self.joints[index])

    def goes_on(self, last: int) -> bool:
        """Whether a short group follows in the way in which the last ones were joined: the number is longer than thought."""
        return not self.spelled and self.even(last - 1, last + 1) and self._is_short(last + 1)

    def came_before(self, first: int) -> bool:
        """The same in front of the group `first`."""
        return not self.spelled and first > 0 and self.even(first - 1, first + 1) and self._is_short(first - 1)

    def _is_short(self, index: int) -> bool:
        return 0 <= index < len(self.groups) and index not in self.taken and len(self.groups[index].digits) <= _SHORT

    def take(self, first: int, last: int) -> tuple[int, int]:
        """Mark the groups; returns where they stand in the plain text."""
        self.taken.update(range(first, last + 1))
        return self.groups[first].start, self.groups[last].end


class DigitRuns:
    """All runs of one reading. Groups inside e-mail addresses and ticket codes are not in them; dates part runs."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.plain = reading.plain
        self.runs = [*self._written(), *self._spelled()]
        self.context = Context(self.plain if self.runs else "")

    def starts_outside_code(self, run: Run, first: int) -> bool:
        """Whether no longer code leads up to the group `first`, as in DH-2024-0012…"""
        head = first
        while head and first - head < 6 and not run.spelled and run.tight(head - 1) and head - 1 not in run.taken:
            head -= 1
        start = run.groups[head].start
        base = max(0, start - 24)
        before = self.plain[base:start]
        if before.endswith(_PARTS_OF_CODES):
            return False
        tight = before.rstrip("-_/")
        letters = _LETTERS_BEFORE.search(tight)
        if letters is None or letters[0] in _GLUED:
            return True
        # "Nam-0912…" is a name and a number, "DH-0912…" one code.
        shouted = self.reading.typed(base + letters.start(), base + letters.end()).isupper()
        return head == first and len(tight) < len(before) and not (shouted and len(letters[0]) <= 6)

    def ends_outside_code(self, run: Run, last: int) -> bool:
        """Whether no letters with digits behind them are glued to the group `last`, and no sign that makes it something else."""
        end = run.groups[last].end
        return self.plain[end : end + 1] not in ("@", "%") and _LETTERS_BEHIND.match(self.plain, end, end + 24) is None

    def clear_before(self, run: Run, first: int) -> bool:
        """Whether a number that any digits could be a part of may begin with the group `first`."""
        glued = not run.spelled and run.tight(first - 1) and not self._stands_alone(run, first - 1)
        return not glued and self.starts_outside_code(run, first)

    def clear_behind(self, run: Run, last: int) -> bool:
        """Whether such a number may end with the group `last`."""
        glued = not run.spelled and run.tight(last) and not self._stands_alone(run, last + 1)
        return not glued and self.ends_outside_code(run, last)

    @staticmethod
    def _stands_alone(run: Run, index: int) -> bool:
        return index in run.taken or len(run.groups[index].digits) >= 9

    def taken_spans(self) -> list[tuple[int, int]]:
        """Offsets into the original of the groups that were taken."""
        groups = [run.groups[index] for run in self.runs for index in run.taken]
        return [self.reading.span(group.start, group.end) for group in groups]

    def take_within(self, start: int, end: int) -> bool:
        """Take the groups inside a span of the plain text, if there are any and nobody has."""
        inside = [
            (run, index)
            for run in self.runs
            for index, group in enumerate(run.groups)
            if start <= group.start and group.end <= end and not run.spelled
        ]
        if not inside or any(index in run.taken for run, index in inside):
            return False
        for run, index in inside:
            run.taken.add(index)
        return True

    def _written(self) -> Iterator[Run]:
        closed = deque(sorted(self._closed()))
        groups: list[Group] = []
        joints: list[str] = []
        for match in _GROUP.finditer(self.plain):
            while closed and closed[0][1] <= match.start():
                closed.popleft()
            if closed and closed[0][0] < match.end():
                continue
            if groups:
                joint = self.plain[groups[-1].end : min(match.start(), groups[-1].end + 5)]
                if _JOINT.fullmatch(joint):
                    joints.append(joint)
                else:
                    yield Run(groups, joints)
                    groups, joints = [], []
            groups.append(Group(match[0], *match.span()))
        if groups:
            yield Run(groups, joints)

    def _closed(self) -> Iterator[tuple[int, int]]:
        """Where digits belong to something else."""
        yield from (match.span() for match in _DATE.finditer(self.plain))
        yield from emails.spans(self.reading)
        yield from ticket_codes.spans(self.reading)

    def _spelled(self) -> Iterator[Run]:
        for match in _SPELLED.finditer(self.plain):
            names = [*_SPELLED_NAME.finditer(self.plain, *match.span())]
            groups = [Group(_NAMES[name[0]], *name.span()) for name in names]
            yield Run(groups, [" "] * (len(groups) - 1), spelled=True)
