"""What was seen, what is owed, who is at work, and what a follow-up refers to."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String, nullable=False, comment="what marks a delivery as seen; the platform's ids"),
        sa.Column("at", sa.Float, nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("key", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_at", "deliveries", ["at"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.String, nullable=False, comment="the last of the delivery's keys"),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("door", sa.String, nullable=False, comment="message, command or press"),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("thread", sa.String, nullable=False),
        sa.Column("message", sa.String, nullable=False, comment="the message's id; empty where there is none"),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("token", sa.String, nullable=False, comment="what Discord takes a reply to an interaction with"),
        sa.Column("at", sa.Float, nullable=False, comment="when it came, in seconds since 1970"),
        sa.Column("owner", sa.String, nullable=False, comment="the process that answers; empty: none yet"),
        sa.Column("due", sa.Float, nullable=False, comment="not to be tried before"),
        sa.Column("sending", sa.Boolean, nullable=False, comment="whether the reply may have arrived"),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_platform_owner", "outbox", ["platform", "owner"])
    op.create_table(
        "processes",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False, comment="when it last said that it lives"),
        sa.PrimaryKeyConstraint("id", name="pk_processes"),
    )
    op.create_table(
        "contexts",
        sa.Column("key", sa.String, nullable=False, comment="a keyed hash of person and place"),
        sa.Column("entry", sa.String, nullable=False, comment="what answered the last question; empty: nothing"),
        sa.Column("topic", sa.String, nullable=False, comment="what the last question was about instead"),
        sa.Column("at", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_contexts"),
    )
    op.create_index("ix_contexts_at", "contexts", ["at"])


def downgrade() -> None:
    """Drop them."""
    for table in ("contexts", "processes", "outbox", "deliveries"):
        op.drop_table(table)
