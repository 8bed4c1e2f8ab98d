"""The questions of a task, in order: the pack's own and those that every task has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sevamitra.catalog import Catalog, Service
from sevamitra.catalog.model import LANGUAGES
from sevamitra.dialogue.draft import Draft
from sevamitra.fields import FieldSpec

CONSENT, REVIEW, CHANGE = "consent", "review", "change"
SYSTEM = (CONSENT, REVIEW, CHANGE)
PAPER_TYPES = ("image/jpeg", "image/png", "application/pdf")


def steps(catalog: Catalog, draft: Draft, consented: bool) -> list[FieldSpec]:
    """Return every question of the task that applies to the answers so far, in order.

    Args:
        catalog: the services.
        draft: the task.
        consented: whether the citizen agreed before that we keep what they send.
    """
    if not draft.files:
        return [PLAIN[step](catalog, draft) for step in PLAIN_FLOWS[draft.flow] if _needed(step, draft)]
    service = catalog.service(str(draft.service))
    asked_first = [] if consented else [yes_no(catalog, CONSENT, "utter_ask_consent")]
    return [*asked_first, *pack_questions(catalog, service, draft), *_last(catalog, draft)]


def pack_questions(catalog: Catalog, service: Service, draft: Draft) -> list[FieldSpec]:
    """Return the pack's questions whose `when:` holds, then its papers."""
    asked = [spec for spec in service.ask if applies(spec, draft.answers)]
    return asked + [_paper(catalog, service, index) for index in range(len(service.documents))]


def applies(spec: FieldSpec, answers: Mapping[str, Any]) -> bool:
    """Tell whether a question's `when:` holds for the answers so far."""
    for field_id, wanted in (spec.when or {}).items():
        allowed = wanted if isinstance(wanted, list | tuple) else [wanted]
        if answers.get(field_id) not in allowed:
            return False
    return True


def yes_no(catalog: Catalog, field_id: str, response: str) -> FieldSpec:
    """Return a question of ours that is answered with yes or no."""
    return FieldSpec(id=field_id, kind="yes_no", question=translations(catalog, response))


def translations(catalog: Catalog, response: str, **values: Any) -> dict[str, str]:
    """Return a response of `domain.yml` in the three languages; a value may itself be a translation."""
    return {
        language: catalog.texts.get(
            response,
            language,
            **{key: value[language] if isinstance(value, Mapping) else value for key, value in values.items()},
        )
        for language in LANGUAGES
    }


def _last(catalog: Catalog, draft: Draft) -> list[FieldSpec]:
    if draft.answers.get(REVIEW) == "change":
        return [FieldSpec(id=CHANGE, kind="integer", question=translations(catalog, "utter_which_change"))]
    return [_choice(catalog, REVIEW, "utter_review", ("submit", "change", "later"))]


def _paper(catalog: Catalog, service: Service, index: int) -> FieldSpec:
    paper = service.documents[index]
    return FieldSpec(
        id=paper.id,
        kind="file",
        question=translations(catalog, "utter_ask_document", paper=paper.name, proves=paper.proves),
        label=paper.name,
        optional=not paper.required,
        accept=PAPER_TYPES,
    )


def _choice(catalog: Catalog, field_id: str, response: str, choices: tuple[str, ...]) -> FieldSpec:
    return FieldSpec(
        id=field_id,
        kind="choice",
        question=translations(catalog, response, service="", answers=""),
        choices=tuple({"id": id_, "title": translations(catalog, f"utter_button_{id_}")} for id_ in choices),
    )


def _service_choice(catalog: Catalog, draft: Draft) -> FieldSpec:
    services = [catalog.service(id_) for id_ in draft.candidates]
    choices = [{"id": service.id, "title": service.names} for service in services]
    choices.append({"id": "none", "title": translations(catalog, "utter_row_none")})
    return FieldSpec(
        id="service",
        kind="choice",
        question=translations(catalog, "utter_which_service"),
        choices=tuple(choices),
    )


def _language_choice(catalog: Catalog, draft: Draft) -> FieldSpec:
    names = {"hi": "हिन्दी", "te": "తెలుగు", "en": "English"}
    return FieldSpec(
        id="language",
        kind="choice",
        question=translations(catalog, "utter_ask_language"),
        choices=tuple({"id": id_, "title": dict.fromkeys(LANGUAGES, name)} for id_, name in names.items()),
    )


def _application_no(catalog: Catalog, draft: Draft) -> FieldSpec:
    question = translations(catalog, "utter_ask_application_no")
    return FieldSpec(id="application_no", kind="application_no", question=question)


def _mobile_last4(catalog: Catalog, draft: Draft) -> FieldSpec:
    question = translations(catalog, "utter_ask_mobile_last4")
    return FieldSpec(id="mobile_last4", kind="digits", question=question, min=4, max=4)


def _confirm_delete(catalog: Catalog, draft: Draft) -> FieldSpec:
    return yes_no(catalog, "confirm_delete", "utter_privacy")


PLAIN = {
    "service": _service_choice,
    "language": _language_choice,
    "application_no": _application_no,
    "mobile_last4": _mobile_last4,
    "confirm_delete": _confirm_delete,
}
PLAIN_FLOWS = {
    "choose": ("service",),
    "language": ("language",),
    "status": ("application_no", "mobile_last4"),
    "delete_data": ("confirm_delete",),
}


def _needed(step: str, draft: Draft) -> bool:
    """The second detail is asked only once the office has said that it is needed."""
    return step != "mobile_last4" or draft.second_detail
