"""The connector's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "whatsapp_citizens",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("wa_id", sa.String(length=32), nullable=True),
        sa.Column("user_id", sa.String(length=160), nullable=True),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("last_inbound_at", sa.Float(), nullable=True),
        sa.Column("verified_at", sa.Float(), nullable=True),
        sa.Column("unsupported_at", sa.Float(), nullable=True),
        sa.Column("lease_by", sa.String(length=40), nullable=True),
        sa.Column("lease_until", sa.Float(), server_default="0", nullable=False),
        sa.Column("burst_at", sa.Float(), server_default="0", nullable=False),
        sa.Column("burst_count", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "whatsapp_inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("citizen", sa.String(length=64), nullable=True),
        sa.Column("message_id", sa.String(length=512), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.Float(), nullable=False),
        sa.Column("received_at", sa.Float(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("started_at", sa.Float(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(length=8), server_default="new", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("claim", name="uq_whatsapp_inbox_claim"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_whatsapp_inbox_citizen", "whatsapp_inbox", ["citizen", "state"], unique=False)
    op.create_index("ix_whatsapp_inbox_due", "whatsapp_inbox", ["state", "not_before"], unique=False)
    op.create_table(
        "whatsapp_media",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_id", sa.String(length=128), nullable=False),
        sa.Column("uploaded_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("number", "sha256"),
    )
    op.create_table(
        "whatsapp_addresses",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=160), nullable=False),
        sa.Column("citizen", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["citizen"], ["whatsapp_citizens.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", "address"),
    )
    op.create_index("ix_whatsapp_addresses_citizen", "whatsapp_addresses", ["citizen"], unique=False)
    op.create_table(
        "whatsapp_outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("citizen", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("taps", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=True),
        sa.Column("proactive", sa.Boolean(), nullable=False),
        sa.Column("forget", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("wamid", sa.String(length=512), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("sent_at", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["citizen"], ["whatsapp_citizens.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("turn", name="uq_whatsapp_outbox_turn"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_whatsapp_outbox_citizen", "whatsapp_outbox", ["citizen", "id"], unique=False)
    op.create_index("ix_whatsapp_outbox_state", "whatsapp_outbox", ["state", "citizen", "id"], unique=False)
    op.create_index("ix_whatsapp_outbox_wamid", "whatsapp_outbox", ["wamid"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_whatsapp_outbox_wamid", table_name="whatsapp_outbox")
    op.drop_index("ix_whatsapp_outbox_state", table_name="whatsapp_outbox")
    op.drop_index("ix_whatsapp_outbox_citizen", table_name="whatsapp_outbox")
    op.drop_table("whatsapp_outbox")
    op.drop_index("ix_whatsapp_addresses_citizen", table_name="whatsapp_addresses")
    op.drop_table("whatsapp_addresses")
    op.drop_table("whatsapp_media")
    op.drop_index("ix_whatsapp_inbox_due", table_name="whatsapp_inbox")
    op.drop_index("ix_whatsapp_inbox_citizen", table_name="whatsapp_inbox")
    op.drop_table("whatsapp_inbox")
    op.drop_table("whatsapp_citizens")
