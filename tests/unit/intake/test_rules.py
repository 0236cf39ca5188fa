"""The file of the organisations' differences: what is wrong with it is said in Vietnamese."""

from pathlib import Path

import pytest

from bot.intake.errors import InvalidRules
from bot.intake.rules import DEFAULTS, load_rules, parse_rules


def test_another_file_of_the_same_shape_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[shop]\nurgent = true\nnotes.deletion = ['a']\n", encoding="utf-8")

    rules = load_rules(path).of("shop")

    assert rules.urgent and not rules.read_back and load_rules(path).of("other") == DEFAULTS


@pytest.mark.parametrize(
    "text",
    [
        "[shop",
        "[shop]\nurgnt = true",
        "[shop]\nurgent = 'maybe'",
        "[shop]\nfree = ['holidays']",
        "shop = 1",
        "[[shop.purposes]]\ntitle = ''",
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_file(text: str) -> None:
    with pytest.raises(InvalidRules, match=r"^mine\.toml: "):
        parse_rules(text, "mine.toml")
