"""The tables of what organisations' systems are told and answer. Only `detail` may be personal; it is a `Keyring` token."""

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint

from bot.storage.metadata import metadata
from bot.storage.types import Id, UtcDateTime

_SLUG = String(64)
_WORD = String(32)
_CODE = String(16)
_HASH = String(64)

instructions = Table(
    "system_instructions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation", _SLUG, nullable=False),
    Column("ticket", Id, ForeignKey("tickets.id"), nullable=False),
    Column("code", _CODE, nullable=False),
    Column("number", Integer, nullable=False),
    Column("event", _WORD, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    # When it may next be tried; of one that is being tried, when its worker is given up for dead.
    Column("due_at", UtcDateTime, nullable=False),
    Column("give_up_at", UtcDateTime, nullable=False),
    Column("result", _WORD),
    # Why a person has to look, since when, and what the systems wrote. All NULL once somebody has looked.
    Column("attention", _WORD),
    Column("attention_at", UtcDateTime),
    Column("detail", Text),
    UniqueConstraint("ticket", "number"),
    Index("ix_system_instructions_due", "state", "due_at"),
    Index("ix_system_instructions_attention", "attention", "organisation"),
)

answers = Table(
    "system_answers",
    metadata,
    # The primary key is what makes an answer count once, under any concurrency.
    Column("organisation", _SLUG, nullable=False),
    Column("answer", _HASH, nullable=False),
    Column("body_hash", _HASH, nullable=False),
    Column("instruction", Id, ForeignKey("system_instructions.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("organisation", "answer"),
    Index("ix_system_answers_instruction", "instruction"),
    Index("ix_system_answers_at", "at"),
)
