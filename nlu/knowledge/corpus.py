"""The training material of policy answers: invented policies with labelled questions, and facets. Read only for training.

`policies/*.txt` are as a company would paste them; they go through the importer, so that training sees what it makes of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bot.knowledge.importing.service import import_policy
from bot.knowledge.index import PolicyIndex
from bot.knowledge.models import Policy

HERE = Path(__file__).parent
_DAY = date(2026, 1, 1)  # an import is stamped with a day; which one does not matter here

# Policies that the encoder is not tuned on: on them its vectors are as good as on a policy it has never seen, and no better, so
# the ranking's weights and its threshold are fitted to them. By mistake the shipped encoder did see two of them in its tuning,
# sieu-thi-dien-may and ung-dung-ghi-chu; what that does to the figures is in docs/decisions/0003.
CALIBRATION = frozenset(
    {
        "vien-thong", "cong-ty-ke-toan",
        "sieu-thi-dien-may", "ung-dung-ghi-chu", "phan-mem-phong-kham", "dich-vu-chu-ky-so", "tap-doan-xay-dung", "hang-hang-khong",
        "nha-sach-truc-tuyen", "ung-dung-theo-doi-suc-khoe", "dich-vu-cong-truc-tuyen", "cong-ty-du-lich", "nen-tang-viec-lam",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the substrings of the sentences that answer it; none when the policy does not say."""

    text: str
    topic: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledPolicy:
    policy: Policy
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a policy can state: `questions` are answered by every statement, `near` misses by none."""

    name: str
    questions: tuple[str, ...]
    statements: tuple[str, ...]
    near: tuple[str, ...]


def policies() -> Iterator[LabelledPolicy]:
    for file in sorted((HERE / "questions").glob("*.yaml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        source = HERE / "policies" / f"{data['policy']}.txt"
        imported = import_policy(source.read_bytes(), source.name, slug=file.stem, name=data["name"], today=_DAY)
        examples = tuple(Example(q["q"], q["topic"], tuple(q.get("evidence", ()))) for q in data["questions"])
        yield LabelledPolicy(imported.organisation.policy, examples)


def off_topic() -> list[str]:
    """Messages that no policy answers, from the examples of the dialogue: small talk, shopping, weather."""
    out = []
    for intent in ("out_of_scope", "greet", "thank", "bot_challenge"):
        data = yaml.safe_load((HERE.parent / f"data/nlu/{intent}.yml").read_text(encoding="utf-8"))
        lines = data["nlu"][0]["examples"].splitlines()
        out += [line.removeprefix("- ").strip() for line in lines[:: 1 if intent == "out_of_scope" else 5]]
    return [text for text in out if text]


# Facets whose answers can be told by their look: a policy answers the facet's questions exactly where it holds such a thing.
_TOLD_BY_LOOK = {
    "contact_phone": r"(?:\+?84|0)\d[\d .-]{7,12}\d|1[89]00[ .]?\d{2}",
    "contact_email": r"\S@\S+\.\w",
    "contact_postal_address": r"(?:địa chỉ|trụ sở|văn phòng|quầy)[^@\n]{0,60}\d+[^@\n]{0,60}"
    r"(?:đường|phố|phường|quận|huyện|thành phố|tp|tỉnh|tầng)",
    "office_hours": r"(?<!\d)\d{1,2} ?(?:h|giờ|:)\d{0,2} ?(?:[-–]|đến|tới)",
    "rights_requests_fee_or_free": r"miễn phí|không (?:thu|mất|tính|phải trả)[^.]{0,15}phí|thu[^.]{0,15}phí",
    "rights_identity_verification": r"xác (?:minh|thực)[^.]{0,30}(?:danh tính|nhân thân|chủ)|giấy tờ tùy thân",
}


def told_by_look(index: PolicyIndex) -> Iterator[tuple[str, frozenset[int]]]:
    """Questions about contacts, hours, fees and proof of identity, with the passages of this policy that answer them.

    The labelled questions hold few of these, and of those many are near misses; people ask them every day.
    """
    for facet in facets():
        if facet.name in _TOLD_BY_LOOK:
            look = re.compile(_TOLD_BY_LOOK[facet.name], re.IGNORECASE)
            passages = frozenset(n for n, passage in enumerate(index.passages) if look.search(passage.text))
            for question in facet.questions:
                yield question, passages


def facets() -> Iterator[Facet]:
    for file in sorted((HERE / "facets").glob("*.yaml")):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield Facet(row["facet"], tuple(row["questions"]), tuple(row["statements"]), tuple(row["near"]))


def answering_units(index: PolicyIndex, example: Example) -> frozenset[int]:
    """The units that hold one of the example's evidence strings."""
    wanted = [_plain(text) for text in example.evidence]
    direct = {n for n, unit in enumerate(index.units) if any(w in _plain(unit.text) for w in wanted)}
    if direct or not wanted:
        return frozenset(direct)
    # The evidence runs over the border of two units, or lies in a lead-in.
    return frozenset(
        n
        for n, unit in enumerate(index.units)
        if any(w in _plain(index.passages[int(index.owner[n])].text) or w in _plain(unit.lead) for w in wanted)
    )


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
