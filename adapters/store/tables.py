"""What is kept: ids, places and times; of what people wrote, where set, a journal's reduced words alone."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, MetaData, String, Table

metadata = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s"}
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", String, primary_key=True, comment="what marks a delivery as seen; the platform's ids"),
    Column("at", Float, nullable=False, index=True, comment="seconds since 1970"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", String, primary_key=True, comment="the last of the delivery's keys"),
    Column("platform", String, nullable=False),
    Column("door", String, nullable=False, comment="message, command or press"),
    Column("team", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("thread", String, nullable=False),
    Column("message", String, nullable=False, comment="the message's id; empty where there is none"),
    Column("person", String, nullable=False),
    Column("token", String, nullable=False, comment="what Discord takes a reply to an interaction with"),
    Column("at", Float, nullable=False, comment="when it came, in seconds since 1970"),
    Column("owner", String, nullable=False, comment="the process that answers; empty: none yet"),
    Column("due", Float, nullable=False, comment="not to be tried before"),
    Column("sending", Boolean, nullable=False, comment="whether the reply may have arrived"),
    Column("tries", Integer, nullable=False),
    Index("ix_outbox_platform_owner", "platform", "owner"),
)

processes = Table(
    "processes",
    metadata,
    Column("id", String, primary_key=True),
    Column("seen_at", Float, nullable=False, comment="when it last said that it lives"),
)

contexts = Table(
    "contexts",
    metadata,
    Column("key", String, primary_key=True, comment="a keyed hash of person and place"),
    Column("entry", String, nullable=False, comment="what answered the last question; empty: nothing"),
    Column("topic", String, nullable=False, comment="what the last question was about instead"),
    Column("at", Float, nullable=False, index=True),
    Column("person", String, nullable=False, server_default="", comment="a keyed hash of the person"),
)

manners = Table(
    "manners",
    metadata,
    Column("place", String, primary_key=True, comment="a channel's, workspace's or server's id"),
    Column("name", String, primary_key=True, comment="what is set there"),
    Column("value", String, nullable=False, comment="to what; empty: to nothing"),
)

gateway_sessions = Table(
    "gateway_sessions",
    metadata,
    Column("shard", String, primary_key=True, comment="its number, and of how many"),
    Column("id", String, nullable=False, comment="Discord's"),
    Column("gateway", String, nullable=False, comment="where it can be resumed"),
    Column("sequence", BigInteger, nullable=False, comment="the last event that is surely noted"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False, index=True, comment="seconds since 1970"),
    Column("platform", String, nullable=False),
    Column("place", String, nullable=False, comment="a keyed hash of the channel"),
    Column("person", String, nullable=False, index=True, comment="a keyed hash of the person"),
    Column("kind", String, nullable=False, comment="what the reply was, or: rated"),
    Column("because", String, nullable=False, comment="why the reply was that"),
    Column("entry", String, nullable=False, comment="what was shown, offered first or rated; empty: nothing"),
    Column("content", String, nullable=False, comment="the start of a hash of that entry's answer"),
    Column("topic", String, nullable=False),
    Column("score", Float, nullable=False, comment="of the best entry, in [0, 1]"),
    Column("seconds", Float, nullable=False, comment="from the question to its reply"),
    Column("helpful", Boolean, nullable=True, comment="what was said of the reply; null: nothing"),
    Column("words", String, nullable=False, comment="reduced to ordinary ones; empty: none are kept"),
    Column("uncounted", Boolean, nullable=False, comment="whether too few words were ordinary to keep any"),
)

told_weeks = Table(
    "told_weeks",
    metadata,
    Column("key", String, primary_key=True, comment="a platform and the Monday of a week"),
    Column("at", Float, nullable=False, comment="when somebody began to, in seconds since 1970"),
    Column("told", Boolean, nullable=False, comment="whether it is done"),
)
