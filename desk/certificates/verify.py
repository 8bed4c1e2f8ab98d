"""The public page behind the QR code."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certificates.models import Certificate
from certificates.verdicts import LABELS, LANGUAGES, TOO_OFTEN, VERDICTS
from config.catalog import find
from config.jurisdictions import jurisdictions
from config.ratelimit import Limit, caller
from sevamitra import clock

_JOINED = r"[\u093c\u094d\u0c4d\u200c\u200d]\w?"
_VOWEL_SIGN = r"[\u0900-\u0903\u093e-\u094c\u0c00-\u0c03\u0c3e-\u0c4c]"
_LETTER = re.compile(rf"\w(?:{_JOINED}|{_VOWEL_SIGN})*")
LOOKS = Limit("verify", 60, 60)


@login_not_required
@require_safe
def verify(request: HttpRequest, id: str) -> HttpResponse:
    """Say whether a certificate is valid, in three languages, showing masked data only."""
    if not LOOKS.count(caller(request)):
        return render(request, "certificates/too_often.html", {"texts": TOO_OFTEN}, status=429)
    certificate = _find(id)
    standing = certificate.standing(clock.today()) if certificate else "not_found"
    language = _language(request, certificate)
    context = {
        "language": language,
        "languages": LANGUAGES,
        "standing": standing,
        "verdict": VERDICTS[standing],
        "word": VERDICTS[standing].word[language],
        "advice": VERDICTS[standing].advice[language],
        "rows": _rows(certificate, language) if certificate else [],
        "checked": (LABELS["checked"][language], _moment()),
    }
    response = render(request, "certificates/verify.html", context, status=200 if certificate else 404)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _find(id: str) -> Certificate | None:
    """Return the certificate; people may type its id with spaces and small letters."""
    plain = re.sub(r"[\s-]", "", id).upper()
    return Certificate.objects.select_related("application").defer("pdf").filter(id=plain).first()


def _language(request: HttpRequest, certificate: Certificate | None) -> str:
    asked = request.GET.get("lang")
    if asked in LANGUAGES:
        return asked
    return jurisdictions()[certificate.application.jurisdiction].language if certificate else "en"


def _rows(certificate: Certificate, language: str) -> list[tuple[str, str]]:
    application = certificate.application
    service = find(application.service)
    rows = [
        ("number", application.number),
        ("service", service.names[language] if service else application.service),
        ("holder", masked_name(certificate.holder)),
        ("issued", f"{certificate.issued_on:%d-%m-%Y}"),
        ("until", f"{certificate.valid_until:%d-%m-%Y}" if certificate.valid_until else "–"),
    ]
    if certificate.revoked_at:
        rows.append(("revoked", f"{certificate.revoked_at.astimezone(clock.IST):%d-%m-%Y}"))
    return [(LABELS[key][language], value) for key, value in rows]


def _moment() -> str:
    return f"{clock.now().astimezone(clock.IST):%d-%m-%Y %H:%M:%S} IST"


def masked_name(name: str) -> str:
    """Return a name of which the first letter of each word is left, e.g. `र••• भ•••`.

    The first letter keeps its vowel signs and joined consonants: a bare sign cannot be read.
    """
    return " ".join(f"{_first_letter(word)}•••" for word in name.split())


def _first_letter(word: str) -> str:
    found = _LETTER.match(word)
    return found.group() if found else word[:1]
