"""What is enough for what."""

from bot.identity.models import Purpose, Strength
from bot.identity.rules import RULES, required_strength


def test_every_purpose_has_its_rule() -> None:
    assert set(RULES) == set(Purpose)


def test_the_table_of_strengths() -> None:
    assert {purpose.value: required_strength(purpose).name for purpose in Purpose} == {
        "ticket_status": "NONE",
        "own_tickets": "CONTACT",
        "complaint": "CONTACT",
        "objection": "CONTACT",
        "deletion_of_given": "CONTACT",
        "deletion": "ON_RECORD",
        "correction": "ON_RECORD",
        "access": "ON_RECORD",
        "withdraw_consent": "ON_RECORD",
        "restriction": "ON_RECORD",
        "change_contact": "ON_RECORD",
    }


def test_only_a_change_of_contact_tells_the_old_one() -> None:
    assert [purpose for purpose, rule in RULES.items() if rule.tells_old_contact] == [Purpose.CHANGE_CONTACT]


def test_strengths_are_in_order() -> None:
    assert Strength.NONE < Strength.CONTACT < Strength.ON_RECORD
