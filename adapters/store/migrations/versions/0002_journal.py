"""What was asked and how it went, for those who look after the FAQ."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the journal."""
    op.create_table(
        "journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.Float, nullable=False, comment="seconds since 1970"),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False, comment="a keyed hash of the channel"),
        sa.Column("person", sa.String, nullable=False, comment="a keyed hash of the person"),
        sa.Column("kind", sa.String, nullable=False, comment="what the reply was, or: rated"),
        sa.Column("because", sa.String, nullable=False, comment="why the reply was that"),
        sa.Column(
            "entry", sa.String, nullable=False, comment="what was shown, offered first or rated; empty: nothing"
        ),
        sa.Column("content", sa.String, nullable=False, comment="the start of a hash of that entry's answer"),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("score", sa.Float, nullable=False, comment="of the best entry, in [0, 1]"),
        sa.Column("seconds", sa.Float, nullable=False, comment="from the question to its reply"),
        sa.Column("helpful", sa.Boolean, nullable=True, comment="what was said of the reply; null: nothing"),
        sa.Column("words", sa.String, nullable=False, comment="reduced to ordinary ones; empty: none are kept"),
        sa.Column(
            "uncounted", sa.Boolean, nullable=False, comment="whether too few words were ordinary to keep any"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )
    op.create_index("ix_journal_at", "journal", ["at"])
    op.create_index("ix_journal_person", "journal", ["person"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("journal")
