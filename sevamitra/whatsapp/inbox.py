"""The durable inbox: accepted in one transaction, handled one at a time for each citizen, never twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sevamitra import clock

from . import citizens, outbox
from .database import insert_new, parts
from .models import citizens as citizens_table
from .models import inbox
from .payloads import Batch, Inbound

KEEP_SECONDS = 9 * 86400  # Meta repeats a webhook for 7 days
FORGET_FIRST = -1.0  # sorts before every message
FORGET_PATIENCE = 3600  # seconds that erasing waits for the last reply to go out


@dataclass(frozen=True)
class Row:
    """One thing to handle.

    `kind` is one of `Inbound`'s, or ``event``, ``timer`` or ``forget``; `started_at` is when it was first
    taken up.
    """

    id: int
    citizen: str
    message_id: str
    kind: str
    content: dict[str, Any]
    received_at: float
    started_at: float
    attempts: int


def claim_key(number: str, message_id: str) -> str:
    """Return the digest that makes a message of one of our numbers unique."""
    return hashlib.sha256(f"{number}|{message_id}".encode()).hexdigest()


def accept(connection: Connection, batch: Batch, numbers: Mapping[str, str], now: float) -> int:
    """Take a whole webhook in: messages first, then changes of identity, then statuses.

    Args:
        batch: what `payloads.parse` found.
        numbers: jurisdiction by phone number id.
        now: UTC epoch seconds.

    Returns:
        How many messages were new.
    """
    seen = _seen(connection, batch.messages)
    wrote: dict[str, float] = {}
    taken = 0
    for message in batch.messages:
        if _key(message) not in seen:
            taken += _accept_message(connection, message, numbers[message.number], now, wrote)
    for citizen, at in wrote.items():
        citizens.wrote(connection, citizen, at)
        outbox.release_waiting(connection, citizen, now)
    for change in batch.changes:
        citizens.drop_verified(connection, change.number, change.wa_id, change.user_id)
    outbox.apply_statuses(connection, batch.statuses, now)
    return taken


def _key(message: Inbound) -> str:
    return claim_key(message.number, message.message_id)


def _seen(connection: Connection, messages: list[Inbound]) -> set[str]:
    """Return the claims of those messages that came before."""
    return {
        claim
        for part in parts([_key(message) for message in messages])
        for claim in connection.execute(sa.select(inbox.c.claim).where(inbox.c.claim.in_(part))).scalars()
    }


def _accept_message(
    connection: Connection, message: Inbound, jurisdiction: str, now: float, wrote: dict[str, float]
) -> bool:
    """Insert a message unless another worker just did; note in `wrote` who wrote when."""
    citizen = citizens.resolve(connection, jurisdiction, message.number, message.wa_id, message.user_id, now)
    # A clock ahead of ours must not hold the window open.
    present = clock.now().timestamp()
    sent_at = min(message.sent_at or present, present)
    wrote[citizen] = max(sent_at, wrote.get(citizen, 0))
    key, content = _key(message), message.content
    return _insert(connection, key, citizen, message.message_id, message.kind, content, now, sent_at=sent_at)


def accept_event(
    connection: Connection, citizen: str, event_id: str, content: dict[str, Any], now: float
) -> bool:
    """Take in an event of our own desk; False if it came before or nobody is known by that id."""
    row = citizens.get(connection, citizen)
    key = claim_key("event", event_id)
    return bool(row) and _insert(connection, key, citizen, f"event:{event_id}"[:512], "event", content, now)


def schedule(
    connection: Connection, citizen: str, turn: int, intent: str, seconds: float, now: float
) -> None:
    """Plan a later turn of this citizen; one that waits for the same intent is replaced."""
    waiting = sa.select(inbox.c.id, inbox.c.content).where(
        inbox.c.citizen == citizen, inbox.c.kind == "timer", inbox.c.state == "new"
    )
    for old in connection.execute(waiting).all():
        if json.loads(old.content)["intent"] == intent:
            connection.execute(sa.delete(inbox).where(inbox.c.id == old.id))
    name = f"timer:{turn}:{intent}"
    due = now + max(0.0, seconds)
    _insert(
        connection,
        claim_key("timer", name),
        citizen,
        name,
        "timer",
        {"intent": intent},
        now,
        sent_at=due,
        not_before=due,
    )


def order_forget(connection: Connection, citizen: str, turn: int, now: float, after_reply: bool) -> None:
    """Have everything about the citizen erased as the very next thing that is handled for them.

    Args:
        turn: the inbox row that asked for it.
        after_reply: wait for `forget_now`, but not for ever.
    """
    due_at = now + FORGET_PATIENCE if after_reply else now
    key, name = claim_key("forget", str(turn)), f"forget:{turn}"
    _insert(connection, key, citizen, name, "forget", {}, now, sent_at=FORGET_FIRST, not_before=due_at)


def forget_now(connection: Connection, citizen: str, now: float) -> bool:
    """The last word is out: what `order_forget` ordered is due. Tell whether anything was ordered."""
    mine = (inbox.c.citizen == citizen) & (inbox.c.kind == "forget") & (inbox.c.state == "new")
    return connection.execute(sa.update(inbox).where(mine).values(not_before=now)).rowcount > 0


def _insert(
    connection: Connection,
    key: str,
    citizen: str,
    message_id: str,
    kind: str,
    content: dict[str, Any],
    now: float,
    sent_at: float | None = None,
    not_before: float | None = None,
) -> bool:
    return insert_new(
        connection,
        inbox,
        claim=key,
        citizen=citizen,
        message_id=message_id,
        kind=kind,
        content=json.dumps(content),
        sent_at=now if sent_at is None else sent_at,
        received_at=now,
        not_before=now if not_before is None else not_before,
    )


def due(connection: Connection, now: float, limit: int = 100) -> list[str]:
    """Return citizens with something to handle whom nobody is handling, longest waiting first."""
    free = citizens_table.c.lease_until <= now
    ready = (inbox.c.state == "new") & (inbox.c.not_before <= now)
    query = (
        sa.select(inbox.c.citizen)
        .join(citizens_table, citizens_table.c.id == inbox.c.citizen)
        .where(ready, free)
        .group_by(inbox.c.citizen)
        .order_by(sa.func.min(inbox.c.id))
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def take(connection: Connection, citizen: str, worker: str, seconds: float, now: float) -> Row | None:
    """Take the citizen's next message for `worker`, who then has `seconds` before another may.

    Returns None, and lets the citizen go, when nothing is due or another worker has them.
    """
    if not extend(connection, citizen, worker, seconds, now):
        return None
    # A citizen who is about to be forgotten is not listened to until that is done.
    ready = (inbox.c.not_before <= now) | (inbox.c.kind == "forget")
    query = (
        sa.select(inbox)
        .where(inbox.c.citizen == citizen, inbox.c.state == "new", ready)
        .order_by(inbox.c.sent_at, inbox.c.id)
        .limit(1)
    )
    found = connection.execute(query).mappings().first()
    if found is None or found["not_before"] > now:
        let_go(connection, citizen, worker)
        return None
    started_at = found["started_at"] or now
    connection.execute(
        sa.update(inbox)
        .where(inbox.c.id == found["id"])
        .values(attempts=inbox.c.attempts + 1, started_at=started_at)
    )
    return Row(
        id=found["id"],
        citizen=citizen,
        message_id=found["message_id"],
        kind=found["kind"],
        content=json.loads(found["content"] or "{}"),
        received_at=found["received_at"],
        started_at=started_at,
        attempts=found["attempts"] + 1,
    )


def extend(connection: Connection, citizen: str, worker: str, seconds: float, now: float) -> bool:
    """Take or keep the citizen's lease; False if another worker holds it."""
    mine = (citizens_table.c.lease_until <= now) | (citizens_table.c.lease_by == worker)
    update = sa.update(citizens_table).where(citizens_table.c.id == citizen, mine)
    return connection.execute(update.values(lease_by=worker, lease_until=now + seconds)).rowcount == 1


