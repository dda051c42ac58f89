"""Which weeks were told of, so that each is told of once."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "told_weeks",
        sa.Column("key", sa.String, nullable=False, comment="a platform and the Monday of a week"),
        sa.Column("at", sa.Float, nullable=False, comment="when somebody began to, in seconds since 1970"),
        sa.Column("told", sa.Boolean, nullable=False, comment="whether it is done"),
        sa.PrimaryKeyConstraint("key", name="pk_told_weeks"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("told_weeks")
