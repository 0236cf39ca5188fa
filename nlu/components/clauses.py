"""Where one message may turn to another matter: at ends of sentences, line breaks, list marks, commas and words that go on to
something else ("với lại", "tiện thể", "còn"). Whether it does is decided by `wishes`.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.language.entities.folding import Folded, folded, vocabulary

LIMIT = 10  # clauses; what comes behind stays one clause
MESSAGE_LIMIT = 2_000  # characters; a longer message is read as one matter

Span = tuple[int, int]


class Joint(IntEnum):
    """What stands between a clause and the one before it, the stronger the greater."""

    NONE = 0
    COMMA = 1
    AND = 2  # và, rồi, xong, với
    THEN = 3  # còn
    SENTENCE = 4
    MORE = 5  # ngoài ra, tiện thể, với lại, đồng thời …
    ITEM = 6  # a line or an item of a list


@dataclass(frozen=True, slots=True)
class Clause:
    """`start` and `end` are offsets into the message as it was typed; `text` is what stands there."""

    text: str
    start: int
    end: int
    joint: Joint


_MORE = "|".join(
    """
    ngoai ra,tien the,nhan tien,san tien,luon tien,san day,tien day,tien tay,tien,san,dong thoi,voi lai,vs lai,voi ca,vs ca,ben canh do,
    them nua,them vao do,kem theo,kem,cung nhu,thay vao do,mat khac,con nua,viec nua,a ma,ah ma,ma thoi,xong roi,roi sau do,sau do,
    dau tien,thu nhat,thu hai,thu ba,mot la,hai la,ba la,cuoi cung,them,luon ca
    """.replace("\n", "")
    .strip()
    .split(",")
).replace("    ", "")
_AND = "va|roi|r|xong|voi|vs|cung|&"
_BEFORE = r"(?:[,;.]?\s+|(?<=\s))"  # the end of a sentence has taken the blank behind it
_PATTERN = re.compile(
    r"(?P<item>\s*\n\s*(?:[-*•+]|\d{1,2}[.)/])?\s*|(?:(?<=\s)|^|(?<=[:;,.]))\d{1,2}[.)]\s+|\s[-•+/]\s)"
    r"|(?P<sentence>(?:[.!?…;]+|\s:)\s+)"
    rf"|(?P<more>{_BEFORE}(?:(?:va|roi|con|thi|a|ah)\s+)?(?:{_MORE})\s+(?=\S))"
    rf"|(?P<then>{_BEFORE}con\s+(?=\S))"
    rf"|(?P<and>{_BEFORE}(?:{_AND})\s+(?=\S))"
    r"|(?P<comma>(?<!\d),\s*|,\s+|,(?=\D))"
)
_JOINTS = {
    "item": Joint.ITEM,
    "sentence": Joint.SENTENCE,
    "more": Joint.MORE,
    "then": Joint.THEN,
    "and": Joint.AND,
    "comma": Joint.COMMA,
}
# Where accents were typed they must be these: "tiền" (money) is not "tiện", "con" (child) is not "còn".
_SPELLED = vocabulary(
    "ngoài ra tiện thể nhân sẵn luôn đây tay đồng thời với lại cả bên cạnh đó thêm nữa vào kèm theo cũng như thay mặt khác "
    "còn việc à mà thôi xong rồi sau đầu tiên thứ nhất hai ba một là cuối cùng và thì"
)
_LETTER = re.compile(r"[^\W\d_]")


def clauses(message: str) -> list[Clause]:
    """At most `LIMIT`, in order, without what joins them; the message itself where nothing parts it."""
    whole = [Clause(message, 0, len(message), Joint.NONE)]
    if len(message) > MESSAGE_LIMIT:
        return whole
    bare = folded(message)
    found: list[Clause] = []
    start, joint = 0, Joint.NONE
    for cut in _PATTERN.finditer(bare.text):
        if cut.lastgroup in ("more", "then") and bare.misspelled(*cut.span(), _SPELLED) is not None:
            continue
        # A cut must leave words on its left: what opens a message parts nothing.
        if _LETTER.search(bare.text, start, cut.start()):
            found.append(_clause(bare, start, cut.start(), joint))
            joint = Joint.NONE
        joint = max(joint, _JOINTS[str(cut.lastgroup)])
        start = cut.end()
        if len(found) == LIMIT - 1:
            break
    if _LETTER.search(bare.text, start):
        found.append(_clause(bare, start, len(bare.text), joint))
    return found if len(found) > 1 else whole


def _clause(bare: Folded, start: int, end: int, joint: Joint) -> Clause:
    first, last = bare.span(start, end)
    return Clause(bare.original[first:last], first, last, joint)
