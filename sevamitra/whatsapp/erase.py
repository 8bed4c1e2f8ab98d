"""Forgetting a citizen: nothing stays but digests that keep WhatsApp's repeats from being read as new."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from . import citizens
from .models import citizens as citizens_table
from .models import inbox


def erase(connection: Connection, citizen: str, now: float) -> None:
    """Erase all that the connector holds of a citizen.

    What they wrote after asking is kept for a new citizen id that knows nothing of the old one.
    """
    row = citizens.get(connection, citizen)
    if row is None:
        return
    mine = inbox.c.citizen == citizen
    written = mine & (inbox.c.state == "new") & inbox.c.kind.not_in(("event", "timer", "forget"))
    pending = list(connection.execute(sa.select(inbox.c.id).where(written)).scalars())
    blank = {"citizen": None, "message_id": None, "content": None, "state": "done"}
    connection.execute(sa.update(inbox).where(mine, inbox.c.id.not_in(pending)).values(**blank))
    connection.execute(sa.delete(citizens_table).where(citizens_table.c.id == citizen))
    if pending:
        jurisdiction = citizen.partition(":")[0]
        fresh = citizens.resolve(connection, jurisdiction, row["number"], row["wa_id"], row["user_id"], now)
        citizens.wrote(connection, fresh, now)
        connection.execute(sa.update(inbox).where(inbox.c.id.in_(pending)).values(citizen=fresh))
