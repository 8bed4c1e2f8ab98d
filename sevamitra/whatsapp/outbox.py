"""The durable outbox: one reply a turn, in order for each citizen, and what became of it."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .compose import Reply
from .database import insert_new, parts
from .errors import Act, Told, rule_of
from .models import citizens, outbox
from .payloads import Status

logger = logging.getLogger(__name__)

WINDOW_SECONDS = 86400 - 60  # a minute early: Meta's clock decides (contract 3.14)
MAX_ATTEMPTS = 6
BACKOFF = (1, 4, 16, 64, 256)  # seconds: Meta's 4^n (contract 5.3)
KEEP_SECONDS = 30 * 86400
MAX_ID_DIGITS = 15
RECENT = 50  # messages that are searched for a button when the tap does not say which one it belongs to
RANKS = {
    "waiting": 0,
    "queued": 0,
    "sending": 0,
    "failed": 1,
    "sent": 1,
    "delivered": 2,
    "read": 3,
    "played": 3,
}


@dataclass(frozen=True)
class Row:
    """One message to send: `payload` has no address yet, `media` is what must be uploaded first."""

    id: int
    citizen: str
    number: str
    wa_id: str | None
    user_id: str | None
    payload: dict[str, Any]
    media: dict[str, Any] | None
    attempts: int


def callback_of(row_id: int) -> str:
    """Return the correlation text that goes out with a message, the same at each attempt."""
    return f"outbox={row_id}"


def put(
    connection: Connection,
    citizen: str,
    reply: Reply,
    now: float,
    turn: int | None = None,
    proactive: bool = False,
) -> bool:
    """Queue a reply; False if this turn already has one.

    Args:
        turn: the inbox row that it answers.
        proactive: nobody is waiting for it, so the 24-hour window is checked before it goes out.
    """
    return insert_new(
        connection,
        outbox,
        turn=turn,
        citizen=citizen,
        payload=json.dumps(reply.payload),
        taps=json.dumps(reply.taps),
        media=json.dumps(reply.media) if reply.media else None,
        proactive=proactive,
        forget=reply.forget,
        state="queued",
        not_before=now,
        created_at=now,
    )


def oldest_due(connection: Connection, now: float, limit: int = 50) -> list[int]:
    """Return the ids that may be sent: each citizen's oldest unsent message, if its time has come."""
    unsent = outbox.c.state.in_(("queued", "sending"))
    first = sa.select(sa.func.min(outbox.c.id)).where(unsent).group_by(outbox.c.citizen)
    query = (
        sa.select(outbox.c.id)
        .where(outbox.c.id.in_(first), outbox.c.not_before <= now)
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def take(connection: Connection, row_id: int, seconds: float, now: float) -> Row | None:
    """Take a message for sending; None if another worker has it. After `seconds` it counts as not sent."""
    mine = (outbox.c.id == row_id) & outbox.c.state.in_(("queued", "sending")) & (outbox.c.not_before <= now)
    taken = sa.update(outbox).where(mine)
    taken = taken.values(state="sending", not_before=now + seconds, attempts=outbox.c.attempts + 1)
    if connection.execute(taken).rowcount == 0:
        return None
    query = (
        sa.select(outbox, citizens.c.number, citizens.c.wa_id, citizens.c.user_id)
        .join(citizens, citizens.c.id == outbox.c.citizen)
        .where(outbox.c.id == row_id)
    )
    found = connection.execute(query).mappings().one()
    return Row(
        id=row_id,
        citizen=found["citizen"],
        number=found["number"],
        wa_id=found["wa_id"],
        user_id=found["user_id"],
        payload=json.loads(found["payload"]),
        media=json.loads(found["media"]) if found["media"] else None,
        attempts=found["attempts"],
    )


def hold_if_window_closed(connection: Connection, row_id: int, clock: float) -> bool:
    """Put a proactive message aside if its citizen has not written for a day; tell whether it was put aside.

    Args:
        clock: the present moment by `sevamitra.clock`, UTC epoch seconds.
    """
    last = (
        sa.select(citizens.c.last_inbound_at)
        .join(outbox, outbox.c.citizen == citizens.c.id)
        .where(outbox.c.id == row_id, outbox.c.proactive)
    )
    found = connection.execute(last).first()
    if found is None or (found[0] is not None and clock - found[0] < WINDOW_SECONDS):
        return False
    _set(connection, row_id, state="waiting")
    return True


def release_waiting(connection: Connection, citizen: str, now: float) -> None:
    """The citizen wrote: what waited for that goes out."""
    waiting = (outbox.c.citizen == citizen) & (outbox.c.state == "waiting")
    connection.execute(sa.update(outbox).where(waiting).values(state="queued", not_before=now, attempts=0))


def sent(connection: Connection, row_id: int, wamid: str, now: float) -> None:
    """Graph took the message; a status that was faster than Graph's answer stays."""
    _set(connection, row_id, wamid=wamid, sent_at=now, code=None)
    connection.execute(
        sa.update(outbox).where(outbox.c.id == row_id, outbox.c.state == "sending").values(state="sent")
    )


def retry(connection: Connection, row_id: int, at: float, code: int, counted: bool = True) -> None:
    """Send it again at `at`; an attempt that says nothing about the message itself is not counted."""
    _set(connection, row_id, state="queued", not_before=at, code=code)
    if not counted:
        connection.execute(
            sa.update(outbox).where(outbox.c.id == row_id).values(attempts=outbox.c.attempts - 1)
        )


def wait(connection: Connection, row_id: int, code: int) -> None:
    """Put the message aside until the citizen writes."""
    _set(connection, row_id, state="waiting", code=code)


def fail(connection: Connection, row_id: int, code: int) -> None:
    """Give the message up."""
    _set(connection, row_id, state="failed", code=code)


def replace(connection: Connection, row_id: int, payload: dict[str, Any], at: float, code: int) -> None:
    """Send this payload in place of the one that could not go out."""
    _set(
        connection, row_id, payload=json.dumps(payload), media=None, state="queued", not_before=at, code=code
    )


def forgets(connection: Connection, row_id: int) -> str | None:
    """Return the citizen who is to be forgotten once this message is out, or None."""
    query = sa.select(outbox.c.citizen).where(outbox.c.id == row_id, outbox.c.forget)
    return connection.execute(query).scalar()


def break_leases(connection: Connection) -> None:
    """At the start of an only worker: whatever was being sent is to be sent (at least once, contract 5.3)."""
    connection.execute(sa.update(outbox).where(outbox.c.state == "sending").values(not_before=0))


def apply_statuses(connection: Connection, statuses: list[Status], now: float) -> None:
    """Note what became of our messages; those that are not ours are passed over at little cost."""
    ours = {
        wamid
        for part in parts([status.wamid for status in statuses])
        for wamid in connection.execute(sa.select(outbox.c.wamid).where(outbox.c.wamid.in_(part))).scalars()
    }
    for status in statuses:
        if status.wamid in ours or status.callback:
            apply_status(connection, status, now)


def apply_status(connection: Connection, status: Status, now: float) -> None:
    """Note what became of a message; never backwards, and an unknown message is no fault."""
    row = _of_status(connection, status)
    if row is None or status.status not in RANKS:
        return
    if status.status == "failed":
        if RANKS[row.state] <= 1 and row.state in ("sent", "sending"):
            _apply_failure(connection, row, status, now)
        return
    repeated = row.state in ("queued", "waiting") and row.wamid == status.wamid and status.status == "sent"
    if RANKS[status.status] > RANKS[row.state] and not repeated:
        state = "read" if status.status == "played" else status.status
        _set(connection, row.id, state=state, wamid=status.wamid, sent_at=row.sent_at or now)


def _of_status(connection: Connection, status: Status) -> Any:
    """Find our message by its WhatsApp id, or by our callback text if Graph's answer has not come (yet)."""
    found = connection.execute(sa.select(outbox).where(outbox.c.wamid == status.wamid)).first()
    if found is not None or not (status.callback or "").startswith("outbox="):
        return found
    row_id = (status.callback or "").partition("=")[2]
    if not row_id.isdecimal() or len(row_id) > MAX_ID_DIGITS:
        return None
    query = sa.select(outbox).where(outbox.c.id == int(row_id), outbox.c.wamid.is_(None))
    return connection.execute(query).first()


def _apply_failure(connection: Connection, row: Any, status: Status, now: float) -> None:
    rule, code = rule_of(status.code), status.code or 0
    level = logging.ERROR if rule.told is Told.OPERATOR else logging.WARNING
    logger.log(level, "Outbox %s was not delivered: code %s, %s.", row.id, code, rule.meaning)
    again = rule.act in (Act.RETRY, Act.PAIR, Act.NUMBER) and row.attempts < MAX_ATTEMPTS
    if again:
        state, at = "queued", now + backoff(row.attempts)
    else:
        state, at = ("waiting" if rule.act in (Act.WINDOW, Act.HOLD) else "failed"), row.not_before
    _set(connection, row.id, state=state, wamid=status.wamid, code=code, not_before=at)


def backoff(attempts: int) -> float:
    """Return the seconds to wait after this many attempts."""
    return float(BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1])


def payload_of_tap(connection: Connection, citizen: str, tapped: str, context: str | None) -> str | None:
    """Return the payload behind a tapped id if we really sent it to this citizen, else None.

    Args:
        context: the id of the message that the tap answers, if WhatsApp told it.
    """
    mine = sa.select(outbox.c.taps).where(outbox.c.citizen == citizen)
    if context:
        there = connection.execute(mine.where(outbox.c.wamid == context)).scalar()
        if there is not None:
            return _tap(there, tapped)
    for taps in connection.execute(mine.order_by(outbox.c.id.desc()).limit(RECENT)).scalars():
        if payload := _tap(taps, tapped):
            return payload
    return None


def _tap(taps: str, tapped: str) -> str | None:
    return json.loads(taps).get(tapped)


def clear_old(connection: Connection, now: float) -> None:
    """Delete messages after a month: Meta keeps undelivered ones no longer either."""
    connection.execute(sa.delete(outbox).where(outbox.c.created_at < now - KEEP_SECONDS))


def _set(connection: Connection, row_id: int, **values: Any) -> None:
    connection.execute(sa.update(outbox).where(outbox.c.id == row_id).values(**values))
