"""What must be proved for what. The one table; nobody else decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.identity.models import Purpose, Strength


@dataclass(frozen=True, slots=True)
class Rule:
    """`tells_old_contact`: whoever had the contact until now hears of the change, and can refuse it."""

    strength: Strength
    tells_old_contact: bool = False

    @property
    def on_record_only(self) -> bool:
        return self.strength >= Strength.ON_RECORD


RULES: Mapping[Purpose, Rule] = MappingProxyType(
    {
        # By code alone the public state only is told.
        Purpose.TICKET_STATUS: Rule(Strength.NONE),
        Purpose.OWN_TICKETS: Rule(Strength.CONTACT),
        # Everybody may complain, customers or not.
        Purpose.COMPLAINT: Rule(Strength.CONTACT),
        # Whoever holds a number may ask that it is not called.
        Purpose.OBJECTION: Rule(Strength.CONTACT),
        Purpose.DELETION_OF_GIVEN: Rule(Strength.CONTACT),
        # These change or show a record, so the record must know the contact.
        Purpose.DELETION: Rule(Strength.ON_RECORD),
        Purpose.CORRECTION: Rule(Strength.ON_RECORD),
        Purpose.ACCESS: Rule(Strength.ON_RECORD),
        Purpose.WITHDRAW_CONSENT: Rule(Strength.ON_RECORD),
        Purpose.RESTRICTION: Rule(Strength.ON_RECORD),
        # Who controls the contact controls every later proof.
        Purpose.CHANGE_CONTACT: Rule(Strength.ON_RECORD, tells_old_contact=True),
    }
)


def required_strength(purpose: Purpose) -> Strength:
    return RULES[purpose].strength
