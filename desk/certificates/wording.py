"""The words of certificates: fixed ones here, those of one template in `templates/<template>.yml`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import yaml

from applications.answers import shown
from applications.models import Application
from certificates.render import TEMPLATES, CannotPrint
from certificates.words import figures, rupees
from sevamitra.catalog.model import Service

NUMBER = {"hi": "आवेदन क्रमांक", "te": "దరఖాస్తు సంఖ్య", "en": "Application number"}
DATE = {"hi": "जारी करने की तारीख", "te": "జారీ చేసిన తేదీ", "en": "Date of issue"}
CHECK = {
    "hi": "यह प्रमाण पत्र असली है या नहीं, यह जाँचने के लिए इस कोड को फोन के कैमरे से स्कैन करें।",
    "te": "ఈ ధ్రువీకరణ పత్రం అసలుదో కాదో తెలుసుకోవడానికి ఈ కోడ్‌ను ఫోన్ కెమెరాతో స్కాన్ చేయండి.",
    "en": "To check that this certificate is genuine, scan the code with a phone camera.",
}
ISSUED_BY = {"hi": "जारीकर्ता", "te": "జారీ చేసినవారు", "en": "Issued by"}
SPECIMEN = {
    "hi": "केवल डेमो (नमूना) – यह सरकारी प्रमाण पत्र नहीं है, कहीं मान्य नहीं",
    "te": "డెమో (నమూనా) మాత్రమే – ఇది ప్రభుత్వ పత్రం కాదు, ఎక్కడా చెల్లదు",
    "en": "Demonstration specimen only – not a government certificate, valid nowhere",
}
UNTIL = {
    "hi": "यह प्रमाण पत्र {day} तक मान्य है।",
    "te": "ఈ ధ్రువీకరణ పత్రం {day} వరకు చెల్లుతుంది.",
    "en": "This certificate is valid until {day}.",
}
FOR_LIFE = {
    "hi": "यह प्रमाण पत्र हमेशा मान्य है।",
    "te": "ఈ ధ్రువీకరణ పత్రం శాశ్వతంగా చెల్లుతుంది.",
    "en": "This certificate is valid for life.",
}

_PLACE = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


def holder(application: Application) -> str:
    """Return the name the certificate is made out to."""
    return str(application.answers.get("applicant_name", ""))


def foot(until: str | None, language: str) -> dict[str, str]:
    """Return the sentence on validity."""
    texts = UNTIL if until else FOR_LIFE
    return {key: texts[key].format(day=until) for key in (language, "en")}


@cache
def template(name: str) -> dict[str, Any]:
    """Return the words of a template by jurisdiction.

    Raises:
        CannotPrint: there is no such template.
    """
    path = TEMPLATES / f"{name}.yml"
    if not path.is_file():
        raise CannotPrint(f"There is no certificate template called {name}.")
    words: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return words


def fill(name: str, application: Application, service: Service, language: str) -> dict[str, Any]:
    """Return issuer, office, body, rows, officer and place of one certificate.

    Raises:
        CannotPrint: the template has no words for this jurisdiction.
    """
    words = template(name).get(application.jurisdiction)
    if words is None:
        raise CannotPrint(f"The certificate template {name} has no words for {application.jurisdiction}.")
    filler = Filler(application, service)
    languages = (language, "en")
    return {
        "issuer": words["issuer"],
        "office": {key: filler.text(words["office"][key], key) for key in languages},
        "body": {key: filler.parts(words["body"][key], key) for key in languages},
        "rows": [row for row in (filler.row(row, languages) for row in words["rows"]) if row],
        "officer": words["officer"],
        "place": words["place"][language],
    }


class Filler:
    """Puts an application's answers into the words of a template."""

    def __init__(self, application: Application, service: Service) -> None:
        self.application = application
        self.specs = {spec.id: spec for spec in service.ask}

    def value(self, field: str, form: str, language: str) -> str:
        """Return an answer as people read it, or as `.figures`, `.words` or `.day`; empty for none."""
        value = self.application.answers.get(field)
        if value in (None, ""):
            return ""
        if form == "figures":
            return figures(value)
        if form == "words":
            return rupees(value, language)
        if form == "day":
            return f"{date.fromisoformat(value):%d-%m-%Y}"
        return shown(self.specs.get(field), value, language)

    def parts(self, phrases: list[str], language: str) -> list[dict[str, Any]]:
        """Return the phrases, answers set strong; a phrase that lacks one of its answers is left out."""
        found: list[dict[str, Any]] = []
        for phrase in phrases:
            values = [self.value(field, form, language) for field, form in _PLACE.findall(phrase)]
            if not all(values):
                continue
            texts = _PLACE.sub("\0", phrase).split("\0")
            for text, value in zip(texts, [*values, ""], strict=True):
                found += [{"text": text, "strong": False}, {"text": value, "strong": True}]
        return [part for part in found if part["text"]]

    def text(self, phrases: list[str], language: str) -> str:
        """Return the phrases as one plain text."""
        return "".join(part["text"] for part in self.parts(phrases, language))

    def row(self, row: dict[str, Any], languages: tuple[str, str]) -> dict[str, Any] | None:
        """Return a line of the table: the first of its values that has an answer, in both languages."""
        for wanted in row["values"]:
            phrases = {key: wanted if isinstance(wanted, str) else wanted[key] for key in languages}
            values = [self.text([phrases[language]], language) for language in languages]
            if all(values):
                return {"label": row["label"], "value": list(dict.fromkeys(values))}
        return None
