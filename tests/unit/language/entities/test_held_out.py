"""What is read out of messages that were labelled by somebody else than the one who wrote the rules."""

from collections import Counter
from datetime import date

import pytest
import yaml

from bot.language.entities.extraction import find_all
from tests.evaluation.sets import HERE

TODAY = date(2026, 11, 26)  # a Thursday; what "hôm qua" in the labels is reckoned from


@pytest.fixture(scope="module")
def counted() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """By entity: found and meant, found only, meant only."""
    both: Counter[str] = Counter()
    found_only: Counter[str] = Counter()
    meant_only: Counter[str] = Counter()
    for row in yaml.safe_load((HERE / "nlu" / "entities.yml").read_text(encoding="utf-8"))["messages"]:
        meant = Counter((e["entity"], str(e["value"])) for e in row["entities"])
        found = Counter((f.entity, f.value) for f in find_all(row["text"], TODAY))
        both.update(name for name, _ in (meant & found).elements())
        found_only.update(name for name, _ in (found - meant).elements())
        meant_only.update(name for name, _ in (meant - found).elements())
    return both, found_only, meant_only


@pytest.mark.parametrize("entity", ["phone_number", "email", "identity_number", "bank_card", "date", "field"])
def test_what_identifies_is_found_and_nothing_else_is_taken_for_it(
    counted: tuple[Counter[str], Counter[str], Counter[str]], entity: str
) -> None:
    both, found_only, meant_only = counted

    assert both[entity] >= 0.9 * (both[entity] + meant_only[entity])
    assert both[entity] >= 0.9 * (both[entity] + found_only[entity])


@pytest.mark.parametrize("entity", ["old_value", "new_value", "marketing_channel"])
def test_what_is_to_change_is_mostly_found(
    counted: tuple[Counter[str], Counter[str], Counter[str]], entity: str
) -> None:
    both, _, meant_only = counted

    assert both[entity] >= 0.6 * (both[entity] + meant_only[entity])
