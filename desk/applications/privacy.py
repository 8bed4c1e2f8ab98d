"""What of the answers may be read, what is sealed, and what is deleted on request."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from applications.models import Application
from events.models import Event
from files.models import StoredFile
from people.models import HelpRequest
from sevamitra.catalog.model import Service
from sevamitra.fields import aadhaar

# The law makes an office keep what was filed; only the link to the person's chat goes.
WHY_KEPT = {
    "hi": "यह आवेदन दफ़्तर के रजिस्टर में है। क़ानून के हिसाब से इसे मिटाया नहीं जा सकता। "
    "आपके व्हाट्सऐप से इसका जुड़ाव हटा दिया गया है।",
    "te": "ఈ దరఖాస్తు కార్యాలయ రిజిస్టర్‌లో ఉంది. చట్టం ప్రకారం దీన్ని తొలగించకూడదు. మీ వాట్సాప్‌తో దీని సంబంధం తీసేశాం.",
    "en": "This application is in the office's register. The law does not let us delete it. "
    "Its link to your WhatsApp has been removed.",
}


def masked(text: str) -> str:
    """Return a text without any Aadhaar number, in clear or as token, but for the last four digits."""
    return aadhaar.mask(aadhaar.swap(text))


def visible(service: Service, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers as they are stored for officers."""
    exempt = {spec.id for spec in service.ask if spec.kind in UNMASKED_KINDS}
    return {
        key: masked(value) if isinstance(value, str) and key not in exempt else value
        for key, value in answers.items()
    }


# Numbers that are no Aadhaar, though they may look like one (a 12-digit bank account), and fixed ids.
UNMASKED_KINDS = ("account_no", "service_no", "assessment_no", "udid", "date", "mobile", "choice", "place")


def tokens(service: Service, answers: dict[str, Any]) -> dict[str, str]:
    """Return the Aadhaar tokens among the answers, by field."""
    asked = [spec.id for spec in service.ask if spec.kind == "aadhaar"]
    return {key: answers[key] for key in asked if key in answers}


def mobile_last4(service: Service, answers: dict[str, Any]) -> str:
    """Return the end of the first mobile number among the answers: the second detail for a look-up."""
    asked = (spec.id for spec in service.ask if spec.kind == "mobile")
    return next((str(answers[key]) for key in asked if answers.get(key)), "")[-4:]


def files_in(service: Service, answers: dict[str, Any]) -> dict[str, StoredFile]:
    """Return the stored files among the answers, by field."""
    files = {
        key: value for key, value in answers.items() if isinstance(value, dict) and "content_type" in value
    }
    ids = {key: value["id"] for key, value in files.items()}
    found = StoredFile.objects.in_bulk(ids.values())
    return {key: found[file_id] for key, file_id in ids.items()}


@transaction.atomic
def forget(citizen: str) -> dict[str, Any]:
    """Delete all that may be deleted of a citizen, and cut the link to what must be kept.

    Returns:
        `deleted` counts by kind, `kept` numbers with the reason in the language they were filed in.
    """
    kept = [
        {"number": application.number, "why": WHY_KEPT.get(application.language, WHY_KEPT["en"])}
        for application in Application.objects.filter(citizen=citizen).order_by("-submitted_at")
    ]
    loose = list(StoredFile.objects.filter(citizen=citizen, papers=None))
    for stored in loose:
        transaction.on_commit(partial(stored.path.unlink, missing_ok=True))
    StoredFile.objects.filter(pk__in=[stored.pk for stored in loose]).delete()
    requests, _ = HelpRequest.objects.filter(citizen=citizen).delete()
    events, _ = Event.objects.filter(citizen=citizen).delete()
    StoredFile.objects.filter(citizen=citizen).update(citizen="")
    Application.objects.filter(citizen=citizen).update(citizen="")
    return {"deleted": {"files": len(loose), "help_requests": requests, "events": events}, "kept": kept}
