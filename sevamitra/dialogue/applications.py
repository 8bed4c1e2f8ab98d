"""Where an application stands, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sevamitra.catalog import Catalog, Service
from sevamitra.clock import IST
from sevamitra.dialogue.message import Message
from sevamitra.fields import show_date

SHOWN = 8
"""Applications in a list; more would not fit a message that can be read."""


def due(catalog: Catalog, application: Mapping[str, Any], language: str) -> str:
    """Return the line on when a decision is due; the law is named only where its limit is confirmed."""
    if not application.get("due_on"):
        return catalog.texts.get("say_due_unknown", language)
    name = "say_due_confirmed" if application.get("confirmed") else "say_due_indicative"
    return catalog.texts.get(name, language, date=show_date(application["due_on"], language))


def when(slot: Mapping[str, Any], language: str) -> str:
    """Return day and time of a booked turn as people say them."""
    start = datetime.fromisoformat(slot["start"]).astimezone(IST)
    return f"{show_date(start.date().isoformat(), language)}, {start:%I:%M %p}".replace(", 0", ", ")


def state(catalog: Catalog, application: Mapping[str, Any], language: str) -> str:
    """Return the state in a few words; a complaint is resolved and a hearing booked, not approved."""
    name = application["state"]
    if application["action"] == "grievance" and name == "approved":
        name = "resolved"
    if application["action"] == "book" and name == "submitted":
        name = "booked"
    return catalog.texts.get(f"say_state_{name}", language)


def name(catalog: Catalog, application: Mapping[str, Any], language: str) -> str:
    """Return the name of the application's service."""
    return catalog.service(application["service"]).names[language]


def listing(catalog: Catalog, applications: list[dict[str, Any]], language: str) -> Message:
    """Return all of a citizen's applications, a line each."""
    if not applications:
        return Message("say_no_applications")
    lines = [
        catalog.texts.get(
            "say_application_line",
            language,
            number=found["number"],
            service=name(catalog, found, language),
            state=state(catalog, found, language),
        )
        for found in applications[:SHOWN]
    ]
    return Message("say_my_applications", {"list": "\n".join(lines)})


def standing(catalog: Catalog, application: Mapping[str, Any], language: str) -> Message:
    """Return where one application stands, with its certificate if there is one."""
    more = []
    if application["state"] in ("submitted", "incomplete", "under_process", "overdue"):
        slot = application.get("slot")
        more.append("🗓️ " + when(slot, language) if slot else due(catalog, application, language))
    if application.get("reason"):
        more.append(application["reason"])
    values = {
        "service": name(catalog, application, language),
        "number": application["number"],
        "state": state(catalog, application, language),
        "more": "\n".join(more),
    }
    return Message("say_application_state", values, custom=_document(application))


def decided(catalog: Catalog, application: Mapping[str, Any], language: str) -> list[Message]:
    """Return the news of a decision: the certificate, the answer, or the reason with the right to appeal."""
    values = {
        "service": name(catalog, application, language),
        "number": application["number"],
        "reason": application.get("reason") or "",
    }
    if application["state"] == "rejected":
        return [Message("say_rejected", {**values, "appeal": appeal(catalog, application, language)})]
    if application["action"] == "grievance":
        return [Message("say_resolved", values)]
    certificate = application.get("certificate")
    if not certificate:
        return [Message("say_approved", values)]
    until = certificate["valid_until"]
    enclosed = Message("say_certificate_for_life", custom=_document(application))
    if until:
        enclosed = replace(enclosed, response="say_certificate", values={"valid": show_date(until, language)})
    return [Message("say_approved", values), enclosed]


def appeal(catalog: Catalog, application: Mapping[str, Any], language: str) -> str:
    """Return whom one may appeal to, and within how many days."""
    service = catalog.service(application["service"])
    return catalog.texts.get(
        "say_appeal_right",
        language,
        officer=appeal_officer(catalog, service, language),
        days=(service.law.appeal_days if service.law else None) or 30,
    )


def appeal_officer(catalog: Catalog, service: Service | None, language: str) -> str:
    """Return the appeal officer of a service by title."""
    officer = service.law.appeal_officer if service and service.law else None
    return officer[language] if officer else catalog.texts.get("say_appeal_officer_unknown", language)


def _document(application: Mapping[str, Any]) -> dict[str, Any]:
    certificate = application.get("certificate")
    if not certificate:
        return {}
    return {"document": {"url": certificate["url"], "filename": certificate["filename"]}}
