"""identity

One-time codes and their limits, proofs, "Không phải tôi" links, queued messages and the demo's mailbox, customers,
representatives.
"""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Id, UtcDateTime

revision = "0002"
down_revision = "0001"

_SUBJECT = sa.String(64)
_SLUG = sa.String(64)
_CONVERSATION = sa.String(128)
_WORD = sa.String(32)


def upgrade() -> None:
    _codes()
    _messages()
    _proofs()
    _customers()
    _representations()


def _codes() -> None:
    op.create_table(
        "identity_subjects",
        sa.Column("subject", _SUBJECT, nullable=False),
        sa.Column("code_at_1", UtcDateTime()),
        sa.Column("code_at_2", UtcDateTime()),
        sa.Column("code_at_3", UtcDateTime()),
        sa.Column("tries_day", sa.Date()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_identity_subjects")),
    )
    op.create_table(
        "identity_challenges",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("channel", _WORD, nullable=False),
        sa.Column("conversation", _CONVERSATION, nullable=False),
        sa.Column("subject", _SUBJECT, nullable=False),
        sa.Column("contact_kind", _WORD, nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("purpose", _WORD, nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("method", _WORD),
        sa.Column("customer", sa.Text()),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_challenges")),
    )
    _index("identity_challenges", "conversation", "made_at")
    _index("identity_challenges", "made_at")
    op.create_table(
        "identity_disown_links",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("conversation", _CONVERSATION, nullable=False),
        sa.Column("subject", _SUBJECT, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_identity_disown_links")),
    )
    _index("identity_disown_links", "conversation")
    _index("identity_disown_links", "made_at")


def _messages() -> None:
    op.create_table(
        "identity_deliveries",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("conversation", _CONVERSATION, nullable=False),
        sa.Column("challenge", Id),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("contact_kind", _WORD, nullable=False),
        sa.Column("recipient", sa.Text()),
        sa.Column("content", sa.Text()),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_deliveries")),
        sa.ForeignKeyConstraint(
            ["challenge"],
            ["identity_challenges.id"],
            name=op.f("fk_identity_deliveries_challenge"),
            ondelete="CASCADE",
        ),
    )
    _index("identity_deliveries", "state", "due_at")
    _index("identity_deliveries", "challenge")
    _index("identity_deliveries", "conversation")
    op.create_table(
        "identity_mailbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("conversation", _CONVERSATION, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_mailbox")),
    )
    _index("identity_mailbox", "conversation")
    _index("identity_mailbox", "made_at")


def _proofs() -> None:
    op.create_table(
        "identity_proofs",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("channel", _WORD, nullable=False),
        sa.Column("conversation", _CONVERSATION, nullable=False),
        sa.Column("subject", _SUBJECT, nullable=False),
        sa.Column("contact_kind", _WORD, nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("method", _WORD, nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Text()),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_proofs")),
    )
    _index("identity_proofs", "conversation")
    _index("identity_proofs", "ends_at")
    op.create_table(
        "identity_site_tokens",
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("jti_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "jti_hash", name=op.f("pk_identity_site_tokens")),
    )
    _index("identity_site_tokens", "expires_at")


def _customers() -> None:
    op.create_table(
        "identity_customers",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("number_index", sa.String(64), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("record_index", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_customers")),
        sa.UniqueConstraint(
            "organisation", "number_index", name=op.f("uq_identity_customers_organisation_number_index")
        ),
    )
    op.create_table(
        "identity_customer_contacts",
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("subject", _SUBJECT, nullable=False),
        sa.Column("customer", Id, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "subject", name=op.f("pk_identity_customer_contacts")),
        sa.ForeignKeyConstraint(
            ["customer"],
            ["identity_customers.id"],
            name=op.f("fk_identity_customer_contacts_customer"),
            ondelete="CASCADE",
        ),
    )
    _index("identity_customer_contacts", "customer")


def _representations() -> None:
    op.create_table(
        "identity_representations",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation", _SLUG, nullable=False),
        sa.Column("conversation", _CONVERSATION, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("represented", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("checked_by", sa.String(128)),
        sa.Column("checked_at", UtcDateTime()),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_representations")),
    )
    _index("identity_representations", "conversation")
    _index("identity_representations", "organisation", "state")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def downgrade() -> None:
    for table in (
        "identity_representations",
        "identity_customer_contacts",
        "identity_customers",
        "identity_site_tokens",
        "identity_proofs",
        "identity_mailbox",
        "identity_deliveries",
        "identity_disown_links",
        "identity_challenges",
        "identity_subjects",
    ):
        op.drop_table(table)
