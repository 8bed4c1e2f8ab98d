"""The connector's tables, as `migrations/` makes them; times are UTC epoch seconds."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# Where replies go (`wa_id`, else `user_id`) is as the citizen's last message had it. The lease is held by the
# dispatcher that handles this citizen; the burst is the pair limit's window (contract 5.4).
citizens = Table(
    "whatsapp_citizens",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("number", String(32), nullable=False),
    Column("wa_id", String(32)),
    Column("user_id", String(160)),
    Column("created_at", Float, nullable=False),
    Column("last_inbound_at", Float),
    Column("verified_at", Float),
    Column("unsupported_at", Float),
    Column("lease_by", String(40)),
    Column("lease_until", Float, nullable=False, server_default="0"),
    Column("burst_at", Float, nullable=False, server_default="0"),
    Column("burst_count", Integer, nullable=False, server_default="0"),
)

# A phone number or a business-scoped user id, at one of our numbers, belongs to one citizen.
addresses = Table(
    "whatsapp_addresses",
    metadata,
    Column("number", String(32), primary_key=True),
    Column("address", String(160), primary_key=True),
    Column("citizen", String(64), ForeignKey("whatsapp_citizens.id", ondelete="CASCADE"), nullable=False),
    Index("ix_whatsapp_addresses_citizen", "citizen"),
)

# What still has to be handled. `claim`, a digest of number and message id, alone outlives "delete my data".
inbox = Table(
    "whatsapp_inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("claim", String(64), nullable=False),
    Column("citizen", String(64)),
    Column("message_id", String(512)),
    Column("kind", String(16), nullable=False),
    Column("content", Text),
    Column("sent_at", Float, nullable=False),
    Column("received_at", Float, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("started_at", Float),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("state", String(8), nullable=False, server_default="new"),
    UniqueConstraint("claim", name="uq_whatsapp_inbox_claim"),
    Index("ix_whatsapp_inbox_due", "state", "not_before"),
    Index("ix_whatsapp_inbox_citizen", "citizen", "state"),
    sqlite_autoincrement=True,
)

# What still has to be sent, and what we sent. One reply a turn at most: `turn` is the inbox row, unique.
outbox = Table(
    "whatsapp_outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("turn", Integer),
    Column("citizen", String(64), ForeignKey("whatsapp_citizens.id", ondelete="CASCADE"), nullable=False),
    Column("payload", Text, nullable=False),
    Column("taps", Text, nullable=False),
    Column("media", Text),
    Column("proactive", Boolean, nullable=False),
    Column("forget", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", Float, nullable=False),
    Column("wamid", String(512)),
    Column("code", Integer),
    Column("created_at", Float, nullable=False),
    Column("sent_at", Float),
    UniqueConstraint("turn", name="uq_whatsapp_outbox_turn"),
    Index("ix_whatsapp_outbox_wamid", "wamid"),
    Index("ix_whatsapp_outbox_state", "state", "citizen", "id"),
    Index("ix_whatsapp_outbox_citizen", "citizen", "id"),
    sqlite_autoincrement=True,
)

# Media that Meta already holds for us, by content.
media = Table(
    "whatsapp_media",
    metadata,
    Column("number", String(32), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("media_id", String(128), nullable=False),
    Column("uploaded_at", Float, nullable=False),
)
