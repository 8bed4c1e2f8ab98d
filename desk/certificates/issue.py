"""Issuing: an approved application becomes a certificate."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any

from django.conf import settings

from applications.models import Application
from certificates import render, wording
from certificates.models import Certificate
from config.jurisdictions import jurisdictions
from sevamitra import clock
from sevamitra.catalog.model import Service


def issue(application: Application, service: Service) -> Certificate:
    """Print and store the certificate; call it in the transaction that approves.

    Raises:
        CannotPrint: nothing is stored then.
    """
    assert service.certificate
    issued = clock.today()
    certificate = Certificate(
        application=application,
        holder=wording.holder(application)[:200],
        filename=filename(service, application.number),
        issued_on=issued,
        valid_until=valid_until(issued, service.certificate.valid_years),
    )
    certificate.pdf = render.pdf(page(application, service, certificate), clock.now())
    certificate.sha256 = hashlib.sha256(certificate.pdf).hexdigest()
    certificate.save(force_insert=True)
    return certificate


def page(application: Application, service: Service, certificate: Certificate) -> dict[str, Any]:
    """Return what the layout prints."""
    language = jurisdictions()[application.jurisdiction].language
    assert service.certificate
    until = in_figures(certificate.valid_until) if certificate.valid_until else None
    words = wording.fill(service.certificate.template, application, service, language)
    return words | {
        "language": language,
        "number": application.number,
        "title": both(service.names, language),
        "head": [
            {"label": both(wording.NUMBER, language), "value": application.number},
            {"label": both(wording.DATE, language), "value": in_figures(certificate.issued_on)},
        ],
        "foot": wording.foot(until, language),
        "issued-by": both(wording.ISSUED_BY, language),
        "check": both(wording.CHECK, language),
        "specimen": _specimen(language) if settings.DEMO else None,
        "verify": certificate.verify_url,
        "code": f"{certificate.id[:4]} {certificate.id[4:8]} {certificate.id[8:12]} {certificate.id[12:]}",
    }


def _specimen(language: str) -> dict[str, Any]:
    return {"line": both(wording.SPECIMEN, language), "mark": "SPECIMEN"}


def both(texts: Any, language: str) -> dict[str, str]:
    """Return a text in the local language and in English."""
    return {language: texts[language], "en": texts["en"]}


def in_figures(day: date) -> str:
    """Return a date as dd-mm-yyyy."""
    return f"{day:%d-%m-%Y}"


def valid_until(issued: date, years: int | None) -> date | None:
    """Return the last day of validity; None means for life."""
    if years is None:
        return None
    try:
        return issued.replace(year=issued.year + years)
    except ValueError:  # 29 February
        return issued.replace(year=issued.year + years, day=28)


def filename(service: Service, number: str) -> str:
    """Return the PDF's name in the jurisdiction's language, e.g. `आय-प्रमाण-पत्र-SMJ26-000123-4.pdf`."""
    name = service.names[jurisdictions()[service.jurisdiction].language]
    return re.sub(r"[\s/\\:*?\"<>|]+", "-", name).strip("-") + f"-{number}.pdf"
