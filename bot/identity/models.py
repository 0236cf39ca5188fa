"""What identity is made of. Every contact prints masked; no code, token or customer's number is in any `repr`."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.identity.contacts import Contact


class Strength(IntEnum):
    """In order: what is enough for a purpose is this or anything above it."""

    NONE = 0
    CONTACT = 1
    """The person controls a contact, whoever they are."""
    ON_RECORD = 2
    """The person controls a contact that the organisation has on record, or the organisation's own site says who they
    are.
    """


class Method(StrEnum):
    OTP_EMAIL = "otp_email"
    OTP_SMS = "otp_sms"
    OTP_ZALO = "otp_zalo"
    TELEGRAM_CONTACT = "telegram_contact"
    SITE_JWT = "site_jwt"


class Purpose(StrEnum):
    """What a person wants to do. The kinds of tickets have the same names."""

    TICKET_STATUS = "ticket_status"
    OWN_TICKETS = "own_tickets"
    COMPLAINT = "complaint"
    OBJECTION = "objection"
    DELETION = "deletion"
    DELETION_OF_GIVEN = "deletion_of_given"
    """Of what a person gave by the contact they prove, when the organisation has no record of them."""
    CORRECTION = "correction"
    ACCESS = "access"
    WITHDRAW_CONSENT = "withdraw_consent"
    RESTRICTION = "restriction"
    CHANGE_CONTACT = "change_contact"


class ChallengeState(StrEnum):
    PENDING = "pending"
    """Asked for; whether the code goes out is not decided yet."""
    ARMED = "armed"
    """The only state in which a code can be right."""
    VOID = "void"
    """Nobody was or will be sent this code. To the conversation it looks like any other."""
    USED = "used"
    REVOKED = "revoked"


LIVE = (ChallengeState.PENDING, ChallengeState.ARMED, ChallengeState.VOID)
"""A guess is counted and compared in these."""
UNSETTLED = (ChallengeState.PENDING, ChallengeState.ARMED)
"""A code may still be sent in these."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """One code that was asked for. `code_hash` is keyed and of no use without the key."""

    id: str
    organisation: str
    channel: str
    conversation: str = field(repr=False)
    subject: str = field(repr=False)
    contact: Contact
    purpose: Purpose
    code_hash: str = field(repr=False)
    state: ChallengeState
    method: Method | None
    customer: str | None = field(repr=False)
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence that the person of this conversation controls a contact. `subject` is the blind index of the contact,
    equal in every conversation and organisation; `customer` is the organisation's own number of the person, if it has
    one.
    """

    id: str
    organisation: str
    channel: str
    conversation: str = field(repr=False)
    subject: str = field(repr=False)
    contact: Contact
    method: Method
    strength: Strength
    customer: str | None = field(repr=False)
    made_at: datetime
    expires_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Customer:
    """One person in an organisation's records. `number` is the organisation's own name for the record; `birth_date` is
    ISO 8601 or empty; `more` holds further columns.
    """

    number: str
    name: str
    contacts: tuple[Contact, ...]
    birth_date: str = ""
    more: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Customer({len(self.contacts)} contacts)"


class DisownedKind(StrEnum):
    CODE = "code"
    CONTACT_CHANGE = "contact_change"


@dataclass(frozen=True, slots=True)
class Disowned:
    """Somebody answered "Không phải tôi" to a message that this conversation caused."""

    organisation: str
    conversation: str = field(repr=False)
    subject: str = field(repr=False)
    kind: DisownedKind
    at: datetime


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact card of a Telegram message, as the channel parsed it. `contact_user` is whom Telegram says the card
    belongs to.
    """

    sender: int
    contact_user: int | None
    phone: str = field(repr=False)
    private_chat: bool
    forwarded: bool


class RefusalReason(StrEnum):
    MALFORMED = "malformed"
    """Not six digits; nothing was compared or counted."""
    NOT_VALID = "not_valid"
    """Unknown, expired, replaced, used or wrong: nobody is told which."""
    LOCKED = "locked"
    """No tries are left today."""
    FOREIGN_CONTACT = "foreign_contact"
    """A Telegram contact that is not the sender's own, or no mobile number of Viet Nam."""
    SITE_TOKEN = "site_token"  # noqa: S105 - the name of a reason
    """The token of the organisation's site is forged, old, for somebody else, or was used before."""


class RepresentativeKind(StrEnum):
    PARENT = "parent"
    GUARDIAN = "guardian"
    AUTHORISED = "authorised"


class Authority(StrEnum):
    UNCHECKED = "unchecked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Representation:
    """Somebody asks on another person's behalf. `basis` is what they say gives them the right to; it counts for nothing
    until a member of staff has set `authority`.
    """

    id: str
    organisation: str
    conversation: str = field(repr=False)
    kind: RepresentativeKind
    represented: str = field(repr=False)
    basis: str = field(repr=False)
    authority: Authority
    made_at: datetime
    checked_by: str | None = None
    checked_at: datetime | None = None
    note: str | None = field(default=None, repr=False)
