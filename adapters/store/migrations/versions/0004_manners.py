"""What owners set in place, and by whom a follow-up was asked, so that they can be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the manners; hash the person of a context by itself, too."""
    op.create_table(
        "manners",
        sa.Column("place", sa.String, nullable=False, comment="a channel's, workspace's or server's id"),
        sa.Column("name", sa.String, nullable=False, comment="what is set there"),
        sa.Column("value", sa.String, nullable=False, comment="to what; empty: to nothing"),
        sa.PrimaryKeyConstraint("place", "name", name="pk_manners"),
    )
    # An older process that shares the database names no person; what it remembers is gone within minutes.
    person = sa.Column(
        "person", sa.String, nullable=False, server_default="", comment="a keyed hash of the person"
    )
    op.add_column("contexts", person)


def downgrade() -> None:
    """Drop both."""
    op.drop_table("manners")
    op.drop_column("contexts", "person")
