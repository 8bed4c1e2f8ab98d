"""What an answer leads to where it is more than a value, and how each task ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sevamitra import fields
from sevamitra.clock import now
from sevamitra.departments import NotFound, Refused, SecondDetailNeeded, SlotTaken, Unavailable
from sevamitra.dialogue import applications, asking
from sevamitra.dialogue.draft import Draft
from sevamitra.dialogue.message import Message
from sevamitra.dialogue.outcome import Outcome
from sevamitra.dialogue.steps import CHANGE, CONSENT, REVIEW, pack_questions
from sevamitra.fields import FieldError, FieldSpec

if TYPE_CHECKING:
    from sevamitra.dialogue.task import Task

RETRY_SECONDS = (30, 60, 120, 300, 900, 3600)
LOOKUPS = 3


def answered(task: Task, field_id: str, value: Any) -> Outcome:
    """Go on after an answer that was understood."""
    handler = ANSWERED.get(field_id)
    return handler(task, value) if handler else task.ask()


def end(task: Task, before: tuple[Message, ...]) -> Outcome:
    """End a task that has no open question left."""
    return ENDS[task.draft.flow](task, before)


# --- consent ---


def _consent(task: Task, value: bool) -> Outcome:
    if not value:
        return Outcome(None, (Message("say_no_consent"),))
    agreed = replace(task, consented=True, draft=task.draft.without(CONSENT))
    outcome = agreed.ask()
    return replace(outcome, slots={**outcome.slots, "consent": now().isoformat()})


# --- looking over before filing ---


REVIEW_INTENTS = {"affirm": "submit", "deny": "change", "go_back": "change"}


def review_shortcut(task: Task, spec: FieldSpec) -> Outcome | None:
    """Take "yes", "no" or a line's number at the review as what they plainly mean."""
    if spec.id != REVIEW or task.turn.tap:
        return None
    number = re.search(r"\d+", task.turn.text)
    if number:
        return _change(task, int(number.group()))
    value = REVIEW_INTENTS.get(task.turn.intent) or _yes_or_no(task)
    return _review(task.having(task.draft.answer(REVIEW, value)), value) if value else None


def _yes_or_no(task: Task) -> str | None:
    try:
        yes = fields.parse(FieldSpec(id=REVIEW, kind="yes_no"), task.turn.reply())
    except FieldError:
        return None
    return "submit" if yes else "change"


def _review(task: Task, value: str) -> Outcome:
    if value == "later":
        return task.having(task.draft.without(REVIEW)).leave()
    return task.ask()


def _change(task: Task, number: int) -> Outcome:
    shown = asking.reviewed(task)
    draft = task.draft.without(REVIEW, CHANGE)
    if not 1 <= number <= len(shown):
        return task.having(draft).ask()
    return task.having(draft.without(shown[number - 1].id)).ask()


# --- filing ---


def file(task: Task, before: tuple[Message, ...] = ()) -> Outcome:
    """File the application, grievance or booking; the draft's id is the idempotency key.

    If the office cannot be reached the draft is kept, and a later turn tries again.
    """
    try:
        application = task.office(task.service).submit(filing(task))
    except Unavailable:
        return _later(task, before)
    except SlotTaken:
        return task.having(task.draft.without(*_slot_ids(task), REVIEW)).ask(
            *before, Message("say_slot_taken")
        )
    except Refused as error:
        wrong = [id_ for id_ in error.fields if id_ in task.draft.answers]
        if not wrong:
            raise
        return task.having(task.draft.without(*wrong, REVIEW)).ask(*before, Message("say_refused"))
    return Outcome(None, (*before, filed(task, application)), {"topic": application["service"]})


def filing(task: Task) -> dict[str, Any]:
    """Return what is sent to the office: only answers to questions that still apply."""
    assert task.service is not None
    specs = pack_questions(task.catalog, task.service, task.draft)
    given = {spec.id: task.draft.answers.get(spec.id) for spec in specs}
    kinds = {spec.id: spec.kind for spec in specs}
    papers = [paper.id for paper in task.service.documents]
    body: dict[str, Any] = {
        "key": task.draft.id,
        "citizen": task.turn.citizen,
        "jurisdiction": task.turn.jurisdiction,
        "service": task.service.id,
        "action": task.draft.flow,
        "language": task.turn.language,
        "answers": {
            key: value
            for key, value in given.items()
            if value is not None and key not in papers and kinds[key] != "slot"
        },
        "documents": {key: paper["id"] for key in papers if (paper := given.get(key))},
    }
    slot = next((given[key] for key, kind in kinds.items() if kind == "slot"), None)
    return {**body, "slot": slot} if slot is not None else body


