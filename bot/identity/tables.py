"""The tables of identity. Contacts, names and customer numbers are `Keyring` tokens; `subject` is the blind index of a
contact.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.storage.metadata import metadata
from bot.storage.types import Id, UtcDateTime

_SUBJECT = String(64)
_SLUG = String(64)
_CONVERSATION = String(128)
_WORD = String(32)

subjects = Table(
    "identity_subjects",
    metadata,
    # One row a contact, whether anybody knows it or not. Every limit is one UPDATE of this row.
    Column("subject", _SUBJECT, primary_key=True),
    # When the last three codes were asked for, newest first.
    Column("code_at_1", UtcDateTime),
    Column("code_at_2", UtcDateTime),
    Column("code_at_3", UtcDateTime),
    # The day in Hà Nội that `tries` counts.
    Column("tries_day", Date),
    Column("tries", Integer, nullable=False),
)

challenges = Table(
    "identity_challenges",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("channel", _WORD, nullable=False),
    Column("conversation", _CONVERSATION, nullable=False),
    Column("subject", _SUBJECT, nullable=False),
    Column("contact_kind", _WORD, nullable=False),
    Column("contact", Text, nullable=False),
    Column("purpose", _WORD, nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("state", _WORD, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("method", _WORD),
    Column("customer", Text),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_identity_challenges_conversation_made_at", "conversation", "made_at"),
    Index(None, "made_at"),
)

disown_links = Table(
    "identity_disown_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("conversation", _CONVERSATION, nullable=False),
    Column("subject", _SUBJECT, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    # Set once; a link with it is a `Disowned` event.
    Column("used_at", UtcDateTime),
    Index(None, "conversation"),
    Index(None, "made_at"),
)

deliveries = Table(
    "identity_deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("conversation", _CONVERSATION, nullable=False),
    Column("challenge", Id, ForeignKey("identity_challenges.id", ondelete="CASCADE")),
    Column("kind", _WORD, nullable=False),
    Column("contact_kind", _WORD, nullable=False),
    # Recipient and content are wiped as soon as the message is settled.
    Column("recipient", Text),
    Column("content", Text),
    Column("state", _WORD, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_identity_deliveries_state_due_at", "state", "due_at"),
    Index(None, "challenge"),
    Index(None, "conversation"),
)

mailbox = Table(
    "identity_mailbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("conversation", _CONVERSATION, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("message", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Index(None, "conversation"),
    Index(None, "made_at"),
)

proofs = Table(
    "identity_proofs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("channel", _WORD, nullable=False),
    Column("conversation", _CONVERSATION, nullable=False),
    Column("subject", _SUBJECT, nullable=False),
    Column("contact_kind", _WORD, nullable=False),
    Column("contact", Text, nullable=False),
    Column("method", _WORD, nullable=False),
    Column("strength", Integer, nullable=False),
    Column("customer", Text),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Index(None, "conversation"),
    Index(None, "ends_at"),
)

site_tokens = Table(
    "identity_site_tokens",
    metadata,
    # The primary key is what makes a `jti` count once, under any concurrency.
    Column("organisation", _SLUG, primary_key=True),
    Column("jti_hash", String(64), primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False),
    Index(None, "expires_at"),
)

customers = Table(
    "identity_customers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("number_index", String(64), nullable=False),
    Column("record", Text, nullable=False),
    # An index of the whole record, by which an import sees what has not changed.
    Column("record_index", String(64), nullable=False),
    UniqueConstraint("organisation", "number_index"),
)

customer_contacts = Table(
    "identity_customer_contacts",
    metadata,
    Column("organisation", _SLUG, primary_key=True),
    Column("subject", _SUBJECT, primary_key=True),
    Column("customer", Id, ForeignKey("identity_customers.id", ondelete="CASCADE"), nullable=False),
    Index(None, "customer"),
)

representations = Table(
    "identity_representations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("conversation", _CONVERSATION, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("represented", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("checked_by", String(128)),
    Column("checked_at", UtcDateTime),
    Column("note", Text),
    Index(None, "conversation"),
    Index("ix_identity_representations_organisation_state", "organisation", "state"),
)
