"""base

The beginning. Storage itself needs no table; Alembic makes its own for the revision.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing to create."""


def downgrade() -> None:
    """Nothing to drop."""
