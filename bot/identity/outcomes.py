"""What the service answers. Each has its sentence for the person; for unknown, expired and wrong it is the same
sentence.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.identity import wording
from bot.identity.contacts import Contact
from bot.identity.models import Proof, RefusalReason


@dataclass(frozen=True, slots=True)
class Sent:
    """A code is on its way, or would be if the contact were on record: the two cannot be told apart."""

    contact: Contact
    on_record_only: bool
    resend_at: datetime
    expires_at: datetime

    @property
    def masked(self) -> str:
        return self.contact.masked

    @property
    def sentence(self) -> str:
        return wording.code_on_its_way(self.masked, self.on_record_only)


@dataclass(frozen=True, slots=True)
class Refused:
    reason: RefusalReason

    @property
    def sentence(self) -> str:
        return wording.REFUSALS[self.reason]


@dataclass(frozen=True, slots=True)
class Proved:
    """`proofs` holds at least one; a signed-in visitor may have proved an address and a number at once."""

    proofs: tuple[Proof, ...]

    @property
    def proof(self) -> Proof:
        return self.proofs[0]

    @property
    def sentence(self) -> str:
        return wording.proved(self.proof.contact.masked)


Outcome = Proved | Refused
