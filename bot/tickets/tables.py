"""The tables of tickets. Personal values are `Keyring` tokens; a person is found by the index of a contact or a customer number.

Erasing a ticket clears `conversation`, `turn`, the three indexes, `contact` and `matter` here, and `told` and `note` of its history.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.metadata import metadata
from bot.storage.types import Id, Json, UtcDateTime

_SLUG = String(64)
_INDEX = String(64)
_HASH = String(64)
_CONVERSATION = String(128)
_TURN = String(128)
_WORD = String(32)
_CODE = String(16)
_LONG_WORD = String(64)

tickets = Table(
    "tickets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("code", _CODE, nullable=False),
    # Counts the tickets of the organisation, so that one cannot vanish unnoticed.
    Column("number", Integer, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("status", _WORD, nullable=False),
    Column("channel", _WORD, nullable=False),
    Column("conversation", _CONVERSATION),
    Column("turn", _TURN),
    Column("part", Integer, nullable=False),
    Column("subject", _INDEX),
    Column("customer_index", _INDEX),
    Column("contact_index", _INDEX),
    Column("contact_kind", _WORD),
    Column("contact", Text),
    Column("proof_id", Id),
    Column("proof_method", _WORD),
    Column("proof_strength", Integer, nullable=False),
    # Blind indexes of what the ticket is about, for duplicates.
    Column("matter", Json, nullable=False),
    Column("holds", Json, nullable=False),
    Column("third_party", Boolean, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("acknowledge_by", UtcDateTime, nullable=False),
    Column("complete_by", UtcDateTime, nullable=False),
    Column("extended", Boolean, nullable=False),
    Column("status_since", UtcDateTime, nullable=False),
    Column("acknowledged_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("erased_at", UtcDateTime),
    Column("ground", _LONG_WORD),
    Column("linked", _CODE),
    Column("merged_into", _CODE),
    # The number of entries in the history, and the hash of the last. Every change raises it by one.
    Column("version", Integer, nullable=False),
    Column("head", _HASH, nullable=False),
    UniqueConstraint("code"),
    UniqueConstraint("organisation", "number"),
    # One ticket for one part of one turn, however often the turn is replayed.
    UniqueConstraint("organisation", "conversation", "turn", "part"),
    Index("ix_tickets_subject", "organisation", "subject"),
    Index("ix_tickets_customer_index", "organisation", "customer_index"),
    Index("ix_tickets_contact_index", "organisation", "contact_index"),
    Index("ix_tickets_due", "status", "complete_by"),
)

history = Table(
    "ticket_history",
    metadata,
    Column("ticket", Id, ForeignKey("tickets.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("action", _WORD, nullable=False),
    Column("role", _WORD, nullable=False),
    Column("actor", _SLUG, nullable=False),
    Column("status_before", _WORD),
    Column("status_after", _WORD, nullable=False),
    Column("facts", Json, nullable=False),
    # What the person said or was told: the request itself in the first entry. `note` is for staff.
    Column("told", Text),
    Column("told_hash", _HASH),
    Column("note", Text),
    Column("note_hash", _HASH),
    Column("previous", _HASH, nullable=False),
    Column("hash", _HASH, nullable=False),
    PrimaryKeyConstraint("ticket", "sequence"),
)

ledgers = Table(
    "ticket_ledgers",
    metadata,
    # One row an organisation. Whoever opens a ticket locks it first, so that openings happen one after the other.
    Column("organisation", _SLUG, primary_key=True),
    Column("opened", Integer, nullable=False),
    # The hash of the first entry of the last ticket opened.
    Column("head", _HASH, nullable=False),
)

confirmations = Table(
    "ticket_confirmations",
    metadata,
    Column("token_hash", _INDEX, primary_key=True),
    Column("ticket", Id, ForeignKey("tickets.id"), nullable=False),
    Column("conversation", _CONVERSATION, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_ticket_confirmations_ticket", "ticket"),
    Index("ix_ticket_confirmations_expires_at", "expires_at"),
)

freezes = Table(
    "ticket_freezes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    # Whose tickets, and from which conversation; NULL: whoever, whichever. Never both.
    Column("subject", _INDEX),
    Column("conversation", _CONVERSATION),
    Column("hold", _WORD, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("lifted_at", UtcDateTime),
    Index("ix_ticket_freezes_subject", "organisation", "subject"),
    Index("ix_ticket_freezes_conversation", "organisation", "conversation"),
)

notices = Table(
    "ticket_notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("ticket", Id, ForeignKey("tickets.id"), nullable=False),
    Column("name", _LONG_WORD, nullable=False),
    # NULL once it is sent: the history keeps what was said.
    Column("content", Text),
    Column("made_at", UtcDateTime, nullable=False),
    # For reminders: the ticket, the name and the day, so that nobody is reminded twice a day.
    Column("once", String(128)),
    Column("claimed_until", UtcDateTime),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("once"),
    Index("ix_ticket_notices_due", "sent_at", "made_at"),
    Index("ix_ticket_notices_ticket", "ticket"),
)
