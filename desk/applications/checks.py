"""Everything that is filed is checked again here: the desk trusts no draft."""

from __future__ import annotations

from typing import Any

from applications.answers import applies, checked
from applications.models import Action
from config.api import Invalid
from config.catalog import find
from files.models import StoredFile
from sevamitra.catalog.model import Service
from sevamitra.fields import FieldError, FieldSpec


def service_of(filing: dict[str, Any]) -> Service:
    """Return the service that a filing is for.

    Raises:
        Invalid: no such service there, or it does not offer the action.
    """
    service = find(filing["service"])
    if service is None or service.jurisdiction != filing["jurisdiction"]:
        raise Invalid({"service": "unknown"})
    if not filing["citizen"].startswith(service.jurisdiction + ":"):
        raise Invalid({"citizen": "other_jurisdiction"})
    if filing["action"] not in service.actions or filing["action"] not in Action.values:
        raise Invalid({"action": "not_offered"})
    if (filing["action"] == Action.BOOK) != bool(filing.get("slot")):
        raise Invalid({"slot": "required" if filing["action"] == Action.BOOK else "not_offered"})
    return service


def answers(service: Service, given: dict[str, Any], citizen: str) -> dict[str, Any]:
    """Return the answers to the questions that apply, each as its kind wants it.

    Raises:
        Invalid: answers that are missing, unknown, or not of their kind.
    """
    specs = {spec.id: spec for spec in service.ask}
    wrong = {key: "unknown" for key in given if key not in specs}
    good: dict[str, Any] = {}
    for spec in service.ask:
        if not applies(spec, given):
            continue
        if given.get(spec.id) in (None, ""):
            if not spec.optional:
                wrong[spec.id] = "required"
            continue
        try:
            good[spec.id] = answer(spec, given[spec.id], citizen)
        except FieldError as error:
            wrong[spec.id] = error.code
    if wrong:
        raise Invalid(wrong)
    return good


def answer(spec: FieldSpec, value: Any, citizen: str) -> Any:
    """Return one answer, a file as the desk itself knows it.

    Raises:
        FieldError: it is not of the field's kind, or the file is not this citizen's.
    """
    if isinstance(value, dict) and "content_type" in value:
        stored = stored_file(value.get("id"), citizen)
        if stored is None:
            raise FieldError("unknown_file")
        value = {key: getattr(stored, key) for key in ("id", "name", "content_type", "size")}
    return checked(spec, value)


def papers(service: Service, given: dict[str, str], citizen: str) -> dict[str, StoredFile]:
    """Return the citizen's stored files by document.

    Raises:
        Invalid: a required document is missing, or a document or its file is unknown.
    """
    known = {document.id: document for document in service.documents}
    wrong = {key: "unknown" for key in given if key not in known}
    wrong |= {key: "required" for key, document in known.items() if document.required and key not in given}
    found = {key: stored_file(file_id, citizen) for key, file_id in given.items()}
    wrong |= {key: "unknown_file" for key, stored in found.items() if stored is None and key in known}
    if wrong:
        raise Invalid(wrong)
    return {key: stored for key, stored in found.items() if stored}


def stored_file(file_id: Any, citizen: str) -> StoredFile | None:
    """Return a file of this citizen; another's is as good as none."""
    return StoredFile.objects.filter(id=str(file_id), citizen=citizen).first()
