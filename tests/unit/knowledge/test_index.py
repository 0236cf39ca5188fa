"""The searchable form of a policy, and its cache of vectors, which may fail without harm."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.answer_types import AnswerType
from bot.knowledge.concepts import load_lexicon
from bot.knowledge.encoder import DIMENSION, Vectors
from bot.knowledge.index import PolicyIndex, build
from bot.knowledge.loading import parse_sections
from bot.knowledge.models import Policy


class FakeEncoder:
    """The port, with vectors made from a hash of the text; `calls` are the texts of each call."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.calls: list[list[str]] = []

    def query(self, texts: list[str]) -> Vectors:
        return self.passage(texts)

    def passage(self, texts: list[str]) -> Vectors:
        self.calls.append(texts)
        return np.stack([self._vector(text) for text in texts])

    @staticmethod
    def _vector(text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
        vector = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
        return np.asarray(vector / np.linalg.norm(vector))


TEXT = """# Chính sách

## 1. Lưu trữ

Chúng tôi giữ dữ liệu hai năm. Sau đó dữ liệu được hủy.

## 2. Thu thập

Chúng tôi thu thập:

- họ tên
- email
"""


def policy(text: str = TEXT) -> Policy:
    return Policy("a", "Chính sách", "1", None, tuple(parse_sections(text)))


def indexed(encoder: FakeEncoder, cache: Path | None = None, text: str = TEXT) -> PolicyIndex:
    return build(policy(text), encoder, load_lexicon(), cache)


def test_every_unit_belongs_to_a_passage_and_everything_has_one_row() -> None:
    index = indexed(FakeEncoder())
    assert [p.heading for p in index.passages] == ["1. Lưu trữ", "2. Thu thập"]
    assert index.owner.tolist() == [0, 0, 1, 1]
    assert [unit.text for unit in index.units][2:] == ["họ tên", "email"]
    assert len(index.passage_vectors) == len(index.heading_vectors) == len(index.passage_types) == 2
    assert len(index.unit_vectors) == len(index.unit_terms) == len(index.unit_facets) == 4


def test_units_are_searched_with_their_heading_and_their_lead_in() -> None:
    encoder = FakeEncoder()
    index = indexed(encoder)
    assert "2. Thu thập. Chúng tôi thu thập: họ tên" in encoder.calls[0]
    assert "thap" in index.unit_terms[3]
    assert AnswerType.PERIOD in index.unit_types[0]
    assert AnswerType.PERIOD not in index.unit_types[3]


def test_vectors_are_kept_and_used_again(tmp_path: Path) -> None:
    first, second = FakeEncoder(), FakeEncoder()
    made, kept = indexed(first, tmp_path / "new"), indexed(second, tmp_path / "new")
    assert len(first.calls) == 1
    assert second.calls == []
    assert np.array_equal(made.unit_vectors, kept.unit_vectors)
    assert [path.suffix for path in (tmp_path / "new").iterdir()] == [".npy"]


def test_other_words_or_another_encoder_have_vectors_of_their_own(tmp_path: Path) -> None:
    indexed(FakeEncoder(), tmp_path)
    changed, other = FakeEncoder(), FakeEncoder("other")
    indexed(changed, tmp_path, TEXT.replace("hai năm", "ba năm"))
    indexed(other, tmp_path)
    assert len(changed.calls) == len(other.calls) == 1
    assert len(list(tmp_path.iterdir())) == 3


def test_the_version_and_date_of_a_policy_do_not_change_its_vectors(tmp_path: Path) -> None:
    indexed(FakeEncoder(), tmp_path)
    encoder = FakeEncoder()
    build(Policy("b", "Tên khác", "2", None, policy().sections), encoder, load_lexicon(), tmp_path)
    assert encoder.calls == []


def _npz(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, a=np.zeros(3))


def _shape(*shape: int) -> np.ndarray:  # type: ignore[type-arg]
    return np.zeros(shape, dtype=np.float32)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda p: p.write_bytes(b""), id="empty"),
        pytest.param(lambda p: p.write_bytes(b"not numpy"), id="other"),
        pytest.param(lambda p: p.write_bytes(b"PK\x03\x04 not a zip"), id="broken zip"),
        pytest.param(_npz, id="several arrays"),
        pytest.param(lambda p: p.write_bytes(p.read_bytes()[:-100]), id="cut short"),
        pytest.param(lambda p: np.save(p, _shape(1, DIMENSION)), id="too few rows"),
        pytest.param(lambda p: np.save(p, _shape(8, 3)), id="too few columns"),
    ],
)
def test_a_damaged_cache_file_is_made_again(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    made = indexed(FakeEncoder(), tmp_path)
    (path,) = tmp_path.iterdir()
    damage(path)
    encoder = FakeEncoder()
    again = indexed(encoder, tmp_path)
    assert len(encoder.calls) == 1
    assert np.array_equal(made.unit_vectors, again.unit_vectors)
    assert len(np.load(path)) == 8


def test_a_cache_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    encoder = FakeEncoder()
    for _ in range(2):
        index = indexed(encoder, tmp_path / "file" / "index")
        assert len(index.units) == 4
    assert len(encoder.calls) == 2


def test_without_a_cache_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    indexed(FakeEncoder())
    assert list(tmp_path.iterdir()) == []
