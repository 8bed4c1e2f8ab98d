"""Turns checked YAML documents into services and departments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from sevamitra.catalog.located import Located
from sevamitra.catalog.model import (
    Booking,
    Certificate,
    Department,
    Document,
    Fee,
    Law,
    Officer,
    Said,
    Service,
)
from sevamitra.fields.spec import FieldSpec


def service(pack: Located) -> Service:
    """Return the service of a pack that has passed the schema."""
    value = pack.value
    return Service(
        id=value["id"],
        jurisdiction=jurisdiction(pack),
        department=value["department"],
        category=value["category"],
        names=value["names"],
        everyday=_lists(value["everyday"]),
        about=value["about"],
        actions=tuple(value["actions"]),
        law=_law(value.get("law")),
        fee=_fee(value.get("fee")),
        eligibility=value.get("eligibility"),
        office=value.get("office"),
        documents=tuple(Document(**document) for document in value["documents"]),
        ask=tuple(FieldSpec.from_dict(asked) for asked in value.get("ask", [])),
        certificate=_certificate(value.get("certificate")),
        booking=_booking(value.get("booking")),
        examples=_lists(value["examples"]),
        tests=tuple(Said(**test) for test in value["tests"]),
        file=pack.file,
    )


def department(file: Located) -> Department:
    """Return the department of a file that has passed the schema."""
    value = file.value
    return Department(
        id=value["id"],
        jurisdiction=jurisdiction(file),
        names=value["names"],
        officers=tuple(Officer(**officer) for officer in value.get("officers", [])),
        back_end=value["back_end"],
        file=file.file,
    )


def jurisdiction(file: Located) -> str:
    """Return the jurisdiction in whose folder a file lies (`services/<jurisdiction>/…`)."""
    return file.file.split("/")[1]


def _lists(value: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(sentences) for language, sentences in value.items()}


def _law(value: Mapping[str, Any] | None) -> Law | None:
    if value is None:
        return None
    return Law(
        days=value.get("days"),
        counted=value.get("counted", "working"),
        confirmed=value["confirmed"],
        officer=value.get("officer"),
        appeal_officer=value.get("appeal_officer"),
        appeal_days=value.get("appeal_days"),
        source=value["source"],
    )


def _fee(value: Mapping[str, Any] | None) -> Fee | None:
    return Fee(value["rupees"], value["confirmed"], value["source"]) if value else None


def _certificate(value: Mapping[str, Any] | None) -> Certificate | None:
    return Certificate(value["template"], value.get("valid_years")) if value else None


def _booking(value: Mapping[str, Any] | None) -> Booking | None:
    if value is None:
        return None
    return Booking(
        weekday=value["weekday"],
        start=time.fromisoformat(value["from"]),
        end=time.fromisoformat(value["to"]),
        minutes=value["minutes"],
        seats=value["seats"],
        days_ahead=value["days_ahead"],
        place=value["place"],
    )
