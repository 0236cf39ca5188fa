"""A question as the search sees it: accents restored, content words, concepts, what kind of answer it asks for, its vector."""

import re
from dataclasses import dataclass

from bot.knowledge.answer_types import AnswerType, asked
from bot.knowledge.concepts import Lexicon
from bot.knowledge.encoder import Encoder, Vectors
from bot.knowledge.errors import InvalidQuestion
from bot.knowledge.lexical import content_terms
from bot.language.abbreviations import expand
from bot.language.restoration import Restorer
from bot.language.text import canonical, nfc, squash

LIMIT = 2_000  # characters; a longer message is no question
_LETTER = re.compile(r"[^\W\d_]")
_HALF = re.compile(r"[\ud800-\udfff]")  # half of a pair, as a cut emoji leaves in JSON: no encoding takes it
# Openings and endings that every message has and that say nothing: without them the vector is about the matter.
_POLITE = (
    "dạ|vâng|ơ|à|ừ|alo|hi|hello|chào|xin chào|ad|admin|shop|em|anh|chị|bạn|mình|tôi|cháu|con|bác|cô|chú|bên mình|quý công ty|cho|hỏi|"
    "muốn hỏi|muốn biết|xin|làm ơn|ơi|ạ|là|rằng|với|chút|tí|xíu|nha|nhé|biết|rõ|cho hỏi"
)
_OPENING = re.compile(rf"^(?:(?:{_POLITE})[\s,.!:]+){{1,12}}", re.IGNORECASE)
_ENDING = re.compile(
    r"(?:[\s,]+(?:ạ|vậy|thế|nhỉ|nhé|nha|nè|hả|à|shop|ad|admin|bạn|em|anh|chị|ơi|với|đó|đấy))+\s*[?.!]*\s*$",
    re.IGNORECASE,
)
# Two questions in one message: a question mark between them, or "và" / "với lại" / "còn" before a second asking clause.
_CUT = re.compile(
    r"(?<=[?？])\s*(?=\S)|[,;.]?\s+(?:với lại|ngoài ra|tiện thể|tiện|à mà|mà còn|rồi còn)\s+", re.IGNORECASE
)
_AND = re.compile(r"(?:,\s*|\s+)(?:và|còn)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    text: str  # with accents, abbreviations spelled out
    terms: tuple[str, ...]
    concepts: frozenset[int]
    types: frozenset[AnswerType]
    vector: Vectors


def clean(question: str) -> str:
    """`question` without invisible characters and surplus blanks. Raises `InvalidQuestion` when nothing can be searched for."""
    text = squash(nfc(_HALF.sub(" ", question)))
    if len(text) > LIMIT:
        raise InvalidQuestion(f"Câu hỏi dài quá {LIMIT:,} ký tự. Xin viết ngắn lại.".replace(",", "."))
    if not _LETTER.search(text):
        raise InvalidQuestion("Câu hỏi không có chữ nào. Xin viết câu hỏi bằng lời.")
    return text


def read(text: str, restorer: Restorer, encoder: Encoder, lexicon: Lexicon) -> Question:
    """Understand one cleaned question. Costs one call of the encoder."""
    full = canonical(restorer.restore(expand(text)))
    core = core_of(full)
    return Question(
        text=full,
        terms=tuple(content_terms(full)),
        concepts=lexicon.find(full),
        types=asked(full),
        vector=encoder.query([core])[0],
    )


def core_of(text: str) -> str:
    """The question without greeting and politeness; itself when nothing else would be left.

    It gets a capital and an end mark, as the encoder's examples have them: on a phone people leave both out.
    """
    core = _ENDING.sub("?", _OPENING.sub("", text))
    core = core if len(core.split()) >= 2 else text
    return core[:1].upper() + core[1:] + ("" if core.rstrip().endswith(("?", ".", "!", "…")) else "?")


def parts(text: str) -> list[str]:
    """The questions in one message, at most three; the message itself when it asks one thing."""
    pieces = [p.strip(" ,;") for p in _CUT.split(text) if p and p.strip(" ,;?.!")]
    out: list[str] = []
    for piece in pieces:
        halves = _AND.split(piece)
        if len(halves) == 2 and all(asked(half) and len(half.split()) >= 4 for half in halves):
            out.extend(halves)
        else:
            out.append(piece)
    asking = [p for p in out if asked(p) or p.rstrip().endswith(("?", "？"))]
    return asking[:3] if len(asking) > 1 else [text]
