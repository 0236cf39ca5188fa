"""tickets

Tickets with their hash-chained history and the ledger that counts them, confirmations of withdrawals, contacts in doubt,
notices that wait to be sent.
"""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Id, Json, UtcDateTime

revision = "0003"
down_revision = "0002"

_SLUG = sa.String(64)
_INDEX = sa.String(64)
_HASH = sa.String(64)
_CONVERSATION = sa.String(128)
_TURN = sa.String(128)
_WORD = sa.String(32)
_LONG_WORD = sa.String(64)
_CODE = sa.String(16)


def upgrade() -> None:
    _tickets()
    _history()
    _doubts()
    _notices()


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("code", _CODE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("status", _WORD, nullable=False),
        sa.Column("channel", _WORD, nullable=False),
        sa.Column("conversation", _CONVERSATION),
        sa.Column("turn", _TURN),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("subject", _INDEX),
        sa.Column("customer_index", _INDEX),
        sa.Column("contact_index", _INDEX),
        sa.Column("contact_kind", _WORD),
        sa.Column("contact", sa.Text()),
        sa.Column("proof_id", Id),
        sa.Column("proof_method", _WORD),
        sa.Column("proof_strength", sa.Integer(), nullable=False),
        sa.Column("matter", Json, nullable=False),
        sa.Column("holds", Json, nullable=False),
        sa.Column("third_party", sa.Boolean(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("acknowledge_by", UtcDateTime(), nullable=False),
        sa.Column("complete_by", UtcDateTime(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("status_since", UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime()),
        sa.Column("closed_at", UtcDateTime()),
        sa.Column("erased_at", UtcDateTime()),
        sa.Column("ground", _LONG_WORD),
        sa.Column("linked", _CODE),
        sa.Column("merged_into", _CODE),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("code", name=op.f("uq_tickets_code")),
        sa.UniqueConstraint("organisation", "number", name=op.f("uq_tickets_organisation_number")),
        sa.UniqueConstraint(
            "organisation", "conversation", "turn", "part", name=op.f("uq_tickets_organisation_conversation_turn_part")
        ),
    )
    op.create_index(op.f("ix_tickets_subject"), "tickets", ["organisation", "subject"])
    op.create_index(op.f("ix_tickets_customer_index"), "tickets", ["organisation", "customer_index"])
    op.create_index(op.f("ix_tickets_contact_index"), "tickets", ["organisation", "contact_index"])
    op.create_index(op.f("ix_tickets_due"), "tickets", ["status", "complete_by"])


def _history() -> None:
    op.create_table(
        "ticket_history",
        sa.Column("ticket", Id, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("action", _WORD, nullable=False),
        sa.Column("role", _WORD, nullable=False),
        sa.Column("actor", _SLUG, nullable=False),
        sa.Column("status_before", _WORD),
        sa.Column("status_after", _WORD, nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("told", sa.Text()),
        sa.Column("told_hash", _HASH),
        sa.Column("note", sa.Text()),
        sa.Column("note_hash", _HASH),
        sa.Column("previous", _HASH, nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("ticket", "sequence", name=op.f("pk_ticket_history")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_ticket_history_ticket")),
    )
    op.create_table(
        "ticket_ledgers",
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("head", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_ticket_ledgers")),
    )


def _doubts() -> None:
    op.create_table(
        "ticket_confirmations",
        sa.Column("token_hash", _INDEX, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("conversation", _CONVERSATION, nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_ticket_confirmations")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_ticket_confirmations_ticket")),
    )
    op.create_index(op.f("ix_ticket_confirmations_ticket"), "ticket_confirmations", ["ticket"])
    op.create_index(op.f("ix_ticket_confirmations_expires_at"), "ticket_confirmations", ["expires_at"])
    op.create_table(
        "ticket_freezes",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("subject", _INDEX),
        sa.Column("conversation", _CONVERSATION),
        sa.Column("hold", _WORD, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("lifted_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_freezes")),
    )
    op.create_index(op.f("ix_ticket_freezes_subject"), "ticket_freezes", ["organisation", "subject"])
    op.create_index(op.f("ix_ticket_freezes_conversation"), "ticket_freezes", ["organisation", "conversation"])


def _notices() -> None:
    op.create_table(
        "ticket_notices",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("name", _LONG_WORD, nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("once", sa.String(128)),
        sa.Column("claimed_until", UtcDateTime()),
        sa.Column("sent_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_notices")),
        sa.UniqueConstraint("once", name=op.f("uq_ticket_notices_once")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_ticket_notices_ticket")),
    )
    op.create_index(op.f("ix_ticket_notices_due"), "ticket_notices", ["sent_at", "made_at"])
    op.create_index(op.f("ix_ticket_notices_ticket"), "ticket_notices", ["ticket"])


def downgrade() -> None:
    for table in (
        "ticket_notices",
        "ticket_freezes",
        "ticket_confirmations",
        "ticket_history",
        "tickets",
        "ticket_ledgers",
    ):
        op.drop_table(table)