def filed(task: Task, application: dict[str, Any]) -> Message:
    """Return the receipt: number, date and what happens next."""
    language = task.turn.language
    values = {"service": task.service_name(), "number": application["number"]}
    tapped = asking.buttons(
        task.catalog, language, say_button_status="/my_applications", say_button_menu="/help"
    )
    slot = application.get("slot")
    if slot:
        values |= {"when": applications.when(slot, language), "place": slot["place"][language]}
        return Message("say_booked", values, buttons=tapped)
    values["due"] = applications.due(task.catalog, application, language)
    name = "say_complaint_submitted" if application["action"] == "grievance" else "say_submitted"
    return Message(name, values, buttons=tapped)


def _slot_ids(task: Task) -> list[str]:
    return [spec.id for spec in task.steps if spec.kind == "slot"]


def retry(task: Task) -> Outcome:
    """Try again to file what the office could not take before; several may wait."""
    waiting = [Draft(**one) for one in task.paused if one["state"] == "sending"]
    others = tuple(one for one in task.paused if one["state"] != "sending")
    outcome = Outcome(None, (), {"paused": list(others)})
    for draft in waiting:
        rest = replace(task, draft=replace(draft, state="open"), paused=tuple(outcome.slots["paused"]))
        one = file(rest)
        slots = {**outcome.slots, **one.slots}
        outcome = Outcome(one.draft or outcome.draft, outcome.messages + one.messages, slots)
    return outcome


def _later(task: Task, before: tuple[Message, ...]) -> Outcome:
    wait = RETRY_SECONDS[min(task.draft.tries, len(RETRY_SECONDS) - 1)]
    schedule = {"schedule": {"intent": "retry_submission", "in_seconds": wait}}
    said = Message("say_department_down", custom=schedule)
    if task.draft.tries:  # said once; afterwards only tried again
        said = Message(custom=schedule)
    sending = replace(task.draft, state="sending", tries=task.draft.tries + 1)
    return Outcome(None, (*before, said), {"paused": [sending.to_dict(), *task.paused]})


# --- looking up ---


def _look_up(task: Task, value: Any) -> Outcome:
    answers = task.draft.answers
    try:
        application = task.office(None).application(
            answers["application_no"], task.turn.citizen, answers.get("mobile_last4")
        )
    except SecondDetailNeeded:
        wrong = "mobile_last4" in answers
        draft = replace(
            task.draft.without("mobile_last4"), second_detail=True, tries=task.draft.tries + wrong
        )
        return _give_up_or_ask(task.having(draft))
    except NotFound:
        draft = replace(task.draft.without("application_no", "mobile_last4"), tries=task.draft.tries + 1)
        return _give_up_or_ask(task.having(draft), Message("say_application_not_found"))
    except Unavailable:
        return Outcome(None, (Message("say_department_down_ask"),))
    return Outcome(None, (applications.standing(task.catalog, application, task.turn.language),))


def _give_up_or_ask(task: Task, *said: Message) -> Outcome:
    if task.draft.tries < LOOKUPS:
        return task.ask(*said)
    return Outcome(None, (Message("say_application_not_found"),))


# --- choosing ---


def _service(task: Task, value: str) -> Outcome:
    from sevamitra.dialogue.beginning import begin

    if value == "none":
        return Outcome(None, (Message("utter_nothing_open"),))
    turn = replace(task.turn, intent=task.draft.then or "ask_about", services=(value,), sure=True)
    return begin(replace(task, turn=turn))


def _language(task: Task, value: str) -> Outcome:
    said = Message(text=task.catalog.texts.get("say_language_changed", value))
    return Outcome(None, (said,), {"language": value})


# --- deleting ---


def _confirm_delete(task: Task, value: bool) -> Outcome:
    if not value:
        return Outcome(None, (Message("say_not_deleted"),))
    try:
        gone = task.office(None).forget(task.turn.citizen)
    except Unavailable:
        return Outcome(None, (Message("say_department_down_ask"),))
    numbers = ", ".join(one["number"] for one in gone.get("kept", []))
    kept = task.catalog.texts.get("say_kept", task.turn.language, numbers=numbers) if numbers else ""
    said = Message("say_deleted", {"kept": kept}, custom={"forget": True})
    return Outcome(None, (said,), {"consent": None, "paused": None, "topic": None})


ANSWERED: dict[str, Callable[[Any, Any], Any]] = {
    CONSENT: _consent,
    REVIEW: _review,
    CHANGE: _change,
    "service": _service,
    "language": _language,
    "application_no": _look_up,
    "mobile_last4": _look_up,
    "confirm_delete": _confirm_delete,
}
ENDS: dict[str, Callable[[Any, tuple[Message, ...]], Any]] = {"apply": file, "grievance": file, "book": file}
