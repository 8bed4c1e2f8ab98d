"""Who is who: from a phone number or user id at one of our numbers to our own id for a citizen."""

from __future__ import annotations

import secrets
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .models import addresses, citizens

UNSUPPORTED_PAUSE = 60  # seconds in which "I cannot read that" is said once


def new_id(jurisdiction: str) -> str:
    """Return a fresh citizen id, ``<jurisdiction>:<22 url-safe characters>``."""
    return f"{jurisdiction}:{secrets.token_urlsafe(16)}"


def get(connection: Connection, citizen: str) -> dict[str, Any] | None:
    """Return the citizen's row, or None."""
    row = connection.execute(sa.select(citizens).where(citizens.c.id == citizen)).mappings().first()
    return dict(row) if row else None


def find(connection: Connection, number: str, address: str | None) -> str | None:
    """Return the citizen behind a phone number or user id at our `number`, or None."""
    if not address:
        return None
    owner = sa.select(addresses.c.citizen).where(addresses.c.number == number, addresses.c.address == address)
    return connection.execute(owner).scalar()


def resolve(
    connection: Connection, jurisdiction: str, number: str, wa_id: str | None, user_id: str | None, now: float
) -> str:
    """Return the citizen who writes, known or new, and remember where to reply.

    The user id decides: it belongs to one person, while a phone number can pass to another. A phone number
    that comes with another user id than before is a new citizen, so nobody inherits a conversation.

    Args:
        jurisdiction: of our number.
        number: our phone number id.
        wa_id: the citizen's phone number, if WhatsApp told it.
        user_id: the citizen's business-scoped user id, if WhatsApp told it.
        now: UTC epoch seconds.
    """
    citizen = find(connection, number, user_id) or _by_phone(connection, number, wa_id, user_id)
    if citizen is None:
        citizen = new_id(jurisdiction)
        connection.execute(sa.insert(citizens).values(id=citizen, number=number, created_at=now))
    for address in filter(None, (wa_id, user_id)):
        _point(connection, number, address, citizen)
    known: dict[str, Any] = {"wa_id": wa_id} | ({"user_id": user_id} if user_id else {})
    connection.execute(sa.update(citizens).where(citizens.c.id == citizen).values(**known))
    return citizen


def _by_phone(connection: Connection, number: str, wa_id: str | None, user_id: str | None) -> str | None:
    citizen = find(connection, number, wa_id)
    row = get(connection, citizen) if citizen else None
    if row is None or (user_id and row["user_id"] and row["user_id"] != user_id):
        return None
    return str(row["id"])


def _point(connection: Connection, number: str, address: str, citizen: str) -> None:
    here = (addresses.c.number == number) & (addresses.c.address == address)
    if connection.execute(sa.update(addresses).where(here).values(citizen=citizen)).rowcount == 0:
        connection.execute(sa.insert(addresses).values(number=number, address=address, citizen=citizen))


def wrote(connection: Connection, citizen: str, at: float) -> None:
    """Note when the citizen last wrote (UTC epoch seconds): the 24-hour window runs from there."""
    newest = (citizens.c.last_inbound_at.is_(None)) | (citizens.c.last_inbound_at < at)
    connection.execute(sa.update(citizens).where(citizens.c.id == citizen, newest).values(last_inbound_at=at))


def drop_verified(connection: Connection, number: str, wa_id: str | None, user_id: str | None) -> None:
    """A number or device key changed: whatever was verified about the person behind it no longer is."""
    for address in (wa_id, user_id):
        citizen = find(connection, number, address)
        connection.execute(sa.update(citizens).where(citizens.c.id == citizen).values(verified_at=None))


def may_say_unsupported(connection: Connection, citizen: str, started_at: float) -> bool:
    """Return whether "I cannot read that" was not just said, and note that it now is.

    Args:
        started_at: when this message was first taken up; the same message may ask again after a crash.
    """
    row = get(connection, citizen)
    last = row["unsupported_at"] if row else None
    if last is not None and last != started_at and started_at - last < UNSUPPORTED_PAUSE:
        return False
    connection.execute(sa.update(citizens).where(citizens.c.id == citizen).values(unsupported_at=started_at))
    return True
