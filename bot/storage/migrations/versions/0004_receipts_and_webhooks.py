"""receipts and webhooks

What organisations' systems are told and answer. Receipts need no table: all that they say is in themselves.
"""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Id, UtcDateTime

revision = "0004"
down_revision = "0003"

_SLUG = sa.String(64)
_WORD = sa.String(32)
_CODE = sa.String(16)
_HASH = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "system_instructions",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("code", _CODE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", _WORD, nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("give_up_at", UtcDateTime(), nullable=False),
        sa.Column("result", _WORD),
        sa.Column("attention", _WORD),
        sa.Column("attention_at", UtcDateTime()),
        sa.Column("detail", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_instructions")),
        sa.UniqueConstraint("ticket", "number", name=op.f("uq_system_instructions_ticket_number")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_system_instructions_ticket")),
    )
    op.create_index(op.f("ix_system_instructions_due"), "system_instructions", ["state", "due_at"])
    op.create_index(op.f("ix_system_instructions_attention"), "system_instructions", ["attention", "organisation"])
    op.create_table(
        "system_answers",
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("answer", _HASH, nullable=False),
        sa.Column("body_hash", _HASH, nullable=False),
        sa.Column("instruction", Id, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "answer", name=op.f("pk_system_answers")),
        sa.ForeignKeyConstraint(
            ["instruction"], ["system_instructions.id"], name=op.f("fk_system_answers_instruction")
        ),
    )
    op.create_index(op.f("ix_system_answers_instruction"), "system_answers", ["instruction"])
    op.create_index(op.f("ix_system_answers_at"), "system_answers", ["at"])


def downgrade() -> None:
    for table in ("system_answers", "system_instructions"):
        op.drop_table(table)
