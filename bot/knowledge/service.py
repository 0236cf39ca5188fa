"""The desk's knowledge: one question in, the policy's own words out, or an honest "chính sách không nêu"."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import composing, texts
from bot.knowledge.concepts import load_lexicon
from bot.knowledge.contact_questions import SCORE as PLAIN_SCORE
from bot.knowledge.contact_questions import answering_passage
from bot.knowledge.encoder import Encoder
from bot.knowledge.features import features
from bot.knowledge.index import PolicyIndex, build
from bot.knowledge.loading import load_organisation, organisations
from bot.knowledge.models import Answer, Citation, Organisation
from bot.knowledge.passages import LIMIT
from bot.knowledge.question import clean, parts, read
from bot.knowledge.ranking import load_ranking
from bot.language.restoration import Restorer

# A second passage is quoted too when it is this likely beside the first and both fit: on the development questions that is three
# answers of ten, and it brings in the right words for one in twenty.
_CLOSE_SECOND = 0.35


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of searching one policy for one question.

    `passages` are ranked, best first, with the probability that each answers; `score` is the probability that the policy answers
    at all.
    """

    index: PolicyIndex
    passages: tuple[tuple[int, float], ...]
    units: NDArray[np.float64]
    score: float

    def best_unit(self, passage: int) -> int:
        inside = np.flatnonzero(self.index.owner == passage)
        return int(inside[self.units[inside].argmax()])


class PolicyDesk:
    """Answers from the policies under `directory`. Loads each organisation once, on first use, and is safe in threads.

    The encoder and the restorer are made by the given functions on first need, so that listing organisations costs nothing.
    """

    def __init__(
        self,
        directory: Path,
        encoder: Callable[[], Encoder],
        restorer: Callable[[], Restorer],
        cache: Path | None = None,
    ) -> None:
        self._directory = directory
        self._encoder = encoder
        self._restorer = restorer
        self._cache = cache
        self._indexes: dict[str, tuple[Organisation, PolicyIndex]] = {}
        self._lock = threading.Lock()

    def organisations(self) -> tuple[str, ...]:
        return organisations(self._directory)

    def organisation(self, slug: str) -> Organisation:
        """Raises `UnknownOrganisation`, `InvalidPolicy`."""
        return self._load(slug)[0]

    def warm_up(self, slug: str) -> None:
        """Do now what the first question would wait for."""
        self.ask(slug, "chính sách này nói gì?")

    def ask(self, slug: str, question: str) -> Answer:
        """Answer one message, which may hold up to three questions.

        Raises `UnknownOrganisation`, `InvalidPolicy`, and `InvalidQuestion` for a message that is empty, has no letter, or is
        longer than `question.LIMIT` characters.
        """
        organisation, index = self._load(slug)
        message = clean(question)
        asked = parts(message)
        answers = [self._answer(organisation, index, part) for part in asked]
        if len(answers) == 1:
            return answers[0]
        return _joined(message, answers)

    def search(self, slug: str, question: str) -> Finding:
        """The ranking behind an answer, for evaluation and for the console."""
        return self._search(self._load(slug)[1], clean(question))

    def _search(self, index: PolicyIndex, text: str) -> Finding:
        lexicon = load_lexicon()
        question = read(text, self._restorer(), self._encoder(), lexicon)
        found = features(index, question, lexicon)
        ranking = load_ranking()
        shares = ranking.shares(found.passages)
        score = ranking.answer_probability(found.passages, shares)
        order = np.argsort(-shares, kind="stable").tolist()
        plainly = answering_passage(index, question.text, question.types, order)
        if plainly is not None:
            order.remove(plainly)
            order.insert(0, plainly)
            score = max(score, PLAIN_SCORE)
            shares[plainly] = 1.0  # nothing else is worth quoting beside it
        return Finding(index, tuple((n, float(shares[n])) for n in order), found.units, score)

    def _answer(self, organisation: Organisation, index: PolicyIndex, text: str) -> Answer:
        finding = self._search(index, text)
        best, first_score = finding.passages[0]
        score = finding.score
        found = composing.quote(index, finding.best_unit(best), finding.units)
        cited = composing.citations(index, found)
        if score < load_ranking().threshold:
            return _decline(organisation, text, cited, found.lines, score)
        body = [_quoted(found.lines), texts.source(organisation.policy, cited[0].section)]
        more = found.more
        if len(finding.passages) > 1:
            second, next_score = finding.passages[1]
            other = composing.quote(index, finding.best_unit(second), finding.units, LIMIT - found.length)
            if (
                next_score >= _CLOSE_SECOND * first_score
                and found.length + other.length <= LIMIT
                and other.section != found.section
            ):
                extra = composing.citations(index, other)
                body += [_quoted(other.lines), texts.source(organisation.policy, extra[0].section)]
                cited += extra
                more = more or other.more
        if more:
            body.append(texts.MORE)
        return Answer(text, True, "\n\n".join(body), cited, score, more)

    def _load(self, slug: str) -> tuple[Organisation, PolicyIndex]:
        loaded = self._indexes.get(slug)
        if loaded is None:
            organisation = load_organisation(self._directory, slug)
            with self._lock:
                loaded = self._indexes.get(slug)
                if loaded is None:
                    index = build(organisation.policy, self._encoder(), load_lexicon(), self._cache)
                    loaded = self._indexes[slug] = (organisation, index)
        return loaded


def _decline(
    organisation: Organisation, text: str, cited: tuple[Citation, ...], lines: tuple[str, ...], score: float
) -> Answer:
    body = [
        texts.declined(organisation),
        f"{texts.nearest(cited[0].section)}\n{_quoted(lines)}",
        texts.offer_person(organisation.contact),
    ]
    return Answer(text, False, "\n\n".join(body), cited, score)


def _quoted(lines: tuple[str, ...]) -> str:
    """The lines in one pair of quotation marks; the items of a list as bullets under their lead-in."""
    if len(lines) == 1:
        return f"“{lines[0]}”"
    listing = lines[0].rstrip().endswith((":", ";"))
    rest = [f"• {line}" if listing else line for line in lines[1:]]
    return "“" + "\n".join([lines[0], *rest]) + "”"


def _joined(message: str, answers: list[Answer]) -> Answer:
    """Several answers as one reply, each under its question. It counts as answered when any part is."""
    text = "\n\n".join(f"{_headed(answer.question)}\n{answer.text}" for answer in answers)
    cited = tuple(c for answer in answers if answer.answered for c in answer.citations) or answers[0].citations
    best = max(answers, key=lambda a: a.score)
    return Answer(message, best.answered, text, cited, best.score, any(a.more for a in answers))


def _headed(question: str) -> str:
    """A part of a message as a line of its own; names keep their capitals."""
    line = question.strip().rstrip("?？.! ")
    return f"{line[:1].upper()}{line[1:]}?"
