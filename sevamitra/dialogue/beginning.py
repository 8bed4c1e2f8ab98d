"""How a task begins: which service is meant, what it needs, and its first question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sevamitra.catalog import Service
from sevamitra.dialogue import applications, info
from sevamitra.dialogue.draft import Draft
from sevamitra.dialogue.message import Message
from sevamitra.dialogue.outcome import Outcome
from sevamitra.dialogue.task import Task

ACTIONS = {"apply": "apply", "complain": "grievance", "book": "book"}
"""What an intent wants done with a service."""

CANDIDATES = 9
"""Services in a list to choose from; the tenth row says none of these."""


def begin(task: Task, topic: str | None = None) -> Outcome:
    """Begin what the turn asks for, or answer it at once.

    Args:
        task: the turn; an open draft in it is set aside for later.
        topic: the service spoken of last, meant by questions that name none.
    """
    if task.turn.intent in ACTIONS:
        return start(task)
    service = named(task) or (task.catalog.service(topic) if topic and not task.turn.services else None)
    if service is None:
        return choose(task, task.turn.intent, list(task.turn.services))
    said = info.answer(task.catalog, service, task.turn.intent, task.turn.language, in_task=False)
    return Outcome(None, (said,), {"topic": service.id})


def named(task: Task) -> Service | None:
    """Return the service that the message means for certain."""
    return task.catalog.service(task.turn.services[0]) if task.turn.sure and task.turn.services else None


def start(task: Task) -> Outcome:
    """Begin applying, complaining or booking; ask which service where it is not clear."""
    action = ACTIONS[task.turn.intent]
    service = named(task)
    if service is not None and action not in service.actions:
        return _other(task, service)
    offered = [one.id for one in task.catalog.services(task.turn.jurisdiction) if action in one.actions]
    if service is None and len(offered) == 1:
        service = task.catalog.service(offered[0])
    if service is None:
        likely = [id_ for id_ in task.turn.services if id_ in offered]
        return choose(task, task.turn.intent, likely + [id_ for id_ in offered if id_ not in likely])
    return _first_question(task, service, action)


def _first_question(task: Task, service: Service, action: str) -> Outcome:
    draft = Draft.start(action, task.turn.citizen, task.turn.message_id, service=service.id)
    begun = replace(task, draft=draft)
    outcome = begun.ask(intro(begun, service))
    return _setting_aside(task, outcome, {"topic": service.id})


def _other(task: Task, service: Service) -> Outcome:
    """Offer what the service does have, when what is wanted cannot be done with it."""
    possible = info.start_action(service)
    if possible is None:
        said = info.answer(task.catalog, service, "ask_about", task.turn.language, in_task=False)
        return Outcome(None, (said,), {"topic": service.id})
    return _first_question(task, service, possible)


def intro(task: Task, service: Service) -> Message:
    """Return what a task begins with: fee, time and the papers to keep ready."""
    language = task.turn.language
    names = ", ".join(paper.name[language] for paper in service.documents if task.draft.flow != "book")
    facts = [info.fee(task.catalog, service, language)]
    if service.law and service.law.days is not None:
        facts.append(info.time_limit(task.catalog, service, language))
    if names:
        facts.append(task.catalog.texts.get("say_keep_ready", language, papers=names))
    return Message("say_begin", {"service": service.names[language], "facts": "\n".join(facts)})


def choose(task: Task, then: str, candidates: list[str]) -> Outcome:
    """Ask which service is meant; what was wanted goes on with the answer."""
    if not candidates:
        candidates = [service.id for service in task.catalog.services(task.turn.jurisdiction)]
    return _plain(task, "choose", then=then, candidates=candidates[:CANDIDATES])


def ask_status(task: Task) -> Outcome:
    """Tell where an application stands: by its number if there is one, else all of the citizen's own.

    Who wants a paper that was never applied for begins to apply for it.
    """
    number = task.turn.values.get("application_no")
    if number:
        draft = _new(task, "status").answer("application_no", str(number))
        return _look_up(task, draft)
    own = task.office(None).applications(task.turn.citizen)
    service = named(task)
    if task.turn.intent == "get_document" and service is not None:
        own = [one for one in own if one["service"] == service.id]
        if not own and "apply" in service.actions:  # nothing was issued yet: it has to be applied for
            return _first_question(task, service, "apply")
    if len(own) == 1:
        return Outcome(None, (applications.standing(task.catalog, own[0], task.turn.language),))
    if own:
        return Outcome(None, (applications.listing(task.catalog, own, task.turn.language),))
    if task.turn.intent == "my_applications":
        return Outcome(None, (applications.listing(task.catalog, own, task.turn.language),))
    return _plain(task, "status")


def _look_up(task: Task, draft: Draft) -> Outcome:
    from sevamitra.dialogue.endings import answered  # ending a task may begin another

    return answered(replace(task, draft=draft), "application_no", draft.answers["application_no"])


def ask_language(task: Task) -> Outcome:
    """Ask for the language."""
    return _plain(task, "language")


def ask_deletion(task: Task) -> Outcome:
    """Say what is kept, and ask whether to delete it."""
    return _plain(task, "delete_data")


def resume(task: Task) -> Outcome:
    """Go on with the draft that was left last."""
    left = next((one for one in task.paused if one["state"] == "paused"), None)
    if left is None:
        return Outcome(None, (Message("say_nothing_to_resume"),))
    others = tuple(one for one in task.paused if one is not left)
    resumed = replace(task, draft=replace(Draft(**left), state="open"), paused=others)
    outcome = resumed.ask(Message("say_resumed", {"service": resumed.service_name()}))
    return replace(outcome, slots={**outcome.slots, "paused": list(resumed.paused)})


def _new(task: Task, flow: str, **rest: Any) -> Draft:
    return Draft.start(flow, task.turn.citizen, task.turn.message_id, **rest)


def _plain(task: Task, flow: str, **rest: Any) -> Outcome:
    return _setting_aside(task, replace(task, draft=_new(task, flow, **rest)).ask(), {})


def _setting_aside(task: Task, outcome: Outcome, slots: dict[str, Any]) -> Outcome:
    kept = task.leave().slots if task.draft.flow else {}
    return replace(outcome, slots={**kept, **slots, **outcome.slots})
