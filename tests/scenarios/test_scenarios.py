"""Every conversation under this folder, through the whole service, as it is written and without accents."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scenarios.player import Player

HERE = Path(__file__).resolve().parent
FILES = sorted(HERE.glob("*/*.yml"))
_LEAST = 60


def _runs() -> list[Any]:
    runs = []
    for path in FILES:
        scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
        for spelling in scenario.get("spellings", ["accents", "plain"]):
            name = f"{path.parent.name}/{path.stem}-{spelling}"
            runs.append(pytest.param(scenario, spelling == "accents", id=name))
    return runs


@pytest.mark.parametrize(("scenario", "accents"), _runs())
async def test_scenario(player: Player, scenario: dict[str, Any], accents: bool) -> None:
    if "gap" in scenario:
        # What ought to be does not hold yet: `known_gaps.md` says why. The day it does, this fails, and the gap goes.
        with pytest.raises(AssertionError):
            await player.play(scenario, accents=accents)
        return
    await player.play(scenario, accents=accents)


def test_there_are_enough_and_each_expects_something_of_the_database() -> None:
    scenarios = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]

    assert len(scenarios) >= _LEAST
    assert all(scenario.get("expect") for scenario in scenarios)


def test_every_gap_is_told_of_and_none_that_was_closed() -> None:
    gaps = {
        f"{path.parent.name}/{path.stem}" for path in FILES if "gap" in yaml.safe_load(path.read_text(encoding="utf-8"))
    }
    told = (HERE / "known_gaps.md").read_text(encoding="utf-8")

    assert set(re.findall(r"`(\w+/\w+)`", told)) == gaps
