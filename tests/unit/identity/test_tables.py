"""The migration makes exactly the tables that the program knows."""

from bot.identity import tables
from bot.storage.upgrading import check, upgrade


def test_migrated_tables_are_those_of_the_program(empty_url: str) -> None:
    assert tables.challenges.name == "identity_challenges"
    upgrade(empty_url)
    assert [problem for problem in check(empty_url) if "identity_" in problem] == []