def let_go(connection: Connection, citizen: str, worker: str) -> None:
    """Give the citizen's lease back."""
    mine = (citizens_table.c.id == citizen) & (citizens_table.c.lease_by == worker)
    connection.execute(sa.update(citizens_table).where(mine).values(lease_by=None, lease_until=0))


def break_leases(connection: Connection) -> None:
    """At the start of an only worker: whoever held a lease is gone."""
    connection.execute(sa.update(citizens_table).values(lease_by=None, lease_until=0))


def keep(connection: Connection, row: Row, content: dict[str, Any]) -> None:
    """Remember what was already done for this message, e.g. where its file now is."""
    connection.execute(sa.update(inbox).where(inbox.c.id == row.id).values(content=json.dumps(content)))


def postpone(connection: Connection, row: Row, until: float) -> None:
    """Try this message again later; the citizen's other messages do not wait for it."""
    connection.execute(
        sa.update(inbox).where(inbox.c.id == row.id).values(not_before=until, attempts=inbox.c.attempts - 1)
    )


def close(connection: Connection, row: Row, state: str = "done") -> bool:
    """Mark a message ``done`` or ``dead``; False if another worker already did. What it said is not kept."""
    values: dict[str, Any] = {"state": state} | ({"content": None} if state == "done" else {})
    mine = (inbox.c.id == row.id) & (inbox.c.state == "new")
    return connection.execute(sa.update(inbox).where(mine).values(**values)).rowcount == 1


def clear_old(connection: Connection, now: float) -> None:
    """Delete handled messages that Meta no longer repeats."""
    old = (inbox.c.state != "new") & (inbox.c.received_at < now - KEEP_SECONDS)
    connection.execute(sa.delete(inbox).where(old))
