"""What the page of one application shows."""

from __future__ import annotations

from typing import Any

from applications.answers import shown
from applications.decisions import needs_note, ways
from applications.models import Action, Application, State
from config.catalog import find
from officers.queue import department_name, service_names, urgency
from officers.reasons import offered
from sevamitra import clock
from sevamitra.catalog.model import Service

WORDS = {
    State.UNDER_PROCESS: "Take up",
    State.INCOMPLETE: "Papers missing",
    State.APPROVED: "Approve",
    State.REJECTED: "Reject",
    State.FIRST_APPEAL: "First appeal filed",
    State.SECOND_APPEAL: "Second appeal filed",
    State.DELIVERED_DIGITAL: "Delivered digitally",
    State.HOME_DELIVERY: "Sent home",
    State.CLOSED: "Close",
}
RESOLVE = {Action.GRIEVANCE: "Reply and resolve", Action.BOOK: "Heard"}


def details(application: Application) -> dict[str, Any]:
    """Return everything that the page of an application shows."""
    service = find(application.service)
    certificate = getattr(application, "certificate", None)
    return {
        "application": application,
        "names": service_names(application.service, application.language),
        "department": department_name(application.jurisdiction, application.department),
        "service": service,
        "urgency": urgency(application, clock.today()),
        "answers": answers(application, service),
        "papers": papers(application, service),
        "history": application.history.select_related("officer"),
        "booking": getattr(application, "booking", None),
        "certificate": certificate,
        "standing": certificate.standing(clock.today()) if certificate else "",
        "decisions": [decision(application, service, to) for to in ways(application)],
    }


def answers(application: Application, service: Service | None) -> list[dict[str, str]]:
    """Return the answers with their questions, in the order they were asked."""
    specs = {spec.id: spec for spec in service.ask} if service else {}
    rows = []
    for key, value in application.answers.items():
        spec = specs.get(key)
        question = (spec.question or {}).get(application.language, "") if spec else ""
        rows.append(
            {"label": plain(key), "question": question, "value": shown(spec, value, application.language)}
        )
    return rows


def papers(application: Application, service: Service | None) -> list[dict[str, Any]]:
    """Return the papers with the names of their documents."""
    names = {document.id: document.name for document in service.documents} if service else {}
    found = []
    for paper in application.papers.select_related("file").order_by("id"):
        name = names.get(paper.document)
        texts = [name["en"], name[application.language]] if name else [plain(paper.document)]
        found.append({"paper": paper, "file": paper.file, "names": list(dict.fromkeys(texts))})
    return found


def decision(application: Application, service: Service | None, to: str) -> dict[str, Any]:
    """Return a decision as the page offers it: its word, and the words for the citizen."""
    word = WORDS[State(to)]
    if to == State.APPROVED:
        word = RESOLVE.get(Action(application.action), word)
    prints = bool(service and service.certificate) and application.action == Action.APPLY
    return {
        "to": to,
        "word": f"{word} and issue the certificate" if to == State.APPROVED and prints else word,
        "needs_note": needs_note(application, to),
        "reasons": offered(to, application.language) if needs_note(application, to) else [],
    }


def plain(key: str) -> str:
    """Return a field's id as words, e.g. `Annual income`."""
    return key.replace("_", " ").capitalize()
