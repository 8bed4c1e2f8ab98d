"""An application as the API gives it."""

from __future__ import annotations

from typing import Any

from applications.models import Application, State
from bookings.slots import slot_at
from config.catalog import find


def as_json(application: Application) -> dict[str, Any]:
    """Return an application for the bot (docs/contracts.md), with `appeal` beside a rejection's reason."""
    certificate = getattr(application, "certificate", None)
    return {
        "number": application.number,
        "jurisdiction": application.jurisdiction,
        "service": application.service,
        "action": application.action,
        "state": application.state,
        "submitted_at": application.submitted_at.isoformat(),
        "due_on": application.due_on and application.due_on.isoformat(),
        "confirmed": application.due_confirmed,
        "reason": application.reason,
        "appeal": _appeal(application),
        "slot": _slot(application),
        "certificate": certificate.as_json(application.number) if certificate else None,
        "history": [
            {"state": entry.state, "at": entry.at.isoformat(), "note": entry.note}
            for entry in application.history.all()
        ],
    }


def _slot(application: Application) -> dict[str, object] | None:
    booking = getattr(application, "booking", None)
    service = find(application.service)
    return slot_at(service, booking.start).as_json() if booking and service and service.booking else None


def _appeal(application: Application) -> dict[str, Any] | None:
    """Return to whom and for how long a rejection can be appealed; None if there is nothing to appeal."""
    service = find(application.service)
    law = service.law if service else None
    if application.state != State.REJECTED or law is None or not law.appeal_officer:
        return None
    return {"officer": dict(law.appeal_officer), "days": law.appeal_days}
