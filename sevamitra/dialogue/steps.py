"""The questions of a task, in order: the pack's own and those that every task has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sevamitra.catalog import Catalog, Service
from sevamitra.catalog.model import LANGUAGES
from sevamitra.dialogue.draft import Draft
from sevamitra.fields import Choice, FieldSpec, asked

CONSENT, REVIEW, CHANGE, SLOT = "consent", "review", "change", "slot"
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
    first = [] if consented else [yes_no(catalog, CONSENT, "say_ask_consent")]
    return [*first, *pack_questions(catalog, service, draft), *_last(catalog, draft)]


def pack_questions(catalog: Catalog, service: Service, draft: Draft) -> list[FieldSpec]:
    """Return the pack's questions whose `when:` holds, then its papers, or the times for a booking."""
    questions = [spec for spec in service.ask if asked(spec, draft.answers)]
    papers = [_paper(catalog, service, index) for index in range(len(service.documents))]
    times = [FieldSpec(id=SLOT, kind="slot", question=translations(catalog, "say_ask_slot"))]
    return questions + (times if draft.flow == "book" else papers)


def yes_no(catalog: Catalog, field_id: str, response: str) -> FieldSpec:
    """Return a question of ours that is answered with yes or no."""
    return FieldSpec(id=field_id, kind="yes_no", question=translations(catalog, response))


def translations(catalog: Catalog, response: str, **values: Any) -> dict[str, str]:
    """Return a response of `domain.yml` in the three languages; a value may itself be a translation."""
    return {
        language: catalog.texts.get(
            response,
            language,
            **{
                key: value[language] if isinstance(value, Mapping) else value for key, value in values.items()
            },
        )
        for language in LANGUAGES
    }


def _last(catalog: Catalog, draft: Draft) -> list[FieldSpec]:
    if draft.answers.get(REVIEW) == "change":
        return [FieldSpec(id=CHANGE, kind="integer", question=translations(catalog, "say_which_change"))]
    return [_choice(catalog, REVIEW, "say_review", ("submit", "change", "later"))]


def _paper(catalog: Catalog, service: Service, index: int) -> FieldSpec:
    paper = service.documents[index]
    return FieldSpec(
        id=paper.id,
        kind="file",
        question=translations(catalog, "say_ask_document", paper=paper.name, proves=paper.proves),
        label=paper.name,
        optional=not paper.required,
        accept=PAPER_TYPES,
    )


def _choice(catalog: Catalog, field_id: str, response: str, choices: tuple[str, ...]) -> FieldSpec:
    return FieldSpec(
        id=field_id,
        kind="choice",
        question=translations(catalog, response, service="", answers=""),
        choices=tuple(Choice(id_, translations(catalog, f"say_button_{id_}")) for id_ in choices),
    )


def _service_choice(catalog: Catalog, draft: Draft) -> FieldSpec:
    services = [catalog.service(id_) for id_ in draft.candidates]
    choices = [_named(service) for service in services]
    choices.append(Choice("none", translations(catalog, "say_row_none")))
    return FieldSpec(
        id="service",
        kind="choice",
        question=translations(catalog, "say_which_service"),
        choices=tuple(choices),
    )


def _named(service: Service) -> Choice:
    said = tuple(name for names in service.everyday.values() for name in names)
    return Choice(service.id, service.names, spellings=said)


def _language_choice(catalog: Catalog, draft: Draft) -> FieldSpec:
    names = {"hi": "हिन्दी", "te": "తెలుగు", "en": "English"}
    return FieldSpec(
        id="language",
        kind="choice",
        question=translations(catalog, "say_ask_language"),
        choices=tuple(Choice(id_, dict.fromkeys(LANGUAGES, name)) for id_, name in names.items()),
    )


def _application_no(catalog: Catalog, draft: Draft) -> FieldSpec:
    question = translations(catalog, "say_ask_application_no")
    return FieldSpec(id="application_no", kind="application_no", question=question)


def _mobile_last4(catalog: Catalog, draft: Draft) -> FieldSpec:
    question = translations(catalog, "say_ask_mobile_last4")
    return FieldSpec(id="mobile_last4", kind="last4", question=question)


def _confirm_delete(catalog: Catalog, draft: Draft) -> FieldSpec:
    return yes_no(catalog, "confirm_delete", "say_privacy")


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
