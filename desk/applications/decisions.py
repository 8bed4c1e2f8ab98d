"""What officers decide: each decision with its history, certificate and event in one transaction."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from applications.models import Action, Application, HistoryEntry, State
from certificates.issue import issue
from certificates.models import Certificate
from config.catalog import find
from events.queue import announce
from sevamitra import clock

# From which states an officer may lead to which.
WAYS: dict[str, tuple[str, ...]] = {
    State.SUBMITTED: (State.UNDER_PROCESS, State.INCOMPLETE, State.APPROVED, State.REJECTED),
    State.INCOMPLETE: (State.UNDER_PROCESS, State.APPROVED, State.REJECTED, State.CLOSED),
    State.UNDER_PROCESS: (State.INCOMPLETE, State.APPROVED, State.REJECTED),
    State.OVERDUE: (State.UNDER_PROCESS, State.APPROVED, State.REJECTED, State.FIRST_APPEAL),
    State.FIRST_APPEAL: (State.APPROVED, State.REJECTED, State.SECOND_APPEAL),
    State.SECOND_APPEAL: (State.APPROVED, State.REJECTED, State.CLOSED),
    State.REJECTED: (State.FIRST_APPEAL, State.CLOSED),
    State.APPROVED: (State.DELIVERED_DIGITAL, State.HOME_DELIVERY, State.CLOSED),
    State.DELIVERED_DIGITAL: (State.CLOSED,),
    State.HOME_DELIVERY: (State.CLOSED,),
    State.CLOSED: (),
}
NEEDS_A_NOTE = (State.REJECTED, State.INCOMPLETE)


class CannotDecide(Exception):
    """The decision is not possible; the message is for the officer."""


@transaction.atomic
def decide(number: str, to: str, officer: User, note: str = "") -> Application:
    """Lead an application into a state.

    Args:
        number: the application's number.
        to: one of `ways(application)`.
        officer: who decides.
        note: words for the citizen; a rejection's reason, what is missing, or the reply to a grievance.

    Raises:
        CannotDecide: there is no way from its present state, or the words for the citizen are missing.
        CannotPrint: the certificate cannot be printed; nothing has changed then.
    """
    application = Application.objects.select_for_update().get(number=number)
    note = note.strip()
    if to not in ways(application):
        raise CannotDecide("Another decision has been made meanwhile. Read the history, then decide again.")
    if not note and needs_note(application, to):
        raise CannotDecide("Write to the citizen in his language what the matter is.")
    application.state, application.reason = to, note if to in (State.APPROVED, State.REJECTED) else ""
    application.save(update_fields=["state", "reason"])
    HistoryEntry.objects.create(application=application, state=to, note=note, officer=officer)
    if to in (State.APPROVED, State.REJECTED):
        _conclude(application)
    return application


def ways(application: Application) -> tuple[str, ...]:
    """Return the states into which an officer may lead it."""
    return WAYS[application.state]


def needs_note(application: Application, to: str) -> bool:
    """Whether the citizen must be told in words: a reason, what is missing, a grievance's reply."""
    return to in NEEDS_A_NOTE or (application.action == Action.GRIEVANCE and to == State.APPROVED)


def _conclude(application: Application) -> None:
    """Do what an approval or a rejection brings with it."""
    service = find(application.service)
    if application.state == State.APPROVED and application.action == Action.APPLY:
        if service is None:
            raise CannotDecide(f"The service {application.service} is no longer in the catalogue.")
        if service.certificate:
            issue(application, service)
    # After the decision nobody needs the Aadhaar number; the last four digits stay with the answers.
    application.sealed.all().delete()
    if application.state == State.REJECTED and hasattr(application, "booking"):
        application.booking.delete()
    announce(application.citizen, application.number, application.state)


@transaction.atomic
def revoke(number: str, officer: User, why: str) -> None:
    """Revoke a certificate: its public page says so from now on.

    Raises:
        CannotDecide: there is none, it is revoked already, or no reason is given.
    """
    certificate = Certificate.objects.select_for_update().filter(application__number=number).first()
    if certificate is None or certificate.revoked_at:
        raise CannotDecide("There is no certificate to revoke.")
    if not why.strip():
        raise CannotDecide("Write why the certificate is revoked.")
    certificate.revoked_at, certificate.revoked_why = clock.now(), why.strip()
    certificate.save(update_fields=["revoked_at", "revoked_why"])
    application = certificate.application
    HistoryEntry.objects.create(
        application=application, state=application.state, note=why.strip(), officer=officer
    )
