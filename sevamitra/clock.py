"""The one clock of every process, so that tests can stop it."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone

IST = timezone(timedelta(hours=5, minutes=30), "IST")


def now() -> datetime:
    """Return the present moment in UTC, or the moment in `SEVAMITRA_NOW` (ISO 8601 with offset)."""
    frozen = os.environ.get("SEVAMITRA_NOW")
    if frozen:
        return datetime.fromisoformat(frozen).astimezone(timezone.utc)
    return datetime.now(timezone.utc)


def today() -> date:
    """Return the present day in India."""
    return now().astimezone(IST).date()
