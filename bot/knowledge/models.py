"""The nouns of a policy. Plain frozen data: no file, no framework."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

RequestKind = Literal["deletion", "correction", "complaint", "access", "withdraw_consent", "objection", "restriction"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one item of a list, in the policy's own words.

    `depth` is 0 for a paragraph and 1, 2, … for list items; `marker` is what stood before an item in the policy
    ("-", "1.", "a)") and is shown, never searched.
    """

    text: str
    depth: int = 0
    marker: str = ""

    @property
    def is_item(self) -> bool:
        return self.depth > 0


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a policy. `path` holds the titles of the sections around it, outermost first, without its own."""

    title: str
    level: int
    anchor: str
    blocks: tuple[Block, ...] = ()
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A published document with a version and an effective date.

    `official` is false for a sample that stands in until the organisation puts its own text there.
    """

    organisation: str
    title: str
    version: str
    effective_date: date | None
    sections: tuple[Section, ...]
    official: bool = True
    language: str = "vi"
    source: str = ""

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        for section in self.sections:
            for block in section.blocks:
                yield section, block


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the organisation's privacy desk; empty where its policy does not say."""

    email: str = ""
    phone: str = ""
    address: str = ""
    department: str = ""
    website: str = ""

    def __bool__(self) -> bool:
        return any((self.email, self.phone, self.address, self.website))


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """A span of local time on some weekdays; several spans a day make a lunch break."""

    days: tuple[Weekday, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Promise:
    """What an organisation commits itself to, in a sentence of ours, and the section that it rests on."""

    key: str
    text: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """Where and how one right is exercised at this organisation."""

    text: str
    section: str = ""
    verify_identity: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    """A controller whose policy is served. `complaint_answer_days` is its own promise in calendar days, not the law's."""

    slug: str
    name: str
    policy: Policy
    official: bool = True
    description: str = ""
    contact: Contact = field(default_factory=Contact)
    timezone: str = "Asia/Ho_Chi_Minh"
    office_hours: tuple[OfficeHours, ...] = ()
    complaint_answer_days: int | None = None
    promises: tuple[Promise, ...] = ()
    kinds: tuple[RequestKind, ...] = ()
    where: dict[RequestKind, Exercise] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where quoted words stand. `quote` is verbatim; `anchor` opens the section on the policy's page."""

    policy: str
    version: str
    section: str
    quote: str
    anchor: str
    effective_date: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question.

    `answered` false means that the policy does not say; `citations` then hold the nearest that it does say, if anything.
    `score` is the calibrated probability, 0 to 1, that the quoted words answer the question. `more` is set where the quote
    was cut at its length limit and the section says more.
    """

    question: str
    answered: bool
    text: str
    citations: tuple[Citation, ...]
    score: float
    more: bool = False
