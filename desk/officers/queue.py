"""The queue: what an officer has to do, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict

from applications.models import OPEN_STATES, Action, Application, State
from applications.numbers import normalise
from config.catalog import catalog, find
from config.jurisdictions import jurisdictions
from officers.accounts import seen_by
from sevamitra import clock


@dataclass(frozen=True)
class Urgency:
    """How near the due date is: a word, and a class for its colour."""

    word: str
    tone: str


def urgency(application: Application, today: date) -> Urgency:
    """Say how urgent an application is."""
    if not application.is_open:
        return Urgency("", "calm")
    if application.due_on is None:
        return Urgency("no limit", "calm")
    days = (application.due_on - today).days
    if days < 0:
        return Urgency(f"overdue by {-days} day{'s' * (days != -1)}", "late")
    if days == 0:
        return Urgency("due today", "soon")
    return Urgency(f"{days} day{'s' * (days != 1)} left", "soon" if days <= 2 else "calm")


def waiting(request: HttpRequest) -> QuerySet[Application]:
    """Return the officer's applications by the filters in the address, the most urgent first."""
    rows = seen_by(Application.objects.all(), request.user)
    rows = _narrow(rows, request.GET)
    return rows.order_by(F("due_on").asc(nulls_last=True), "submitted_at", "id")


def _narrow(rows: QuerySet[Application], wanted: QueryDict) -> QuerySet[Application]:
    number = wanted.get("number", "").strip()
    if number:
        return rows.filter(number__icontains=normalise(number))
    for key in ("jurisdiction", "department", "action"):
        if wanted.get(key):
            rows = rows.filter(**{key: wanted[key]})
    return rows.filter(_state(wanted.get("state", "")))


def _state(state: str) -> Q:
    """Return the filter of a state; without one, what is still open."""
    if state == "all":
        return Q()
    if state == State.OVERDUE:
        return Q(state__in=OPEN_STATES, due_on__lt=clock.today())
    return Q(state=state) if state in State.values else Q(state__in=OPEN_STATES)


def filters(request: HttpRequest) -> list[dict[str, object]]:
    """Return the filters as the page offers them: name, label, options, chosen."""
    places = [(key, place.names["en"]) for key, place in jurisdictions().items()]
    mine = seen_by(Application.objects.all(), request.user)
    seen = mine.values_list("jurisdiction", "department").distinct()
    departments = sorted({(department, department_name(place, department)) for place, department in seen})
    states = [("", "Open"), ("all", "All"), *State.choices]
    offered = (
        ("state", "State", states),
        ("department", "Department", [("", "All"), *departments]),
        ("jurisdiction", "Place", [("", "All"), *places]),
        ("action", "Kind", [("", "All"), *Action.choices]),
    )
    return [
        {"name": name, "label": label, "options": options, "chosen": request.GET.get(name, "")}
        for name, label, options in offered
    ]


def department_name(jurisdiction: str, department: str) -> str:
    """Return a department's English name, or its id when the catalogue does not know it."""
    for known in catalog().departments:
        if (known.jurisdiction, known.id) == (jurisdiction, department):
            return known.names["en"]
    return department


def service_names(service: str, language: str) -> list[str]:
    """Return a service's name in English and in the citizen's language."""
    found = find(service)
    return list(dict.fromkeys([found.names["en"], found.names[language]])) if found else [service]
