"""Filing: once a key, checked as a whole, in one transaction."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from applications import checks, privacy
from applications.due import due_on
from applications.models import Action, Application, HistoryEntry, Paper, SealedAnswer, State
from applications.numbers import next_number
from bookings.slots import seat
from config.api import Invalid
from files.models import StoredFile
from sevamitra import clock
from sevamitra.catalog.model import Service


def submit(filing: dict[str, Any]) -> tuple[Application, bool]:
    """File an application, grievance or booking.

    Args:
        filing: what `POST /api/applications/` takes (docs/contracts.md).

    Returns:
        The application, and whether it is new; the same key always gives the same application.

    Raises:
        Invalid: what is wrong, by field.
        SlotTaken: no seat is left in the slot.
    """
    known = _filed(filing)
    if known:
        return known, False
    service = checks.service_of(filing)
    answers = checks.answers(service, filing["answers"], filing["citizen"])
    papers = checks.papers(service, filing["documents"], filing["citizen"])
    try:
        with transaction.atomic():
            return _store(filing, service, answers, papers), True
    except IntegrityError:
        # The same key came twice at once: the other one was first.
        known = _filed(filing)
        if known is None:
            raise
        return known, False


def _filed(filing: dict[str, Any]) -> Application | None:
    known = Application.objects.filter(key=filing["key"]).first()
    if known and known.citizen != filing["citizen"]:
        raise Invalid({"key": "taken"})
    return known


def _store(
    filing: dict[str, Any], service: Service, answers: dict[str, Any], papers: dict[str, StoredFile]
) -> Application:
    application = Application.objects.create(
        number=next_number(service.jurisdiction),
        department=service.department,
        answers=privacy.visible(service, answers),
        mobile_last4=privacy.mobile_last4(service, answers),
        due_on=_due(service, filing["action"]),
        due_confirmed=bool(service.law and service.law.confirmed),
        **{key: filing[key] for key in ("key", "citizen", "jurisdiction", "service", "action", "language")},
    )
    _attach(application, papers | privacy.files_in(service, answers))
    if filing["action"] == Action.APPLY:
        SealedAnswer.objects.bulk_create(
            SealedAnswer(application=application, field=field, token=token)
            for field, token in privacy.tokens(service, answers).items()
        )
    if filing.get("slot"):
        seat(application, service, filing["slot"])
    HistoryEntry.objects.create(application=application, state=State.SUBMITTED)
    return application


def _attach(application: Application, papers: dict[str, StoredFile]) -> None:
    Paper.objects.bulk_create(
        Paper(application=application, document=document, file=file) for document, file in papers.items()
    )


def _due(service: Service, action: str) -> Any:
    """Return the due date by the pack's law; a hearing has its slot instead."""
    law = service.law
    if action == Action.BOOK or law is None or law.days is None:
        return None
    return due_on(service.jurisdiction, clock.today(), law.days, law.counted)
