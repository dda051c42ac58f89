"""The last session of each of Discord's shards, so that the next process hears what nobody heard meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "gateway_sessions",
        sa.Column("shard", sa.String, nullable=False, comment="its number, and of how many"),
        sa.Column("id", sa.String, nullable=False, comment="Discord's"),
        sa.Column("gateway", sa.String, nullable=False, comment="where it can be resumed"),
        sa.Column("sequence", sa.BigInteger, nullable=False, comment="the last event that is surely noted"),
        sa.PrimaryKeyConstraint("shard", name="pk_gateway_sessions"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("gateway_sessions")
